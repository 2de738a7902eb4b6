import { value, values } from './ask.ts';
import { childrenNames, item, LINES, office, told } from './bookkeeping.ts';

const abroad = () => {
  const { quickbooks, people } = office();
  people.prefer({ multiCurrency: true });
  people.add('Currency', 'Canadian Dollar', { ExchangeRate: '0.73' });
  people.add('Vendor', 'Maple Steel', { CurrencyRef: 'Canadian Dollar' });
  return { quickbooks, people };
};

test('where there is one currency, nothing says so', async () => {
  const { quickbooks, people } = office();
  people.addBill({ VendorRef: 'Acme Concrete', ItemLineAdd: item('1.00') });
  expect(await told(quickbooks, 'BillQueryRq')).not.toMatch(/Currency|ExchangeRate/);
  expect(await told(quickbooks, 'VendorQueryRq')).not.toContain('Currency');
});

test('a bill tells its currency, the rate, and what it comes to at home', async () => {
  const { quickbooks, people } = abroad();
  people.addBill({ VendorRef: 'Maple Steel', ItemLineAdd: item('100.00') });
  people.addBill({ VendorRef: 'Maple Steel', ExchangeRate: '0.75', ItemLineAdd: item('10.00') });
  people.addBill({ VendorRef: 'Acme Concrete', ItemLineAdd: item('5.00') });
  const text = await told(quickbooks, 'BillQueryRq', LINES);
  expect(values(text, 'ExchangeRate')).toEqual(['0.73', '0.75', '1']);
  expect(values(text, 'AmountDueInHomeCurrency')).toEqual(['73.00', '7.50', '5.00']);
  expect(values(text, 'AmountDue')).toEqual(['100.00', '10.00', '5.00']);
  const after = childrenNames(text, 'BillRet').slice(-5);
  expect(after).toEqual(expect.arrayContaining(['AmountDueInHomeCurrency', 'IsPaid', 'ItemLineRet']));
  expect(text).toContain('<FullName>US Dollar</FullName>');
});

test('so do a check, a credit and a payment', async () => {
  const { quickbooks, people } = abroad();
  const lines = { ItemLineAdd: item('100.00') };
  people.addPurchase('Check', { AccountRef: 'Checking', PayeeEntityRef: 'Maple Steel', ...lines });
  people.addBill({ VendorRef: 'Maple Steel', ...lines }, 'VendorCredit');
  const bill = people.addBill({ VendorRef: 'Maple Steel', ...lines });
  people.payBill(bill, '50.00', { BankAccountRef: 'Checking' });
  const home = async (message: string, element: string) => value(await told(quickbooks, message), element);
  expect(await home('CheckQueryRq', 'AmountInHomeCurrency')).toBe('73.00');
  expect(await home('VendorCreditQueryRq', 'CreditAmountInHomeCurrency')).toBe('73.00');
  expect(await home('BillPaymentCheckQueryRq', 'AmountInHomeCurrency')).toBe('36.50');
});

test('so do a purchase order and an estimate', async () => {
  const { quickbooks, people } = abroad();
  const line = { ItemRef: '03-100', Quantity: '1', Rate: '10' };
  people.addPurchaseOrder({ VendorRef: 'Maple Steel', PurchaseOrderLineAdd: line });
  people.addEstimate({ CustomerRef: 'Harbor Trust', EstimateLineAdd: line });
  const home = async (message: string) => value(await told(quickbooks, message), 'TotalAmountInHomeCurrency');
  expect(await home('PurchaseOrderQueryRq')).toBe('7.30');
  expect(await home('EstimateQueryRq')).toBe('10.00');
});

test('a vendor tells its currency, the home one where it has none', async () => {
  const { quickbooks } = abroad();
  const text = await told(quickbooks, 'VendorQueryRq');
  expect(values(text, 'FullName')).toEqual(['US Dollar', 'Canadian Dollar']);
});

test('a job’s costs are told in the home currency', async () => {
  const { quickbooks, people } = abroad();
  people.addBill({ VendorRef: 'Maple Steel', ItemLineAdd: item('100.00') });
  const report = await told(
    quickbooks,
    'JobReportQueryRq',
    '<JobReportType>ItemEstimatesVsActuals</JobReportType>',
  );
  expect(report).toContain('colID="3" value="73.00"');
});
