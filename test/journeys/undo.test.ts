import { retry as retryRecord } from '../../lib/admin/mend.ts';
import { createUndo } from '../../lib/admin/undo.ts';
import type { SyncRecord } from '../../lib/engine/record.ts';
import { withAws } from '../stores/stores.ts';
import { type Builder, commitment, ORDER, startBuilder } from './builder.ts';
import { isWrite } from './office.ts';
import { visit } from './visit.ts';

const aws = withAws();
const open: Builder[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map(({ procore }) => procore.close()));
});

const KEY = `commitments#${ORDER}`;
const VENDOR = '502';
const BY = { by: 'Mira', why: 'posted to the wrong job', close: false };

/** A builder with one order in QuickBooks. */
const start = async () => {
  const builder = await startBuilder(aws());
  open.push(builder);
  const { connector, office } = builder;
  await connector.tell('commitments', [ORDER], commitment);
  await visit(connector, office);
  expect(builder.orders()).toEqual(['PO-001']);
  const undo = createUndo(connector.operator);
  const record = async (flow = 'commitments', id = ORDER): Promise<SyncRecord> => {
    const [stored] = (await connector.records.get(connector.name, [{ flow, id }])).values();
    if (!stored) throw new Error(`${flow} ${id} is not stored`);
    return stored;
  };
  const again = () => connector.tell('commitments', [ORDER], commitment);
  const retry = async (flow = 'commitments', id = ORDER) => {
    expect(await retryRecord(connector.operator, connector.name, { flow, id })).toMatchObject({ is: 'done' });
  };
  return { ...builder, undo, record, again, retry };
};

test('a plan says what is deleted, and changes nothing', async () => {
  const { undo, record, connector } = await start();
  const before = await record();
  const plan = await undo.plan(before, false);
  expect(plan).toMatchObject({ is: 'plan', how: 'delete' });
  if (plan.is !== 'plan') return;
  expect(plan.steps.join('\n')).toContain(`PurchaseOrder "PO-001" (${before.mapping?.id}) is deleted`);
  expect(await record()).toEqual(before);
  expect(await connector.stateOf(KEY)).toBe('synced');
});

test('an order is taken out of QuickBooks, and comes back only when it is retried, under another GUID', async () => {
  const { undo, record, connector, office, orders, again, retry, company } = await start();
  const first = office.quickbooks.books().purchaseOrders[0];
  expect(await undo.take(await record(), BY)).toMatchObject({ is: 'done', record: { state: 'queued' } });
  expect(orders()).toEqual(['PO-001']);
  expect(await visit(connector, office)).toMatchObject({ ended: 'complete' });
  expect(orders()).toEqual([]);
  expect(await record()).toMatchObject({
    state: 'rejected',
    reason: { code: 'undone', detail: { by: 'Mira', why: BY.why } },
    generation: 1,
  });
  expect((await record()).mapping).toBeUndefined();

  await again();
  const [project] = company.projects;
  Object.assign(project?.purchase_order_contracts[0]?.record ?? {}, { title: 'Another title' });
  await again();
  await connector.changes.send([{ do: 'replan-all', connection: connector.name }]);
  await connector.drain();
  await visit(connector, office);
  expect(orders()).toEqual([]);
  expect(await connector.stateOf(KEY)).toBe('rejected: undone');

  await retry();
  await visit(connector, office);
  expect(orders()).toEqual(['PO-001']);
  const second = office.quickbooks.books().purchaseOrders[0];
  expect(second?.fields.ExternalGUID).not.toBe(first?.fields.ExternalGUID);
  expect(await connector.stateOf(KEY)).toBe('synced');
});

test('a vendor that orders refer to stays, and they are named', async () => {
  const { undo, record, connector } = await start();
  expect(await undo.take(await record('companies', VENDOR), BY)).toEqual({
    is: 'refused',
    why: 'These refer to it and are in QuickBooks; undo them first: commitments PO-001.',
  });
  expect(await connector.stateOf('companies#502')).toBe('synced');
});

test('whoever refers to it waits from the moment that its undo is asked for, and goes on when it stays', async () => {
  const { undo, record, connector, office, orders, retry } = await start();
  await undo.take(await record(), BY);
  await visit(connector, office);
  await undo.take(await record('companies', VENDOR), BY);
  await retry();
  expect(await connector.stateOf(KEY)).toBe('blocked: blocked-by');
  const vendor = (await record('companies', VENDOR)).mapping?.id ?? '';
  office.quickbooks.people.addPurchaseOrder({ VendorRef: { ListID: vendor }, RefNumber: 'B-1' });
  await visit(connector, office);
  expect(await record('companies', VENDOR)).toMatchObject({
    state: 'synced',
    flags: [{ code: 'undo-refused', detail: expect.stringContaining('3160') }],
  });
  expect(orders().sort()).toEqual(['B-1', 'PO-001']);
});

