import type { SyncRecord } from '../../lib/engine/record.ts';
import { withAws } from '../stores/stores.ts';
import { billsOf, linesOf, requisition, SOURCE, startBilling, THREE } from './billing.ts';
import type { Builder, BuilderOptions } from './builder.ts';
import { isWrite } from './office.ts';
import { visit } from './visit.ts';

const aws = withAws();
const open: Builder[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map(({ procore }) => procore.close()));
});

const ROWS = THREE.map(requisition);
const ALL = THREE.map(({ id }) => String(id));

const start = async (rows = ROWS, options?: BuilderOptions): Promise<Builder> => {
  const builder = await startBilling(aws(), rows, options);
  open.push(builder);
  return builder;
};

const tell = (builder: Builder, ids: readonly string[] = ALL) =>
  builder.connector.tell('invoices', ids, SOURCE);

const go = async (builder: Builder, options?: Parameters<typeof visit>[2]) =>
  visit(builder.connector, builder.office, options);

const recordOf = async ({ connector }: Builder, key: string): Promise<SyncRecord> => {
  const [flow = '', id = ''] = key.split('#');
  const record = (await connector.records.get(connector.name, [{ flow, id }])).get(key);
  if (!record) throw new Error(`${key} is gone`);
  return record;
};

const states = ({ connector }: Builder) => connector.states('invoices');

const orderOf = ({ office }: Builder) => office.quickbooks.books().purchaseOrders[0];

describe('invoices told of before anything else was ever seen', () => {
  test('are posted in one session with all that they need, in their order', async () => {
    const builder = await start();
    await tell(builder, ['13', '11', '12']);
    expect(await states(builder)).toEqual({
      11: 'blocked: blocked-by',
      12: 'blocked: blocked-by',
      13: 'blocked: blocked-by',
    });
    expect(await go(builder)).toMatchObject({ ended: 'complete' });
    expect(await states(builder)).toEqual({ 11: 'synced', 12: 'synced', 13: 'synced' });
    expect(billsOf(builder).map(({ refNumber }) => refNumber)).toEqual(['AE-1', 'AE-2', 'AE-3']);
  });

  test('draw the order down to nothing, to the cent, and release what was held', async () => {
    const builder = await start();
    await tell(builder);
    await go(builder);
    const bills = billsOf(builder);
    expect(bills.map(linesOf)).toEqual([
      ['10000.00 by 0.33333', '-1000.00'],
      ['10000.00 by 0.33333', '-1000.00'],
      ['10000.00 by 0.33334', '2000.00'],
    ]);
    expect(bills.map(({ total }) => total)).toEqual(['9000.00', '9000.00', '12000.00']);
    expect(orderOf(builder)?.lines[0]?.fields).toMatchObject({ ReceivedQuantity: '1', IsBilled: 'true' });
    expect(bills[0]?.fields).toMatchObject({ VendorRef: 'Alder Electrical Inc', TxnDate: '2026-02-28' });
    expect(bills[0]?.lines[0]?.fields).toMatchObject({
      ItemRef: '16-100',
      CustomerRef: 'Harbor Trust:Quay House',
    });
  });

  test('are not posted again when their messages come again', async () => {
    const builder = await start();
    await tell(builder);
    await go(builder);
    await tell(builder);
    builder.connector.clock.pass(3_600_000);
    const before = builder.office.sent.length;
    await go(builder);
    expect(builder.office.sent.slice(before).filter(isWrite)).toEqual([]);
    expect(billsOf(builder)).toHaveLength(3);
  });
});

test('a bill whose answer is lost is found by its ExternalGUID and not posted twice', async () => {
  const builder = await start([ROWS[0]!]);
  await tell(builder, ['11']);
  const isBill = (qbxml: string) => qbxml.includes('<BillAddRq');
  expect(await go(builder, { dies: isBill })).toMatchObject({ ended: 'died' });
  const { quickbooks } = builder.office;
  const { file } = quickbooks.snapshot();
  file.messageSets.clear();
  quickbooks.restore({ file });
  builder.connector.clock.pass(3_600_000);
  await go(builder);
  expect(billsOf(builder)).toHaveLength(1);
  expect(await recordOf(builder, 'invoices#11')).toMatchObject({
    state: 'synced',
    mapping: { type: 'Bill', id: billsOf(builder)[0]?.id },
  });
});

test('over-billing goes on a line of its own, and a person is told', async () => {
  const over = requisition({
    ...{ id: 12, number: 2, previous: 11, due: '23000.00', retainage: '2000.00' },
    work: { 9011: { now: '24000.0', toDate: '34000.0', of: '30000.0' } },
  });
  const builder = await start([ROWS[0]!, over]);
  await tell(builder, ['11', '12']);
  await go(builder);
  expect(billsOf(builder).map(linesOf)[1]).toEqual(['24000.00', '-1000.00']);
  expect((await recordOf(builder, 'invoices#12')).flags).toEqual([
    { code: 'not-linked', detail: 'line 1 (it is more than is left of its order line)' },
  ]);
});

