import middy from '@middy/core';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { createNormalize, type Received } from '../lib/engine/normalize.ts';
import { flows } from '../lib/flows/index.ts';
import { parseChange } from '../lib/stores/messages.ts';
import { log, now, once, stores } from './deps.ts';
import { procoreOf } from './procore.ts';

const normalize = once(() => createNormalize({ flows, ...stores(), now, procore: procoreOf }));

interface Item extends Received {
  readonly messageId: string;
}

const read = ({ body, messageId, attributes }: SQSRecord): Item => {
  const sentAt = new Date(Number(attributes.SentTimestamp)).toISOString();
  return { change: parseChange(body), sentAt, messageId };
};

/** The hints of one connection; all come again when it fails. */
const workOff = async (connection: string, items: readonly Item[]): Promise<string[]> => {
  const began = now().getTime();
  try {
    await normalize()(connection, items);
    log('changes.normalized', { connection, changes: items.length, ms: now().getTime() - began });
    return [];
  } catch (error) {
    log('changes.failed', { connection, changes: items.length, error });
    return items.map(({ messageId }) => messageId);
  }
};

const handle = async (event: SQSEvent): Promise<SQSBatchResponse> => {
  const byConnection = new Map<string, Item[]>();
  for (const item of event.Records.map(read))
    byConnection.set(item.change.connection, [...(byConnection.get(item.change.connection) ?? []), item]);
  const failed = await Promise.all([...byConnection].map(([name, items]) => workOff(name, items)));
  return { batchItemFailures: failed.flat().map((itemIdentifier) => ({ itemIdentifier })) };
};

/** Takes hints about changed records from the queue `changes`. */
export const handler = middy(handle);
