import type { Arguments } from './envelope.ts';
import type { Method, QbwcError } from './qbwc-error.ts';
import type { Ending, SessionOptions, SessionReport } from './session-types.ts';
import type { Read } from './soap-answer.ts';
import { soapCall, type Wire } from './soap-call.ts';

/** Why and how a session ends. */
export interface Stop {
  readonly ending: Ending;
  readonly status: string;
  readonly error?: QbwcError;
}

/** A call went well, failed, or the computer died with it. */
export type Called<T> = Read<T> | { readonly stop: Stop };

/** A session under way: what it has done so far, and how to make its next call. */
export interface Run {
  readonly options: SessionOptions;
  readonly warnings: string[];
  readonly lastErrors: string[];
  readonly progress: number[];
  quickbooksMs: number;
  documents: number;
  requests: number;
  pauses: number;
  minimumSeconds?: number;
  postponeSeconds?: number;
  readonly clock: () => number;
  readonly pause: (ms: number) => Promise<void>;
  call<T>(
    method: Method,
    values: Arguments,
    read: (xml: string, method: string) => Read<T>,
  ): Promise<Called<T>>;
  report(end: Stop): SessionReport;
}

const DEAD: Stop = { ending: 'died', status: '' };

const realPause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

type Calls = { method: Method; ms: number }[];

const caller = (options: SessionOptions, calls: Calls, clock: () => number): Run['call'] => {
  const wire: Wire = {
    url: new URL(options.url),
    timeoutMs: options.soapMs ?? 100_000,
    cookies: new Map(),
    carry: options.carry,
  };
  return async (method, values, read) => {
    const fate = options.onCall?.(method, calls.length + 1) ?? 'go';
    if (fate === 'die') return { stop: DEAD };
    const started = clock();
    const answer = await soapCall(wire, method, values);
    calls.push({ method, ms: clock() - started });
    if (fate === 'lose-answer') return { failed: 'The operation has timed out' };
    return 'failed' in answer ? answer : read(answer.value, method);
  };
};

/** A session that has not made a call yet. */
export const createRun = (options: SessionOptions): Run => {
  const calls: Calls = [];
  const clock = options.clock ?? (() => performance.now());
  const run: Run = {
    options,
    warnings: [],
    lastErrors: [],
    progress: [],
    quickbooksMs: 0,
    documents: 0,
    requests: 0,
    pauses: 0,
    clock,
    pause: options.pause ?? realPause,
    call: caller(options, calls, clock),
    report: (end) => ({
      appName: options.appName,
      calls,
      ...end,
      quickbooksMs: run.quickbooksMs,
      documents: run.documents,
      requests: run.requests,
      lastProgress: run.progress,
      pauses: run.pauses,
      lastErrors: run.lastErrors,
      warnings: run.warnings,
      ...(run.minimumSeconds === undefined ? {} : { minimumSeconds: run.minimumSeconds }),
      ...(run.postponeSeconds === undefined ? {} : { postponeSeconds: run.postponeSeconds }),
    }),
  };
  return run;
};
