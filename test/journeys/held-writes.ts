import type { ProcoreWrite, WriteQueue } from '../../lib/engine/procore-writes.ts';
import { bodyOf, writeOf } from '../../lib/stores/messages.ts';

/** The queue of what is to be written into Procore, emptied by hand. */
export interface HeldWrites extends WriteQueue {
  /** Takes every message, oldest first. */
  take(): ProcoreWrite[];
}

export const createHeldWrites = (): HeldWrites => {
  let held: ProcoreWrite[] = [];
  return {
    send: async (writes) => {
      held.push(...writes.map((write) => writeOf(bodyOf(write)) as ProcoreWrite));
    },
    take: () => {
      const taken = held;
      held = [];
      return taken;
    },
  };
};
