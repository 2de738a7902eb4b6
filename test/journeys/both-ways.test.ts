import { poll } from '../../lib/admin/poll.ts';
import { importFlows } from '../../lib/flows/imports.ts';
import { flows } from '../../lib/flows/index.ts';
import type { DirectCost, Row } from '../../local/simulators/procore/data.ts';
import { withAws } from '../stores/stores.ts';
import { billsOf, requisition, SOURCE, startBilling, THREE } from './billing.ts';
import type { Builder } from './builder.ts';
import { partOf, written } from './toy-entries.ts';
import { visit } from './visit.ts';

const aws = withAws();
const open: Builder[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map(({ procore }) => procore.close()));
});

type Line = { readonly ItemRef: string; readonly CustomerRef: string; readonly Amount: string };

const HOUR = 3_600_000;
const HOURLY = { jobs: '1h', vendors: '1h', costs: '1h', payments: '1h' } as const;
const JOB = 'Harbor Trust:Quay House';

/** A subcontractor's invoice of Procore stands in QuickBooks as a bill; then the bookkeeper goes on. */
const started = async () => {
  const builder = await startBilling(aws(), THREE.slice(0, 1).map(requisition), {
    imports: importFlows,
    settings: { imports: HOURLY },
  });
  open.push(builder);
  const { connector, office, company } = builder;
  const { people } = office.quickbooks;
  people.add('Account', 'Checking', { AccountType: 'Bank' });
  const session = async () => {
    connector.clock.pass(HOUR);
    await visit(connector, office);
    await connector.beat();
    await written(connector);
  };
  await connector.tell('invoices', ['11'], SOURCE);
  await session();
  await session();
  const [bill] = billsOf(builder);
  if (!bill) throw new Error('the invoice is not in QuickBooks');
  const project = company.projects[0];
  const shown = ({ record, line_items }: DirectCost) => ({
    ...{ type: record.direct_cost_type, number: record.invoice_number, vendor: record.vendor_id },
    lines: line_items.map(({ amount, wbs_code }) => [amount, (wbs_code as { flat_code: string }).flat_code]),
  });
  return {
    ...{ ...builder, people, session, bill },
    /** By their numbers. */
    costs: () =>
      (project?.direct_costs ?? []).map(shown).sort((a, b) => (String(a.number) < String(b.number) ? -1 : 1)),
    payments: (): Row[] => project?.work_order_contracts[0]?.payments ?? [],
    addBill: (RefNumber: string, Amount: string, kind: 'Bill' | 'VendorCredit' = 'Bill', ...more: Line[]) =>
      people.addBill(
        {
          ...{ VendorRef: 'Alder Electrical Inc', RefNumber, TxnDate: '2026-03-04' },
          ItemLineAdd: [{ ItemRef: '16-100', CustomerRef: JOB, Amount }, ...more],
        },
        kind,
      ),
  };
};

test('costs and payments of the books come to Procore once, follow, and go; what Procore sent never comes back', async () => {
  const { people, session, bill, addBill, costs, payments, connector } = await started();
  expect([costs(), payments()]).toEqual([[], []]);
  const first = addBill('B-1', '120.50');
  addBill('C-1', '20.00', 'VendorCredit');
  people.add('Vendor', 'Corner Store');
  const check = people.addPurchase('Check', {
    ...{ AccountRef: 'Checking', PayeeEntityRef: 'Corner Store', RefNumber: '501', TxnDate: '2026-03-05' },
    ItemLineAdd: [{ ItemRef: '16-100', CustomerRef: JOB, Amount: '9.99' }],
  });
  const paid = people.payBill(bill.id, '1000.00', { RefNumber: '7001', TxnDate: '2026-03-05' });
  await session();
  expect(costs()).toEqual([
    { type: 'expense', number: '501', vendor: null, lines: [['9.99', '16-100.O']] },
    { type: 'invoice', number: 'B-1', vendor: 501, lines: [['120.50', '16-100.O']] },
    { type: 'invoice', number: 'C-1', vendor: 501, lines: [['-20.00', '16-100.O']] },
  ]);
  expect(payments()).toEqual([
    expect.objectContaining({
      amount: '1000.00',
      check_number: '7001',
      date: '2026-03-05',
      requisition_id: 11,
    }),
  ]);
  await session();
  await session();
  expect([costs().length, payments().length]).toEqual([3, 1]);

  people.edit(first, { ItemLineAdd: [{ ItemRef: '16-100', CustomerRef: JOB, Amount: '130.00' }] });
  people.void(check);
  people.remove(paid);
  people.payBill(bill.id, '9000.00', { RefNumber: '7002', TxnDate: '2026-03-06' });
  await session();
  expect(costs()).toEqual([
    { type: 'invoice', number: 'B-1', vendor: 501, lines: [['130.00', '16-100.O']] },
    { type: 'invoice', number: 'C-1', vendor: 501, lines: [['-20.00', '16-100.O']] },
  ]);
  expect(payments().map(({ amount, check_number }) => [amount, check_number])).toEqual([['9000.00', '7002']]);
  const job = people.find('Customer', JOB);
  expect(await partOf(connector, `costs#${check}/${job}`)).toMatchObject({
    ...{ state: 'skipped', reason: { code: 'taken-out' } },
  });
});

