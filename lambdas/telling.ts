import type { DomainEvent } from '../lib/events/events.ts';
import { createTeller } from '../lib/events/teller.ts';
import { createEventBus } from '../lib/stores/event-bus.ts';
import { environment, log, now } from './environment.ts';
import { once } from './once.ts';

const logged = async (events: readonly DomainEvent[]): Promise<void> => {
  for (const { type, detail } of events) log(type, detail);
};

/** Domain events: to the bus of a deployment; on one machine, where nobody listens, to the log. */
export const teller = once(() => {
  const { eventBus } = environment();
  const put = eventBus === undefined ? logged : createEventBus(eventBus);
  return createTeller(put, now, (error, count) => log('events.lost', { count, error: String(error) }));
});

/** A handler that tells what happened once its work is done, also where that failed; telling never fails it. */
export const telling =
  <A extends readonly unknown[], R>(work: (...args: A) => Promise<R>) =>
  async (...args: A): Promise<R> => {
    try {
      return await work(...args);
    } finally {
      await teller().flush();
    }
  };
