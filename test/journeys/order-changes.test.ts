import type { SyncRecord } from '../../lib/engine/record.ts';
import { relink } from '../../lib/engine/relink.ts';
import { withAws } from '../stores/stores.ts';
import { createClock } from './clock.ts';
import { startConnector } from './connector.ts';
import { createOffice, isWrite } from './office.ts';
import { type OrderChange, type OrderChanges, orderChanges } from './order-changes.ts';
import { visit } from './visit.ts';

const aws = withAws();

const HOUR_MS = 3_600_000;

/** An order of one line in QuickBooks, entered by hand, and what is to be added to it. */
const start = async (keys: Readonly<Record<string, readonly string[]>>, orders = 1) => {
  const clock = createClock();
  const office = createOffice({ now: clock.now });
  const { people } = office.quickbooks;
  people.add('Account', 'Income', { AccountType: 'Income' });
  people.add('Account', 'Costs', { AccountType: 'CostOfGoodsSold' });
  people.add('ItemService', '03-100', {
    SalesAndPurchase: { IncomeAccountRef: 'Income', ExpenseAccountRef: 'Costs' },
  });
  people.add('Vendor', 'Oak Ltd');
  const line = { ItemRef: '03-100', Quantity: '1', Amount: '100.00', Other2: 'first' };
  const ids = Array.from({ length: orders }, (_, n) =>
    people.addPurchaseOrder({
      VendorRef: 'Oak Ltd',
      RefNumber: `PO-${n + 1}`,
      PurchaseOrderLineAdd: [line],
    }),
  );
  const changeOf = (list: readonly string[], n: number): OrderChange => ({
    order: ids[n % orders] ?? '',
    lines: list.map((key) => ({ key, item: '03-100', amount: '10.00' })),
  });
  const table: OrderChanges = new Map(
    Object.entries(keys).map(([id, list], n) => [id, changeOf(list, n)] as const),
  );
  const connector = await startConnector(aws(), { flows: [orderChanges('c', table, clock)], clock });
  await connector.tell('c', [...table.keys()]);
  const linesOf = (n = 0) =>
    office.quickbooks.books().purchaseOrders[n]?.lines.map(({ fields }) => fields.Other2);
  const writes = () => office.sent.filter(isWrite);
  return { connector, office, people, order: ids[0] ?? '', table, linesOf, writes };
};

const forgetSets = ({ quickbooks }: ReturnType<typeof createOffice>): void => {
  const { file } = quickbooks.snapshot();
  file.messageSets.clear();
  quickbooks.restore({ file });
};

