import { type HeartbeatPorts, heartbeat } from '../../lib/admin/heartbeat.ts';
import { createRecordStore } from '../../lib/stores/records.ts';
import { createStatusStore } from '../../lib/stores/status.ts';
import { at, noise, recordOf, withAws } from '../stores/stores.ts';

const aws = withAws();
const NOW = new Date(at(3_600_000));
const FLOWS = ['companies', 'commitments'];

const open = (...connections: { name: string; contactAt?: string; alarm?: object }[]) => {
  const table = { client: aws().dynamo, table: 'plumbline-records' };
  const store = createRecordStore(table);
  const ports: HeartbeatPorts = {
    ...createStatusStore(table),
    firstQueued: store.firstQueued,
    connections: async () => connections,
  };
  return { store, measure: () => heartbeat(ports, { toQuickBooks: FLOWS, toProcore: ['costs'] }, NOW) };
};

test('without any connection it still beats', async () => {
  expect(await open().measure()).toEqual([
    { dimensions: {}, counts: { OlderFiles: 0 }, seconds: { OldestQueuedSeconds: 0 } },
  ]);
});

test('a connection with nothing to do has zeros, and no contact before the first', async () => {
  const [, connection, ...flows] = await open({ name: 'idle' }).measure();
  expect(connection).toEqual({
    dimensions: { connection: 'idle' },
    counts: { Backlog: 0 },
    seconds: { OldestQueuedSeconds: 0 },
  });
  expect(flows).toEqual([
    ...FLOWS.map((flow) => ({
      dimensions: { connection: 'idle', flow },
      counts: { Synced: 0, Failed: 0, Blocked: 0, AwaitingApproval: 0 },
      seconds: {},
    })),
    {
      dimensions: { connection: 'idle', flow: 'costs' },
      counts: { Synced: 0, Failed: 0, AwaitingApproval: 0 },
      seconds: {},
    },
  ]);
});

test('backlog is what is queued, and its age counts from when the first may be sent', async () => {
  const { store, measure } = open({ name: 'busy', contactAt: at(3_590_000) });
  await store.save(recordOf({ connection: 'busy', id: 'later', since: at(0), notBefore: at(3_700_000) }));
  await store.save(recordOf({ connection: 'busy', id: 'old', since: at(600_000) }));
  await store.save(recordOf({ connection: 'busy', id: 'wanted', since: at(0), state: 'wanted' }));
  await store.save(recordOf({ connection: 'other', id: 'old', since: at(0) }));
  const [all, busy] = await measure();
  expect(busy).toEqual({
    dimensions: { connection: 'busy' },
    counts: { Backlog: 2 },
    seconds: { OldestQueuedSeconds: 3_000, SecondsSinceWebConnector: 10 },
  });
  expect(all?.seconds).toEqual({ OldestQueuedSeconds: 3_000 });
});

test('what may not be sent yet is not old', async () => {
  const { store, measure } = open({ name: 'soon' });
  await store.save(recordOf({ connection: 'soon', since: at(0), notBefore: at(3_700_000) }));
  expect((await measure())[1]?.seconds.OldestQueuedSeconds).toBe(0);
});

test('connections whose company file looks like an older copy are counted', async () => {
  const { measure } = open({ name: 'right' }, { name: 'older', alarm: {} });
  expect((await measure())[0]?.counts).toEqual({ OlderFiles: 1 });
});

test('over all connections the oldest counts', async () => {
  const { store, measure } = open({ name: 'young' }, { name: 'old' });
  await store.save(recordOf({ connection: 'young', since: at(3_500_000) }));
  await store.save(recordOf({ connection: 'old', since: at(100_000) }));
  expect((await measure())[0]?.seconds.OldestQueuedSeconds).toBe(3_500);
});

test('each flow counts its own states; synced of the last 24 hours alone', async () => {
  const { store, measure } = open({ name: 'mixed' });
  const flow = 'commitments';
  const saved = (id: string, fields: Partial<Parameters<typeof recordOf>[0]>) =>
    store.save(recordOf({ connection: 'mixed', flow, id, ...fields }));
  await saved('1', { state: 'synced', since: at(0) });
  await saved('2', { state: 'synced', since: at(-82_800_000) });
  await saved('3', { state: 'synced', since: at(-82_800_001) });
  await saved('4', { state: 'failed', since: at(-900_000_000) });
  await saved('5', { state: 'blocked' });
  await saved('6', { state: 'awaiting-approval' });
  await saved('7', { state: 'awaiting-approval' });
  await saved('8', { state: 'synced', flow: 'companies' });
  await saved('9', { state: 'not-ready' });
  const [, , companies, commitments] = await measure();
  expect(companies?.counts).toEqual({ Synced: 1, Failed: 0, Blocked: 0, AwaitingApproval: 0 });
  expect(commitments?.counts).toEqual({ Synced: 2, Failed: 1, Blocked: 1, AwaitingApproval: 2 });
});

test('a count goes on past what DynamoDB reads at once (1 MB)', async () => {
  const { store, measure } = open({ name: 'many' });
  for (let id = 0; id < 6; id++)
    await store.save(
      recordOf({ connection: 'many', id: `${id}`, state: 'failed', title: noise(250_000, id + 1) }),
    );
  expect((await measure())[3]?.counts.Failed).toBe(6);
});
