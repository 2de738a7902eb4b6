import { approve, reject } from '../../lib/admin/approve.ts';
import { override, retry } from '../../lib/admin/mend.ts';
import type { Settings } from '../../lib/settings.ts';
import type { Row } from '../../local/simulators/procore/data.ts';
import { line } from '../procore/company-data.ts';
import { withAws } from '../stores/stores.ts';
import { billsOf, linesOf, requisition, SOURCE, startBilling, THREE } from './billing.ts';
import type { Builder, BuilderOptions } from './builder.ts';
import { visit } from './visit.ts';

const aws = withAws();
const open: Builder[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map(({ procore }) => procore.close()));
});

type Options = BuilderOptions & { readonly settings?: Partial<Settings> };

const start = async (rows: readonly Row[], options?: Options): Promise<Builder> => {
  const builder = await startBilling(aws(), rows, options);
  open.push(builder);
  return builder;
};

const ROWS = THREE.map(requisition);
const WAITS = 'blocked: blocked-by';

const tell = (builder: Builder, ...ids: string[]) => builder.connector.tell('invoices', ids, SOURCE);

/** The next session; gives the states of the invoices after it. */
const go = async ({ connector, office }: Builder) => {
  connector.clock.pass(3_600_000);
  await visit(connector, office);
  return connector.states('invoices');
};

const billedLines = (builder: Builder) =>
  Object.fromEntries(billsOf(builder).map((bill) => [bill.refNumber, linesOf(bill)[0]]));

const flagsOf = async ({ connector }: Builder): Promise<unknown[]> => {
  const keys = ['11', '12', '13'].map((id) => ({ flow: 'invoices', id }));
  return [...(await connector.records.get(connector.name, keys)).values()].flatMap(({ flags }) => flags);
};

const received = ({ office }: Builder) =>
  office.quickbooks.books().purchaseOrders[0]?.lines.map(({ fields }) => fields.ReceivedQuantity);

const edit = ({ company }: Builder, n: number, more: Partial<Row>): void => {
  Object.assign(company.projects[0]?.requisitions?.[n] ?? {}, more);
};

const THIRDS = {
  'AE-1': '10000.00 by 0.33333',
  'AE-2': '10000.00 by 0.33333',
  'AE-3': '10000.00 by 0.33334',
};

describe('the last invoice, told of before all others', () => {
  test('asks for those before it, and takes what they leave', async () => {
    const builder = await start(ROWS);
    await tell(builder, '13');
    expect(await go(builder)).toEqual({ 11: 'synced', 12: 'synced', 13: 'synced' });
    expect(billedLines(builder)).toEqual(THIRDS);
    expect(billsOf(builder).at(-1)?.refNumber).toBe('AE-3');
    expect(received(builder)).toEqual(['1']);
    expect(await flagsOf(builder)).toEqual([]);
  });

  test('does not wait for one that is not approved in Procore', async () => {
    const builder = await start([ROWS[0]!, { ...ROWS[1]!, status: 'under_review' }, ROWS[2]!]);
    await tell(builder, '13');
    expect(await go(builder)).toEqual({
      ...{ 11: 'synced', 12: 'not-ready: not-approved', 13: 'synced' },
    });
  });

  test('is held when one before it is approved after all, while it is queued', async () => {
    const builder = await start([ROWS[0]!, { ...ROWS[1]!, status: 'under_review' }, ROWS[2]!]);
    await builder.connector.tell('commitments', ['901'], SOURCE);
    await go(builder);
    await tell(builder, '11');
    await go(builder);
    await tell(builder, '13');
    expect(await builder.connector.stateOf('invoices#13')).toBe('queued');
    edit(builder, 1, { status: 'approved' });
    await tell(builder, '12');
    expect(await go(builder)).toEqual({ 11: 'synced', 12: 'synced', 13: 'synced' });
    expect(billedLines(builder)).toEqual(THIRDS);
    expect(await flagsOf(builder)).toEqual([]);
  });

  test('waits for nobody where bills are not linked', async () => {
    const builder = await start(ROWS, { settings: { linkBills: false } });
    await tell(builder, '13');
    expect(await go(builder)).toEqual({ 13: 'synced' });
  });
});

