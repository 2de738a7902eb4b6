import { setTimeout as sleep } from 'node:timers/promises';
import { type Id, sameId } from './data.ts';
import { type PayloadVersion, type ProcoreEvent, payloadOf, ulidOf } from './payload.ts';

/** A registered webhook. Without a project it gets company resources only, with one only that project's. */
export interface Hook {
  readonly companyId: Id;
  readonly projectId?: Id;
  readonly destinationUrl: string;
  /** Value of the Authorization header of each delivery. */
  readonly authorization?: string;
  readonly payloadVersion: PayloadVersion;
}

export interface Delivery {
  readonly hook: Hook;
  readonly body: string;
  status: 'enqueued' | 'retrying' | 'delivered' | 'discarded';
  readonly attempts: { readonly at: string; readonly outcome: string }[];
}

/** How deliveries behave; what is left out is as at Procore. */
export interface DeliverySettings {
  readonly timeoutMs?: number;
  readonly firstRetryMs?: number;
  readonly longestRetryMs?: number;
  /** After this long without a success, everything waiting for the endpoint is discarded. */
  readonly giveUpAfterMs?: number;
  /** Probability that an event is delivered twice, and that it overtakes others that wait. */
  readonly duplicate?: number;
  readonly reorder?: number;
  readonly wait?: (ms: number, signal: AbortSignal) => Promise<void>;
}

const USUAL = {
  timeoutMs: 5_000,
  firstRetryMs: 1_000,
  longestRetryMs: 3_600_000,
  giveUpAfterMs: 43_200_000,
  duplicate: 0,
  reorder: 0,
  wait: async (ms: number, signal: AbortSignal) => sleep(ms, undefined, { signal }),
};

export interface DeliveryDeps {
  readonly now: () => Date;
  readonly random: () => number;
}

interface Queue {
  readonly waiting: Delivery[];
  running?: Promise<void>;
}

/** At least once, in no sure order; a failure pauses everything that goes to the same endpoint. */
export const createDeliveries = (settings: DeliverySettings, { now, random }: DeliveryDeps) => {
  const rules = { ...USUAL, ...settings };
  const hooks: Hook[] = [];
  const log: Delivery[] = [];
  const queues = new Map<string, Queue>();
  const closing = new AbortController();
  let count = 0;

  const attempt = async (delivery: Delivery): Promise<boolean> => {
    const { destinationUrl, authorization } = delivery.hook;
    const headers = {
      'content-type': 'application/json',
      ...(authorization === undefined ? {} : { authorization }),
    };
    const signal = AbortSignal.any([closing.signal, AbortSignal.timeout(rules.timeoutMs)]);
    const outcome = await fetch(destinationUrl, {
      method: 'POST',
      headers,
      body: delivery.body,
      signal,
    }).then(
      async (response) => {
        await response.arrayBuffer();
        return String(response.status);
      },
      () => (signal.aborted ? 'no answer in time' : 'no connection'),
    );
    delivery.attempts.push({ at: now().toISOString(), outcome });
    return /^2\d\d$/.test(outcome);
  };

  const drain = async ({ waiting }: Queue): Promise<void> => {
    let failingSince: number | undefined;
    let pause = rules.firstRetryMs;
    for (let next = waiting[0]; next !== undefined && !closing.signal.aborted; next = waiting[0]) {
      if (await attempt(next)) {
        next.status = 'delivered';
        waiting.splice(waiting.indexOf(next), 1);
        failingSince = undefined;
        pause = rules.firstRetryMs;
        continue;
      }
      next.status = 'retrying';
      failingSince ??= now().getTime();
      if (now().getTime() - failingSince >= rules.giveUpAfterMs) {
        for (const delivery of waiting.splice(0)) delivery.status = 'discarded';
        return;
      }
      await rules.wait(pause, closing.signal);
      pause = Math.min(pause * 2, rules.longestRetryMs);
    }
  };

  const start = (queue: Queue): void => {
    queue.running ??= drain(queue)
      .catch((error: unknown) => {
        if (!closing.signal.aborted) throw error;
      })
      .finally(() => {
        queue.running = undefined;
        // An event may have come in after the last look at the queue.
        if (queue.waiting.length > 0 && !closing.signal.aborted) start(queue);
      });
  };

  const enqueue = (hook: Hook, body: string): void => {
    const queue = queues.get(hook.destinationUrl) ?? { waiting: [] };
    queues.set(hook.destinationUrl, queue);
    const copies = random() < rules.duplicate ? 2 : 1;
    for (let copy = 0; copy < copies; copy += 1) {
      const delivery: Delivery = { hook, body, status: 'enqueued', attempts: [] };
      const place =
        random() < rules.reorder ? Math.floor(random() * queue.waiting.length) : queue.waiting.length;
      queue.waiting.splice(place, 0, delivery);
      log.push(delivery);
    }
    start(queue);
  };

  return {
    register: (hook: Hook): void => {
      hooks.push(hook);
    },
    /** Queues one delivery per hook that takes this event. */
    emit: (companyId: Id, event: ProcoreEvent): void => {
      count += 1;
      const at = now();
      const stamp = { ulid: ulidOf(at, random), id: 7_000_000_000 + count, at, companyId, userId: 4_001 };
      for (const hook of hooks.filter((candidate) => takes(candidate, companyId, event))) {
        enqueue(hook, payloadOf(hook.payloadVersion, event, stamp));
      }
    },
    /** Every delivery so far, oldest first. */
    log: log as readonly Delivery[],
    /** Resolves when every event has been delivered or discarded. */
    settled: async (): Promise<void> => {
      await Promise.all([...queues.values()].map(({ running }) => running));
    },
    close: async (): Promise<void> => {
      closing.abort();
      await Promise.all([...queues.values()].map(({ running }) => running));
    },
  };
};

const takes = (hook: Hook, companyId: Id, event: ProcoreEvent): boolean =>
  sameId(hook.companyId, companyId) &&
  (hook.projectId === undefined ? event.projectId === undefined : sameId(hook.projectId, event.projectId));
