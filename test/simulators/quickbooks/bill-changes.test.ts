import { value, values } from './ask.ts';
import { expense, item, JOB, LINES, office, told } from './bookkeeping.ts';

const LINKS = '<IncludeLinkedTxns>true</IncludeLinkedTxns>';

const entered = (kind: 'Bill' | 'VendorCredit' = 'Bill') => {
  const { quickbooks, people } = office();
  const bill = { VendorRef: 'Acme Concrete', RefNumber: 'B-1', TxnDate: '2026-03-01', Memo: 'Footings' };
  const lines = { ItemLineAdd: [item('100.00')], ExpenseLineAdd: expense('20.00') };
  const id = people.addBill({ ...bill, ...lines }, kind);
  return { quickbooks, people, id };
};

const ordered = () => {
  const { quickbooks, people } = office();
  const order = people.addPurchaseOrder({
    ...{ VendorRef: 'Acme Concrete', RefNumber: 'PO-1' },
    PurchaseOrderLineAdd: { ItemRef: '03-100', Quantity: '10', Rate: '10', CustomerRef: JOB },
  });
  const [
    {
      lines: [line],
    } = { lines: [] },
  ] = quickbooks.books().purchaseOrders;
  const LinkToTxn = { TxnID: order, TxnLineID: line?.id ?? '' };
  const bill = people.addBill({
    VendorRef: 'Acme Concrete',
    ItemLineAdd: { Quantity: '4', LinkToTxn },
  });
  const received = async () =>
    value(await told(quickbooks, 'PurchaseOrderQueryRq', LINES), 'ReceivedQuantity');
  const [billed] = quickbooks.books().bills[0]?.lines ?? [];
  return { quickbooks, people, bill, received, lineId: billed?.id ?? '' };
};

describe.each(['Bill', 'VendorCredit'] as const)('a %s', (kind) => {
  test('is changed by a person: lines, memo and EditSequence', async () => {
    const { quickbooks, people, id } = entered(kind);
    const before = await told(quickbooks, `${kind}QueryRq`, LINES);
    const lineId = values(before, 'TxnLineID')[1] ?? '';
    const changed = { TxnLineID: lineId, CustomerRef: 'Harbor Trust:Pier 11' };
    people.edit(id, { Memo: 'Footings, grid C', ItemLineAdd: [changed, item('1.50')] });
    const text = await told(quickbooks, `${kind}QueryRq`, LINES);
    expect(values(text, 'Amount')).toEqual(['20.00', '100.00', '1.50']);
    expect(values(text, 'FullName')).toContain('Harbor Trust:Pier 11');
    expect([value(text, 'Memo'), value(text, 'OpenAmount')]).toEqual(['Footings, grid C', '121.50']);
    expect(value(text, 'EditSequence')).not.toBe(value(before, 'EditSequence'));
  });

  test('is voided', async () => {
    const { quickbooks, people, id } = entered(kind);
    people.void(id);
    const text = await told(quickbooks, `${kind}QueryRq`, LINES);
    expect(values(text, 'Amount')).toEqual(['0.00', '0.00']);
    expect([value(text, 'Memo'), value(text, 'OpenAmount')]).toEqual(['VOID: Footings', '0.00']);
  });
});

test('a bill that is paid is neither voided nor made less than what is paid', () => {
  const { people, id } = entered();
  people.payBill(id, '60.00', { BankAccountRef: 'Checking' });
  expect(() => people.void(id)).toThrow('3160');
  expect(() => people.edit(id, { ItemLineAdd: item('30.00') })).toThrow('3210');
  people.edit(id, { ItemLineAdd: item('40.00') });
});

describe('a bill that draws from a purchase order', () => {
  test('draws what it says after a change', async () => {
    const { people, bill, received, lineId } = ordered();
    people.edit(bill, { ItemLineAdd: { TxnLineID: lineId, Quantity: '7' } });
    expect(await received()).toBe('7');
  });

  test('cannot draw more than was ordered: nothing is changed', async () => {
    const { people, bill, received, lineId } = ordered();
    expect(() => people.edit(bill, { ItemLineAdd: { TxnLineID: lineId, Quantity: '11' } })).toThrow('3210');
    expect(await received()).toBe('4');
  });

  test('draws nothing once it is voided, and has no link', async () => {
    const { quickbooks, people, bill, received } = ordered();
    people.void(bill);
    expect(await received()).toBe('0');
    expect(await told(quickbooks, 'BillQueryRq', LINKS)).not.toContain('LinkedTxn');
  });
});

test('a vendor credit is set off against a bill: both tell of it, and no transaction comes of it', async () => {
  const { quickbooks, people, id } = entered();
  const lines = { ItemLineAdd: item('30.00') };
  const credit = people.addBill({ VendorRef: 'Acme Concrete', RefNumber: 'C-1', ...lines }, 'VendorCredit');
  expect(() => people.useCredit(credit, id, '30.01')).toThrow('3210');
  people.useCredit(credit, id, '25.00');
  const bill = await told(quickbooks, 'BillQueryRq', LINKS);
  expect(bill).toMatch(/<TxnType>VendorCredit<[\s\S]*<RefNumber>C-1<[\s\S]*<Amount>-25.00</);
  expect(value(bill, 'OpenAmount')).toBe('95.00');
  expect(value(await told(quickbooks, 'VendorCreditQueryRq'), 'OpenAmount')).toBe('5.00');
  expect(await told(quickbooks, 'BillPaymentCheckQueryRq')).toContain('statusCode="1"');
});

test('a credit of another vendor cannot be set off', () => {
  const { people, id } = entered();
  people.add('Vendor', 'Birch Masonry');
  const credit = people.addBill({ VendorRef: 'Birch Masonry', ItemLineAdd: item('30.00') }, 'VendorCredit');
  expect(() => people.useCredit(credit, id, '1.00')).toThrow('3210');
});
