import type { Finding } from '../../lib/reconcile/findings.ts';
import type { BookOrder } from '../../local/simulators/quickbooks/books.ts';
import { withAws } from '../stores/stores.ts';
import { isWrite } from './office.ts';
import type { Paying } from './paying.ts';
import { startPosted } from './posted.ts';
import { visit } from './visit.ts';

const aws = withAws();
const open: Paying[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map(({ procore }) => procore.close()));
});

const start = async (): Promise<Paying> => {
  const paying = await startPosted(aws());
  open.push(paying);
  return paying;
};

const reconciled = async ({ connector, office }: Paying): Promise<readonly Finding[]> => {
  const subjects = await connector.reconcile();
  expect(await visit(connector, office)).toMatchObject({ ended: 'complete' });
  const report = await connector.drift.report(connector.name);
  expect(report).toMatchObject({ subjects });
  return report?.findings ?? [];
};

const told = (findings: readonly Finding[]) =>
  findings.map(({ flow, title, code, field, procore, quickbooks }) =>
    [`${flow} ${title}`, code, field, procore && `sent ${procore}`, quickbooks && `now ${quickbooks}`]
      .filter(Boolean)
      .join(', '),
  );

const orderOf = ({ office }: Paying, number: string): BookOrder => {
  const order = office.quickbooks.books().purchaseOrders.find(({ refNumber }) => refNumber === number);
  if (!order) throw new Error(`there is no order ${number}`);
  return order;
};

const kept = (order: BookOrder | undefined) => (order?.lines ?? []).map(({ id }) => ({ TxnLineID: id }));

const flagsOf = async ({ connector }: Paying, flow: string, id: string) =>
  (await connector.records.get(connector.name, [{ flow, id }])).get(`${flow}#${id}`)?.flags;

test('a company whose sides agree gives an empty report', async () => {
  const paying = await start();
  const { quickbooks } = paying.office;
  const { bills, payments, estimates, purchaseOrders } = quickbooks.books();
  expect([bills, payments, estimates, purchaseOrders].map(({ length }) => length)).toEqual([4, 1, 1, 3]);
  expect(told(await reconciled(paying))).toEqual([]);
  const { reconcile, reconciled: last } = await paying.connector.connection();
  expect(reconcile).toBeUndefined();
  expect(last).toMatchObject({ findings: 0 });
  expect(paying.connector.events).toEqual([]);
});

test('what somebody did to a list object is named', async () => {
  const paying = await start();
  const { people } = paying.office.quickbooks;
  people.setActive(people.find('Vendor', 'Birch Masonry') ?? '', false);
  people.edit(people.find('Vendor', 'Alder Electrical Inc') ?? '', { Phone: '206-555-0199' });
  people.rename(people.find('ItemService', '16-100') ?? '', '16-100 Wiring');
  expect(told(await reconciled(paying))).toEqual([
    'companies Alder Electrical Inc, changed, Phone, sent 253-555-0101, now 206-555-0199',
    'companies Birch Masonry, inactive',
    'cost-codes 16-100, changed, Name, sent 16-100, now 16-100 Wiring',
  ]);
});

test('what somebody did to orders is named, and by whom it was not done is not blamed', async () => {
  const paying = await start();
  const { people } = paying.office.quickbooks;
  const [first, second, third] = ['SC-001', 'SC-002', 'SC-003'].map((number) => orderOf(paying, number));
  const extra = { TxnLineID: '-1', ItemRef: '16-100', Desc: 'Extra', Quantity: '1', Amount: '77.00' };
  people.edit(first?.id ?? '', { PurchaseOrderLineMod: [...kept(first), extra] });
  people.edit(second?.id ?? '', { IsManuallyClosed: 'true' });
  people.remove(third?.id ?? '');
  const found = await reconciled(paying);
  expect(told(found)).toEqual([
    'commitments SC-001, line-added, line 3 (16-100), now 77.00',
    'commitments SC-002, closed',
    'commitments SC-003, deleted',
  ]);
  expect(found[2]?.at).toMatch(/^2026-03-05T/);
  expect(paying.connector.events).toMatchObject([
    {
      type: 'Drift Found',
      detail: { findings: 3, new: 3, byCode: { closed: 1, deleted: 1, 'line-added': 1 } },
    },
  ]);
  expect(await flagsOf(paying, 'commitments', '901')).toEqual([
    { code: 'changed-in-quickbooks', detail: 'line 3 (16-100): now 77.00' },
  ]);
  expect(await flagsOf(paying, 'commitments', '903')).toEqual([{ code: 'deleted-in-quickbooks' }]);
});

