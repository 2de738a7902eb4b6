import type { LocalAws } from '../../local/aws.ts';
import { FEWEST_FAULTS, type Run, runSeed } from './run.ts';

/** A seed's storm, which must have been one, and its books. `npm run chaos -- --seed N` shows the journal of a seed. */
export const expectCalmAfter = async (aws: LocalAws, seed: number): Promise<Run> => {
  const run = await runSeed(aws, seed);
  expect({ seed, violations: run.violations }).toEqual({ seed, violations: [] });
  expect([...run.faults.values()].reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(
    FEWEST_FAULTS,
  );
  return run;
};
