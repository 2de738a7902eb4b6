import type { SyncRecord } from '../../lib/engine/record.ts';
import type { JobCosts } from '../../lib/reconcile/job-costs.ts';
import { recordOf, withAws } from '../stores/stores.ts';
import type { Paying } from './paying.ts';
import { startPosted } from './posted.ts';
import { visit } from './visit.ts';

const aws = withAws();
const open: Paying[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map(({ procore }) => procore.close()));
});

const JOB = 'Harbor Trust:Quay House';
const DATE = '2026-03-02';

const start = async (): Promise<Paying> => {
  const paying = await startPosted(aws());
  open.push(paying);
  const { people } = paying.office.quickbooks;
  people.add('Account', 'Card', { AccountType: 'CreditCard' });
  people.add('Account', 'Rent', { AccountType: 'Expense' });
  return paying;
};

const reconciled = async ({ connector, office }: Paying) => {
  await connector.reconcile();
  expect(await visit(connector, office)).toMatchObject({ ended: 'complete' });
  const report = await connector.drift.report(connector.name);
  if (!report) throw new Error('there is no report');
  return report;
};

const item = (Amount: string, ItemRef = '16-100', CustomerRef = JOB) => ({ ItemRef, Amount, CustomerRef });

const MAPPED = { type: 'DirectCost', id: '5', name: 'QB 1', created: true };

/** The import record of a card charge over 40.00. */
const costOf = async (
  { connector, office }: Paying,
  txnId: string,
  more: Partial<SyncRecord>,
): Promise<SyncRecord> => {
  const { people } = office.quickbooks;
  const [job = '', code = ''] = [people.find('Customer', JOB), people.find('ItemService', '16-100')];
  const content = {
    ...{ of: 'CreditCardCharge', txnId, number: 'QB 1', date: DATE, memo: '', orders: [] },
    job: { id: job, name: JOB },
    lines: [{ id: 'L1', amount: '40.00', description: '', item: { id: code, name: '16-100' } }],
  };
  return recordOf({
    ...{ connection: connector.name, flow: 'costs', id: `${txnId}/${job}`, into: 'procore' },
    ...{ content, source: { project: '9001' }, rev: 0, ...more },
  });
};

const named = (job: JobCosts | undefined) => {
  const row = job?.items.find((one) => one.item === '16-100');
  return {
    ...{ invoiced: row?.invoiced.procore, costs: row?.costs, waiting: row?.waiting, actual: row?.actual },
    ...{ payroll: row?.payroll, remainder: row?.remainder },
    uncoded: Object.fromEntries((row?.uncoded ?? []).map(({ why, amount }) => [why, amount])),
  };
};

test('both sides come to the same for each job and item, and nothing is left over', async () => {
  const { jobs, findings, uncoded } = await reconciled(await start());
  expect(findings).toEqual([]);
  expect(uncoded).toEqual([]);
  const [job] = jobs;
  const both = (amount: string) => ({ procore: amount, quickbooks: amount });
  expect(job).toMatchObject({
    ...{ name: JOB, checked: true, remainder: '0.00' },
    ...{ budget: both('175.00'), committed: both('90500.00'), invoiced: both('3340.00') },
    paid: both('1000.00'),
  });
  expect(named(job)).toEqual({
    ...{ invoiced: '3340.00', costs: '0.00', waiting: '0.00', actual: '3340.00', payroll: '0.00' },
    ...{ remainder: '0.00', uncoded: {} },
  });
});

test('payroll, what bills draw from our orders and what names no item are rows of their own', async () => {
  const paying = await start();
  const { people, books } = paying.office.quickbooks;
  people.add('Employee', 'Rosa Diaz');
  people.addPurchase('Paycheck', {
    ...{ AccountRef: 'Checking', PayeeEntityRef: 'Rosa Diaz', TxnDate: DATE },
    ItemLineAdd: item('800.00'),
  });
  const order = books().purchaseOrders.find(({ refNumber }) => refNumber === 'SC-003');
  const { ItemRef: _, ...drawn } = item('60.00');
  people.addBill({
    ...{ VendorRef: 'Birch Masonry', TxnDate: DATE, RefNumber: 'B-77' },
    ItemLineAdd: {
      ...{ ...drawn, Quantity: '0.002' },
      LinkToTxn: { TxnID: order?.id ?? '', TxnLineID: order?.lines[0]?.id ?? '' },
    },
  });
  people.addPurchase('Check', {
    ...{ AccountRef: 'Checking', PayeeEntityRef: 'Birch Masonry', TxnDate: DATE },
    ExpenseLineAdd: [
      { AccountRef: 'Rent', Amount: '99.00', CustomerRef: JOB },
      { AccountRef: 'Rent', Amount: '5.00' },
    ],
  });
  const { jobs, findings, uncoded, uncodedLines } = await reconciled(paying);
  expect(findings).toEqual([]);
  expect(named(jobs[0])).toMatchObject({
    ...{ invoiced: '3340.00', actual: '4200.00', payroll: '800.00', remainder: '0.00' },
    uncoded: { 'billed-from-order': '60.00' },
  });
  expect(jobs[0]?.uncoded).toEqual([{ why: 'no-item', amount: '99.00', lines: 1 }]);
  expect(uncoded).toEqual(
    expect.arrayContaining([
      { why: 'billed-from-order', amount: '60.00', lines: 1 },
      { why: 'no-item', amount: '99.00', lines: 1 },
      { why: 'no-job', amount: '5.00', lines: 1 },
    ]),
  );
  expect(uncodedLines[0]).toMatchObject({ of: 'Check', why: 'no-item', line: { account: 'Rent' } });
});

