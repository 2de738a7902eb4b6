import type { SyncRecord } from '../engine/record.ts';
import type { Item } from './batches.ts';
import { connectionOfPk, ownPart, recordKey, recordOfPk } from './keys.ts';
import type { Packed } from './packing.ts';

/** What an item holds of a record beside its keys and content. */
type StoredFields = Omit<SyncRecord, 'connection' | 'flow' | 'id' | 'content'>;

/** Where the by-flow index keeps a record. */
export const flowOf = (connection: string, flow: string): string => `${ownPart(connection)}${flow}`;

/**
 * Where the pending index keeps a record: queued ones by the time from which they may be sent (to QuickBooks, or
 * entered in Procore), wanted ones by the time since which they are. All others are not in it.
 */
const pending = (record: SyncRecord): Partial<Record<string, string>> => {
  const { connection, state, notBefore, since, into } = record;
  if (state === 'queued')
    return { pendingOf: connection, pendingAt: `${into ? 'entering' : 'queued'}#${notBefore ?? since}` };
  if (state === 'wanted') return { pendingOf: connection, pendingAt: `wanted#${since}` };
  return {};
};

/** The item of a record; the content is packed beforehand. */
export const toItem = (record: SyncRecord, packed: Packed | undefined): Item => {
  const { connection, flow, id: _id, content: _, ...rest } = record;
  return {
    ...rest,
    ...packed,
    ...recordKey(connection, record),
    ...pending(record),
    flowOf: flowOf(connection, flow),
    stateAt: `${record.state}#${record.since}`,
  };
};

/** The attributes, keys and content aside, in which two states of a record differ; undefined: to be removed. */
export const changedFields = (before: SyncRecord, after: SyncRecord): Partial<Item> => {
  const [old, now] = [toItem(before, undefined), toItem(after, undefined)];
  const names = new Set([...Object.keys(old), ...Object.keys(now)]);
  const same = (a: unknown, b: unknown): boolean =>
    a === b || (typeof a === 'object' && typeof b === 'object' && JSON.stringify(a) === JSON.stringify(b));
  const differ = [...names].filter((name) => !same(old[name], now[name]));
  return Object.fromEntries(differ.map((name) => [name, now[name]]));
};

/** The record of an item, without content; and its packed content, if it has any. */
export const fromItem = (item: Item): { record: SyncRecord; packed: Packed | undefined } => {
  const { pk, sk: _sk, pendingOf: _of, pendingAt: _at, flowOf: _flow, stateAt: _state, ...rest } = item;
  const { packed, chunks, ...fields } = rest;
  return {
    record: { connection: connectionOfPk(pk), ...recordOfPk(pk), ...(fields as StoredFields) },
    packed: packed || chunks ? ((packed ? { packed } : { chunks }) as Packed) : undefined,
  };
};
