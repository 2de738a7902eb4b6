import type { Chance } from '../../local/sample/seeded.ts';
import { type Clock, createClock } from '../journeys/clock.ts';

/** What comes of a step: a value, an error, or nothing for ever; after so many milliseconds of the clock. */
export type Delivery<T> = (
  | { readonly value: T }
  | { readonly error: unknown }
  | { readonly nothing: true }
) & {
  readonly after?: number;
};

/**
 * A world that repeats itself: everybody who does something waits for a turn, one acts at a time, and chance says
 * who. Time passes by the clock of the stage alone; when nobody waits for a turn, it jumps to the next sleeper.
 */
export interface Stage {
  readonly clock: Clock;
  readonly chance: Chance;
  /** What happened, a line each. */
  readonly journal: readonly string[];
  note(line: string): void;
  /** Acts when it is its turn. */
  step<T>(what: string, act: () => Promise<Delivery<T>>): Promise<T>;
  sleep(ms: number): Promise<void>;
  /** One in `n`. */
  perhaps(n: number): boolean;
  /** Gives the turns until the scenario has ended. */
  run<T>(scenario: () => Promise<T>): Promise<T>;
}

interface Turn {
  readonly act: () => Promise<void>;
}

interface Sleeper {
  readonly until: number;
  readonly wake: () => void;
}

/** Whoever was resumed has come to its next step by then: between two steps nobody waits for anything real. */
const quiet = async (): Promise<void> => {
  await new Promise((resolve) => setImmediate(resolve));
  await new Promise((resolve) => setImmediate(resolve));
};

const LONGEST_STEP_MS = 40;

export const createStage = (chance: Chance): Stage => {
  const clock = createClock();
  const waiting: Turn[] = [];
  const sleepers: Sleeper[] = [];
  const journal: string[] = [];
  let at = 0;

  const time = (): number => clock.now().getTime();

  const note = (line: string): void => {
    journal.push(`${String(at).padStart(5)} ${line}`);
  };

  const sleep = (ms: number): Promise<void> => {
    const until = time() + ms;
    return new Promise((wake) => sleepers.push({ until, wake }));
  };

  const step = <T>(what: string, act: () => Promise<Delivery<T>>): Promise<T> =>
    new Promise((resolve, reject) => {
      const perform = async (): Promise<void> => {
        note(what);
        const delivery = await act();
        if ('nothing' in delivery) return;
        const deliver = () => ('value' in delivery ? resolve(delivery.value) : reject(delivery.error));
        if (delivery.after) sleepers.push({ until: time() + delivery.after, wake: deliver });
        else deliver();
      };
      waiting.push({ act: perform });
    });

  /** Who is next: somebody who waits for a turn, else the next sleeper, however long that takes. */
  const next = (): (() => Promise<void>) | undefined => {
    sleepers.sort((a, b) => a.until - b.until);
    const [first] = sleepers;
    if (first && (waiting.length === 0 || first.until <= time())) {
      sleepers.shift();
      return async () => {
        clock.pass(Math.max(0, first.until - time()));
        first.wake();
      };
    }
    if (waiting.length === 0) return undefined;
    const [turn] = waiting.splice(chance.between(0, waiting.length - 1), 1);
    return async () => {
      at += 1;
      clock.pass(chance.between(1, LONGEST_STEP_MS));
      await turn?.act();
    };
  };

  const run = async <T>(scenario: () => Promise<T>): Promise<T> => {
    let ended = false;
    const result = scenario().finally(() => {
      ended = true;
    });
    result.catch(() => undefined);
    for (;;) {
      await quiet();
      if (ended) return result;
      const act = next();
      if (!act) throw new Error(`after step ${at} everybody waits for somebody else`);
      await act();
    }
  };

  return {
    ...{ clock, chance, journal, note, step, sleep, run },
    perhaps: (n) => chance.between(1, n) === 1,
  };
};
