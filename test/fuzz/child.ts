import { type Figures, run } from './run.ts';
import { MOST_MS } from './stopwatch.ts';
import { TARGETS } from './targets.ts';

/** What a process that runs one target tells: which input it sends in now, and in the end its figures. */
export type Told = { readonly at: number } | { readonly figures: Figures };

const [name = '', count, seed] = process.argv.slice(2);
const start = TARGETS[name];
const tell = (told: Told): Promise<void> =>
  new Promise((resolve, reject) => {
    process.send?.(told, (error: Error | null) => (error ? reject(error) : resolve()));
  });

if (!start || !process.send) throw new Error(`${name} is no target, or nobody listens`);
const one = await start();
const figures = await run(one, {
  ...{ count: Number(count), seed: Number(seed), mostMs: MOST_MS },
  at: (at) => void tell({ at }),
});
await tell({ figures });
process.exit(0);