describe('a purchase order', () => {
  const posted = async (): Promise<Builder> => {
    const builder = await start();
    await tell(builder, ['11']);
    await go(builder);
    builder.connector.clock.pass(3_600_000);
    return builder;
  };

  test('that was closed meanwhile leaves the bill unlinked, and a person is told', async () => {
    const builder = await posted();
    builder.office.quickbooks.people.edit(orderOf(builder)?.id ?? '', { IsManuallyClosed: 'true' });
    await tell(builder, ['12']);
    await go(builder);
    expect(linesOf(billsOf(builder)[1])).toEqual(['10000.00', '-1000.00']);
    expect((await recordOf(builder, 'invoices#12')).flags).toEqual([
      { code: 'not-linked', detail: 'line 1 (the order is closed)' },
    ]);
  });

  test('that was deleted meanwhile says so, and holds the invoice; nothing is posted', async () => {
    const builder = await posted();
    builder.office.quickbooks.people.remove(orderOf(builder)?.id ?? '');
    await tell(builder, ['12']);
    await go(builder);
    expect(await builder.connector.stateOf('commitments#901')).toBe('failed: gone-from-quickbooks');
    expect(await builder.connector.stateOf('invoices#12')).toBe('blocked: blocked-by');
    expect(billsOf(builder)).toHaveLength(1);
  });

  test('that a bookkeeper bills between lookup and write: QuickBooks refuses, nothing is drawn twice', async () => {
    const builder = await posted();
    const order = orderOf(builder);
    const link = { TxnID: order?.id, TxnLineID: order?.lines[0]?.id };
    builder.office.meddle(async (qbxml) => {
      if (!qbxml.includes('<BillAddRq')) return undefined;
      builder.office.meddle(undefined);
      const ItemLineAdd = { Quantity: '0.5', Amount: '15000.00', LinkToTxn: link };
      builder.office.quickbooks.people.addBill({ VendorRef: 'Alder Electrical Inc', ItemLineAdd });
      return undefined;
    });
    await tell(builder, ['12']);
    await go(builder);
    expect(await builder.connector.stateOf('invoices#12')).toBe('failed: quickbooks-refused');
    await builder.connector.apply({ defaultClass: undefined, negativeLines: 'send' });
    await tell(builder, ['12']);
    await go(builder);
    expect(linesOf(billsOf(builder)[2])).toEqual(['10000.00', '-1000.00']);
  });
});

test('a bill that a bookkeeper deletes is not posted again, and its order is open again', async () => {
  const builder = await start([ROWS[0]!]);
  await tell(builder, ['11']);
  await go(builder);
  builder.office.quickbooks.people.remove(billsOf(builder)[0]?.id ?? '');
  builder.connector.clock.pass(3_600_000);
  await tell(builder, ['11']);
  await go(builder);
  expect(billsOf(builder)).toEqual([]);
  expect(orderOf(builder)?.lines[0]?.fields).toMatchObject({ ReceivedQuantity: '0' });
});

test('what changes in Procore after it was posted is flagged, not sent', async () => {
  const builder = await start([ROWS[0]!]);
  await tell(builder, ['11']);
  await go(builder);
  const [project] = builder.company.projects;
  Object.assign(project?.requisitions?.[0] ?? {}, { invoice_number: 'AE-1-B' });
  await tell(builder, ['11']);
  await go(builder);
  expect((await recordOf(builder, 'invoices#11')).flags).toEqual([{ code: 'changed-in-procore' }]);
  expect(billsOf(builder).map(({ refNumber }) => refNumber)).toEqual(['AE-1']);
});

