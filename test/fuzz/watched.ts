import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Told } from './child.ts';
import type { Figures, Run } from './run.ts';

/** What came of a target in a process of its own. */
export interface Watched extends Figures {
  /** The process gave no sign for too long and was ended. */
  readonly hangs: number;
}

export interface Limits {
  /** Without a sign for so long, a process hangs. */
  readonly silentMs: number;
  /** Old space of the process, in MB: what fills it ends it, which counts as unhandled. */
  readonly heapMb: number;
}

const CHILD = fileURLToPath(new URL('./child.ts', import.meta.url));

const nothing = (target: string, count: number): Watched => ({
  ...{ target, count, unhandled: 0, hangs: 0, longestMs: 0, heapGrowth: 0, peakHeapGrowth: 0 },
});

/**
 * Runs a target in a process of its own, which can be ended when it hangs, and whose memory is bounded.
 * Its messages of errors go to stderr.
 */
export const watched = (
  target: string,
  { count, seed, at }: Omit<Run, 'mostMs'>,
  limits: Limits,
): Promise<Watched> =>
  new Promise((resolve) => {
    const flags = ['--no-warnings=ExperimentalWarning', '--import', 'tsx'];
    const child = fork(CHILD, [target, String(count), String(seed)], {
      execArgv: [...flags, `--max-old-space-size=${limits.heapMb}`],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    let last = 0;
    let done: Watched | undefined;
    const hang = (): void => {
      const failure = `seed ${seed}: no answer to input ${last} within ${limits.silentMs} ms`;
      done = { ...nothing(target, last), hangs: 1, longestMs: limits.silentMs, failure };
      child.kill('SIGKILL');
    };
    let timer = setTimeout(hang, limits.silentMs);
    child.on('message', (told: Told) => {
      clearTimeout(timer);
      timer = setTimeout(hang, limits.silentMs);
      if ('figures' in told) done = { ...told.figures, hangs: 0 };
      else {
        last = told.at;
        at?.(last);
      }
    });
    child.on('exit', (code, signal) => {
      clearTimeout(timer);
      const failure = `seed ${seed}: the process ended with ${signal ?? code} at input ${last}`;
      resolve(done ?? { ...nothing(target, last), unhandled: 1, failure });
    });
  });
