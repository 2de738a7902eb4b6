import middy from '@middy/core';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { type Culprit, culprits } from '../lib/engine/culprits.ts';
import { createNormalize } from '../lib/engine/normalize.ts';
import { flows } from '../lib/flows/index.ts';
import { type Item, readChanges } from './changes.ts';
import { log, now, stores } from './deps.ts';
import { giveUp } from './give-up.ts';
import { once } from './once.ts';
import { procoreOf } from './procore.ts';

const normalize = once(() => createNormalize({ flows, ...stores(), now, procore: procoreOf }));

/** The hints of one connection; gives those that failed. */
const workOff = async (connection: string, items: readonly Item[]): Promise<Culprit<Item>[]> => {
  const began = now().getTime();
  const failed = await culprits(items, (some) => normalize()(connection, some));
  const [first] = failed;
  const counts = { connection, changes: items.length, ms: now().getTime() - began };
  if (first) log('changes.failed', { ...counts, failed: failed.length, error: first.error });
  else log('changes.normalized', counts);
  return failed;
};

const handle = async (event: SQSEvent): Promise<SQSBatchResponse> => {
  const { byConnection, unread } = readChanges(event.Records);
  const failed = await Promise.all([...byConnection].map(([name, items]) => workOff(name, items)));
  const again = await giveUp([...unread, ...failed.flat()]);
  return { batchItemFailures: again.map(({ item }) => ({ itemIdentifier: item.messageId })) };
};

/** Takes hints about changed records from the queue `changes`. */
export const handler = middy(handle);
