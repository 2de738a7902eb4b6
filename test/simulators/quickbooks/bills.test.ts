import type { QuickBooks } from '../../../local/simulators/quickbooks/quickbooks.ts';
import { ask, contractor, line, orderAdd, value, values } from './ask.ts';

const ref = (element: string, name: string): string =>
  `<${element}><FullName>${name}</FullName></${element}>`;

const billAdd = (fields: string, id = 'b', vendor = 'Acme Concrete'): string =>
  `<BillAddRq requestID="${id}"><BillAdd>${ref('VendorRef', vendor)}${fields}</BillAdd></BillAddRq>`;

const item = (fields: string, after = ''): string =>
  `<ItemLineAdd>${ref('ItemRef', '03-100')}${fields}${after}</ItemLineAdd>`;

const linked = (order: string, orderLine: string, figures: string, before = ''): string =>
  `<ItemLineAdd>${before}${figures}<LinkToTxn><TxnID>${order}</TxnID><TxnLineID>${orderLine}</TxnLineID></LinkToTxn></ItemLineAdd>`;

const figures = (quantity: string, amount: string): string =>
  `<Quantity>${quantity}</Quantity><Amount>${amount}</Amount>`;

/** An order of one line over 1,000.00 and one over 500.00. */
const ordered = async (quickbooks: QuickBooks) => {
  const lines = line(figures('1', '1000.00')) + line(figures('1', '500.00'));
  const { text } = await ask(quickbooks, orderAdd('o', 'PO-7', lines));
  return { id: value(text, 'TxnID') ?? '', lines: values(text, 'TxnLineID') };
};

const orderNow = async (quickbooks: QuickBooks, id: string): Promise<string> => {
  const query = `<PurchaseOrderQueryRq requestID="q"><TxnID>${id}</TxnID><IncludeLineItems>true</IncludeLineItems></PurchaseOrderQueryRq>`;
  return (await ask(quickbooks, query)).text;
};

test('a bill owes the sum of its lines, on the only payable account, due by the days of the preferences', async () => {
  const quickbooks = contractor();
  const lines = item('<Amount>100.00</Amount>') + item('<Amount>-10.00</Amount>');
  const { text, codes } = await ask(quickbooks, billAdd(`<TxnDate>2026-03-31</TxnDate>${lines}`));
  expect(codes).toEqual({ b: '0' });
  expect(value(text, 'AmountDue')).toBe('90.00');
  expect(value(text, 'OpenAmount')).toBe('90.00');
  expect(value(text, 'DueDate')).toBe('2026-04-10');
  expect(value(text, 'IsPaid')).toBe('false');
  expect(text).toContain('<FullName>Accounts Payable</FullName>');
});

test('the same number twice is taken: QuickBooks asks people only', async () => {
  const quickbooks = contractor();
  const one = (id: string) => billAdd(`<RefNumber>7</RefNumber>${item('<Amount>1.00</Amount>')}`, id);
  expect((await ask(quickbooks, one('1') + one('2'))).codes).toEqual({ 1: '0', 2: '0' });
});

