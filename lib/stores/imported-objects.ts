import { createHash } from 'node:crypto';
import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import pMap from 'p-map';
import type { ImportedObject, ObjectStore, PartNote } from '../engine/imported-objects.ts';
import { type Ref, refText } from '../import-flow.ts';
import { type BatchWrite, getItems, type Item, type Table, writeItems } from './batches.ts';
import { type ItemKey, ownPart } from './keys.ts';
import { type Packed, pack, unpack } from './packing.ts';

/** Objects of one type stand in so many partitions: they are read by partition, and written faster than one takes. */
const PARTITIONS = 16;
const PER_PAGE = 2_000;
const concurrency = 8;

const partitionOf = (id: string): number =>
  (createHash('sha256').update(id).digest()[0] as number) % PARTITIONS;

const pkOf = (connection: string, type: string, partition: number): string =>
  `${ownPart(connection)}object#${type}#${partition}`;

const keyOf = (connection: string, { type, id }: Ref): ItemKey => ({
  pk: pkOf(connection, type, partitionOf(id)),
  sk: id,
});

/** A transaction may have thousands of parts: they are packed as content is. */
const toWrite = async (on: Table, connection: string, object: ImportedObject): Promise<BatchWrite> => {
  const key = keyOf(connection, object);
  if (object.parts.length === 0) return { remove: key };
  const parts = await pack(on, connection, JSON.stringify(object.parts));
  return { put: { ...key, parts, seen: object.seen } };
};

const fromItem = async (on: Table, connection: string, item: Item): Promise<ImportedObject> => ({
  type: item.pk.split('#')[2] as string,
  id: item.sk,
  parts: (await unpack(on, connection, item.parts as Packed)) as PartNote[],
  ...(item.seen !== undefined && { seen: String(item.seen) }),
});

/** Items of the records table. */
export const createObjectStore = (on: Table): ObjectStore => ({
  get: async (connection, refs) => {
    const items = await getItems(
      on,
      refs.map((ref) => keyOf(connection, ref)),
    );
    const objects = await pMap(items, (item) => fromItem(on, connection, item), { concurrency });
    return new Map(objects.map((object) => [refText(object), object]));
  },

  put: async (connection, objects) => {
    await writeItems(on, await pMap(objects, (one) => toWrite(on, connection, one), { concurrency }));
  },

  unseen: async (connection, type, seen, after = '0#') => {
    const cut = after.indexOf('#');
    const [partition, sk] = [Number(after.slice(0, cut)), after.slice(cut + 1)];
    const pk = pkOf(connection, type, partition);
    const page = await on.client.send(
      new QueryCommand({
        ...{ TableName: on.table, ConsistentRead: true, Limit: PER_PAGE },
        KeyConditionExpression: 'pk = :pk',
        FilterExpression: 'attribute_not_exists(seen) OR seen <> :seen',
        ExpressionAttributeValues: { ':pk': pk, ':seen': seen },
        ExclusiveStartKey: sk === '' ? undefined : { pk, sk },
      }),
    );
    const items = (page.Items ?? []) as Item[];
    const objects = await pMap(items, (item) => fromItem(on, connection, item), { concurrency });
    if (page.LastEvaluatedKey) return { objects, next: `${partition}#${page.LastEvaluatedKey.sk}` };
    return partition + 1 < PARTITIONS ? { objects, next: `${partition + 1}#` } : { objects };
  },
});
