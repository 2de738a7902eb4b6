import { wishImport } from '../../lib/admin/import.ts';
import { link } from '../../lib/admin/link.ts';
import { importFlows } from '../../lib/flows/imports.ts';
import type { Settings } from '../../lib/settings.ts';
import type { QuickBooksOptions } from '../../local/simulators/quickbooks/quickbooks.ts';
import { withAws } from '../stores/stores.ts';
import { billsOf, requisition, SOURCE, startBilling, THREE } from './billing.ts';
import { type Builder, commitment, SUBCONTRACT } from './builder.ts';
import { DAY, HOUR } from './import-office.ts';
import { written } from './toy-entries.ts';
import { visit } from './visit.ts';

const aws = withAws();
const open: Builder[] = [];
const IMPORTS = { jobs: 'never', vendors: 'never', costs: '1h', payments: '1h' } as const;

afterEach(async () => {
  await Promise.all(open.splice(0).map(({ procore }) => procore.close()));
});

/** A subcontract, its vendor, job and items are in QuickBooks; costs and payments are read each hour. */
const start = async (
  country: 'US' | 'CA' = 'US',
  settings: Partial<Settings> = {},
  books: Partial<QuickBooksOptions> = {},
) => {
  const codes = { taxCodes: { default: 'E', byProcoreTaxCode: {}, byVendor: {}, byProject: {} } };
  const builder = await startBilling(aws(), THREE.map(requisition), {
    imports: importFlows,
    settings: { imports: IMPORTS, country, ...(country === 'CA' && codes), ...settings },
    quickbooks: { country, ...books },
  });
  open.push(builder);
  const { connector, office, company } = builder;
  const { people } = office.quickbooks;
  if (country === 'CA') people.add('SalesTaxCode', 'E', { IsTaxable: 'false' });
  people.add('Account', 'Checking', { AccountType: 'Bank' });
  people.add('Vendor', 'Corner Lumber');
  await connector.tell('commitments', [SUBCONTRACT], commitment);
  await visit(connector, office);
  await written(connector);
  const job = 'Harbor Trust:Harbor Tower';
  const objects = office.quickbooks.books().objects;
  const jobName = objects.find(
    ({ kind, fullName }) => kind === 'Customer' && fullName.includes(':'),
  )?.fullName;
  const item = objects.find(({ kind, fullName }) => kind === 'ItemService' && fullName !== 'Retainage');
  const line = (amount: string) => ({
    ...{ ItemRef: item?.fullName ?? '', CustomerRef: jobName ?? job, Amount: amount },
  });
  return {
    ...{ ...builder, people, line },
    /** The next hour: what is due is read, and entered in Procore. */
    hour: async () => {
      connector.clock.pass(HOUR);
      expect(await visit(connector, office)).toMatchObject({ ended: 'complete' });
      await written(connector);
    },
    costs: () =>
      (company.projects[0]?.direct_costs ?? [])
        .map(({ record }) => `${record.invoice_number} ${record.grand_total}`)
        .sort(),
    payments: () =>
      (company.projects[0]?.work_order_contracts[0]?.payments ?? [])
        .map(({ amount }) => String(amount))
        .sort(),
    bill: (number: string, amount: string) =>
      people.addBill({
        ...{ VendorRef: 'Corner Lumber', RefNumber: number, TxnDate: '2026-03-04' },
        ItemLineAdd: [line(amount)],
      }),
  };
};

test('costs of a job become direct costs of its project, follow their change, and go when they are void', async () => {
  const { bill, costs, hour, line, people } = await start();
  const first = bill('L-1', '120.50');
  const second = bill('L-2', '80.00');
  people.addPurchase('Check', {
    ...{ AccountRef: 'Checking', PayeeEntityRef: 'Corner Lumber', RefNumber: '55', TxnDate: '2026-03-04' },
    ItemLineAdd: [line('7.25')],
  });
  people.addBill(
    {
      ...{ VendorRef: 'Corner Lumber', RefNumber: 'CR-1', TxnDate: '2026-03-05' },
      ItemLineAdd: [line('10.00')],
    },
    'VendorCredit',
  );
  await hour();
  expect(costs()).toEqual(['55 7.25', 'CR-1 -10.00', 'L-1 120.50', 'L-2 80.00']);
  people.edit(first, { RefNumber: 'L-1b' });
  people.void(second);
  await hour();
  expect(costs()).toEqual(['55 7.25', 'CR-1 -10.00', 'L-1b 120.50']);
  people.remove(first);
  await hour();
  await hour();
  expect(costs()).toEqual(['55 7.25', 'CR-1 -10.00']);
});

