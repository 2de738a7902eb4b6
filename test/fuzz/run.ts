import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { stopwatch } from './stopwatch.ts';
import { type Answered, type Target, wrong } from './target.ts';

export interface Figures {
  readonly target: string;
  /** Inputs sent in before the run ended. */
  readonly count: number;
  /** A run ends with its first unhandled error. */
  readonly unhandled: number;
  readonly longestMs: number;
  /** Heap that stays in use after the inputs and a collection, in bytes. */
  readonly heapGrowth: number;
  /** The most heap that was seen in use beyond what was in use at the start, in bytes. */
  readonly peakHeapGrowth: number;
  /** What failed, with the input that shows it, as small as it was found. */
  readonly failure?: string;
}

export interface Run {
  readonly count: number;
  readonly seed: number;
  /** An answer that takes longer is a failure. */
  readonly mostMs: number;
  /** Called before each input, from 0. */
  readonly at?: (n: number) => void;
}

// There is no other way to ask for a collection in a process that was not started for it.
setFlagsFromString('--expose-gc');
const gc = runInNewContext('gc') as () => void;

/** What a collection sets free may free more, once the event loop has turned. */
const collect = async (): Promise<number> => {
  for (let turn = 0; turn < 3; turn++) {
    gc();
    await setImmediate();
  }
  return process.memoryUsage().heapUsed;
};

const timed = async (answers: () => Answered): Promise<number> => {
  const passed = stopwatch();
  return (await answers()) ?? passed();
};

const EVERY = 64;

/** Sends so many inputs in, one after another. */
export const run = async (
  { name, inputs, answers, show, runsOf = (runs) => runs }: Target,
  { count, seed, mostMs, at }: Run,
): Promise<Figures> => {
  let sent = 0;
  let longestMs = 0;
  const before = await collect();
  let peak = before;
  const property = fc.asyncProperty(inputs, async (input) => {
    at?.(sent);
    sent += 1;
    const ms = await timed(() => answers(input));
    longestMs = Math.max(longestMs, ms);
    if (sent % EVERY === 0) peak = Math.max(peak, process.memoryUsage().heapUsed);
    if (ms > mostMs) wrong(`took ${Math.round(ms)} ms`);
  });
  const { failed, counterexample, errorInstance } = await fc.check(property, {
    numRuns: runsOf(count),
    seed,
  });
  const why = errorInstance instanceof Error ? (errorInstance.stack ?? errorInstance.message) : errorInstance;
  return {
    target: name,
    count: sent,
    unhandled: failed ? 1 : 0,
    longestMs: Math.ceil(longestMs),
    heapGrowth: Math.max(0, (await collect()) - before),
    peakHeapGrowth: peak - before,
    ...(failed && { failure: `seed ${seed}: ${show(counterexample?.[0])}\n${why}` }),
  };
};
