import { execFile } from 'node:child_process';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import Table from 'cli-table3';
import { type Bundle, bundledDynamo, deployedFunctions, installedDynamo } from './bundles.ts';

const run = promisify(execFile);

/** Fresh processes for each module, in turn; the median counts. */
const RUNS = 11;

const loadMs = async ({ file }: Bundle): Promise<number> => {
  const url = JSON.stringify(pathToFileURL(file).href);
  const program = `const began = performance.now(); await import(${url}); console.log(performance.now() - began); process.exit(0);`;
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', program]);
  return Number(stdout.trim().split('\n').at(-1));
};

const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;

const kilobytes = async ({ file }: Bundle): Promise<number> => Math.round((await stat(file)).size / 1024);

/** In turn, so that whatever else the machine does meanwhile slows all of them alike. */
const medians = async (bundles: readonly Bundle[]): Promise<number[]> => {
  const times: number[][] = bundles.map(() => []);
  for (let round = 0; round < RUNS; round += 1)
    for (const [place, bundle] of bundles.entries()) times[place]?.push(await loadMs(bundle));
  return times.map((all) => Math.round(median(all)));
};

/** Size and load time of each function; the object of the last line. */
export const load = async (say: (text: string) => void) => {
  const out = await mkdtemp(join(tmpdir(), 'plumbline-bench-'));
  try {
    const dynamo = await bundledDynamo(out);
    const bundles = [...(await deployedFunctions(out)), dynamo, await installedDynamo(out)];
    const times = await medians(bundles);
    const sizes = await Promise.all(bundles.map(kilobytes));
    const alone = times[bundles.indexOf(dynamo)] ?? Number.NaN;
    const rows = bundles.map(({ name }, n) => {
      const ms = times[n] ?? Number.NaN;
      return { name, bundleKb: sizes[n] ?? 0, loadMs: ms, timesDynamo: Number((ms / alone).toFixed(2)) };
    });
    const table = new Table({
      head: ['module', 'KB', 'ms', '× client-dynamodb'],
      style: { head: [], border: [] },
    });
    table.push(...rows.map((row) => Object.values(row).map(String)));
    say(table.toString());
    return Object.fromEntries(rows.map(({ name, ...figures }) => [name, figures]));
  } finally {
    await rm(out, { recursive: true, force: true });
  }
};
