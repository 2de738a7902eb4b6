import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Job } from '../test/chaos/exhaustive.ts';
import type { Fate } from '../test/chaos/faults.ts';
import type { Told } from '../test/chaos/summary.ts';

export type Task =
  | { readonly seed: number }
  | { readonly job: Job; readonly step: number; readonly fate: Fate };

const nextOf = (tasks: Iterator<Task>): Task | undefined => {
  const next = tasks.next();
  return next.done ? undefined : next.value;
};

const WORKER = fileURLToPath(new URL('./chaos-worker.ts', import.meta.url));

/** One process, kept at work until no task is left. */
const work = (tasks: Iterator<Task>, tell: (told: Told) => void): Promise<void> =>
  new Promise((resolve, reject) => {
    const worker = fork(WORKER);
    let over = false;
    worker.on('error', reject);
    worker.on('exit', (code) => (over ? resolve() : reject(new Error(`a worker ended with code ${code}`))));
    worker.on('message', (message: Told | 'ready') => {
      if (message !== 'ready') tell(message);
      const task = nextOf(tasks);
      if (task) {
        worker.send(task);
        return;
      }
      over = true;
      worker.kill();
    });
  });

/** Every task run, on every core; told of each as it ends. */
export const runAll = async (tasks: Iterable<Task>, tell: (told: Told) => void): Promise<void> => {
  const shared = tasks[Symbol.iterator]();
  await Promise.all(Array.from({ length: availableParallelism() }, () => work(shared, tell)));
};