test('a cost is drift until it stands in Procore, unless it waits to be entered', async () => {
  const paying = await start();
  const { connector, office } = paying;
  const { people } = office.quickbooks;
  const TxnID = people.addPurchase('CreditCardCharge', {
    ...{ AccountRef: 'Card', TxnDate: DATE },
    ItemLineAdd: item('40.00'),
  });
  const first = await reconciled(paying);
  expect(named(first.jobs[0])).toMatchObject({ actual: '3380.00', remainder: '40.00' });
  expect(first.findings).toMatchObject([
    {
      ...{ flow: 'projects', code: 'cost-differs', field: 'cost of 16-100' },
      ...{ procore: '3340.00', quickbooks: '3380.00' },
    },
  ]);
  const record = await costOf(paying, TxnID, { state: 'queued' });
  const queued = await connector.records.save(record);
  connector.clock.pass(1000);
  const second = await reconciled(paying);
  expect(named(second.jobs[0])).toMatchObject({ costs: '0.00', waiting: '40.00', remainder: '0.00' });
  expect(second.findings).toEqual([]);
  const source = {};
  await connector.records.save({ ...(queued as SyncRecord), state: 'synced', mapping: MAPPED, source });
  connector.clock.pass(1000);
  const third = await reconciled(paying);
  expect(named(third.jobs[0])).toMatchObject({ costs: '40.00', waiting: '0.00', remainder: '0.00' });
});

describe('a cost that was entered in Procore', () => {
  /** The record of a cost over 40.00, and what Procore has of it. */
  const entered = async (grand_total?: string) => {
    const paying = await start();
    const { connector, company, office } = paying;
    const { people } = office.quickbooks;
    const TxnID = people.addPurchase('CreditCardCharge', {
      ...{ AccountRef: 'Card', TxnDate: DATE },
      ItemLineAdd: item('40.00'),
    });
    await connector.records.save(await costOf(paying, TxnID, { state: 'synced', mapping: MAPPED }));
    const [project] = company.projects;
    if (grand_total !== undefined)
      Object.assign(project ?? {}, { direct_costs: [{ record: { id: 5, grand_total }, line_items: [] }] });
    return reconciled(paying);
  };

  test('and stands there as it was is no finding', async () => {
    expect((await entered('40.00')).findings).toEqual([]);
  });

  test('and is gone from it, or has another amount, is told', async () => {
    expect((await entered()).findings).toMatchObject([{ flow: 'costs', code: 'entry-missing' }]);
    expect((await entered('41.00')).findings).toMatchObject([
      { flow: 'costs', code: 'entry-changed', procore: '41.00', quickbooks: '40.00' },
    ]);
  });
});

test('what Procore does not show is said, and the rest is compared', async () => {
  const paying = await start();
  const { connector } = paying;
  const record = await costOf(paying, '1-1', { state: 'synced', mapping: MAPPED });
  await connector.records.save({ ...record, source: { project: '4711' } });
  const { trouble, jobs } = await reconciled(paying);
  expect(trouble).toEqual([expect.stringContaining('Direct costs in Procore were not compared: ')]);
  expect(jobs).toHaveLength(1);
});

test('costs are read page by page, anew when a session died, and in smaller pages when answers do not arrive', async () => {
  const paying = await start();
  const { connector, office } = paying;
  const { people } = office.quickbooks;
  for (let n = 0; n < 130; n++)
    people.addPurchase('CreditCardCharge', {
      ...{ AccountRef: 'Card', TxnDate: DATE },
      ExpenseLineAdd: [{ AccountRef: 'Rent', Amount: '1.00', CustomerRef: JOB }],
    });
  await connector.reconcile();
  const asked = (qbxml: string) => /<CreditCardChargeQueryRq.*?<MaxReturned>(\d+)</.exec(qbxml)?.[1];
  const sizes: string[] = [];
  const dies = (qbxml: string): boolean => {
    const size = asked(qbxml);
    if (size) sizes.push(`${size}${qbxml.includes('iterator="Continue"') ? ' more' : ''}`);
    return size !== undefined && Number(size) > 50;
  };
  for (let n = 0; n < 10; n++) {
    const { ended } = await visit(connector, office, { dies });
    if (ended === 'complete') break;
    connector.clock.pass(3_600_000);
    office.quickbooks.endSession();
  }
  expect(sizes.filter((size) => size.endsWith('more')).length).toBeGreaterThan(1);
  const report = await connector.drift.report(connector.name);
  expect(report?.uncoded).toEqual([{ why: 'no-item', amount: '130.00', lines: 130 }]);
});