test.each(['US', 'CA'] as const)(
  'what came from Procore never comes back as a cost; what pays it does, where this edition has that (%s)',
  async (country) => {
    const here = await start(country);
    const { connector, costs, hour, payments, people } = here;
    await connector.tell('invoices', ['11'], SOURCE);
    await hour();
    const [invoice] = billsOf(here);
    expect(invoice).toBeDefined();
    people.payBill(invoice?.id ?? '', '4000.00', { RefNumber: '101', BankAccountRef: 'Checking' });
    people.payBill(invoice?.id ?? '', '5000.00', { RefNumber: '102', BankAccountRef: 'Checking' });
    await hour();
    await hour();
    expect(costs()).toEqual([]);
    expect(payments()).toEqual(country === 'US' ? ['4000.00', '5000.00'] : []);
  },
);

test('a gap of months is closed by comparing everything', async () => {
  const { bill, connector, costs, hour, people } = await start();
  const first = bill('L-1', '120.50');
  bill('L-2', '80.00');
  await hour();
  people.remove(first);
  connector.clock.pass(100 * DAY);
  bill('L-3', '1.00');
  await hour();
  expect(costs()).toEqual(['L-2 80.00', 'L-3 1.00']);
});

test('a cost that draws on an order is taken out of Procore when that order is linked later', async () => {
  const here = await start('US', { approval: { commitments: 'manual' } });
  const { connector, costs, hour, line, people } = here;
  const { CustomerRef, ItemRef } = line('1.00');
  expect(await connector.stateOf(`commitments#${SUBCONTRACT}`)).toMatch(/^awaiting-approval/);
  const vendor = here.office.quickbooks.books().objects.find(({ kind }) => kind === 'Vendor')?.fullName ?? '';
  const order = people.addPurchaseOrder({
    ...{ VendorRef: vendor, RefNumber: 'SC-001', TxnDate: '2026-03-01' },
    PurchaseOrderLineAdd: [{ ItemRef, CustomerRef, Quantity: '1', Amount: '30000.00' }],
  });
  const [TxnLineID = ''] = people.linesOf(order);
  people.addBill({
    ...{ VendorRef: vendor, RefNumber: 'D-1', TxnDate: '2026-03-04' },
    ItemLineAdd: [{ Quantity: '0.1', Amount: '3000.00', LinkToTxn: { TxnID: order, TxnLineID } }],
  });
  here.bill('L-1', '5.00');
  await hour();
  expect(costs()).toEqual(['D-1 3000.00', 'L-1 5.00']);
  const [record] = await connector.records
    .get(connector.name, [{ flow: 'commitments', id: SUBCONTRACT }])
    .then((found) => [...found.values()]);
  if (record) await link(connector.operator, record, { to: { id: order, name: 'SC-001' }, by: 'Mira' });
  await hour();
  expect(await connector.stateOf(`commitments#${SUBCONTRACT}`)).toBe('synced');
  expect(costs()).toEqual(['L-1 5.00']);
});

test('in summer, when QuickBooks tells the hour with the offset of the winter, nothing is missed, also where the clocks go back', async () => {
  const here = await start('US', {}, { daylightSaving: true, utcOffset: -420 });
  const { bill, connector, costs, hour, people } = here;
  // From March into July, then over the night of the first of November.
  connector.clock.pass(Date.parse('2026-07-02T20:00:00Z') - connector.clock.now().getTime());
  const first = bill('L-1', '10.00');
  await hour();
  people.edit(first, { RefNumber: 'L-1b' });
  bill('L-2', '20.00');
  await hour();
  expect(costs()).toEqual(['L-1b 10.00', 'L-2 20.00']);
  connector.clock.pass(Date.parse('2026-09-15T20:00:00Z') - connector.clock.now().getTime());
  await hour();
  const at = (time: string) => connector.clock.pass(Date.parse(time) - connector.clock.now().getTime());
  // Ten minutes before the clocks go back, and ten after: then they show 1:10, and 1:50 was read.
  at('2026-11-01T06:50:00Z');
  await hour();
  bill('L-3', '30.00');
  await wishImport({ ...connector, imports: importFlows, now: connector.clock.now }, connector.name, {
    full: false,
  });
  await visit(connector, here.office);
  await written(connector);
  expect(costs()).toContain('L-3 30.00');
  at('2026-11-01T08:10:00Z');
  bill('L-4', '40.00');
  people.edit(first, { RefNumber: 'L-1c' });
  await hour();
  bill('L-5', '50.00');
  await hour();
  expect(costs()).toEqual(['L-1c 10.00', 'L-2 20.00', 'L-3 30.00', 'L-4 40.00', 'L-5 50.00']);
});

test('costs in a foreign currency come in that of the company file, at the rate of their transaction', async () => {
  const { costs, hour, line, people } = await start();
  people.prefer({ multiCurrency: true });
  people.add('Currency', 'Euro', { ExchangeRate: '1.10' });
  people.add('Vendor', 'Bois du Nord', { CurrencyRef: 'Euro' });
  people.addBill({
    ...{ VendorRef: 'Bois du Nord', RefNumber: 'E-1', TxnDate: '2026-03-04', ExchangeRate: '1.25' },
    ItemLineAdd: [line('100.00')],
  });
  await hour();
  expect(costs()).toEqual(['E-1 125.00']);
});
