import { parseArgs } from 'node:util';
import { JOBS, type Job } from '../test/chaos/exhaustive.ts';
import { summed, type Told } from '../test/chaos/summary.ts';
import { runAll, type Task } from './chaos-tasks.ts';

const USAGE = `npm run chaos -- --seed N                one seed; its journal if it fails
npm run chaos -- --seeds K [--seed N]     K seeds from N (default 1)
npm run chaos -- --minutes M [--seed N]   seeds from N until M minutes are over
npm run chaos -- --exhaustive             the smallest jobs; each of their I/O steps killed before and after its effect
npm run chaos -- --exhaustive --job NAME  one of them: ${JOBS.join(', ')}
npm run chaos -- --exhaustive --every N   each Nth step alone

The last line is a summary in JSON. Exit code: 0 when all is well, 1 after a violation, 2 for wrong arguments.
`;

const OPTIONS = {
  seed: { type: 'string' },
  seeds: { type: 'string' },
  minutes: { type: 'string' },
  exhaustive: { type: 'boolean', default: false },
  job: { type: 'string' },
  every: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const;

class Usage extends Error {}

const wholeNumber = (name: string, text: string | undefined): number | undefined => {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (!/^\d{1,9}$/.test(text) || number < 1)
    throw new Usage(`--${name} takes a whole number from 1, not "${text}"`);
  return number;
};

function* seeds(first: number, goesOn: (done: number) => boolean): Generator<Task> {
  for (let done = 0; goesOn(done); done++) yield { seed: first + done };
}

/** After a step that changes nothing a function is where it is before its next one. */
const isRead = (step: string): boolean =>
  /^(dynamodb (Get|BatchGet|Query) |sqs GetQueueUrl |procore GET )/.test(step);

/** Each job without a fault, which tells its steps; then each of them killed. */
const exhaustive = async (jobs: readonly Job[], every: number, tell: (told: Told) => void): Promise<void> => {
  for (const job of jobs) {
    let steps: readonly string[] = [];
    await runAll([{ job, step: 0, fate: 'kill-before' }], (told) => {
      steps = told.steps ?? [];
      tell(told);
    });
    const tasks = steps.flatMap((what, n): Task[] => {
      const step = n + 1;
      if (step % every !== 0) return [];
      const before: Task = { job, step, fate: 'kill-before' };
      return isRead(what) ? [before] : [before, { job, step, fate: 'kill-after' }];
    });
    await runAll(tasks, tell);
  }
};

const jobsOf = (name: string | undefined): readonly Job[] => {
  const chosen = JOBS.filter((job) => name === undefined || job === name);
  if (chosen.length === 0) throw new Usage(`--job takes ${JOBS.join(', ')}, not "${name}"`);
  return chosen;
};

type Play = (tell: (told: Told) => void) => Promise<void>;

/** What the arguments ask for; undefined: how to use this. */
const asked = (): Play | undefined => {
  const { values } = parseArgs({ options: OPTIONS, strict: true, allowPositionals: false });
  if (values.help) return undefined;
  const first = wholeNumber('seed', values.seed);
  const count = wholeNumber('seeds', values.seeds);
  const minutes = wholeNumber('minutes', values.minutes);
  if (values.exhaustive) {
    if (first ?? count ?? minutes)
      throw new Usage('--exhaustive takes no seeds: its jobs are always the same.');
    const [chosen, every] = [jobsOf(values.job), wholeNumber('every', values.every) ?? 1];
    return (tell) => exhaustive(chosen, every, tell);
  }
  if (values.job ?? values.every) throw new Usage('--job and --every go with --exhaustive.');
  if (count && minutes) throw new Usage('Choose --seeds or --minutes.');
  if (!first && !count && !minutes)
    throw new Usage('Which seeds? Give --seed, --seeds, --minutes or --exhaustive.');
  const end = Date.now() + (minutes ?? 0) * 60_000;
  const goesOn = (done: number) => (minutes ? Date.now() < end : done < (count ?? 1));
  return (tell) => runAll(seeds(first ?? 1, goesOn), tell);
};

/** Progress, and what went wrong, for whoever watches; standard output keeps the summary alone. */
const report = ({ name, violations, journal = [] }: Told): void => {
  if (violations.length === 0) return void process.stderr.write(`${name}: as it should be\n`);
  process.stderr.write(`${journal.join('\n')}\n${name} FAILED:\n  ${violations.join('\n  ')}\n`);
};

const main = async (): Promise<number> => {
  const play = asked();
  if (!play) {
    process.stdout.write(USAGE);
    return 0;
  }
  const began = performance.now();
  const all: Told[] = [];
  await play((told) => {
    report(told);
    all.push(told);
  });
  const summary = summed(all, (performance.now() - began) / 1000);
  process.stdout.write(`${JSON.stringify(summary)}\n`);
  return summary.violations === 0 ? 0 : 1;
};

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    const isUsage =
      error instanceof Usage || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS') === true;
    const words = error instanceof Error ? (isUsage ? error.message : error.stack) : String(error);
    process.stderr.write(`${words}\n${isUsage ? `\n${USAGE}` : ''}`);
    process.exit(isUsage ? 2 : 1);
  },
);
