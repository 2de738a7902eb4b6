import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import pMap from 'p-map';
import type { RecordStore } from '../engine/ports.ts';
import type { SyncRecord } from '../engine/record.ts';
import type { RecordKey, Source } from '../flow.ts';
import type { State } from '../reasons.ts';
import { getItems, type Item, type Table } from './batches.ts';
import { claimsOf } from './claims.ts';
import { changing, revIs, unlessRefused } from './conditional.ts';
import { createContents, type Unpacked } from './contents.ts';
import { linkText, recordKey } from './keys.ts';
import { pack, unpacking } from './packing.ts';
import { queryItems } from './pages.ts';
import { pendingOf } from './pending.ts';
import { changedFields, flowOf, fromItem, toItem } from './record-item.ts';
import { flowIndex } from './tables.ts';
import { waitersOf } from './waiters.ts';

/** Items whose content is unpacked at once. */
const concurrency = 8;

const wanted = (connection: string, { flow, id }: RecordKey, source: Source, now: string): SyncRecord => ({
  ...{ connection, flow, id, rev: 0, source, state: 'wanted', since: now },
  ...{ flags: [], waited: true, generation: 0, attempts: 0 },
});

interface RecordTable extends Table {
  readonly contents: Unpacked;
}

/** The record with its content, which is made when it is first read. */
const withContent = (record: SyncRecord, make: () => unknown): SyncRecord =>
  Object.defineProperty(record, 'content', {
    ...{ enumerable: true, configurable: true },
    get: () => {
      const content = make();
      Object.defineProperty(record, 'content', { value: content, enumerable: true, writable: true });
      return content;
    },
  });

const readItem = async (on: RecordTable, item: Item): Promise<SyncRecord> => {
  const { record, packed } = fromItem(item);
  if (!packed) return record;
  const unpack = await unpacking(on, record.connection, packed);
  return withContent(record, 'packed' in packed ? () => on.contents(item.pk, packed.packed, unpack) : unpack);
};

const getRecords = async (on: RecordTable, connection: string, keys: readonly RecordKey[]) => {
  const items = await getItems(
    on,
    keys.map((key) => recordKey(connection, key)),
  );
  const records = await pMap(items, (item) => readItem(on, item), { concurrency });
  return new Map(records.map((record) => [linkText(record), record]));
};

const saveRecord = async (on: Table, record: SyncRecord): Promise<SyncRecord | undefined> => {
  const saved = { ...record, rev: record.rev + 1 };
  const packed =
    record.content === undefined
      ? undefined
      : await pack(on, record.connection, JSON.stringify(record.content));
  const put = new PutCommand({ TableName: on.table, Item: toItem(saved, packed), ...revIs(record.rev) });
  return (await unlessRefused(on.client.send(put))) && saved;
};

/** An index and a rev are all that most saves change: what is stored beside them need not travel again. */
const changeRecord = async (on: Table, record: SyncRecord, before: SyncRecord) => {
  const saved = { ...record, rev: record.rev + 1 };
  const change = changing(changedFields(before, saved));
  const update = new UpdateCommand({
    TableName: on.table,
    Key: { ...recordKey(record.connection, record) },
    ...change,
    ConditionExpression: '#rev = :before',
    ExpressionAttributeValues: { ...change.ExpressionAttributeValues, ':before': record.rev },
  });
  return (await unlessRefused(on.client.send(update))) && saved;
};

const markWaited = async (on: RecordTable, connection: string, link: RecordKey): Promise<SyncRecord> => {
  const answer = await on.client.send(
    new UpdateCommand({
      TableName: on.table,
      Key: { ...recordKey(connection, link) },
      UpdateExpression: 'ADD #rev :one SET #waited = :true',
      ConditionExpression: 'attribute_exists(pk)',
      ExpressionAttributeNames: { '#rev': 'rev', '#waited': 'waited' },
      ExpressionAttributeValues: { ':one': 1, ':true': true },
      ReturnValues: 'ALL_NEW',
    }),
  );
  return readItem(on, answer.Attributes as Item);
};

/**
 * One update could not do both: what creates a wanted record puts it into the pending index, and
 * if_not_exists would put an existing record there too, since most have no pending attributes. So: create
 * on condition that there is none, mark on condition that there is one; only one of them takes effect.
 * Records are never removed, so losing the creation means that the marking succeeds. A record that is
 * marked already is left alone: the consistent read shows what a write would, and a project that a
 * thousand records wait for does not make its own save fail a thousand times.
 */
const wantRecord = async (
  on: RecordTable,
  connection: string,
  link: RecordKey,
  source: Source,
  now: string,
) => {
  const stored = (await getRecords(on, connection, [link])).get(linkText(link));
  if (stored?.waited) return stored;
  const created = stored ? undefined : await saveRecord(on, wanted(connection, link, source, now));
  return created ?? (await markWaited(on, connection, link));
};

async function* listRecords(
  on: Table,
  connection: string,
  flow: string,
  state?: State,
): AsyncGenerator<SyncRecord> {
  const items = queryItems(on, {
    IndexName: flowIndex.name,
    KeyConditionExpression: state ? '#of = :of AND begins_with(#at, :state)' : '#of = :of',
    ExpressionAttributeNames: { '#of': flowIndex.hash, ...(state && { '#at': flowIndex.range }) },
    ExpressionAttributeValues: { ':of': flowOf(connection, flow), ...(state && { ':state': `${state}#` }) },
  });
  for await (const item of items) yield fromItem(item).record;
}

/** The records table. */
export const createRecordStore = (table: Table): RecordStore => {
  const on = { ...table, contents: createContents() };
  return {
    get: (connection, keys) => getRecords(on, connection, keys),
    save: (record, before) =>
      before && before.rev > 0 && before.rev === record.rev && before.content === record.content
        ? changeRecord(on, record, before)
        : saveRecord(on, record),
    want: (connection, link, source, now) => wantRecord(on, connection, link, source, now),
    list: (connection, flow, state) => listRecords(on, connection, flow, state),
    ...waitersOf(on),
    ...pendingOf(on),
    ...claimsOf(on),
  };
};
