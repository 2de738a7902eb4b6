import type { Killed } from './exhaustive.ts';
import type { Run } from './run.ts';
import type { Verdict } from './verdict.ts';

/** One run as a worker tells of it: plain data. */
export interface Told {
  /** e.g. `seed 7` or `orders step 12 kill-after: sqs SendMessageBatch changes`. */
  readonly name: string;
  readonly verdict: Verdict;
  readonly violations: readonly string[];
  readonly faults: Readonly<Record<string, number>>;
  /** Every step of a smallest job that was not killed. */
  readonly steps?: readonly string[];
  /** Of a run that failed. */
  readonly journal?: readonly string[];
}

/** What many runs came to; the last line that the command prints. */
export interface Summary {
  readonly runs: number;
  readonly faults: Readonly<Record<string, number>>;
  readonly fewestFaults: number;
  readonly duplicates: number;
  readonly losses: number;
  readonly stuck: number;
  readonly violations: number;
  /** Names of the runs that failed. */
  readonly failed: readonly string[];
  readonly seconds: number;
}

const journalOf = ({ violations, journal }: Pick<Run, 'violations' | 'journal'>) =>
  violations.length > 0 ? { journal } : {};

export const toldOfSeed = (run: Run): Told => ({
  ...{ name: `seed ${run.seed}`, verdict: run.verdict, violations: run.violations },
  faults: Object.fromEntries(run.faults),
  ...journalOf(run),
});

export const toldOfStep = (run: Killed): Told => ({
  ...{
    name: `${run.job} step ${run.step} ${run.fate}: ${run.what}`,
    verdict: run.verdict,
    violations: run.violations,
  },
  ...(run.step > 0 ? { faults: { [run.fate]: 1 } } : { steps: run.steps, faults: {} }),
  ...journalOf(run),
});

export const summed = (told: readonly Told[], seconds: number): Summary => {
  const faults: Record<string, number> = {};
  for (const [kind, count] of told.flatMap((one) => Object.entries(one.faults)))
    faults[kind] = (faults[kind] ?? 0) + count;
  const totals = told.map((one) => Object.values(one.faults).reduce((sum, count) => sum + count, 0));
  const count = (of: (verdict: Verdict) => readonly string[]): number =>
    told.reduce((sum, { verdict }) => sum + of(verdict).length, 0);
  return {
    ...{ runs: told.length, faults, fewestFaults: told.length > 0 ? Math.min(...totals) : 0 },
    duplicates: count(({ duplicates }) => duplicates),
    losses: count(({ losses }) => losses),
    stuck: count(({ stuck }) => stuck),
    violations: told.reduce((sum, { violations }) => sum + violations.length, 0),
    failed: told.filter(({ violations }) => violations.length > 0).map(({ name }) => name),
    seconds: Math.round(seconds),
  };
};
