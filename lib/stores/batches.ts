import { setTimeout as pause } from 'node:timers/promises';
import { BatchGetCommand, BatchWriteCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import pMap from 'p-map';
import { inRuns } from '../grouped.ts';
import type { ItemKey } from './keys.ts';

/** A stored item. */
export type Item = Record<string, unknown> & ItemKey;

/** One write of a batch. */
export type BatchWrite = { readonly put: Item } | { readonly remove: ItemKey };

/** A table and the client that reaches it, made by createDynamoClient: items here may hold undefined. */
export interface Table {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
}

/** Requests under way at once, per call. */
const concurrency = 8;
const maxKeysPerGet = 100;
const maxItemsPerWrite = 25;
const maxTries = 8;

/** Takes the same rest up again until nothing is left; waits only after a try that brought nothing. */
const untilDone = async <T>(
  all: readonly T[],
  attempt: (rest: readonly T[]) => Promise<T[]>,
): Promise<void> => {
  let rest: readonly T[] = all;
  let tries = 0;
  while (rest.length > 0) {
    const left = await attempt(rest);
    tries = left.length < rest.length ? 0 : tries + 1;
    if (tries === maxTries)
      throw new Error(`DynamoDB left ${left.length} items unprocessed ${maxTries} times`);
    if (tries > 0) await pause(25 * 2 ** tries);
    rest = left;
  }
};

const distinct = <T>(all: readonly T[], keyOf: (one: T) => ItemKey): T[] => [
  ...new Map(all.map((one) => [JSON.stringify([keyOf(one).pk, keyOf(one).sk]), one])).values(),
];

const getRun = async ({ client, table }: Table, keys: readonly ItemKey[]): Promise<Item[]> => {
  const found: Item[] = [];
  await untilDone(keys, async (rest) => {
    const answer = await client.send(
      new BatchGetCommand({ RequestItems: { [table]: { Keys: [...rest], ConsistentRead: true } } }),
    );
    found.push(...((answer.Responses?.[table] ?? []) as Item[]));
    return (answer.UnprocessedKeys?.[table]?.Keys ?? []) as ItemKey[];
  });
  return found;
};

/** Consistent; in no order; what is not stored is left out. */
export const getItems = async (on: Table, keys: readonly ItemKey[]): Promise<Item[]> =>
  (
    await pMap(
      inRuns(
        distinct(keys, (key) => key),
        maxKeysPerGet,
      ),
      (run) => getRun(on, run),
      { concurrency },
    )
  ).flat();

const keyOfWrite = (write: BatchWrite): ItemKey => ('put' in write ? write.put : write.remove);

const writeRun = ({ client, table }: Table, writes: readonly BatchWrite[]): Promise<void> =>
  untilDone(
    writes.map((write) =>
      'put' in write ? { PutRequest: { Item: write.put } } : { DeleteRequest: { Key: { ...write.remove } } },
    ),
    async (rest) => {
      const answer = await client.send(new BatchWriteCommand({ RequestItems: { [table]: [...rest] } }));
      return (answer.UnprocessedItems?.[table] ?? []) as typeof rest extends readonly (infer R)[]
        ? R[]
        : never;
    },
  );

/** Writes without condition; of two writes of one key the last counts. */
export const writeItems = async (on: Table, writes: readonly BatchWrite[]): Promise<void> => {
  await pMap(inRuns(distinct(writes, keyOfWrite), maxItemsPerWrite), (run) => writeRun(on, run), {
    concurrency,
  });
};
