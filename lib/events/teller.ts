import type { RecordStore } from '../engine/ports.ts';
import { type DomainEvent, recordEvent } from './events.ts';

/** Where events go. May throw: what they tell of is done all the same. */
export type Put = (events: readonly DomainEvent[]) => Promise<void>;

export interface Teller {
  /** Keeps an event until the unit of work is done. */
  tell(event: DomainEvent | undefined): void;
  /** A store that tells of each record that comes into another state. */
  overhearing(records: RecordStore): RecordStore;
  /** Gives what was kept to whoever listens. Never throws, and loses what is not taken. */
  flush(): Promise<void>;
}

/** Tells what happened, after it is stored. */
export const createTeller = (
  put: Put,
  now: () => Date,
  onLoss: (error: unknown, count: number) => void,
): Teller => {
  let kept: DomainEvent[] = [];
  const tell = (event: DomainEvent | undefined): void => {
    if (event) kept.push(event);
  };
  return {
    tell,
    overhearing: (records) => ({
      ...records,
      save: async (record, before) => {
        const saved = await records.save(record, before);
        if (saved) tell(recordEvent(saved, before, now().toISOString()));
        return saved;
      },
    }),
    flush: async () => {
      const events = kept;
      kept = [];
      if (events.length === 0) return;
      await put(events).catch((error: unknown) => onLoss(error, events.length));
    },
  };
};
