import type { Received } from '../../lib/engine/normalize.ts';
import type { Change, ChangeQueue } from '../../lib/engine/ports.ts';
import { bodyOf, changeOf } from '../../lib/stores/messages.ts';
import type { Clock } from './clock.ts';

interface Held extends Received {
  readonly due: number;
}

/** The queue of changes by a clock of the test's own: delays are waited for by letting time pass. */
export interface HeldChanges extends ChangeQueue {
  /** Takes every message that is due, oldest first. */
  take(): Received[];
  /** Puts messages back as SQS does with those that a Lambda failed at. */
  giveBack(items: readonly Received[]): void;
  /** Those that wait for their time, with the seconds until then. */
  delayed(): { change: Change; seconds: number }[];
}

export const createHeldChanges = (clock: Clock): HeldChanges => {
  let held: Held[] = [];
  return {
    send: async (changes, delaySeconds = 0) => {
      const at = clock.now();
      for (const change of changes)
        held.push({
          change: changeOf(bodyOf(change)) as Change,
          sentAt: at.toISOString(),
          due: at.getTime() + delaySeconds * 1000,
        });
    },
    take: () => {
      const at = clock.now().getTime();
      const due = held.filter((each) => each.due <= at);
      held = held.filter((each) => each.due > at);
      return due.map(({ change, sentAt, again }) => ({ change, sentAt, again }));
    },
    giveBack: (items) => {
      held.push(...items.map((item) => ({ ...item, again: true, due: 0 })));
    },
    delayed: () => {
      const at = clock.now().getTime();
      return held.map(({ change, due }) => ({ change, seconds: Math.round((due - at) / 1000) }));
    },
  };
};
