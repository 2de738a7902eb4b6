import { run } from './run.ts';
import { HANG_MS } from './stopwatch.ts';
import { TARGETS } from './targets.ts';

/** Named when a run fails; `npm run fuzz` tries others. */
const SEED = 20_261_122;
const COUNT = 200;

/** A leak of a hundred bytes for each input would not show; one of the input itself does. */
const MOST_HEAP = 64 * 1024 * 1024;

test.each(Object.entries(TARGETS))(
  '%s: whatever comes in, an answer by the rules',
  async (_name, start) => {
    const target = await start();
    try {
      const { failure, heapGrowth } = await run(target, { count: COUNT, seed: SEED, mostMs: HANG_MS });
      expect(failure).toBeUndefined();
      expect(heapGrowth).toBeLessThan(MOST_HEAP);
    } finally {
      await target.close?.();
    }
  },
  300_000,
);
