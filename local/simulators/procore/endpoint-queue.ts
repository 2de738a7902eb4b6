import { setTimeout as sleep } from 'node:timers/promises';
import type { Id } from './data.ts';
import type { PayloadVersion, ProcoreEvent } from './payload.ts';

/** A registered webhook. Without a project it gets company resources only, with one only that project's. */
export interface Hook {
  readonly companyId: Id;
  readonly projectId?: Id;
  destinationUrl: string;
  /** Value of the Authorization header of each delivery. */
  authorization?: string;
  payloadVersion: PayloadVersion;
  /** Those of hooks that were made by the API; the others are told of everything. */
  readonly made?: MadeHook;
}

/** What the API keeps of a hook. */
export interface MadeHook {
  readonly id: string;
  readonly namespace: string;
  readonly createdAt: string;
  status: 'active' | 'disabled';
  readonly triggers: { readonly id: string; readonly resource: string; readonly event: string }[];
}

export interface Delivery {
  readonly id: string;
  readonly hook: Hook;
  readonly event: ProcoreEvent;
  /** When it happened (ISO). */
  readonly at: string;
  readonly body: string;
  status: 'enqueued' | 'retrying' | 'delivered' | 'discarded';
  readonly attempts: { readonly at: string; readonly outcome: string }[];
}

/** How one endpoint is retried; what is left out is as at Procore. */
export interface RetrySettings {
  readonly timeoutMs?: number;
  readonly firstRetryMs?: number;
  readonly longestRetryMs?: number;
  /** After this long without a success, everything waiting for the endpoint is discarded. */
  readonly giveUpAfterMs?: number;
  readonly wait?: (ms: number, signal: AbortSignal) => Promise<void>;
}

const USUAL: Required<RetrySettings> = {
  timeoutMs: 5_000,
  firstRetryMs: 1_000,
  longestRetryMs: 3_600_000,
  giveUpAfterMs: 43_200_000,
  wait: async (ms, signal) => sleep(ms, undefined, { signal }),
};

/** The deliveries that wait for one endpoint, one at a time; a failure pauses them all. */
export const createEndpointQueue = (settings: RetrySettings, now: () => Date, closing: AbortSignal) => {
  const rules = { ...USUAL, ...settings };
  const waiting: Delivery[] = [];
  let running: Promise<void> | undefined;

  const drain = async (): Promise<void> => {
    let failingSince: number | undefined;
    let pause = rules.firstRetryMs;
    for (let next = waiting[0]; next !== undefined && !closing.aborted; next = waiting[0]) {
      const at = now();
      const outcome = await send(next, rules.timeoutMs, closing);
      next.attempts.push({ at: at.toISOString(), outcome });
      if (/^2\d\d$/.test(outcome)) {
        next.status = 'delivered';
        waiting.splice(waiting.indexOf(next), 1);
        failingSince = undefined;
        pause = rules.firstRetryMs;
        continue;
      }
      next.status = 'retrying';
      failingSince ??= at.getTime();
      if (now().getTime() - failingSince >= rules.giveUpAfterMs) return discard(waiting);
      await rules.wait(pause, closing).catch(() => undefined);
      pause = Math.min(pause * 2, rules.longestRetryMs);
    }
  };

  const start = (): void => {
    running ??= drain().finally(() => {
      running = undefined;
      // An event may have come in after the last look at the queue.
      if (waiting.length > 0 && !closing.aborted) start();
    });
  };

  return {
    waiting,
    start,
    /** Resolves when nothing waits any more, or deliveries have been closed. */
    idle: async (): Promise<void> => {
      while (running !== undefined) await running;
    },
  };
};

/** The status of the answer, or why there was none. */
const send = async ({ hook, body }: Delivery, timeoutMs: number, closing: AbortSignal): Promise<string> => {
  const headers = new Headers({ 'content-type': 'application/json' });
  if (hook.authorization !== undefined) headers.set('authorization', hook.authorization);
  const signal = AbortSignal.any([closing, AbortSignal.timeout(timeoutMs)]);
  try {
    const response = await fetch(hook.destinationUrl, { method: 'POST', headers, body, signal });
    await response.arrayBuffer();
    return String(response.status);
  } catch {
    return signal.aborted ? 'no answer in time' : 'no connection';
  }
};

const discard = (waiting: Delivery[]): void => {
  for (const delivery of waiting.splice(0)) delivery.status = 'discarded';
};
