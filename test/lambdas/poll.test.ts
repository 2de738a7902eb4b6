import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import type { SyncRecord } from '../../lib/engine/record.ts';
import { createConnectionStore } from '../../lib/stores/connections.ts';
import { changeOf } from '../../lib/stores/messages.ts';
import { createRecordStore } from '../../lib/stores/records.ts';
import { US_SETTINGS } from '../../local/sample/us/settings.ts';
import { recordOf, withAws } from '../stores/stores.ts';

const aws = withAws();

const asked = async (): Promise<string[]> => {
  const { sqs, changesQueueUrl } = aws();
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl: changesQueueUrl, MaxNumberOfMessages: 10 }),
  );
  const changes = Messages.map(({ Body = '' }) => changeOf(Body));
  return changes.map((change) => JSON.stringify(change)).sort();
};

const budget = (connection: string, id: string, more: Partial<SyncRecord>): SyncRecord =>
  recordOf({ connection, flow: 'budgets', id, source: { project: id }, state: 'synced', ...more });

/** A cost in QuickBooks. */
const imported = (id: string, more: Partial<SyncRecord>): SyncRecord =>
  recordOf({ connection: 'acme', flow: 'costs', id, into: 'procore', source: { project: '9001' }, ...more });

test('every hour what waits for a lock, a job or an item is asked for, of every connection, and nothing else', async () => {
  const { environment, dynamo, changesQueueUrl, writesQueueUrl } = aws();
  Object.assign(process.env, environment, {
    RECORDS_TABLE: 'plumbline-records',
    CONNECTIONS_TABLE: 'plumbline-connections',
    SESSIONS_TABLE: 'plumbline-sessions',
    CHANGES_QUEUE_URL: changesQueueUrl,
    PROCORE_WRITES_QUEUE_URL: writesQueueUrl,
    EXPORTS_QUEUE_PREFIX: 'plumbline-',
  });
  const connections = createConnectionStore({ client: dynamo, table: 'plumbline-connections' });
  for (const name of ['acme', 'birch'])
    await connections.apply(name, { settings: { ...US_SETTINGS, name }, fileId: '', webhookTokens: [] });
  const records = createRecordStore({ client: dynamo, table: 'plumbline-records' });
  const changed = [{ code: 'changed-in-procore', detail: 'not sent: budget-not-locked' } as const];
  for (const record of [
    budget('acme', '1', { state: 'not-ready' }),
    budget('acme', '2', { flags: changed }),
    budget('acme', '3', {}),
    budget('acme', '4', { state: 'skipped' }),
    budget('acme', '5', { state: 'failed' }),
    budget('birch', '1', { state: 'not-ready' }),
    recordOf({ connection: 'acme', id: '9', state: 'not-ready' }),
    imported('1', { state: 'blocked' }),
    imported('2', { state: 'failed' }),
    imported('3', { state: 'synced' }),
  ])
    await records.save(record);
  const { handler } = await import('../../lambdas/poll.ts');
  await handler();
  const fetch = (connection: string, id: string) =>
    JSON.stringify({ do: 'fetch', connection, key: { flow: 'budgets', id }, source: { project: id } });
  expect(await asked()).toEqual([fetch('acme', '1'), fetch('acme', '2'), fetch('birch', '1')]);
  const { Messages = [] } = await aws().sqs.send(new ReceiveMessageCommand({ QueueUrl: writesQueueUrl }));
  expect(Messages.map(({ Body = '' }) => JSON.parse(Body))).toEqual([
    { do: 'enter', connection: 'acme', project: '9001', keys: [{ flow: 'costs', id: '1' }] },
  ]);
});
