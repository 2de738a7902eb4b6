import type { Settings } from '../../lib/settings.ts';
import { withAws } from '../stores/stores.ts';
import { entries, outlays, payouts, recordsOf, traders } from './toy-imports.ts';
import { startToys, type ToysOptions, vendors } from './toys.ts';
import { visit } from './visit.ts';

const aws = withAws();

const HOUR = 3_600_000;
const IMPORTS: Settings['imports'] = { jobs: 'never', vendors: '1h', costs: '1h', payments: '1h' };

/** An office with a job, an item and two vendors, whose QuickBooks is read each hour. */
const start = async (settings: Partial<Settings> = {}, more: Omit<ToysOptions, 'settings'> = {}) => {
  const toys = await startToys(
    aws(),
    { a: vendors(3) },
    {
      imports: [traders, outlays, payouts],
      settings: { mode: 'live', startDate: '2026-03-01', imports: IMPORTS, ...settings },
      ...more,
    },
  );
  const { people } = toys.office.quickbooks;
  people.add('Account', 'Income', { AccountType: 'Income' });
  people.add('Account', 'Costs', { AccountType: 'CostOfGoodsSold' });
  people.add('Customer', 'Harbor Trust');
  people.add('Customer', 'Harbor Trust:Pier 9');
  people.add('Customer', 'Harbor Trust:Pier 10');
  people.add('ItemService', '03-100', {
    SalesAndPurchase: { IncomeAccountRef: 'Income', ExpenseAccountRef: 'Costs' },
  });
  people.add('Vendor', 'Oak');
  people.add('Vendor', 'Elm');
  return { ...toys, people };
};

type People = Awaited<ReturnType<typeof start>>['people'];

const line = (amount: string, job: string) => ({
  ...{ ItemRef: '03-100', CustomerRef: `Harbor Trust:${job}`, Amount: amount },
});

const addBill = (people: People, number: string, ...lines: ReturnType<typeof line>[]): string =>
  people.addBill({ VendorRef: 'Oak', RefNumber: number, TxnDate: '2026-03-04', ItemLineAdd: lines });

const queriesOf = (sent: readonly string[]): string[] =>
  sent.flatMap((qbxml) =>
    [...qbxml.matchAll(/<(\w+)QueryRq requestID="import/g)].map(([, name = '']) => name),
  );

test('what a bookkeeper wrote is queued to be entered in Procore, and told to the writer', async () => {
  const { connector, office, people } = await start();
  const bill = addBill(
    people,
    'B-1',
    line('100.00', 'Pier 9'),
    line('20.50', 'Pier 9'),
    line('7.00', 'Pier 10'),
  );
  expect(await visit(connector, office)).toMatchObject({ ended: 'complete' });
  expect(await entries(connector, 'traders')).toEqual({ Elm: 'queued', Oak: 'queued' });
  const job = people.find('Customer', 'Harbor Trust:Pier 9');
  const [record] = Object.values(await recordsOf(connector, 'outlays')).filter(({ id }) =>
    id.endsWith(`/${job}`),
  );
  expect(record).toMatchObject({
    ...{ id: `${bill}/${job}`, into: 'procore', state: 'queued', source: { resource: 'Bill' } },
    content: { number: 'B-1', job, amount: '120.50' },
  });
  const hinted = connector.writes.take().flatMap((write) => (write.do === 'enter' ? write.keys : []));
  expect(hinted.map(({ flow }) => flow).sort()).toEqual(['outlays', 'outlays', 'traders', 'traders']);
  expect(await visit(connector, office)).toMatchObject({ ended: 'none' });
});

test('a quiet hour is one message with at most twelve queries, whose answers are empty in the end', async () => {
  const { connector, office, people } = await start();
  addBill(people, 'B-1', line('100.00', 'Pier 9'));
  await visit(connector, office);
  expect(connector.writes.take()).not.toEqual([]);
  let answered = '';
  office.meddle(async (qbxml, process) => {
    const processed = await process(qbxml);
    if (qbxml.includes('"import')) answered = 'response' in processed ? processed.response : '';
    return processed;
  });
  for (let hour = 0; hour < 4; hour++) {
    connector.clock.pass(HOUR);
    const before = office.sent.length;
    expect(await visit(connector, office)).toMatchObject({ ended: 'complete' });
    const asked = office.sent.slice(before).filter((qbxml) => qbxml.includes('"import'));
    expect(asked).toHaveLength(1);
    expect(queriesOf(asked)).toEqual([
      ...['Vendor', 'Bill', 'VendorCredit', 'BillPaymentCheck', 'ListDeleted', 'TxnDeleted'],
    ]);
  }
  expect(answered).not.toContain('Ret>');
  expect(connector.writes.take()).toEqual([]);
});
