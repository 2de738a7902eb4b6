import { withAws } from '../stores/stores.ts';
import { FEWEST_FAULTS, runSeed } from './run.ts';

const aws = withAws();

const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

test.each(SEEDS)(
  'after a storm (seed %i) the books are as expected: nothing twice, nothing lost, nothing in doubt for ever',
  async (seed) => {
    const { violations, faults } = await runSeed(aws(), seed);
    // `npm run chaos -- --seed N` replays a seed and shows its journal.
    expect({ seed, violations }).toEqual({ seed, violations: [] });
    expect([...faults.values()].reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(FEWEST_FAULTS);
  },
);

test('a seed replays step by step', async () => {
  const first = await runSeed(aws(), 11);
  const second = await runSeed(aws(), 11);
  expect(second.journal).toEqual(first.journal);
});
