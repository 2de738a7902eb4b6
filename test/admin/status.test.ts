import { listRecords } from '../../lib/admin/records.ts';
import { readStatus } from '../../lib/admin/status.ts';
import type { SyncRecord } from '../../lib/engine/record.ts';
import { reason } from '../../lib/reasons.ts';
import { createConnectionStore } from '../../lib/stores/connections.ts';
import { createRecordStore } from '../../lib/stores/records.ts';
import { createStatusStore } from '../../lib/stores/status.ts';
import { createWatchStore } from '../../lib/stores/watch.ts';
import { us } from '../flows/settings.ts';
import { at, recordOf, withAws } from '../stores/stores.ts';

const aws = withAws();

const start = async (connection: string, ...all: readonly Partial<SyncRecord>[]) => {
  const { dynamo: client, prefix } = aws();
  const records = createRecordStore({ client, table: `${prefix}records` });
  const connections = createConnectionStore({ client, table: `${prefix}connections` });
  await connections.apply(connection, {
    settings: { ...us, name: connection },
    fileId: '',
    webhookTokens: [],
  });
  for (const one of all) await records.save(recordOf({ ...one, connection }));
  const flows = ['companies', 'commitments'];
  const status = createStatusStore({ client, table: `${prefix}records` });
  const watch = createWatchStore({ client, table: `${prefix}connections` });
  return {
    read: () => readStatus({ connections, status, flows, imports: [], watch }, connection),
    list: (filter: Parameters<typeof listRecords>[2], limit = 10) =>
      listRecords({ records, flows }, connection, filter, limit),
  };
};

const some: readonly Partial<SyncRecord>[] = [
  { id: '1', state: 'synced', since: at(0) },
  { id: '2', state: 'failed', reason: reason('no-lines'), since: at(3), title: 'SC-2' },
  { id: '3', state: 'blocked', since: at(1), title: 'SC-3' },
  { id: '4', state: 'failed', reason: reason('no-vendor'), since: at(2), title: 'SC-4' },
  { flow: 'companies', id: '5', state: 'synced', since: at(0) },
];

test('status counts by flow and state, and names the one that waits for longest', async () => {
  const { read } = await start('status-a', ...some);
  const read1 = await read();
  expect(read1).toMatchObject({ connection: 'status-a', mode: 'live' });
  expect(read1?.flows).toMatchObject([
    { flow: 'companies', counts: { synced: 1, failed: 0 }, waiting: undefined },
    {
      flow: 'commitments',
      counts: { synced: 1, failed: 2, blocked: 1, queued: 0 },
      waiting: { state: 'blocked', id: '3', title: 'SC-3', since: at(1) },
    },
  ]);
});

test('status of a connection that was never applied is none', async () => {
  const { dynamo: client, prefix } = aws();
  const connections = createConnectionStore({ client, table: `${prefix}connections` });
  const status = createStatusStore({ client, table: `${prefix}records` });
  const watch = createWatchStore({ client, table: `${prefix}connections` });
  expect(await readStatus({ connections, status, flows: [], imports: [], watch }, 'nobody')).toBeUndefined();
});

test('records are filtered by flow, state and reason, oldest in a state first, and cut at the limit', async () => {
  const { list } = await start('status-b', ...some);
  const ids = async (filter: Parameters<typeof list>[0], limit?: number) => {
    const { records, more } = await list(filter, limit);
    return [records.map(({ id }) => id), more];
  };
  expect(await ids({ state: 'failed' })).toEqual([['4', '2'], false]);
  expect(await ids({ state: 'failed' }, 1)).toEqual([['4'], true]);
  expect(await ids({ reason: 'no-lines' })).toEqual([['2'], false]);
  expect(await ids({ flow: 'companies' })).toEqual([['5'], false]);
  expect((await ids({}))[0]).toHaveLength(5);
});