describe('a change of an order', () => {
  test('adds its lines below those that stand there', async () => {
    const { connector, office, linesOf, writes, order } = await start({ 1: ['k1', 'k2'] });
    expect(await visit(connector, office)).toMatchObject({ ended: 'complete' });
    expect(linesOf()).toEqual(['first', 'k1', 'k2']);
    expect(writes()).toHaveLength(1);
    const found = await connector.records.get(connector.name, [{ flow: 'c', id: '1' }]);
    expect(found.get('c#1')).toMatchObject({
      state: 'synced',
      mapping: { id: order, lines: { k1: expect.any(String), k2: expect.any(String) } },
    });
    const claim = { kind: 'object', value: `PurchaseOrder:${order}`, shown: '', lost: 'name-taken' } as const;
    const owner = { flow: 'orders', id: order };
    expect(await connector.records.claim(connector.name, claim, owner)).toMatchObject(owner);
  });

  test('whose lines all stand there is synced without a write; one of them is left out', async () => {
    const { connector, office, linesOf, writes } = await start({ 1: ['first'], 2: ['first', 'k2'] });
    await visit(connector, office);
    expect(linesOf()).toEqual(['first', 'k2']);
    expect(writes()).toHaveLength(1);
    expect(await connector.states('c')).toEqual({ 1: 'synced', 2: 'synced' });
  });

  test.each([
    ['QuickBooks tells it', () => undefined],
    ['QuickBooks has forgotten the message set', forgetSets],
  ])('that was committed though its answer is lost is not added twice: %s', async (_, meanwhile) => {
    const { connector, office, linesOf, writes } = await start({ 1: ['k1', 'k2'] });
    expect(await visit(connector, office, { dies: isWrite })).toMatchObject({ ended: 'died' });
    meanwhile(office);
    for (let n = 0; n < 3; n++) {
      connector.clock.pass(HOUR_MS);
      await visit(connector, office);
    }
    expect(linesOf()).toEqual(['first', 'k1', 'k2']);
    expect(writes()).toHaveLength(1);
    expect(await connector.stateOf('c#1')).toBe('synced');
  });

  test('that was never committed is sent again', async () => {
    const { connector, office, linesOf } = await start({ 1: ['k1'] });
    const before = office.quickbooks.snapshot();
    await visit(connector, office, { dies: isWrite });
    office.quickbooks.restore(before);
    for (let n = 0; n < 3; n++) {
      connector.clock.pass(HOUR_MS);
      await visit(connector, office);
    }
    expect(linesOf()).toEqual(['first', 'k1']);
    expect(await connector.stateOf('c#1')).toBe('synced');
  });

  test('that meets a change by a bookkeeper (3200) reads the order again and keeps what he did', async () => {
    const { connector, office, people, order, linesOf, writes } = await start({ 1: ['k1'] });
    let edits = 0;
    office.meddle(async (qbxml) => {
      if (!isWrite(qbxml) || edits > 0) return undefined;
      edits += 1;
      people.edit(order, { Memo: 'checked' });
      return undefined;
    });
    expect(await visit(connector, office)).toMatchObject({ ended: 'complete' });
    expect(linesOf()).toEqual(['first', 'k1']);
    expect(writes()).toHaveLength(2);
    expect(office.quickbooks.books().purchaseOrders[0]?.fields.Memo).toBe('checked');
    expect(await connector.stateOf('c#1')).toBe('synced');
  });

  test('that was committed, lost, and met a bookkeeper’s change is not added twice', async () => {
    const { connector, office, people, order, linesOf, writes } = await start({ 1: ['k1', 'k2'] });
    await visit(connector, office, { dies: isWrite });
    people.edit(order, { Memo: 'checked' });
    forgetSets(office);
    for (let n = 0; n < 3; n++) {
      connector.clock.pass(HOUR_MS);
      await visit(connector, office);
    }
    expect(linesOf()).toEqual(['first', 'k1', 'k2']);
    expect(writes()).toHaveLength(1);
  });

  test('that meets a change every time goes at once twice, then waits for the bookkeeper to finish', async () => {
    const { connector, office, people, order, linesOf, writes } = await start({ 1: ['k1'] });
    let edits = 0;
    office.meddle(async (qbxml) => {
      if (!isWrite(qbxml) || edits > 4) return undefined;
      edits += 1;
      people.edit(order, { Memo: `change ${edits}` });
      return undefined;
    });
    expect(await visit(connector, office)).toMatchObject({ ended: 'complete' });
    expect(writes()).toHaveLength(3);
    expect(await connector.stateOf('c#1')).toBe('queued');
    for (let n = 0; n < 3; n++) {
      connector.clock.pass(HOUR_MS);
      await visit(connector, office);
    }
    expect(linesOf()).toEqual(['first', 'k1']);
  });

  test('waits while somebody has the order open (3175)', async () => {
    const { connector, office, people, order, linesOf } = await start({ 1: ['k1'] });
    people.open(order);
    await visit(connector, office);
    expect(await connector.stateOf('c#1')).toBe('queued: in-use');
    people.close(order);
    connector.clock.pass(HOUR_MS);
    await visit(connector, office);
    expect(linesOf()).toEqual(['first', 'k1']);
  });

  test('of an order that is gone is told to a person', async () => {
    const { connector, office, people, order, writes } = await start({ 1: ['k1'] });
    people.remove(order);
    await visit(connector, office);
    expect(await connector.stateOf('c#1')).toBe('failed: gone-from-quickbooks');
    expect(writes()).toHaveLength(0);
  });
});

test('a company file restored from before a change gets its lines back, once', async () => {
  const { connector, office, linesOf } = await start({ 1: ['k1'], 2: ['k2'] });
  await visit(connector, office);
  expect(linesOf()).toHaveLength(3);
  const { records, connections, clock } = connector;
  const stored = await records.get(connector.name, [
    { flow: 'c', id: '1' },
    { flow: 'c', id: '2' },
  ]);
  // As a backup has it that was made between the two changes.
  const { file } = office.quickbooks.snapshot();
  for (const order of file.orders.values())
    order.lines = order.lines.filter(({ fields }) => fields.Other2 !== 'k2');
  office.quickbooks.restore({ file });
  for (const record of stored.values())
    await records.save(relink(record, clock.now().toISOString()) as SyncRecord, record);
  await connections.markWork(connector.name, clock.now().toISOString());
  expect(await visit(connector, office)).toMatchObject({ ended: 'complete' });
  expect(linesOf()).toEqual(['first', 'k1', 'k2']);
  expect(await connector.states('c')).toEqual({ 1: 'synced', 2: 'synced' });
});

describe('changes of one order in one session', () => {
  test('go one after another, and each keeps the lines of the one before', async () => {
    const { connector, office, linesOf, writes } = await start({ 1: ['k1'], 2: ['k2'], 3: ['k3'] });
    expect(await visit(connector, office)).toMatchObject({ ended: 'complete' });
    expect(new Set(linesOf())).toEqual(new Set(['first', 'k1', 'k2', 'k3']));
    expect(linesOf()).toHaveLength(4);
    expect(writes().map((qbxml) => qbxml.match(/<PurchaseOrderModRq/g)?.length)).toEqual([1, 1, 1]);
    expect(new Set(Object.values(await connector.states('c')))).toEqual(new Set(['synced']));
  });

  test('hold up no change of another order', async () => {
    const { connector, office, linesOf, writes } = await start(
      { 1: ['k1'], 2: ['k2'], 3: ['k3'], 4: ['k4'] },
      2,
    );
    await visit(connector, office);
    expect([linesOf(0)?.length, linesOf(1)?.length]).toEqual([3, 3]);
    expect(writes()).toHaveLength(2);
  });
});
