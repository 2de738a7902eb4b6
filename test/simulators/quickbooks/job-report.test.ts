import { ask, isWellFormed, value, values } from './ask.ts';
import { expense, item, JOB, office } from './bookkeeping.ts';

const OTHER = 'Harbor Trust:Pier 11';

const report = (inner = '', type = 'ItemEstimatesVsActuals'): string =>
  `<JobReportQueryRq requestID="q"><JobReportType>${type}</JobReportType><DisplayReport>false</DisplayReport>${inner}</JobReportQueryRq>`;
const ofJob = (name: string): string =>
  `<ReportEntityFilter><FullName>${name}</FullName></ReportEntityFilter>`;

/** Rows as `kind item: column=value …`. */
const rowsIn = (text: string): string[] =>
  [...text.matchAll(/<(\w+Row) rowNumber="(\d+)"([^>]*?)(?:\/>|>([\s\S]*?)<\/\1>)/g)].map(
    ([, kind, , attributes = '', inner = '']) => {
      const said =
        /value="([^"]*)"/.exec(attributes)?.[1] ?? /rowType="item" value="([^"]*)"/.exec(inner)?.[1];
      const cells = [...inner.matchAll(/colID="(\d)" value="([^"]*)"/g)]
        .filter(([, id]) => id !== '1')
        .map(([, id, amount]) => `${id}=${amount}`);
      return [kind, said, ...cells].filter(Boolean).join(' ');
    },
  );

const busy = () => {
  const { quickbooks, people } = office();
  const lines = (amount: string, job = JOB) => ({ ItemLineAdd: item(amount, { job }) });
  people.addEstimate({
    CustomerRef: JOB,
    EstimateLineAdd: [
      { ItemRef: '03-100', Quantity: '1', Amount: '1000.00' },
      { ItemRef: '03-200', Quantity: '1', Amount: '500.00' },
    ],
  });
  const bill = people.addBill({ VendorRef: 'Acme Concrete', ...lines('300.00') });
  people.addBill({ VendorRef: 'Acme Concrete', ...lines('7.00', OTHER) });
  people.addBill({ VendorRef: 'Acme Concrete', ...lines('20.00') }, 'VendorCredit');
  people.addPurchase('Check', {
    AccountRef: 'Checking',
    ...lines('40.00'),
    ExpenseLineAdd: expense('99.00'),
  });
  people.addPurchase('CreditCardCharge', { AccountRef: 'Visa', ...lines('5.50') });
  people.addPurchase('CreditCardCredit', { AccountRef: 'Visa', ...lines('0.50') });
  people.add('Employee', 'Rosa Diaz');
  people.addPurchase('Paycheck', { AccountRef: 'Checking', PayeeEntityRef: 'Rosa Diaz', ...lines('800.00') });
  const rows = async (inner: string) => rowsIn((await ask(quickbooks, report(inner))).text);
  return { quickbooks, people, bill, rows };
};

test('each item of a job has what it was to cost and what it cost, credits and payroll included', async () => {
  const { quickbooks, rows } = busy();
  const { text, codes } = await ask(quickbooks, report(ofJob(JOB)));
  expect(codes).toEqual({ q: '0' });
  expect(isWellFormed(text)).toBe(true);
  // 300.00 − 20.00 + 40.00 + 5.50 − 0.50 + 800.00; expense lines name no item.
  expect(await rows(ofJob(JOB))).toEqual([
    'TextRow Service',
    'DataRow 03-100 2=1000.00 3=1125.00 4=125.00 5=1000.00 7=-1000.00',
    'DataRow 03-200 2=500.00 4=-500.00 5=500.00 7=-500.00',
    'SubtotalRow 2=1500.00 3=1125.00 4=-375.00 5=1500.00 7=-1500.00',
    'TotalRow 2=1500.00 3=1125.00 4=-375.00 5=1500.00 7=-1500.00',
  ]);
  expect([value(text, 'NumRows'), value(text, 'NumColumns')]).toEqual(['5', '7']);
  expect(values(text, 'ColType')).toHaveLength(7);
});

test('another job has its own, a customer with its jobs all of them', async () => {
  const { rows } = busy();
  expect(await rows(ofJob(OTHER))).toContain('DataRow 03-100 3=7.00 4=7.00');
  expect(await rows(ofJob('Harbor Trust'))).toEqual([]);
  const whole = '<FullNameWithChildren>Harbor Trust</FullNameWithChildren>';
  expect((await rows(`<ReportEntityFilter>${whole}</ReportEntityFilter>`))[1]).toContain('3=1132.00');
  expect((await rows(''))[1]).toContain('3=1132.00');
});

test('types of transactions are told apart: payroll alone', async () => {
  const { rows } = busy();
  const payroll = '<ReportTxnTypeFilter><TxnTypeFilter>Paycheck</TxnTypeFilter></ReportTxnTypeFilter>';
  expect((await rows(ofJob(JOB) + payroll))[1]).toBe('DataRow 03-100 3=800.00 4=800.00');
});

test('a period counts what is dated in it', async () => {
  const { people, rows } = busy();
  people.addBill({ VendorRef: 'Acme Concrete', TxnDate: '2025-01-31', ItemLineAdd: item('1.25') });
  const period = '<ReportPeriod><ToReportDate>2025-12-31</ToReportDate></ReportPeriod>';
  expect((await rows(period + ofJob(JOB)))[1]).toBe('DataRow 03-100 3=1.25 4=1.25');
});

test('what is voided costs nothing', async () => {
  const { people, bill, rows } = busy();
  people.void(bill);
  expect((await rows(ofJob(JOB)))[1]).toContain('3=825.00');
});

test('an item with items below it has a heading, itself as another, and a subtotal', async () => {
  const { people, rows } = busy();
  people.add('ItemService', '03-100:walls', {
    SalesAndPurchase: { IncomeAccountRef: 'Sales', ExpenseAccountRef: 'Job Costs' },
  });
  people.addBill({
    VendorRef: 'Acme Concrete',
    ItemLineAdd: item('2.00', { code: '03-100:walls', job: OTHER }),
  });
  expect(await rows(ofJob(OTHER))).toEqual([
    'TextRow Service',
    'TextRow 03-100',
    'DataRow 03-100:walls 3=2.00 4=2.00',
    'DataRow 03-100 3=7.00 4=7.00',
    'SubtotalRow 03-100 3=9.00 4=9.00',
    'SubtotalRow 3=9.00 4=9.00',
    'TotalRow 3=9.00 4=9.00',
  ]);
});

test('3140 for a job that is not there, 1030 for another report', async () => {
  const { quickbooks } = busy();
  expect((await ask(quickbooks, report(ofJob('Nowhere')))).codes).toEqual({ q: '3140' });
  expect((await ask(quickbooks, report('', 'ItemProfitability'))).codes).toEqual({ q: '1030' });
});

test('filters stand in QuickBooks’ order, or the set is refused', async () => {
  const { quickbooks } = busy();
  const period = '<ReportDateMacro>All</ReportDateMacro>';
  expect((await ask(quickbooks, report(period + ofJob(JOB)))).codes).toEqual({ q: '0' });
  await expect(ask(quickbooks, report(ofJob(JOB) + period))).rejects.toThrow('0x80040400');
});
