import { contentHash } from '../../lib/engine/hash.ts';
import type { Facts, Linked } from '../../lib/engine/plan.ts';
import { keyText, type SyncRecord } from '../../lib/engine/record.ts';
import type { Flow, RecordKey } from '../../lib/flow.ts';
import { commitments } from '../../lib/flows/commitments.ts';
import type { Settings } from '../../lib/settings.ts';
import { fetched, mapped } from '../flows/given.ts';
import type { Tables } from '../flows/kestrel.ts';
import { us } from '../flows/settings.ts';

export const SINCE = '2026-03-05T12:00:00.000Z';

export const facts = (more: Partial<Settings> = {}): Facts => ({ settings: { ...us, ...more } });

/** A record of the connection as it is stored before anything is known of it. */
export const bare = (key: RecordKey, more: Partial<SyncRecord> = {}): SyncRecord => ({
  connection: 'kestrel',
  flow: key.flow,
  id: key.id,
  rev: 1,
  source: {},
  state: 'wanted',
  flags: [],
  generation: 0,
  attempts: 0,
  since: SINCE,
  ...more,
});

/** A record with what a flow fetched of the fixtures. */
export const recordOf = <C>(
  flow: Flow<C>,
  id: string,
  content: C,
  more: Partial<SyncRecord> = {},
): SyncRecord =>
  bare({ flow: flow.name, id }, { content, hash: contentHash(content), title: flow.title(content), ...more });

export const synced = (key: RecordKey): SyncRecord => bare(key, { state: 'synced', mapping: mapped(key) });

/** The records behind some links: synced, unless others are given. */
export const linkedTo = (...others: readonly SyncRecord[]): Linked => {
  const vendor = synced({ flow: 'companies', id: '502' });
  const project = synced({ flow: 'projects', id: '9001' });
  const items = ['101', '102'].map((id) => synced({ flow: 'cost-codes', id }));
  return new Map([vendor, project, ...items, ...others].map((record) => [keyText(record), record]));
};

const source = { project: '9001', resource: 'Purchase Order Contracts' };

/** The purchase order of the fixtures, as fetched after `change`. */
export const order = async (
  more: Partial<SyncRecord> = {},
  change?: (tables: Tables) => void,
): Promise<SyncRecord> =>
  recordOf(commitments, '801', await fetched(commitments, '801', { source, change }), { source, ...more });

export const draft = (tables: Tables): void => {
  Object.assign(tables.purchase_order_contracts[0] ?? {}, { status: 'Draft' });
};
