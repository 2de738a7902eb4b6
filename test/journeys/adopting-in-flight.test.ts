import { createAdoption } from '../../lib/admin/adopt.ts';
import type { SyncRecord } from '../../lib/engine/record.ts';
import type { GivenFields } from '../../local/simulators/quickbooks/quickbooks.ts';
import { changePackage } from '../procore/company-data.ts';
import { withAws } from '../stores/stores.ts';
import { billsOf, linesOf, requisition, SOURCE, startBilling, THREE } from './billing.ts';
import { type Builder, PROJECT, SUBCONTRACT } from './builder.ts';
import { isWrite } from './office.ts';
import { visit } from './visit.ts';

const aws = withAws();
const open: Builder[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map(({ procore }) => procore.close()));
});

const [FIRST, SECOND, LAST] = THREE.map(requisition);

const begin = async (rows = [FIRST, SECOND, LAST], startDate = '2026-01-01'): Promise<Builder> => {
  const builder = await startBilling(
    aws(),
    rows.flatMap((row) => row ?? []),
    {
      settings: { startDate },
      change: ({ projects: [project] }) =>
        Object.assign(project ?? {}, { change_order_packages: [changePackage(71, '001', '500.0')] }),
    },
  );
  open.push(builder);
  return builder;
};

const tell = async ({ connector }: Builder, ...invoices: string[]): Promise<void> => {
  await connector.tell('commitments', [SUBCONTRACT], SOURCE);
  await connector.tell('change-orders', ['71'], SOURCE);
  await connector.tell('invoices', invoices, SOURCE);
};

/** What a bookkeeper entered before Plumbline: the order with its change order, and the first of its bills. */
const enter = async ({ office }: Builder, named: 'as in Procore' | 'otherwise' = 'as in Procore') => {
  const model = await begin();
  await tell(model, '11');
  await visit(model.connector, model.office);
  const { objects, purchaseOrders, bills } = model.office.quickbooks.books();
  const { people } = office.quickbooks;
  for (const { kind, fullName, fields } of objects)
    if (!people.find(kind, fullName)) {
      const { ExternalGUID: _, ...own } = fields as GivenFields;
      people.add(kind, fullName, own);
    }
  const [order] = purchaseOrders;
  const { VendorRef, TxnDate } = (order?.fields ?? {}) as GivenFields;
  const PurchaseOrderLineAdd = (order?.lines ?? []).map(({ fields }) => {
    const { ItemRef, Amount, CustomerRef } = fields as GivenFields;
    return { ItemRef, Quantity: '1', Amount, CustomerRef };
  });
  const TxnID = people.addPurchaseOrder({
    ...{ VendorRef, TxnDate, RefNumber: order?.refNumber, PurchaseOrderLineAdd },
  } as GivenFields);
  const [standing] = office.quickbooks.books().purchaseOrders;
  const [bill] = bills;
  const [work, retainage] = (bill?.lines ?? []).map(({ fields }) => fields as GivenFields);
  const RefNumber = named === 'otherwise' ? 'OTHER' : bill?.refNumber;
  people.addBill({
    ...{ VendorRef, TxnDate: '2026-02-28', RefNumber },
    ItemLineAdd: [
      {
        ...{ Quantity: work?.Quantity, Amount: work?.Amount },
        LinkToTxn: { TxnID, TxnLineID: standing?.lines[0]?.id },
      },
      {
        ItemRef: retainage?.ItemRef,
        Quantity: '1',
        Amount: retainage?.Amount,
        CustomerRef: work?.CustomerRef,
      },
    ],
  } as GivenFields);
};

/** A project that was created before the start date, with what stands in QuickBooks already. */
const start = async (named?: 'otherwise') => {
  const builder = await begin([FIRST], '2030-01-01');
  await enter(builder, named);
  const { connector, office, procore } = builder;
  const record = async (flow: string, id: string): Promise<SyncRecord> => {
    const [stored] = (await connector.records.get(connector.name, [{ flow, id }])).values();
    if (!stored) throw new Error(`${flow} ${id} is not stored`);
    return stored;
  };
  await tell(builder, '11');
  await visit(connector, office);
  const adoption = createAdoption(connector.operator);
  const adopt = async () => {
    await adoption.adopt(await record('projects', PROJECT), 'Mira');
    await connector.drain();
    await visit(connector, office);
  };
  /** An invoice of a later period, approved in Procore after the adoption. */
  const invoice = async (row: typeof FIRST) => {
    builder.company.projects[0]?.requisitions?.push(structuredClone(row) as never);
    await connector.tell('invoices', [String(row?.id)], SOURCE);
    await visit(connector, office);
  };
  return {
    ...{ ...builder, record, adoption, adopt, invoice, procore },
    writes: () => office.sent.filter(isWrite).length,
    orders: () => office.quickbooks.books().purchaseOrders,
  };
};

