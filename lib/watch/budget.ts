import type { Gauge } from '../procore/gauge.ts';
import type { WatchState } from './state.ts';

/** Where settings were stored by a version that did not know of it. */
const USUAL_PER_HOUR = 1_800;
/** The clock calls six times an hour. */
const RUNS_PER_HOUR = 6;
/** A window of ten seconds is waited for; one of an hour is left to the next run. */
const LONGEST_WAIT_SECONDS = 15;

/** Why no further call is made now. */
export type Stop = 'budget' | 'time' | 'procore';

export interface Budget {
  /** Undefined: go on. May wait for one of Procore's short windows. */
  stop(): Promise<Stop | undefined>;
  /** Counts calls that fetching what was asked for will cost. */
  add(calls: number): void;
  /** What is to be remembered of it. */
  calls(): NonNullable<WatchState['calls']>;
}

export interface BudgetDeps {
  readonly gauge: Pick<Gauge, 'calls' | 'wait'>;
  readonly now: () => Date;
  /** When this run has to end. */
  readonly until: Date;
  readonly wait: (seconds: number) => Promise<void>;
}

/**
 * Calls of one run: a sixth of those of an hour, and all together never more than an hour has. Fetches that were asked
 * for count with them, though others make them. Half of each of Procore's windows is left to those.
 */
export const createBudget = (
  { gauge, now, until, wait }: BudgetDeps,
  perHour: number = USUAL_PER_HOUR,
  before?: WatchState['calls'],
): Budget => {
  const hour = now().toISOString().slice(0, 13);
  const used = before?.hour === hour ? before.used : 0;
  const most = Math.min(Math.ceil(perHour / RUNS_PER_HOUR), perHour - used);
  let others = 0;
  const spent = () => Math.ceil(gauge.calls() + others);
  return {
    stop: async () => {
      if (spent() >= most) return 'budget';
      const seconds = gauge.wait();
      if (seconds > LONGEST_WAIT_SECONDS) return 'procore';
      if (now().getTime() + seconds * 1000 >= until.getTime()) return 'time';
      if (seconds > 0) await wait(seconds);
      return undefined;
    },
    add: (calls) => {
      others += calls;
    },
    calls: () => ({ hour, used: used + spent() }),
  };
};
