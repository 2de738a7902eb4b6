import { value, values } from './ask.ts';
import { childrenNames, expense, idsOf, LINES, office, told } from './bookkeeping.ts';

const QUERY = 'BillPaymentCreditCardQueryRq';

const owing = () => {
  const { quickbooks, people } = office();
  const bills = ['B-1', 'B-2'].map((RefNumber) =>
    people.addBill({
      ...{ VendorRef: 'Acme Concrete', RefNumber, TxnDate: '2026-03-01' },
      ExpenseLineAdd: expense('100.00'),
    }),
  ) as [string, string];
  const card = (...AppliedToTxnAdd: { TxnID: string; PaymentAmount?: string; DiscountAmount?: string }[]) =>
    people.pay('BillPaymentCreditCard', {
      ...{ PayeeEntityRef: 'Acme Concrete', CreditCardAccountRef: 'Visa', TxnDate: '2026-03-05' },
      ...{ RefNumber: 'V-1', AppliedToTxnAdd },
    });
  const open = async () => values(await told(quickbooks, 'BillQueryRq'), 'OpenAmount');
  return { quickbooks, people, bills, card, open };
};

test('a card pays several bills', async () => {
  const { quickbooks, bills, card, open } = owing();
  const id = card({ TxnID: bills[0] }, { TxnID: bills[1], PaymentAmount: '40.00' });
  expect(await open()).toEqual(['0.00', '60.00']);
  const text = await told(quickbooks, QUERY, LINES);
  expect(values(text, 'TxnID')).toEqual([id, ...bills]);
  expect(values(text, 'Amount')).toEqual(['140.00', '100.00', '40.00']);
  expect(childrenNames(text, 'BillPaymentCreditCardRet').slice(5)).toEqual([
    ...['PayeeEntityRef', 'APAccountRef', 'TxnDate', 'CreditCardAccountRef', 'Amount', 'RefNumber'],
    ...['AppliedToTxnRet', 'AppliedToTxnRet'],
  ]);
  expect(await idsOf(quickbooks, 'BillPaymentCheckQueryRq')).toEqual([]);
  const bill = await told(quickbooks, 'BillQueryRq', '<IncludeLinkedTxns>true</IncludeLinkedTxns>');
  expect(value(bill, 'TxnType')).toBe('BillPaymentCreditCard');
});

test('a discount closes what the money leaves, and is told apart from it', async () => {
  const { quickbooks, bills, card, open } = owing();
  card({ TxnID: bills[0], PaymentAmount: '98.00', DiscountAmount: '2.00' });
  expect(await open()).toEqual(['0.00', '100.00']);
  const text = await told(quickbooks, QUERY, LINES);
  expect(values(text, 'Amount')).toEqual(['98.00', '98.00']);
  expect(value(text, 'DiscountAmount')).toBe('2.00');
  const bill = await told(quickbooks, 'BillQueryRq', '<IncludeLinkedTxns>true</IncludeLinkedTxns>');
  expect(values(bill, 'TxnType')).toEqual(['BillPaymentCreditCard']);
});

test('what a payment pays is changed: bills that it paid before are open again', async () => {
  const { people, bills, card, open } = owing();
  const id = card({ TxnID: bills[0] });
  people.edit(id, { AppliedToTxnAdd: { TxnID: bills[1], PaymentAmount: '10.00' } });
  expect(await open()).toEqual(['100.00', '90.00']);
  expect(() => people.edit(id, { AppliedToTxnAdd: { TxnID: bills[0], PaymentAmount: '100.01' } })).toThrow(
    '3210',
  );
  expect(await open()).toEqual(['100.00', '90.00']);
});

test('a payment is voided: its bills are open again, and it stays with nothing on it', async () => {
  const { quickbooks, people, bills, card, open } = owing();
  const id = card({ TxnID: bills[0] });
  people.void(id);
  expect(await open()).toEqual(['100.00', '100.00']);
  const text = await told(quickbooks, QUERY, LINES);
  expect([value(text, 'TxnID'), value(text, 'Amount'), value(text, 'Memo')]).toEqual([id, '0.00', 'VOID:']);
  expect(text).not.toContain('AppliedToTxnRet');
});

test('a payment by card is deleted under its own name', async () => {
  const { quickbooks, people, bills, card, open } = owing();
  const id = card({ TxnID: bills[0] });
  people.remove(id);
  expect(await open()).toEqual(['100.00', '100.00']);
  const deleted = (type: string) =>
    idsOf(quickbooks, 'TxnDeletedQueryRq', `<TxnDelType>${type}</TxnDelType>`);
  expect(await deleted('BillPaymentCreditCard')).toEqual([id]);
  expect(await deleted('BillPaymentCheck')).toEqual([]);
});

test('a card is no bank account', () => {
  const { people, bills } = owing();
  const payment = { PayeeEntityRef: 'Acme Concrete', AppliedToTxnAdd: { TxnID: bills[0] } };
  expect(() => people.pay('BillPaymentCreditCard', { ...payment, CreditCardAccountRef: 'Checking' })).toThrow(
    '3210',
  );
});