test('order, change order and bill are taken over, and nothing is posted', async () => {
  const world = await start();
  const { adopt, adoption, record, writes, orders, office, connector } = world;
  expect(await connector.states('invoices')).toEqual({ 11: 'skipped: before-start' });
  const before = office.quickbooks.books();
  await adopt();
  expect(writes()).toBe(0);
  expect(office.quickbooks.books()).toEqual(before);
  const [order] = orders();
  const ids = order?.lines.map(({ id }) => id);
  expect((await record('commitments', SUBCONTRACT)).mapping).toMatchObject({
    ...{ id: order?.id, created: false, lines: { 9011: ids?.[0] } },
  });
  expect((await record('change-orders', '71')).mapping).toMatchObject({
    ...{ id: order?.id, created: false, ofTarget: true, lines: { 711: ids?.[1] } },
  });
  expect((await record('invoices', '11')).mapping).toMatchObject({
    ...{ type: 'Bill', id: billsOf(world)[0]?.id, name: 'AE-1', created: false },
  });
  const taken = await adoption.report(await record('projects', PROJECT));
  expect(taken.filter(({ is }) => is !== 'taken over')).toEqual([]);
  expect(taken.map(({ record: { flow } }) => flow)).toEqual(
    expect.arrayContaining(['projects', 'companies', 'commitments', 'change-orders', 'invoices']),
  );
});

test('what is taken over is marked in Procore like what is posted', async () => {
  const { adopt, connector, company, orders } = await start();
  await adopt();
  await connector.write();
  const [project] = company.projects;
  const [order] = orders();
  expect(project?.record.origin_id).toEqual(expect.any(String));
  expect(project?.work_order_contracts[0]?.record).toMatchObject({
    origin_id: order?.id,
    origin_code: 'SC-001',
  });
  expect(project?.change_order_packages?.[0]).toMatchObject({ origin_id: order?.lines[1]?.id });
});

test('later invoices are posted and draw down only what is left, the last one all of it', async () => {
  const world = await start();
  const { adopt, invoice, orders, connector } = world;
  await adopt();
  await invoice(SECOND);
  await invoice(LAST);
  expect(await connector.states('invoices')).toEqual({ 11: 'synced', 12: 'synced', 13: 'synced' });
  expect(billsOf(world).map(({ refNumber }) => refNumber)).toEqual(['AE-1', 'AE-2', 'AE-3']);
  expect(billsOf(world).map(linesOf)).toEqual([
    ['10000.00 by 0.33333', '-1000.00'],
    ['10000.00 by 0.33333', '-1000.00'],
    ['10000.00 by 0.33334', '2000.00'],
  ]);
  expect(orders()[0]?.lines[0]?.fields).toMatchObject({ ReceivedQuantity: '1', IsBilled: 'true' });
  expect(orders()[0]?.lines[1]?.fields.ReceivedQuantity ?? '0').toBe('0');
});

test('an old bill under another number is named, and a later invoice does not draw down what that one billed', async () => {
  const world = await start('otherwise');
  const { adopt, invoice, record, writes, connector } = world;
  await adopt();
  expect(writes()).toBe(0);
  expect(await record('invoices', '11')).toMatchObject({
    state: 'rejected',
    reason: { code: 'not-adopted' },
  });
  await invoice(SECOND);
  expect(await connector.stateOf('invoices#12')).toBe('synced');
  expect(billsOf(world).map(linesOf)).toEqual([
    ['10000.00 by 0.33333', '-1000.00'],
    ['10000.00 by 0.33333', '-1000.00'],
  ]);
});

test('a change order that is approved only after the adoption adds its lines below those that stand there', async () => {
  const { adopt, orders, connector, company, office } = await start();
  await adopt();
  const project = company.projects[0];
  project?.change_order_packages?.push(changePackage(72, '002', '70.0'));
  await connector.tell('change-orders', ['72'], SOURCE);
  await visit(connector, office);
  expect(orders()[0]?.lines.map(({ fields }) => fields.Amount)).toEqual(['30000.00', '500.00', '70.00']);
  expect(await connector.states('change-orders')).toEqual({ 71: 'synced', 72: 'synced' });
});