test('a vendor that nothing refers to is deleted from the list; one that stood there before us is only unlinked', async () => {
  const { undo, record, connector, office, retry } = await start();
  await undo.take(await record(), BY);
  await visit(connector, office);
  await undo.take(await record('companies', VENDOR), BY);
  await visit(connector, office);
  const name = (await record('companies', VENDOR)).title ?? '';
  expect(office.vendors()).not.toContain(name);
  const id = office.quickbooks.people.add('Vendor', name);
  await retry('companies', VENDOR);
  await visit(connector, office);
  expect((await record('companies', VENDOR)).mapping).toMatchObject({ id, created: false });
  const plan = await undo.take(await record('companies', VENDOR), BY);
  expect(plan).toMatchObject({ is: 'done', record: { state: 'rejected', reason: { code: 'unlinked' } } });
  await visit(connector, office);
  expect(office.vendors()).toContain(name);
});

describe('when the answer to the deletion is lost', () => {
  const lose = async (forgets: boolean) => {
    const world = await start();
    const { undo, record, connector, office } = world;
    await undo.take(await record(), BY);
    const dies = (qbxml: string) => qbxml.includes('<TxnDelRq');
    expect(await visit(connector, office, { dies })).toMatchObject({ ended: 'died' });
    expect(world.orders()).toEqual([]);
    expect(await connector.stateOf(KEY)).toBe('queued');
    if (forgets) {
      const { file } = office.quickbooks.snapshot();
      file.messageSets.clear();
      office.quickbooks.restore({ file });
    }
    connector.clock.pass(3_600_000);
    const before = office.sent.length;
    await visit(connector, office);
    expect(office.sent.slice(before).filter(isWrite)).toEqual([]);
    expect(await record()).toMatchObject({ state: 'rejected', generation: 1, reason: { code: 'undone' } });
  };

  test('QuickBooks tells it by its message set', () => lose(false));
  test('what is gone already was deleted', () => lose(true));
});

test('a record whose deletion QuickBooks refuses stays synced and says why', async () => {
  const { undo, record, connector, office, orders } = await start();
  office.quickbooks.people.prefer({ closingDate: '2030-01-01' });
  await undo.take(await record(), BY);
  await visit(connector, office);
  expect(orders()).toEqual(['PO-001']);
  const stored = await record();
  expect(stored).toMatchObject({ state: 'synced', flags: [{ code: 'undo-refused' }] });
  expect(stored.flags[0]?.detail).toContain('3161');
  expect(stored.undo).toBeUndefined();
});

test('an order that somebody has open is deleted once it is closed', async () => {
  const { undo, record, connector, office, orders } = await start();
  const id = (await record()).mapping?.id ?? '';
  office.quickbooks.people.open(id);
  await undo.take(await record(), BY);
  await visit(connector, office);
  expect(await connector.stateOf(KEY)).toBe('queued: in-use');
  office.quickbooks.people.close(id);
  connector.clock.pass(3_600_000);
  await visit(connector, office);
  expect(orders()).toEqual([]);
  expect(await connector.stateOf(KEY)).toBe('rejected: undone');
});

test('an order with lines that somebody added in QuickBooks is kept, and can be closed instead', async () => {
  const { undo, record, connector, office, orders } = await start();
  const stored = await record();
  const item = office.quickbooks.books().purchaseOrders[0]?.lines[0]?.fields.ItemRef;
  const kept = office.quickbooks.books().purchaseOrders[0]?.lines.map(({ id }) => ({ TxnLineID: id })) ?? [];
  office.quickbooks.people.edit(stored.mapping?.id ?? '', {
    PurchaseOrderLineMod: [
      ...kept,
      { TxnLineID: '-1', ItemRef: String(item), Quantity: '1', Amount: '5.00' },
    ],
  });
  await undo.take(stored, BY);
  await visit(connector, office);
  expect(await record()).toMatchObject({ state: 'synced', flags: [{ code: 'undo-refused' }] });
  expect(await undo.take(await record(), { ...BY, close: true })).toMatchObject({ is: 'done' });
  await visit(connector, office);
  expect(orders()).toEqual(['PO-001']);
  expect(office.quickbooks.books().purchaseOrders[0]?.fields.IsManuallyClosed).toBe('true');
  expect(await connector.stateOf(KEY)).toBe('rejected: undone');
});

test('an order changed in Procore while its undo waits is undone all the same', async () => {
  const { undo, record, connector, office, orders, company, again } = await start();
  await undo.take(await record(), BY);
  const [project] = company.projects;
  Object.assign(project?.purchase_order_contracts[0]?.record ?? {}, { title: 'Another title' });
  await again();
  await visit(connector, office);
  expect(orders()).toEqual([]);
  expect(await connector.stateOf(KEY)).toBe('rejected: undone');
});

test('unlinked, an order stays in QuickBooks, rests, and is found again by its GUID when retried', async () => {
  const { undo, record, connector, office, orders, again, retry } = await start();
  const { mapping } = await record();
  expect(await undo.unlink(await record(), 'Mira', 'to be linked elsewhere')).toMatchObject({
    is: 'done',
    record: { state: 'rejected', reason: { code: 'unlinked' } },
  });
  await again();
  await visit(connector, office);
  expect(await connector.stateOf(KEY)).toBe('rejected: unlinked');
  expect(orders()).toEqual(['PO-001']);
  await retry();
  await visit(connector, office);
  expect(orders()).toEqual(['PO-001']);
  expect((await record()).mapping?.id).toBe(mapping?.id);
});
