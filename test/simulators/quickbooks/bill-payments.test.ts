import type { QuickBooks, QuickBooksOptions } from '../../../local/simulators/quickbooks/quickbooks.ts';
import { ask, contractor, value, values } from './ask.ts';

const BANK = 'Checking';

const ref = (element: string, name: string): string =>
  `<${element}><FullName>${name}</FullName></${element}>`;

/** A contractor with a bank account and bills of 100.00 each, by their TxnIDs. */
const owing = (count: number, options: QuickBooksOptions = {}) => {
  const quickbooks = contractor(options);
  const { people } = quickbooks;
  people.add('Account', BANK, { AccountType: 'Bank' });
  const bills = Array.from({ length: count }, (_, n) =>
    people.addBill({
      ...{ VendorRef: 'Acme Concrete', RefNumber: `B-${n + 1}`, TxnDate: '2026-03-01' },
      ExpenseLineAdd: { AccountRef: 'Job Costs', Amount: '100.00' },
    }),
  );
  return { quickbooks, people, bills };
};

const applied = (bill: string | undefined, amount: string, more = ''): string =>
  `<AppliedToTxnAdd><TxnID>${bill}</TxnID><PaymentAmount>${amount}</PaymentAmount>${more}</AppliedToTxnAdd>`;

interface Check {
  readonly payee?: string;
  readonly payable?: string;
  readonly date?: string;
  readonly bank?: string;
  readonly number?: string;
  readonly guid?: string;
}

const checkAdd = (paid: string, check: Check = {}, id = 'c'): string => {
  const { payee = 'Acme Concrete', payable, date = '2026-03-05', bank = BANK, number, guid } = check;
  const printed =
    number === undefined ? '<IsToBePrinted>0</IsToBePrinted>' : `<RefNumber>${number}</RefNumber>`;
  return (
    `<BillPaymentCheckAddRq requestID="${id}"><BillPaymentCheckAdd>${ref('PayeeEntityRef', payee)}` +
    `${payable ? ref('APAccountRef', payable) : ''}<TxnDate>${date}</TxnDate>${ref('BankAccountRef', bank)}` +
    `${printed}${guid ? `<ExternalGUID>${guid}</ExternalGUID>` : ''}${paid}</BillPaymentCheckAdd></BillPaymentCheckAddRq>`
  );
};

const query = (how: string): string =>
  `<BillPaymentCheckQueryRq requestID="q">${how}</BillPaymentCheckQueryRq>`;

const billNow = async (quickbooks: QuickBooks, id: string | undefined) => {
  const { text } = await ask(
    quickbooks,
    `<BillQueryRq requestID="b"><TxnID>${id}</TxnID><IncludeLinkedTxns>true</IncludeLinkedTxns></BillQueryRq>`,
  );
  const [open, paid, editSequence] = ['OpenAmount', 'IsPaid', 'EditSequence'].map((name) =>
    value(text, name),
  );
  return { open, paid, editSequence, text };
};

test('a check pays several bills, some wholly and some in part, and each bill tells of it', async () => {
  const { quickbooks, bills } = owing(2);
  const before = await billNow(quickbooks, bills[0]);
  const guid = '{00000000-0000-0000-0000-000000000001}';
  const check = checkAdd(applied(bills[0], '100.00') + applied(bills[1], '30.50'), { number: '7', guid });
  const { text, codes } = await ask(quickbooks, check);
  expect(codes).toEqual({ c: '0' });
  expect(values(text, 'Amount')).toEqual(['130.50', '100.00', '30.50']);
  expect(values(text, 'BalanceRemaining')).toEqual(['0.00', '69.50']);
  expect(value(text, 'ExternalGUID')).toBe(guid);
  const paid = await billNow(quickbooks, bills[0]);
  expect(paid).toMatchObject({ open: '0.00', paid: 'true' });
  expect(paid.editSequence).not.toBe(before.editSequence);
  expect(paid.text).toMatch(/<TxnType>BillPaymentCheck<\/TxnType>[\s\S]*<Amount>-100.00<\/Amount>/);
  expect(await billNow(quickbooks, bills[1])).toMatchObject({ open: '69.50', paid: 'false' });
  expect(quickbooks.books().payments).toMatchObject([
    {
      refNumber: '7',
      total: '130.50',
      fields: { PayeeEntityRef: 'Acme Concrete', BankAccountRef: BANK, APAccountRef: 'Accounts Payable' },
      paid: [{ amount: '100.00' }, { amount: '30.50' }],
    },
  ]);
});

test('without an amount it pays all that is open', async () => {
  const { quickbooks, people, bills } = owing(1);
  people.payBill(bills[0] ?? '', '40.00', { BankAccountRef: BANK });
  const whole = `<AppliedToTxnAdd><TxnID>${bills[0]}</TxnID></AppliedToTxnAdd>`;
  expect(value((await ask(quickbooks, checkAdd(whole))).text, 'Amount')).toBe('60.00');
});

