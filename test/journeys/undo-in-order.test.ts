import { createUndo } from '../../lib/admin/undo.ts';
import type { SyncRecord } from '../../lib/engine/record.ts';
import { line } from '../procore/company-data.ts';
import { withAws } from '../stores/stores.ts';
import { billsOf, requisition, SOURCE, startBilling, THREE } from './billing.ts';
import { type Builder, commitment, SUBCONTRACT } from './builder.ts';
import { visit } from './visit.ts';

const aws = withAws();
const open: Builder[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map(({ procore }) => procore.close()));
});

const CHANGE = {
  ...{ id: 71, contract_id: 901, number: '001', title: 'More', status: 'approved' },
  ...{ type: 'ChangeOrderPackage', executed: false, deleted_at: null, grand_total: '500.0', origin_id: null },
  updated_at: '2026-03-12T18:20:44Z',
  line_items: [
    {
      ...line(7101, 1, '500.0'),
      ...{ extended_amount: '500.0', total_amount: '500.0', markup_line_items: [] },
    },
  ],
};

/** A subcontract with a change order and its first invoice in QuickBooks. */
const start = async () => {
  const builder = await startBilling(aws(), THREE.slice(0, 1).map(requisition), {
    change: ({ projects: [project] }) => {
      Object.assign(project ?? {}, { change_order_packages: [structuredClone(CHANGE)] });
    },
  });
  open.push(builder);
  const { connector, office } = builder;
  await connector.tell('commitments', [SUBCONTRACT], commitment);
  await connector.tell('change-orders', ['71'], SOURCE);
  await connector.tell('invoices', ['11'], SOURCE);
  await visit(connector, office);
  const undo = createUndo(connector.operator);
  const record = async (flow: string, id: string): Promise<SyncRecord> => {
    const [stored] = (await connector.records.get(connector.name, [{ flow, id }])).values();
    if (!stored) throw new Error(`${flow} ${id} is not stored`);
    return stored;
  };
  const take = async (flow: string, id: string) =>
    undo.take(await record(flow, id), { by: 'Mira', why: 'a mistake', close: false });
  const order = () => office.quickbooks.books().purchaseOrders[0];
  return { ...builder, record, take, order };
};

test('bill, change order and order are undone one after another, each only when nothing depends on it', async () => {
  const world = await start();
  const { connector, office, record, take, order } = world;
  expect(billsOf(world)).toHaveLength(1);
  expect(order()?.lines).toHaveLength(2);
  const refused = await take('commitments', SUBCONTRACT);
  expect(refused).toMatchObject({ is: 'refused', why: expect.stringContaining('change-orders 001') });
  expect(refused).toMatchObject({ why: expect.stringContaining('invoices AE-1') });

  expect(await take('invoices', '11')).toMatchObject({ is: 'done' });
  await visit(connector, office);
  expect(billsOf(world)).toEqual([]);
  expect(await connector.stateOf('invoices#11')).toBe('rejected: undone');

  const kept = Object.values((await record('commitments', SUBCONTRACT)).mapping?.lines ?? {});
  expect(await take('change-orders', '71')).toMatchObject({ is: 'done' });
  await visit(connector, office);
  expect(order()?.lines.map(({ id }) => id)).toEqual(kept);
  expect(await connector.stateOf('change-orders#71')).toBe('rejected: undone');

  expect(await take('commitments', SUBCONTRACT)).toMatchObject({ is: 'done' });
  await visit(connector, office);
  expect(order()).toBeUndefined();
  expect(await connector.stateOf('invoices#11')).toBe('rejected: undone');
});

test('the change order stays while a line that it added is billed', async () => {
  const world = await start();
  const { connector, office, take, record, order } = world;
  await take('invoices', '11');
  await visit(connector, office);
  const [, added] = order()?.lines ?? [];
  const { VendorRef } = order()?.fields ?? {};
  office.quickbooks.people.addBill({
    ...{ VendorRef: String(VendorRef), RefNumber: 'BY-HAND' },
    ItemLineAdd: [
      { Quantity: '1', Amount: '500.00', LinkToTxn: { TxnID: order()?.id, TxnLineID: added?.id } },
    ],
  });
  await take('change-orders', '71');
  await visit(connector, office);
  expect(await record('change-orders', '71')).toMatchObject({
    state: 'synced',
    flags: [{ code: 'undo-refused', detail: expect.stringContaining('drawn on its lines') }],
  });
  expect(order()?.lines).toHaveLength(2);
});

test('a bill that somebody paid stays, and says by what', async () => {
  const world = await start();
  const { connector, office, take, record } = world;
  const { people } = office.quickbooks;
  people.add('Account', 'Checking', { AccountType: 'Bank' });
  people.payBill(billsOf(world)[0]?.id ?? '', '100.00', { BankAccountRef: 'Checking', RefNumber: '1001' });
  await take('invoices', '11');
  await visit(connector, office);
  expect(await record('invoices', '11')).toMatchObject({
    state: 'synced',
    flags: [{ code: 'undo-refused', detail: expect.stringContaining('BillPaymentCheck') }],
  });
  expect(billsOf(world)).toHaveLength(1);
});