describe('a bill is refused', () => {
  const codeOf = async (quickbooks: QuickBooks, bill: string): Promise<string | undefined> =>
    (await ask(quickbooks, bill)).codes.b;

  test.each([
    ['3140: a vendor that is not there', billAdd(item('<Amount>1.00</Amount>'), 'b', 'Nobody'), '3140'],
    [
      '3140: an account that is not there',
      billAdd(ref('APAccountRef', 'None') + item('<Amount>1.00</Amount>')),
      '3140',
    ],
    [
      '3270: an account that is no payable account',
      billAdd(ref('APAccountRef', 'Job Costs') + item('<Amount>1.00</Amount>')),
      '3270',
    ],
    ['3210: a negative total', billAdd(item('<Amount>-1.00</Amount>')), '3210'],
    [
      '3210: billable to nobody',
      billAdd(item('<Amount>1.00</Amount>', '<BillableStatus>Billable</BillableStatus>')),
      '3210',
    ],
    ['3070: a long number', billAdd(`<RefNumber>${'7'.repeat(21)}</RefNumber>`), '3070'],
    ['1030: a whole order', billAdd('<LinkToTxnID>1-1</LinkToTxnID>'), '1030'],
  ])('%s', async (_, bill, code) => {
    expect(await codeOf(contractor(), bill)).toBe(code);
  });

  test('3270: nothing says which of several payable accounts', async () => {
    const quickbooks = contractor();
    for (const name of ['Trade', 'Retained'])
      quickbooks.people.add('Account', name, { AccountType: 'AccountsPayable' });
    const bill = item('<Amount>1.00</Amount>');
    expect(await codeOf(quickbooks, billAdd(bill))).toBe('3270');
    expect(await codeOf(quickbooks, billAdd(ref('APAccountRef', 'Trade') + bill))).toBe('0');
  });

  test('3171: in a closed period', async () => {
    const quickbooks = contractor({ closingDate: '2026-03-31' });
    const dated = (date: string) => billAdd(`<TxnDate>${date}</TxnDate>${item('<Amount>1.00</Amount>')}`);
    expect(await codeOf(quickbooks, dated('2026-03-31'))).toBe('3171');
    expect(await codeOf(quickbooks, dated('2026-04-01'))).toBe('0');
  });

  test('3176: somebody has the vendor open', async () => {
    const quickbooks = contractor();
    quickbooks.people.open(quickbooks.people.find('Vendor', 'Acme Concrete') ?? '');
    expect(await codeOf(quickbooks, billAdd(item('<Amount>1.00</Amount>')))).toBe('3176');
  });
});

describe('a line linked to a purchase order', () => {
  test('takes item and description from it, draws it down, and changes its EditSequence', async () => {
    const quickbooks = contractor();
    const order = await ordered(quickbooks);
    const before = value(await orderNow(quickbooks, order.id), 'EditSequence');
    const bill = billAdd(linked(order.id, order.lines[0] ?? '', figures('0.25', '250.00')));
    const { text } = await ask(quickbooks, bill);
    expect(text).toContain('<FullName>03-100</FullName>');
    expect(value(text, 'TxnType')).toBe('PurchaseOrder');
    const now = await orderNow(quickbooks, order.id);
    expect(values(now, 'ReceivedQuantity')).toEqual(['0.25', '0']);
    expect(values(now, 'UnbilledQuantity')).toEqual(['0.75', '1']);
    expect(values(now, 'IsBilled')).toEqual(['false', 'false']);
    expect(value(now, 'EditSequence')).not.toBe(before);
  });

  test('closes the order with the last that is left of it, and opens it again when the bill is deleted', async () => {
    const quickbooks = contractor();
    const order = await ordered(quickbooks);
    const [first = '', second = ''] = order.lines;
    const lines = linked(order.id, first, '<Amount>1000.00</Amount>') + linked(order.id, second, '');
    const { text } = await ask(quickbooks, billAdd(lines));
    expect(value(text, 'AmountDue')).toBe('1500.00');
    const closed = await orderNow(quickbooks, order.id);
    expect(value(closed, 'IsFullyReceived')).toBe('true');
    expect(values(closed, 'IsBilled')).toEqual(['true', 'true']);
    quickbooks.people.remove(value(text, 'TxnID') ?? '');
    const open = await orderNow(quickbooks, order.id);
    expect(value(open, 'IsFullyReceived')).toBe('false');
    expect(values(open, 'UnbilledQuantity')).toEqual(['1', '1']);
  });

  test('570: to a closed order the bill is saved without it; 3180 when nothing else is left', async () => {
    const quickbooks = contractor();
    const order = await ordered(quickbooks);
    quickbooks.people.edit(order.id, { IsManuallyClosed: 'true' });
    const to = linked(order.id, order.lines[0] ?? '', figures('0.1', '100.00'));
    expect((await ask(quickbooks, billAdd(to))).codes).toEqual({ b: '3180' });
    const { codes, text } = await ask(quickbooks, billAdd(to + item('<Amount>5.00</Amount>')));
    expect(codes).toEqual({ b: '570' });
    expect(value(text, 'AmountDue')).toBe('5.00');
  });

  test.each<[string, string, (order: string, line: string) => string]>([
    ['3210', 'more than is left', (order, orderLine) => linked(order, orderLine, figures('1.1', '1100.00'))],
    [
      '3210',
      'more than is left, in two lines',
      (order, orderLine) => linked(order, orderLine, figures('0.6', '600.00')).repeat(2),
    ],
    [
      '3210',
      'an item beside the link',
      (order, orderLine) => linked(order, orderLine, figures('0.1', '100.00'), ref('ItemRef', '03-100')),
    ],
    ['3120', 'an order that is gone', (_, orderLine) => linked('1-1', orderLine, figures('0.1', '100.00'))],
    ['3120', 'a line that is gone', (order) => linked(order, '1-1', figures('0.1', '100.00'))],
    ['3000', 'an id of another form', (_, orderLine) => linked('x', orderLine, figures('0.1', '100.00'))],
  ])('%s: %s', async (code, _, lines) => {
    const quickbooks = contractor();
    const order = await ordered(quickbooks);
    const bill = billAdd(lines(order.id, order.lines[0] ?? ''));
    expect((await ask(quickbooks, bill)).codes).toEqual({ b: code });
    expect(quickbooks.books().bills).toEqual([]);
  });

  test('3210: the order of another vendor', async () => {
    const quickbooks = contractor();
    quickbooks.people.add('Vendor', 'Other');
    const order = await ordered(quickbooks);
    const lines = linked(order.id, order.lines[0] ?? '', figures('0.1', '100.00'));
    expect((await ask(quickbooks, billAdd(lines, 'b', 'Other'))).codes).toEqual({ b: '3210' });
  });
});

