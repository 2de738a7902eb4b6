import type { AwsRequests } from './aws-requests.ts';

/** What handlers did between two readings. Times in milliseconds. */
export interface Reading {
  readonly invocations: number;
  /** Wall time of all invocations. */
  readonly handlerMs: number;
  /** The part of it during which a request to AWS was in flight. */
  readonly awsMs: number;
  /** CPU time of the whole process: handlers, SDK, and what calls them. */
  readonly cpuMs: number;
  /** Requests to AWS by kind, e.g. `DynamoDB BatchGetItem`. */
  readonly requests: Readonly<Record<string, number>>;
  /** Highest resident size at the end of an invocation. */
  readonly rssMb: number;
}

export interface Meter {
  /** Runs one invocation of a function. One at a time, as a Web Connector calls. */
  invoke<T>(handler: () => Promise<T>): Promise<T>;
  /** What happened since the last reading. */
  read(): Reading;
}

const since = (
  now: Readonly<Record<string, number>>,
  before: Readonly<Record<string, number>>,
): Record<string, number> =>
  Object.fromEntries(
    Object.entries(now).flatMap(([kind, n]) => {
      const more = n - (before[kind] ?? 0);
      return more > 0 ? [[kind, more]] : [];
    }),
  );

/** What two processes did in the same time. */
export const both = (a: Reading, b: Reading): Reading => ({
  ...{ invocations: a.invocations + b.invocations, handlerMs: a.handlerMs + b.handlerMs },
  ...{ awsMs: a.awsMs + b.awsMs, cpuMs: a.cpuMs + b.cpuMs, rssMb: Math.max(a.rssMb, b.rssMb) },
  requests: Object.fromEntries(
    Object.keys({ ...a.requests, ...b.requests }).map((kind) => [
      kind,
      (a.requests[kind] ?? 0) + (b.requests[kind] ?? 0),
    ]),
  ),
});

/** Measures invocations in this process. `clock` in milliseconds. */
export const createMeter = (requests: AwsRequests, clock: () => number): Meter => {
  const begin = () => ({
    ...{ invocations: 0, handlerMs: 0, awsMs: 0, rssMb: 0 },
    ...{ cpu: process.cpuUsage(), counts: requests.counts() },
  });
  let state = begin();
  return {
    invoke: async (handler) => {
      const started = clock();
      const awaited = requests.awaitedMs();
      try {
        return await handler();
      } finally {
        state.invocations += 1;
        state.handlerMs += clock() - started;
        state.awsMs += requests.awaitedMs() - awaited;
        state.rssMb = Math.max(state.rssMb, process.memoryUsage.rss() / 2 ** 20);
      }
    },
    read: () => {
      const { cpu, counts, ...sums } = state;
      const { user, system } = process.cpuUsage(cpu);
      const reading = { ...sums, cpuMs: (user + system) / 1000, requests: since(requests.counts(), counts) };
      state = begin();
      return reading;
    },
  };
};
