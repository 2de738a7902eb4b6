import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import pMap from 'p-map';
import type { DomainEvent } from '../events/events.ts';
import { inRuns } from '../grouped.ts';

/** Most that PutEvents takes at once. */
const TO_A_CALL = 10;
const CALLS_AT_ONCE = 4;
const TRIES = 3;
/** A SOAP call waits for all of them: what is not told by then is lost, since what it tells of is done. */
const MOST_MS = 5_000;

const SOURCE = 'plumbline';

export type EventClient = Pick<EventBridgeClient, 'send'>;

/**
 * Loaded when there is something to tell. A SOAP call waits for it: so it gives up within seconds, and tries again only
 * here.
 */
const usual = async (): Promise<EventClient> => {
  const { EventBridgeClient: Client } = await import('@aws-sdk/client-eventbridge');
  const requestHandler = { connectionTimeout: 1_000, requestTimeout: 1_500, throwOnRequestTimeout: true };
  return new Client({ maxAttempts: 1, requestHandler });
};

/**
 * Puts events on the bus, ten at a time; what EventBridge leaves aside is put again, three times in all. Throws when it
 * did not take all of them: those that it took are told.
 */
export const createEventBus = (
  EventBusName: string,
  connect: () => Promise<EventClient> = usual,
  mostMs = MOST_MS,
) => {
  let client: Promise<EventClient> | undefined;

  const entryOf = ({ type, detail }: DomainEvent) => ({
    ...{ EventBusName, Source: SOURCE, DetailType: type },
    ...{ Detail: JSON.stringify(detail), Time: new Date(detail.at) },
  });

  /** Gives those that were not taken. */
  const putOnce = async (events: readonly DomainEvent[]): Promise<readonly DomainEvent[]> => {
    const { PutEventsCommand } = await import('@aws-sdk/client-eventbridge');
    client ??= connect();
    const Entries = events.map(entryOf);
    const { FailedEntryCount, Entries: told = [] } = await (await client).send(
      new PutEventsCommand({ Entries }),
    );
    return FailedEntryCount ? events.filter((_, n) => told[n]?.ErrorCode) : [];
  };

  const putRun = async (run: readonly DomainEvent[]): Promise<void> => {
    let rest = run;
    let why: unknown = 'EventBridge left them aside';
    for (let tries = 0; tries < TRIES; tries++) {
      const before = rest;
      rest = await putOnce(before).catch((error: unknown) => {
        why = error;
        return before;
      });
      if (rest.length === 0) return;
    }
    throw new Error(`${rest.length} of ${run.length} events were not taken: ${String(why)}`);
  };

  return async (events: readonly DomainEvent[]): Promise<void> => {
    const signal = AbortSignal.timeout(mostMs);
    await pMap(inRuns(events, TO_A_CALL), putRun, { concurrency: CALLS_AT_ONCE, signal });
  };
};