test('a payment lowers what is open and is no more than that; a paid bill is not deleted', async () => {
  const quickbooks = contractor();
  const id = quickbooks.people.addBill({
    VendorRef: 'Acme Concrete',
    ItemLineAdd: { ItemRef: '03-100', Amount: '100.00' },
  });
  quickbooks.people.payBill(id, '60.00');
  expect(() => quickbooks.people.payBill(id, '40.01')).toThrow(/more than the amount due/);
  quickbooks.people.payBill(id, '40.00');
  const query = `<BillQueryRq requestID="q"><PaidStatus>PaidOnly</PaidStatus><IncludeLinkedTxns>true</IncludeLinkedTxns></BillQueryRq>`;
  const { text } = await ask(quickbooks, query);
  expect([value(text, 'OpenAmount'), value(text, 'IsPaid')]).toEqual(['0.00', 'true']);
  expect(values(text, 'Amount')).toEqual(['-60.00', '-40.00']);
  expect(() => quickbooks.people.remove(id)).toThrow(/in use/);
});

test('a vendor credit is found by its number, and is no bill', async () => {
  const quickbooks = contractor();
  const credit = `<VendorCreditAddRq requestID="c"><VendorCreditAdd>${ref('VendorRef', 'Acme Concrete')}<RefNumber>C-1</RefNumber>${item('<Amount>30.00</Amount>')}</VendorCreditAdd></VendorCreditAddRq>`;
  const { text, codes } = await ask(quickbooks, credit);
  expect(codes).toEqual({ c: '0' });
  expect(value(text, 'CreditAmount')).toBe('30.00');
  const by = (message: string) =>
    `<${message} requestID="${message}"><RefNumber>c-1</RefNumber></${message}>`;
  const found = await ask(quickbooks, by('BillQueryRq') + by('VendorCreditQueryRq'));
  expect(found.codes).toEqual({ BillQueryRq: '500', VendorCreditQueryRq: '0' });
});

test('a deleted bill is told of by the deleted query', async () => {
  const quickbooks = contractor();
  const fields = { VendorRef: 'Acme Concrete', RefNumber: 'B-1' };
  const id = quickbooks.people.addBill({ ...fields, ItemLineAdd: { ItemRef: '03-100', Amount: '1.00' } });
  quickbooks.people.remove(id);
  const { text } = await ask(
    quickbooks,
    '<TxnDeletedQueryRq requestID="d"><TxnDelType>Bill</TxnDelType></TxnDeletedQueryRq>',
  );
  expect([value(text, 'TxnID'), value(text, 'RefNumber')]).toEqual([id, 'B-1']);
});