test('lines whose item becomes a cost code later follow at once; a cost of which none is one is taken out', async () => {
  const { people, session, addBill, costs, connector, company, procore } = await started();
  people.add('ItemService', '09-100', {
    SalesAndPurchase: { IncomeAccountRef: 'Income', ExpenseAccountRef: 'Costs' },
  });
  const paint = { ItemRef: '09-100', CustomerRef: JOB, Amount: '30.00' };
  const bill = addBill('B-1', '120.50', 'Bill', paint);
  await session();
  const wiring = ['120.50', '16-100.O'];
  expect(costs()).toMatchObject([{ number: 'B-1', lines: [wiring] }]);
  const key = `costs#${bill}/${people.find('Customer', JOB)}`;
  const partial = { state: 'synced', flags: [{ code: 'field-left-out', detail: '09-100' }] };
  expect(await partOf(connector, key)).toMatchObject(partial);
  const hourly = async () => {
    await poll({ ...connector, flows, imports: importFlows }, connector.name);
    await written(connector);
  };
  const before = procore.requests.length;
  await hourly();
  expect(procore.requests.length).toBe(before);
  const code = { id: 60, standard_cost_code_id: 60, full_code: '09-100', code: '09-100', name: 'Paint' };
  company.standard_cost_codes.push({ ...code, standard_cost_code_list_id: 5, parent_id: null });
  company.projects[0]?.cost_codes.push({ ...code, id: 660, biller_type: 'Project' });
  await connector.tell('cost-codes', ['60']);
  await session();
  await written(connector);
  expect(costs()).toMatchObject([{ number: 'B-1', lines: [wiring, ['30.00', '09-100.O']] }]);
  expect(await partOf(connector, key)).toMatchObject({ state: 'synced', flags: [] });
  people.add('ItemService', 'Misc', {
    SalesAndPurchase: { IncomeAccountRef: 'Income', ExpenseAccountRef: 'Costs' },
  });
  people.edit(bill, { ItemLineAdd: [{ ...paint, ItemRef: 'Misc' }] });
  await session();
  expect(costs()).toEqual([]);
  expect(await partOf(connector, key)).toMatchObject({
    state: 'blocked',
    reason: { code: 'item-not-synced' },
  });
});

test('a payment that came back is not posted again, nor is anything posted that Procore got from the books', async () => {
  const { people, session, bill, addBill, connector, payments, office } = await started();
  addBill('B-1', '120.50');
  people.payBill(bill.id, '1000.00', { RefNumber: '7001', TxnDate: '2026-03-05' });
  await session();
  const counts = () => [
    office.quickbooks.books().bills.length,
    office.quickbooks.books().payments.length,
    office.quickbooks.books().purchaseOrders.length,
  ];
  const before = counts();
  const [payment] = payments();
  await connector.tell('payments', [String(payment?.id)], { ...SOURCE, commitment: '901' });
  await session();
  await session();
  expect(counts()).toEqual(before);
  expect(await connector.stateOf(`payments#${payment?.id}`)).toBe('skipped: not-procore-pay');
});

test('a cost or a payment that somebody changed or deleted in Procore is named by the comparison, and nothing else', async () => {
  const here = await started();
  const { people, session, bill, addBill, connector, company, payments } = here;
  addBill('B-1', '120.50');
  people.payBill(bill.id, '1000.00', { RefNumber: '7001', TxnDate: '2026-03-05' });
  people.payBill(bill.id, '500.00', { RefNumber: '7002', TxnDate: '2026-03-06' });
  await session();
  const report = async () => {
    await connector.reconcile();
    await visit(connector, here.office);
    return (await connector.drift.report(connector.name))?.findings;
  };
  expect(await report()).toEqual([]);
  const byCheck = (number: string): Row => payments().find((row) => row.check_number === number) as Row;
  const [first, second] = [byCheck('7001'), byCheck('7002')];
  Object.assign(first, { amount: '999.00' });
  company.projects[0]?.work_order_contracts[0]?.payments?.splice(payments().indexOf(second), 1);
  Object.assign(company.projects[0] ?? {}, { direct_costs: [] });
  connector.clock.pass(1000);
  const told = (await report()) ?? [];
  expect(told).toHaveLength(3);
  expect(told.find(({ object }) => object.id === String(first.id))).toMatchObject({
    ...{ flow: 'bill-payments', code: 'entry-changed', procore: '999.00', quickbooks: '1000.00' },
  });
  expect(told.find(({ object }) => object.id === String(second.id))).toMatchObject({ code: 'entry-missing' });
  expect(told.find(({ flow }) => flow === 'costs')).toMatchObject({ code: 'entry-missing' });
});