/** The second bills a line backwards: it never goes. */
const NEGATIVE = requisition({
  ...{ id: 12, number: 2, previous: 11, due: '9000.00', retainage: '2000.00' },
  work: {
    9011: { now: '15000.0', toDate: '25000.0', of: '30000.0' },
    9012: { now: '-5000.0', toDate: '0.0', of: '2500.0' },
  },
});

describe('one before it that does not go', () => {
  test('keeps the last no longer, which takes what is left; those before that one are waited for all the same', async () => {
    const builder = await start([ROWS[0]!, NEGATIVE, ROWS[2]!]);
    await tell(builder, '13');
    expect(await go(builder)).toEqual({ 11: 'synced', 12: 'failed: negative-invoice', 13: 'synced' });
    expect(billedLines(builder)).toEqual({ 'AE-1': '10000.00 by 0.33333', 'AE-3': '10000.00 by 0.66667' });
    expect(received(builder)).toEqual(['1']);
  });

  test.each(['procore', 'quickbooks', 'rejected', 'deleted'] as const)(
    'lets the last go when it comes to rest later: %s',
    async (how) => {
      const manual = how === 'rejected' || how === 'deleted' || how === 'procore';
      const builder = await start(ROWS, manual ? { settings: { approval: { invoices: 'manual' } } } : {});
      const { connector, office, company } = builder;
      const key = (id: string) => ({ flow: 'invoices', id });
      if (how === 'quickbooks') {
        await connector.apply({ companies: 'all' });
        await connector.tell('companies', ['501']);
        await go(builder);
        const ItemLineAdd = { ItemRef: 'Retainage', Amount: '9000.00' };
        office.quickbooks.people.addBill({
          VendorRef: 'Alder Electrical Inc',
          RefNumber: 'AE-2',
          ItemLineAdd,
        });
      }
      await tell(builder, '13');
      const first = await go(builder);
      if (how === 'quickbooks') {
        expect(first).toEqual({ 11: 'synced', 12: 'failed: number-taken', 13: 'synced' });
        return;
      }
      const waits = 'awaiting-approval: awaiting-approval';
      expect(first).toEqual({ 11: waits, 12: waits, 13: WAITS });
      await approve(connector.operator, connector.name, key('11'), { by: 'Mira' });
      expect(await go(builder)).toEqual({ 11: 'synced', 12: waits, 13: WAITS });
      if (how === 'rejected') await reject(connector.operator, connector.name, key('12'), { by: 'Mira' });
      if (how === 'procore') edit(builder, 1, { status: 'under_review' });
      if (how === 'deleted') company.projects[0]?.requisitions?.splice(1, 1);
      if (how === 'rejected') await connector.drain();
      else await tell(builder, '12');
      expect((await go(builder))[13]).toBe(waits);
    },
  );

  test('lets the last go though the function died before it told it', async () => {
    const dies = { now: false };
    const builder = await start(ROWS, {
      wrap: {
        records: (inside) => ({
          ...inside,
          waiters: async (connection, link, ...more) => {
            if (dies.now && link.id === '12') throw new Error('died');
            return inside.waiters(connection, link, ...more);
          },
        }),
      },
    });
    const { connector, office } = builder;
    await tell(builder, '11');
    await go(builder);
    const ItemLineAdd = { ItemRef: 'Retainage', Amount: '9000.00' };
    office.quickbooks.people.addBill({ VendorRef: 'Alder Electrical Inc', RefNumber: 'AE-2', ItemLineAdd });
    await tell(builder, '13');
    expect(await connector.states('invoices')).toEqual({ 11: 'synced', 12: 'queued', 13: WAITS });
    dies.now = true;
    await expect(go(builder)).rejects.toThrow('died');
    expect(await connector.states('invoices')).toMatchObject({ 12: 'failed: number-taken', 13: WAITS });
    dies.now = false;
    expect((await go(builder))[13]).toBe('synced');
  });

  test('may be mended afterwards, and goes after the last', async () => {
    const builder = await start([
      ROWS[0]!,
      { ...ROWS[1]!, invoice_number: 'a number far too long for a bill' },
      ROWS[2]!,
    ]);
    const { connector } = builder;
    await tell(builder, '13');
    expect(await go(builder)).toEqual({ 11: 'synced', 12: 'failed: number-too-long', 13: 'synced' });
    const key = { flow: 'invoices', id: '12' };
    await override(connector.operator, connector.name, key, { number: 'AE-2' });
    await retry(connector.operator, connector.name, key);
    expect(await go(builder)).toEqual({ 11: 'synced', 12: 'synced', 13: 'synced' });
  });
});