describe('what is missing or shut in QuickBooks', () => {
  /** All that invoice 11 needs is posted; then something happens, and the invoice is approved. */
  const approvedAfter = async (happens: (builder: Builder) => void, options?: BuilderOptions) => {
    const builder = await start([{ ...ROWS[0]!, status: 'under_review' }], options);
    await builder.connector.apply({ companies: 'all' });
    await builder.connector.tell('commitments', ['901'], SOURCE);
    await go(builder);
    builder.connector.clock.pass(3_600_000);
    happens(builder);
    Object.assign(builder.company.projects[0]?.requisitions?.[0] ?? {}, { status: 'approved' });
    await tell(builder, ['11']);
    await go(builder);
    return builder;
  };
  const stateOf = (builder: Builder) => builder.connector.stateOf('invoices#11');
  const again = async (builder: Builder, settings: Parameters<Builder['connector']['apply']>[0]) => {
    await builder.connector.apply(settings);
    await tell(builder, ['11']);
    await go(builder);
    return stateOf(builder);
  };

  test('inactive-in-quickbooks: the vendor was made inactive between approval and posting', async () => {
    const builder = await approvedAfter(({ office: { quickbooks } }) => {
      quickbooks.people.setActive(quickbooks.people.find('Vendor', 'Alder Electrical Inc') ?? '', false);
    });
    expect(await stateOf(builder)).toBe('failed: inactive-in-quickbooks');
    expect(billsOf(builder)).toEqual([]);
  });

  test('missing-reference: the retainage item; once another is named, it goes', async () => {
    const builder = await approvedAfter(({ office: { quickbooks } }) => {
      quickbooks.people.rename(quickbooks.people.find('ItemService', 'Retainage') ?? '', 'Held back');
    });
    expect(await stateOf(builder)).toBe('failed: missing-reference');
    expect(await again(builder, { retainageItem: 'Held back' })).toBe('synced');
  });

  test('missing-reference: the retainage item goes between lookup and posting', async () => {
    const builder = await approvedAfter(({ office }) => {
      office.meddle(async (qbxml) => {
        if (!qbxml.includes('<BillAddRq')) return undefined;
        office.meddle(undefined);
        const { people } = office.quickbooks;
        people.rename(people.find('ItemService', 'Retainage') ?? '', 'Held back');
        return undefined;
      });
    });
    const { state, reason } = await recordOf(builder, 'invoices#11');
    expect([state, reason?.code, reason?.detail?.setting]).toEqual([
      'failed',
      'missing-reference',
      'retainageItem',
    ]);
    expect(billsOf(builder)).toEqual([]);
  });

  test('retainage-item: it is the item of a cost code', async () => {
    const builder = await approvedAfter(() => undefined, { settings: { retainageItem: '16-100' } });
    expect(await stateOf(builder)).toBe('blocked: retainage-item');
    expect(await again(builder, { retainageItem: 'Retainage' })).toBe('synced');
  });

  test('setting-missing: no retainage item is named', async () => {
    const builder = await approvedAfter(() => undefined, { settings: { retainageItem: undefined } });
    expect(await stateOf(builder)).toBe('blocked: setting-missing');
    expect(await again(builder, { retainageItem: 'Retainage' })).toBe('synced');
  });

  test('quickbooks-refused: several payable accounts, and none is named', async () => {
    const builder = await approvedAfter(({ office: { quickbooks } }) => {
      for (const name of ['Trade', 'Other'])
        quickbooks.people.add('Account', name, { AccountType: 'AccountsPayable' });
    });
    expect(await stateOf(builder)).toBe('failed: quickbooks-refused');
    const accounts = { income: 'Income', expense: 'Costs', byPrefix: [] };
    expect(await again(builder, { accounts: { ...accounts, payable: 'Nowhere' } })).toBe(
      'failed: missing-reference',
    );
    expect(await again(builder, { accounts: { ...accounts, payable: 'Trade' } })).toBe('synced');
    expect(billsOf(builder)[0]?.fields.APAccountRef).toBe('Trade');
  });

  test('number-taken: the bookkeeper has entered it by hand', async () => {
    const builder = await approvedAfter(({ office: { quickbooks } }) => {
      const ItemLineAdd = { ItemRef: '16-100', Amount: '9000.00' };
      quickbooks.people.addBill({ VendorRef: 'Alder Electrical Inc', RefNumber: 'ae-1', ItemLineAdd });
    });
    expect(await stateOf(builder)).toBe('failed: number-taken');
    expect(billsOf(builder)).toHaveLength(1);
  });

  test('closed-period: the period was closed meanwhile', async () => {
    const builder = await approvedAfter(({ office: { quickbooks } }) => {
      quickbooks.people.prefer({ closingDate: '2026-02-28' });
    });
    expect(await stateOf(builder)).toBe('failed: closed-period');
    expect(billsOf(builder)).toEqual([]);
  });
});

test('a negative invoice becomes a vendor credit, for who wants such', async () => {
  const back = requisition({
    ...{ id: 12, number: 2, previous: 11, due: '-1800.00', retainage: '800.00' },
    work: { 9011: { now: '-2000.0', toDate: '8000.0', of: '30000.0' } },
  });
  const builder = await start([ROWS[0]!, back]);
  await tell(builder, ['11', '12']);
  await go(builder);
  expect(await states(builder)).toEqual({ 11: 'synced', 12: 'failed: negative-invoice' });
  await builder.connector.apply({ credits: 'vendor-credit' });
  await tell(builder, ['12']);
  await go(builder);
  const [, credit] = billsOf(builder);
  expect(credit).toMatchObject({ kind: 'VendorCredit', refNumber: 'AE-2', total: '1800.00' });
  expect(linesOf(credit)).toEqual(['2000.00', '-200.00']);
});