test('another vendor, another amount and a line that is gone are told field by field', async () => {
  const paying = await start();
  const { people } = paying.office.quickbooks;
  const [first, second] = ['SC-001', 'SC-002'].map((number) => orderOf(paying, number));
  people.edit(first?.id ?? '', { PurchaseOrderLineMod: kept(first).slice(0, 1) });
  people.edit(second?.id ?? '', {
    ...{ VendorRef: 'Birch Masonry', Memo: 'Ours' },
    PurchaseOrderLineMod: [{ ...kept(second)[0], Amount: '31000.00' }],
  });
  const [estimate] = paying.office.quickbooks.books().estimates;
  const [line, ...others] = kept(estimate);
  people.edit(estimate?.id ?? '', { EstimateLineMod: [{ ...line, Rate: '1.00' }, ...others] });
  expect(told(await reconciled(paying))).toEqual([
    'budgets Quay House, changed, line 1 Rate, sent 150.00, now 1',
    'change-orders CO-1, line-missing, line 1, sent 500.00',
    'commitments SC-002, changed, Memo, sent Title of SC-002, now Ours',
    'commitments SC-002, changed, Vendor, sent Alder Electrical Inc, now Birch Masonry',
    'commitments SC-002, changed, line 1 Amount, sent 30000.00, now 31000.00',
  ]);
});

test('a difference keeps the day on which it was first found, and its flag goes with it', async () => {
  const paying = await start();
  const { people } = paying.office.quickbooks;
  const { id } = orderOf(paying, 'SC-002');
  people.edit(id, { Memo: 'Ours' });
  const [first] = await reconciled(paying);
  paying.connector.clock.pass(24 * 3_600_000);
  people.edit(id, { Memo: 'Ours again' });
  const [second] = await reconciled(paying);
  expect(second).toMatchObject({ quickbooks: 'Ours again', since: first?.since });
  expect(second?.at).not.toBe(first?.at);
  people.edit(id, { Memo: 'Title of SC-002' });
  expect(await reconciled(paying)).toEqual([]);
  expect(await flagsOf(paying, 'commitments', '902')).toEqual([]);
});

test('a comparison that was cut off goes on where it was, after what waits to be posted', async () => {
  const paying = await start();
  const { connector, office } = paying;
  office.quickbooks.people.edit(orderOf(paying, 'SC-002').id, { Memo: 'Ours' });
  const subjects = await connector.reconcile();
  expect(await visit(connector, office, { dies: (qbxml) => qbxml.includes('<TxnID>') })).toMatchObject({
    ended: 'died',
  });
  connector.clock.pass(3_600_000);
  office.quickbooks.endSession();
  expect(await visit(connector, office)).toMatchObject({ ended: 'complete' });
  const report = await connector.drift.report(connector.name);
  expect(report).toMatchObject({ subjects, findings: [{ field: 'Memo' }] });
});

test('nothing is written to QuickBooks, and a read-only connection is compared, too', async () => {
  const paying = await start();
  const { connector, office } = paying;
  await connector.apply({ mode: 'read-only' });
  const before = office.sent.length;
  office.quickbooks.people.edit(orderOf(paying, 'SC-002').id, { Memo: 'Ours' });
  expect(told(await reconciled(paying))).toHaveLength(1);
  expect(office.sent.slice(before).filter(isWrite)).toEqual([]);
});

test('a query that QuickBooks refuses ends the comparison in its own words', async () => {
  const paying = await start();
  const { connector, office } = paying;
  office.quickbooks.people.forbid('BillQueryRq', '3261');
  await connector.reconcile();
  expect(await visit(connector, office)).toMatchObject({ ended: 'stopped' });
  const { trouble, reconcile } = await connector.connection();
  expect(trouble).toContain('The comparison ended (BillQueryRs, 3261)');
  expect(reconcile).toBeUndefined();
  expect(await connector.drift.report(connector.name)).toBeUndefined();
});