describe('a check is refused, and nothing is paid,', () => {
  const refused = async (
    check: (bills: readonly string[]) => string,
    before: (made: ReturnType<typeof owing>) => void = () => undefined,
    options: QuickBooksOptions = {},
  ) => {
    const made = owing(2, options);
    before(made);
    const { codes, messages } = await ask(made.quickbooks, check(made.bills));
    expect(made.quickbooks.books().payments).toEqual([]);
    for (const { open, total } of made.quickbooks.books().bills) expect(open).toBe(total);
    return `${codes.c} ${messages.c}`;
  };

  test('3210: for more than is due, whatever else it pays', async () => {
    const said = await refused(([a, b]) => checkAdd(applied(a, '50.00') + applied(b, '100.01')));
    expect(said).toMatch(/^3210 .*"100\.01".*You cannot pay more than the amount due/);
  });

  test.each(['0.00', '-5.00'])('3210: for %s', async (amount) => {
    expect(await refused(([a]) => checkAdd(applied(a, amount)))).toMatch(/^3210 /);
  });

  test('3210: for a bill of another payee', async () => {
    const said = await refused(
      ([a]) => checkAdd(applied(a, '1.00'), { payee: 'Birch Masonry' }),
      ({ people }) => people.add('Vendor', 'Birch Masonry'),
    );
    expect(said).toMatch(/^3210 .*not one of this payee/);
  });

  test('3210: for a bill of another payable account', async () => {
    const said = await refused(
      ([a]) => checkAdd(applied(a, '1.00'), { payable: 'Retention Payable' }),
      ({ people }) => people.add('Account', 'Retention Payable', { AccountType: 'AccountsPayable' }),
    );
    expect(said).toMatch(/^3210 .*another accounts payable account/);
  });

  test('3270: without a payable account where there are several', async () => {
    const said = await refused(
      ([a]) => checkAdd(applied(a, '1.00')),
      ({ people }) => people.add('Account', 'Retention Payable', { AccountType: 'AccountsPayable' }),
    );
    expect(said).toMatch(/^3270 /);
  });

  test('3210: on an account that is no bank account, 3140: on none', async () => {
    expect(await refused(([a]) => checkAdd(applied(a, '1.00'), { bank: 'Job Costs' }))).toMatch(/^3210 /);
    expect(await refused(([a]) => checkAdd(applied(a, '1.00'), { bank: 'Nowhere' }))).toMatch(
      /^3140 .*Account "Nowhere"/,
    );
  });

  test('3140: to nobody', async () => {
    expect(await refused(([a]) => checkAdd(applied(a, '1.00'), { payee: 'Nobody' }))).toMatch(/^3140 /);
  });

  test('3120: for a bill that is not there, and for a vendor credit', async () => {
    expect(await refused(() => checkAdd(applied('1A2B-1', '1.00')))).toMatch(/^3120 /);
    let credit = '';
    const said = await refused(
      () => checkAdd(applied(credit, '1.00')),
      ({ people }) => {
        const ExpenseLineAdd = { AccountRef: 'Job Costs', Amount: '5.00' };
        credit = people.addBill({ VendorRef: 'Acme Concrete', ExpenseLineAdd }, 'VendorCredit');
      },
    );
    expect(said).toMatch(/^3120 /);
  });

  test('3177: for one bill twice', async () => {
    expect(await refused(([a]) => checkAdd(applied(a, '1.00') + applied(a, '1.00')))).toMatch(/^3177 /);
  });

  test('3171: in a closed period', async () => {
    const closed = { date: '2026-02-28' };
    const said = await refused(
      ([a]) => checkAdd(applied(a, '1.00'), closed),
      ({ people }) => people.prefer({ closingDate: '2026-02-28' }),
    );
    expect(said).toMatch(/^3171 /);
  });

  test('3175: while somebody has the bill open, 3176: or the vendor', async () => {
    const pay = ([a]: readonly string[]) => checkAdd(applied(a, '1.00'));
    expect(await refused(pay, ({ people, bills }) => people.open(bills[0] ?? ''))).toMatch(/^3175 /);
    const vendor = ({ people }: ReturnType<typeof owing>) =>
      people.open(people.find('Vendor', 'Acme Concrete') ?? '');
    expect(await refused(pay, vendor)).toMatch(/^3176 /);
  });

  test('1030: with credits that it sets off, which is not simulated', async () => {
    const credit =
      '<SetCredit><CreditTxnID>1A2B-1</CreditTxnID><AppliedAmount>1.00</AppliedAmount></SetCredit>';
    expect(await refused(([a]) => checkAdd(applied(a, '1.00', credit)))).toMatch(/^1030 /);
  });

  test('3210: for more than is due together with its discount', async () => {
    const discount = '<DiscountAmount>5.01</DiscountAmount>';
    expect(await refused(([a]) => checkAdd(applied(a, '95.00', discount)))).toMatch(/^3210 /);
  });
});

