import { createConnectionStore } from '../../lib/stores/connections.ts';
import { createDriftStore } from '../../lib/stores/drift.ts';
import { createRecordStore } from '../../lib/stores/records.ts';
import { US_SETTINGS } from '../../local/sample/us/settings.ts';
import { recordOf, withAws } from '../stores/stores.ts';

const aws = withAws();

/** A time of day in UTC that was a minute ago, unless it is midnight. */
const justNow = (): string => new Date().toISOString().slice(11, 16);

test('a comparison is begun once, of the connections whose hour has come', async () => {
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
  const night = { at: justNow(), timeZone: 'UTC' };
  const given = { fileId: '', webhookTokens: [] };
  await connections.apply('acme', { settings: { ...US_SETTINGS, name: 'acme', reconcile: night }, ...given });
  await connections.apply('birch', {
    settings: { ...US_SETTINGS, name: 'birch', reconcile: 'never' },
    ...given,
  });
  const records = createRecordStore({ client: dynamo, table: 'plumbline-records' });
  const vendor = { type: 'Vendor', id: '80-1', name: 'Oak', created: true };
  const order = { type: 'PurchaseOrder', id: '1A-1', name: 'SC-1', created: true, lines: { 9: '1A-2' } };
  for (const record of [
    recordOf({ connection: 'acme', flow: 'commitments', id: '801', state: 'synced', mapping: order }),
    recordOf({ connection: 'acme', flow: 'companies', id: '501', state: 'synced', mapping: vendor }),
    recordOf({ connection: 'acme', flow: 'companies', id: '502', state: 'failed' }),
    recordOf({
      ...{ connection: 'acme', flow: 'change-orders', id: '71', state: 'synced' },
      mapping: { ...order, lines: { 10: '1A-3' }, ofTarget: true },
    }),
  ])
    await records.save(record);
  const { handler } = await import('../../lambdas/reconcile.ts');
  await handler();
  const { reconcile } = (await connections.get('acme')) ?? {};
  expect(reconcile?.subjects).toBe(2);
  const drift = createDriftStore({ client: dynamo, table: 'plumbline-sessions' });
  expect(await drift.subjects('acme', reconcile?.run ?? '', 'objects', 0, 10)).toEqual([
    { type: 'Vendor', id: '80-1', keys: ['companies#501'], lines: 0 },
    { type: 'PurchaseOrder', id: '1A-1', keys: ['commitments#801', 'change-orders#71'], lines: 2 },
  ]);
  await handler();
  expect((await connections.get('acme'))?.reconcile).toEqual(reconcile);
  expect((await connections.get('birch'))?.reconcile).toBeUndefined();
});
