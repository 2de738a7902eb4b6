import { approve } from '../../lib/admin/approve.ts';
import { importStatus } from '../../lib/admin/import.ts';
import { importFlows } from '../../lib/flows/imports.ts';
import type { ProcoreProject } from '../../local/simulators/procore/data.ts';
import { contractRecord, line } from '../procore/company-data.ts';
import { withAws } from '../stores/stores.ts';
import { type Builder, startBuilder } from './builder.ts';
import { written } from './toy-entries.ts';
import { visit } from './visit.ts';

const aws = withAws();
const open: Builder[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map(({ procore }) => procore.close()));
});

const HOUR = 3_600_000;
const HOURLY = { jobs: '1h', vendors: '1h', costs: '1h', payments: '1h' } as const;
const VENDOR = 'Bay Crane';

/** Procore's project 9001 and what it needs are in QuickBooks. The new job stands under a customer of its own. */
const start = async (country: 'US' | 'CA') => {
  const taxCodes = {
    byProcoreTaxCode: {},
    byVendor: {},
    byProject: {},
    ...(country === 'CA' && { default: 'E' }),
  };
  const builder = await startBuilder(aws(), {
    imports: importFlows,
    settings: { country, imports: HOURLY, taxCodes },
    quickbooks: { country },
  });
  open.push(builder);
  const { connector, office, company } = builder;
  const { people } = office.quickbooks;
  if (country === 'CA') people.add('SalesTaxCode', 'E', { IsTaxable: 'false' });
  people.add('Account', 'Checking', { AccountType: 'Bank' });
  people.add('Customer', 'Sound Trust');
  await connector.tell('commitments', ['801'], { project: '9001' });
  const hour = async () => {
    connector.clock.pass(HOUR);
    await visit(connector, office);
    await connector.beat();
    await written(connector);
  };
  await hour();
  const approveAll = async () => {
    for (const flow of ['jobs', 'vendors'])
      for await (const { id } of connector.records.list(connector.name, flow, 'awaiting-approval'))
        await approve(connector.operator, connector.name, { flow, id }, { by: 'Mira' });
    await written(connector);
  };
  const added = (): ProcoreProject => {
    const [project, ...more] = company.projects.filter(({ record }) => record.name === 'Pier 9');
    if (!project || more.length > 0) throw new Error('not one project came of the job');
    return project;
  };
  return { ...builder, people, hour, approveAll, added };
};

test.each(['US', 'CA'] as const)(
  'a job and a vendor of the books become a project and a company; their cost goes there, and an order comes back to them (%s)',
  async (country) => {
    const { connector, office, company, people, hour, approveAll, added } = await start(country);
    const job = people.add('Customer', 'Sound Trust:Pier 9');
    const vendor = people.add('Vendor', VENDOR);
    const [item = ''] = office.quickbooks
      .books()
      .objects.flatMap(({ kind, fullName }) =>
        kind === 'ItemService' && fullName.includes('-') ? [fullName] : [],
      );
    const bill = people.addBill({
      ...{ VendorRef: VENDOR, RefNumber: 'B-1', TxnDate: '2026-03-04' },
      ItemLineAdd: [{ ItemRef: item, CustomerRef: 'Sound Trust:Pier 9', Amount: '120.50' }],
    });
    await hour();
    await approveAll();
    await hour();
    const maker = company.vendors.filter(({ name }) => name === VENDOR);
    expect(maker).toEqual([expect.objectContaining({ origin_id: vendor })]);
    expect(added().record.origin_id).toBe(job);
    expect(added().direct_costs?.map(({ record }) => record)).toEqual([
      expect.objectContaining({ invoice_number: 'B-1', grand_total: '120.50', vendor_id: maker[0]?.id }),
    ]);

    const { record, cost_codes, wbs_codes } = added();
    const [wbs_code] = wbs_codes;
    const cost_code = cost_codes.find(({ full_code }) => full_code === item);
    added().purchase_order_contracts.push({
      record: {
        ...contractRecord(870, 'PO-870'),
        ...{ project: { id: record.id, name: record.name }, vendor: { id: maker[0]?.id, company: VENDOR } },
      },
      line_items: [line(8701, 1, '900.25', { cost_code, wbs_code })],
    });
    await connector.tell('commitments', ['870'], { project: String(record.id) });
    await hour();
    const books = office.quickbooks.books();
    const order = books.purchaseOrders.find(({ refNumber }) => refNumber === 'PO-870');
    expect(order).toMatchObject({
      ...{
        fields: { VendorRef: VENDOR },
        lines: [{ fields: { CustomerRef: 'Sound Trust:Pier 9', Amount: '900.25' } }],
      },
    });
    expect(books.objects.filter(({ fullName }) => /Pier 9|Bay Crane/.test(fullName))).toHaveLength(2);

    people.remove(bill);
    await hour();
    expect(added().direct_costs).toEqual([]);
    const payments = importStatus(importFlows, await connector.connection()).find(
      ({ flow }) => flow === 'bill-payments',
    );
    expect(payments?.unread).toBe(country === 'CA' ? 'edition' : undefined);
  },
);