test.each([
  [
    'neither a number nor a word on printing',
    (check: string) => check.replace(/<IsToBePrinted>0.*?Printed>/, ''),
  ],
  ['both', (check: string) => check.replace('<IsToBePrinted>', '<RefNumber>1</RefNumber><IsToBePrinted>')],
  ['no bill', (check: string) => check.replace(/<AppliedToTxnAdd>.*<\/AppliedToTxnAdd>/, '')],
])('a check with %s cannot be read', async (_, broken) => {
  const { quickbooks, bills } = owing(1);
  await expect(ask(quickbooks, broken(checkAdd(applied(bills[0], '1.00'))))).rejects.toThrow('0x80040400');
});

describe('checks are found', () => {
  const written = async () => {
    const made = owing(2);
    await ask(made.quickbooks, checkAdd(applied(made.bills[0], '10.00'), { number: '7a' }, 'one'));
    await ask(made.quickbooks, checkAdd(applied(made.bills[1], '20.00'), { date: '2026-03-09' }, 'two'));
    const [one, two] = made.quickbooks.books().payments.map(({ id }) => id);
    return {
      ...made,
      one,
      two,
      ids: async (how: string) => values((await ask(made.quickbooks, query(how))).text, 'TxnID'),
    };
  };

  test('by TxnID, by number in any case, by payee and by dates', async () => {
    const { ids, people, one, two } = await written();
    expect(await ids(`<TxnID>${two}</TxnID>`)).toEqual([two]);
    expect(await ids('<RefNumber>7A</RefNumber>')).toEqual([one]);
    const vendor = people.find('Vendor', 'Acme Concrete');
    expect(await ids(`<EntityFilter><ListID>${vendor}</ListID></EntityFilter>`)).toEqual([one, two]);
    expect(await ids(`<EntityFilter><FullName>Harbor Trust</FullName></EntityFilter>`)).toEqual([]);
    const since = (day: string) =>
      `<ModifiedDateRangeFilter><FromModifiedDate>${day}</FromModifiedDate></ModifiedDateRangeFilter>`;
    expect(await ids(since('2026-11-22'))).toEqual([one, two]);
    expect(await ids(since('2026-11-23'))).toEqual([]);
    expect(
      await ids('<TxnDateRangeFilter><FromTxnDate>2026-03-06</FromTxnDate></TxnDateRangeFilter>'),
    ).toEqual([two]);
  });

  test('with what they pay only where that is asked for', async () => {
    const { quickbooks, one, bills } = await written();
    expect((await ask(quickbooks, query(`<TxnID>${one}</TxnID>`))).text).not.toContain('AppliedToTxnRet');
    const { text } = await ask(
      quickbooks,
      query(`<TxnID>${one}</TxnID><IncludeLineItems>true</IncludeLineItems>`),
    );
    expect(values(text, 'TxnID')).toEqual([one, bills[0]]);
    expect(value(text, 'TxnType')).toBe('Bill');
  });
});

describe('a person at QuickBooks', () => {
  test('changes number and date of a check, and with them its EditSequence', async () => {
    const { quickbooks, people, bills } = owing(1);
    const id = people.payBill(bills[0] ?? '', '10.00', { BankAccountRef: BANK, RefNumber: '1' });
    const before = value((await ask(quickbooks, query(`<TxnID>${id}</TxnID>`))).text, 'EditSequence');
    people.edit(id, { RefNumber: '2', TxnDate: '2026-04-01' });
    const { text } = await ask(quickbooks, query('<RefNumber>2</RefNumber>'));
    expect([value(text, 'TxnID'), value(text, 'TxnDate')]).toEqual([id, '2026-04-01']);
    expect(value(text, 'EditSequence')).not.toBe(before);
  });

  test('deletes a check: the bill is open again, and the deleted queries tell of it', async () => {
    const { quickbooks, people, bills } = owing(1);
    const id = people.payBill(bills[0] ?? '', '10.00', { BankAccountRef: BANK });
    expect(() => people.remove(bills[0] ?? '')).toThrow('3160');
    people.remove(id);
    expect(await billNow(quickbooks, bills[0])).toMatchObject({ open: '100.00' });
    const deleted =
      '<TxnDeletedQueryRq requestID="d"><TxnDelType>BillPaymentCheck</TxnDelType></TxnDeletedQueryRq>';
    const { text } = await ask(quickbooks, deleted);
    expect(value(text, 'TxnID')).toBe(id);
    expect(text).not.toContain('RefNumber');
    people.remove(bills[0] ?? '');
    expect(quickbooks.books().bills).toEqual([]);
  });
});
