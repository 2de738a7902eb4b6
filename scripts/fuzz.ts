import { type Asked, fuzzArguments } from '../test/fuzz/arguments.ts';
import { MOST_MS } from '../test/fuzz/stopwatch.ts';
import { TARGETS } from '../test/fuzz/targets.ts';
import { type Watched, watched } from '../test/fuzz/watched.ts';

const NAMES = Object.keys(TARGETS);

const USAGE = `npm run fuzz -- [--count N] [--seed S] [--only TARGET]

Sends mutated inputs into every entrance of the program. Ends with 1 when one of them met an unhandled error
or an answer took more than ${MOST_MS} ms. The last line of the output is JSON, for programs.

  --count N      inputs for each target (default 20000); targets over the embedded tables take a share of it
  --seed S       the same inputs again; a chance one when it is left out
  --only TARGET  one of ${NAMES.join(', ')}
`;

const LIMITS = { silentMs: 30_000, heapMb: 1_024 };

const note = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

const isBad = ({ unhandled, hangs, longestMs }: Watched): boolean =>
  unhandled > 0 || hangs > 0 || longestMs > MOST_MS;

const fuzz = async ({ targets, count, seed }: Asked): Promise<number> => {
  const all: Watched[] = [];
  for (const target of targets) {
    const at = (n: number): void => {
      if (n > 0 && n % 1_000 === 0) note(`${target}: ${n}`);
    };
    const { failure, ...figures } = await watched(target, { count, seed, at }, LIMITS);
    note(`${target}: ${figures.count} inputs, longest answer ${figures.longestMs} ms`);
    if (failure) note(failure);
    all.push(figures);
  }
  const rows = all.map(({ target, ...figures }) => [target, figures]);
  process.stdout.write(`${JSON.stringify({ count, seed, targets: Object.fromEntries(rows) })}\n`);
  return all.some(isBad) ? 1 : 0;
};

const main = async (): Promise<number> => {
  let asked: Asked | undefined;
  try {
    asked = fuzzArguments(process.argv.slice(2), NAMES, () => Math.floor(Math.random() * 2 ** 31));
  } catch (error) {
    note(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
    return 2;
  }
  if (asked) return fuzz(asked);
  process.stdout.write(USAGE);
  return 0;
};

process.exit(await main());
