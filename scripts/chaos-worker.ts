import { startAws } from '../local/aws.ts';
import { runKilled } from '../test/chaos/exhaustive.ts';
import { runSeed } from '../test/chaos/run.ts';
import { type Told, toldOfSeed, toldOfStep } from '../test/chaos/summary.ts';
import type { Task } from './chaos-tasks.ts';

/** Runs what it is given, one run after another, over embedded services of its own. */
const aws = await startAws();

const run = async (task: Task): Promise<Told> =>
  'seed' in task
    ? toldOfSeed(await runSeed(aws, task.seed))
    : toldOfStep(await runKilled(aws, task.job, task.step, task.fate));

process.on('message', (task: Task) => {
  run(task).then(
    (told) => process.send?.(told),
    (error: unknown) => {
      // A run that cannot be played to its end is a failure of the harness: the command ends with it.
      process.stderr.write(
        `${JSON.stringify(task)}: ${error instanceof Error ? error.stack : String(error)}\n`,
      );
      process.exit(1);
    },
  );
});
process.send?.('ready');
