import { ask, isWellFormed, value, values } from './ask.ts';
import { childrenNames, expense, idsOf, item, JOB, LINES, office, told } from './bookkeeping.ts';

const KINDS = ['Check', 'CreditCardCharge', 'CreditCardCredit'] as const;
const accountOf = (kind: string): string => (kind === 'Check' ? 'Checking' : 'Visa');

const paid = (kind: (typeof KINDS)[number] = 'Check') => {
  const { quickbooks, people } = office();
  const id = people.addPurchase(kind, {
    ...{ AccountRef: accountOf(kind), PayeeEntityRef: 'Acme Concrete', RefNumber: '7' },
    ...{ TxnDate: '2026-03-05', Memo: 'Rebar & ties' },
    ItemLineAdd: [item('120.50'), item('30.00', { job: 'Harbor Trust:Pier 11' })],
    ExpenseLineAdd: expense('9.50'),
  });
  return { quickbooks, people, id };
};

describe.each(KINDS)('%s', (kind) => {
  test('is told with its lines, the expenses first, only where they are asked for', async () => {
    const { quickbooks, id } = paid(kind);
    const bare = await told(quickbooks, `${kind}QueryRq`);
    expect(bare).not.toContain('LineRet');
    expect(values(bare, 'TxnID')).toEqual([id]);
    const text = await told(quickbooks, `${kind}QueryRq`, LINES);
    expect(isWellFormed(text)).toBe(true);
    expect(values(text, 'Amount')).toEqual(['160.00', '9.50', '120.50', '30.00']);
    expect(text.indexOf('ExpenseLineRet')).toBeLessThan(text.indexOf('ItemLineRet'));
    expect(text).toContain(`<FullName>${JOB}</FullName>`);
  });

  test('stands in QuickBooks\u2019 order', async () => {
    const { quickbooks } = paid(kind);
    const names = childrenNames(await told(quickbooks, `${kind}QueryRq`), `${kind}Ret`);
    const head = ['TxnID', 'TimeCreated', 'TimeModified', 'EditSequence', 'TxnNumber', 'AccountRef'];
    expect(names).toEqual(
      kind === 'Check'
        ? [...head, 'PayeeEntityRef', 'RefNumber', 'TxnDate', 'Amount', 'Memo', 'IsToBePrinted']
        : [...head, 'PayeeEntityRef', 'TxnDate', 'Amount', 'RefNumber', 'Memo'],
    );
  });

  test('takes an account of its own type only', () => {
    const { people } = office();
    const AccountRef = accountOf(kind) === 'Visa' ? 'Checking' : 'Visa';
    expect(() => people.addPurchase(kind, { AccountRef, ExpenseLineAdd: expense('1.00') })).toThrow('3210');
  });

  test('is changed: lines that are named stay, new ones come, the others go', async () => {
    const { quickbooks, people, id } = paid(kind);
    const before = await told(quickbooks, `${kind}QueryRq`, LINES);
    const [, first = ''] = values(before, 'TxnLineID');
    people.edit(id, {
      Memo: 'Rebar',
      ItemLineAdd: [{ TxnLineID: first, Amount: '100.00' }, item('5.00', { code: '03-200' })],
    });
    const text = await told(quickbooks, `${kind}QueryRq`, LINES);
    expect(values(text, 'Amount')).toEqual(['114.50', '9.50', '100.00', '5.00']);
    expect(values(text, 'Cost')).toEqual(['100', '5']);
    expect(values(text, 'TxnLineID')[1]).toBe(first);
    expect(value(text, 'Memo')).toBe('Rebar');
    expect(value(text, 'EditSequence')).not.toBe(value(before, 'EditSequence'));
  });

  test('is voided: it stays, with nothing on it', async () => {
    const { quickbooks, people, id } = paid(kind);
    people.void(id);
    const text = await told(quickbooks, `${kind}QueryRq`, LINES);
    expect(values(text, 'Amount')).toEqual(['0.00', '0.00', '0.00', '0.00']);
    expect(value(text, 'Memo')).toBe('VOID: Rebar &amp; ties');
  });

  test('is deleted: the deleted queries tell of it', async () => {
    const { quickbooks, people, id } = paid(kind);
    people.remove(id);
    expect(await idsOf(quickbooks, `${kind}QueryRq`)).toEqual([]);
    const text = await told(quickbooks, 'TxnDeletedQueryRq', `<TxnDelType>${kind}</TxnDelType>`);
    expect([value(text, 'TxnID'), value(text, 'RefNumber')]).toEqual([id, '7']);
  });

  test('is locked with its period', () => {
    const { people, id } = paid(kind);
    people.prefer({ closingDate: '2026-03-31' });
    for (const change of [
      () => people.edit(id, { Memo: 'x' }),
      () => people.void(id),
      () => people.remove(id),
    ])
      expect(change).toThrow('3171');
  });
});