const CHANGE: Row = {
  ...{ id: 71, contract_id: 901, number: '001', title: 'More', status: 'pending' },
  ...{
    type: 'ChangeOrderPackage',
    executed: false,
    deleted_at: null,
    grand_total: '1500.0',
    origin_id: null,
  },
  updated_at: '2026-03-12T18:20:44Z',
  line_items: [
    {
      ...line(7101, 1, '1500.0'),
      ...{ extended_amount: '1500.0', total_amount: '1500.0', markup_line_items: [] },
    },
  ],
};

test('one before it that waits for a change order holds the last until that is approved', async () => {
  const [item] = ROWS[1]!.items as Row[];
  const extra: Row = {
    ...item,
    ...{ id: 1299, item_type: 'change_order_item', line_item_id: 7101, change_order_package_id: 71 },
    ...{ scheduled_value: '1500.0', work_completed_this_period: '1500.0' },
    ...{ total_completed_and_stored_to_date: '1500.0', position: 1300 },
  };
  const second: Row = {
    ...ROWS[1]!,
    items: [item, extra],
    item_packages: [{ id: 1, contract_id: 901, change_order_id: null }],
    summary: {
      current_payment_due: '10500.00',
      total_retainage: '2000.00',
      tax_applicable_to_this_payment: '0.0',
    },
  };
  const builder = await start([ROWS[0]!, second, ROWS[2]!], {
    change: ({ projects: [project] }) =>
      Object.assign(project ?? {}, { change_order_packages: [structuredClone(CHANGE)] }),
  });
  const { connector, company } = builder;
  await tell(builder, '13', '11', '12');
  expect(await go(builder)).toEqual({ 11: 'synced', 12: WAITS, 13: WAITS });
  const story = (await connector.records.get(connector.name, [{ flow: 'invoices', id: '13' }])).get(
    'invoices#13',
  );
  expect(story?.blockedBy).toEqual(['invoices#12']);
  Object.assign(company.projects[0]?.change_order_packages?.[0] ?? {}, { status: 'approved' });
  await connector.tell('change-orders', ['71'], SOURCE);
  expect(await go(builder)).toEqual({ 11: 'synced', 12: 'synced', 13: 'synced' });
  expect(billedLines(builder)).toEqual(THIRDS);
  expect(received(builder)).toEqual(['1', '1']);
  expect(await flagsOf(builder)).toEqual([]);
});

test('invoices that name each other as the one before do not wait for ever', async () => {
  const builder = await start([
    { ...ROWS[0]!, previous_requisition_id: 13, final: true },
    ROWS[1]!,
    ROWS[2]!,
  ]);
  await tell(builder, '11');
  const states = await go(builder);
  expect(Object.values(states)).not.toContain(WAITS);
  expect(Object.keys(states)).toEqual(['11', '12', '13']);
});
