import middy from '@middy/core';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { createNormalize } from '../lib/engine/normalize.ts';
import { flows } from '../lib/flows/index.ts';
import { type Item, readChanges } from './changes.ts';
import { log, now, stores } from './deps.ts';
import { once } from './once.ts';
import { procoreOf } from './procore.ts';

const normalize = once(() => createNormalize({ flows, ...stores(), now, procore: procoreOf }));

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
  const { byConnection, unread } = readChanges(event.Records, log);
  const failed = await Promise.all([...byConnection].map(([name, items]) => workOff(name, items)));
  return { batchItemFailures: [...unread, ...failed.flat()].map((itemIdentifier) => ({ itemIdentifier })) };
};

/** Takes hints about changed records from the queue `changes`. */
export const handler = middy(handle);