describe('they are found', () => {
  test('each by the query of its own kind', async () => {
    const { quickbooks } = paid('CreditCardCharge');
    expect(await idsOf(quickbooks, 'CheckQueryRq')).toEqual([]);
    expect(await idsOf(quickbooks, 'CreditCardCreditQueryRq')).toEqual([]);
    expect(await idsOf(quickbooks, 'CreditCardChargeQueryRq')).toHaveLength(1);
  });

  test('by id, number, payee and account', async () => {
    const { quickbooks, id, people } = paid();
    const ids = (how: string) => idsOf(quickbooks, 'CheckQueryRq', how);
    expect(await ids(`<TxnID>${id}</TxnID>`)).toEqual([id]);
    expect(await ids('<RefNumber>7</RefNumber>')).toEqual([id]);
    expect(await ids('<EntityFilter><FullName>Acme Concrete</FullName></EntityFilter>')).toEqual([id]);
    expect(await ids('<AccountFilter><FullName>Job Costs</FullName></AccountFilter>')).toEqual([id]);
    expect(await ids('<AccountFilter><FullName>Visa</FullName></AccountFilter>')).toEqual([]);
    people.add('Vendor', 'Birch Masonry');
    expect(await ids('<EntityFilter><FullName>Birch Masonry</FullName></EntityFilter>')).toEqual([]);
  });

  test('and a check that draws from a purchase order says so', async () => {
    const { quickbooks, people } = office();
    const order = people.addPurchaseOrder({
      ...{ VendorRef: 'Acme Concrete', RefNumber: 'PO-1' },
      PurchaseOrderLineAdd: { ItemRef: '03-100', Quantity: '10', Rate: '10', CustomerRef: JOB },
    });
    const [
      {
        lines: [ordered],
      } = { lines: [] },
    ] = quickbooks.books().purchaseOrders;
    const LinkToTxn = { TxnID: order, TxnLineID: ordered?.id ?? '' };
    const check = people.addPurchase('Check', {
      ...{ AccountRef: 'Checking', PayeeEntityRef: 'Acme Concrete' },
      ItemLineAdd: { Quantity: '4', LinkToTxn },
    });
    const links = '<IncludeLinkedTxns>true</IncludeLinkedTxns>';
    const text = await told(quickbooks, 'CheckQueryRq', links);
    expect(text).toMatch(/<LinkedTxn>[\s\S]*PurchaseOrder[\s\S]*<LinkType>QUANTYPE[\s\S]*<Amount>40.00</);
    const received = async () =>
      value(await told(quickbooks, 'PurchaseOrderQueryRq', LINES), 'ReceivedQuantity');
    expect(await received()).toBe('4');
    people.void(check);
    expect(await received()).toBe('0');
  });
});

test('nobody is told of paychecks', async () => {
  const { quickbooks, people } = office();
  people.add('Employee', 'Rosa Diaz');
  const paycheck = { AccountRef: 'Checking', PayeeEntityRef: 'Rosa Diaz', ItemLineAdd: item('800.00') };
  people.addPurchase('Paycheck', paycheck);
  expect(await idsOf(quickbooks, 'CheckQueryRq')).toEqual([]);
});

test('what a check names cannot be deleted from its list', () => {
  const { people } = paid();
  expect(() => people.remove(people.find('Customer', 'Harbor Trust:Pier 11') ?? '')).toThrow('3160');
});

test('a vendor that is merged takes over the checks of the other', async () => {
  const { quickbooks, people, id } = paid();
  const into = people.add('Vendor', 'Acme');
  people.merge(people.find('Vendor', 'Acme Concrete') ?? '', into);
  const filter = '<EntityFilter><FullName>Acme</FullName></EntityFilter>';
  expect(await idsOf(quickbooks, 'CheckQueryRq', filter)).toEqual([id]);
});

test('an iterator of checks brings each once, and expires when nobody comes for the next page', async () => {
  let now = Date.parse('2026-11-22T12:00:00Z');
  const { quickbooks, people } = office({ now: () => new Date(now), iteratorSeconds: 10 });
  const all = ['1', '2', '3', '4', '5'].map((RefNumber) =>
    people.addPurchase('Check', { AccountRef: 'Checking', RefNumber, ExpenseLineAdd: expense('1.00') }),
  );
  const page = async (attributes: string) =>
    ask(
      quickbooks,
      `<CheckQueryRq requestID="q" ${attributes}><MaxReturned>2</MaxReturned>${LINES}</CheckQueryRq>`,
    );
  const first = await page('iterator="Start"');
  const iterator = `iteratorID="${/iteratorID="([^"]+)"/.exec(first.text)?.[1]}"`;
  now += 10_000;
  const second = await page(`iterator="Continue" ${iterator}`);
  expect([first, second].flatMap(({ text }) => values(text, 'TxnID'))).toEqual(all.slice(0, 4));
  expect([first, second].map(({ text }) => /RemainingCount="(\d)"/.exec(text)?.[1])).toEqual(['3', '1']);
  now += 11_000;
  expect((await page(`iterator="Continue" ${iterator}`)).codes).toEqual({ q: '3391' });
});
