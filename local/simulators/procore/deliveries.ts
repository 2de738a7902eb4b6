import { type Id, sameId } from './data.ts';
import { createEndpointQueue, type Delivery, type Hook, type RetrySettings } from './endpoint-queue.ts';
import { type ProcoreEvent, payloadOf, type Stamp, ulidOf } from './payload.ts';

export interface DeliverySettings extends RetrySettings {
  /** Probability that an event is delivered twice, and that it overtakes others that wait. */
  readonly duplicate?: number;
  readonly reorder?: number;
}

export interface DeliveryDeps {
  readonly now: () => Date;
  readonly random: () => number;
}

export interface Deliveries {
  register(hook: Hook): void;
  unregister(hook: Hook): void;
  /** Those that are registered now. */
  readonly hooks: readonly Hook[];
  /** Queues one delivery per hook that takes this event. */
  emit(companyId: Id, event: ProcoreEvent): void;
  /** Every delivery so far, oldest first. */
  readonly log: readonly Delivery[];
  /** Resolves when every event has been delivered or discarded. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** At least once, in no sure order; a failure pauses everything that goes to the same endpoint. */
export const createDeliveries = (settings: DeliverySettings, { now, random }: DeliveryDeps): Deliveries => {
  const { duplicate = 0, reorder = 0, ...retry } = settings;
  const hooks: Hook[] = [];
  const log: Delivery[] = [];
  const queues = new Map<string, ReturnType<typeof createEndpointQueue>>();
  const closing = new AbortController();

  const enqueue = (hook: Hook, event: ProcoreEvent, stamp: Stamp): void => {
    const queue = queues.get(hook.destinationUrl) ?? createEndpointQueue(retry, now, closing.signal);
    queues.set(hook.destinationUrl, queue);
    const { waiting, start } = queue;
    const body = payloadOf(hook.payloadVersion, event, stamp);
    const copies = random() < duplicate ? 2 : 1;
    for (let copy = 0; copy < copies; copy += 1) {
      const id = String(log.length + 1);
      const at = stamp.at.toISOString();
      const delivery: Delivery = { id, hook, event, at, body, status: 'enqueued', attempts: [] };
      waiting.splice(
        random() < reorder ? Math.floor(random() * waiting.length) : waiting.length,
        0,
        delivery,
      );
      log.push(delivery);
    }
    start();
  };

  const settled = async (): Promise<void> => {
    await Promise.all([...queues.values()].map((queue) => queue.idle()));
  };

  const stampOf = createStamps(now, random);
  return {
    register: (hook) => {
      hooks.push(hook);
    },
    unregister: (hook) => {
      hooks.splice(hooks.indexOf(hook), 1);
    },
    hooks,
    emit: (companyId, event) => {
      const stamp = stampOf(companyId);
      for (const hook of hooks.filter((candidate) => takes(candidate, companyId, event))) {
        enqueue(hook, event, stamp);
      }
    },
    log,
    settled,
    close: async () => {
      closing.abort();
      await settled();
    },
  };
};

const createStamps = (now: () => Date, random: () => number) => {
  let count = 0;
  return (companyId: Id): Stamp => {
    count += 1;
    const at = now();
    return { ulid: ulidOf(at, random), id: 7_000_000_000 + count, at, companyId, userId: 4_001 };
  };
};

const isTriggered = ({ made }: Hook, { resource, event }: ProcoreEvent): boolean =>
  made === undefined ||
  (made.status === 'active' && made.triggers.some((one) => one.resource === resource && one.event === event));

const takes = (hook: Hook, companyId: Id, event: ProcoreEvent): boolean =>
  sameId(hook.companyId, companyId) &&
  (hook.projectId === undefined ? event.projectId === undefined : sameId(hook.projectId, event.projectId)) &&
  isTriggered(hook, event);
