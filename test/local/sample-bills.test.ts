import type { BookBill, BookBillLine, BookCheck, BookEstimate } from '../../local/sample/books.ts';
import { sumOf } from '../../local/sample/decimals.ts';
import { describeDifference } from '../../local/sample/difference.ts';
import { compareBooks } from '../../local/sample/expectation.ts';
import { canadaSample, usSample } from '../../local/sample/samples.ts';
import { perfectBooks, perfectRecords, withOrder } from './perfect-books.ts';

const { expectation } = usSample();
const BOOKS = perfectBooks(expectation);
const RECORDS = perfectRecords(expectation);

const linesOf = (books = BOOKS, records = RECORDS): string[] =>
  compareBooks(books, records, expectation).map(describeDifference);

const withBill = (number: string, change: (bill: BookBill) => BookBill[]) => ({
  ...BOOKS,
  bills: BOOKS.bills.flatMap((bill) => (bill.number === number ? change(bill) : [bill])),
});

const withBillLine = (number: string, index: number, change: Partial<BookBillLine>) =>
  withBill(number, (bill) => [
    { ...bill, lines: bill.lines.map((line, at) => (at === index ? { ...line, ...change } : line)) },
  ]);

const withCheck = (memo: string, change: (check: BookCheck) => BookCheck[]) => ({
  ...BOOKS,
  checks: BOOKS.checks.flatMap((check) => (check.memo === memo ? change(check) : [check])),
});

const ORDINARY = expectation.totals.bills.find(({ number }) => number.startsWith('SC-501/'));

describe('of the lines that change orders add, the comparison finds', () => {
  test('none of it missing, whichever came first', () => {
    const turned = withOrder(BOOKS, 'SC-101', (order) => {
      const [one, two, soffit, ...others] = order.lines;
      return [{ ...order, lines: [one!, two!, ...others, soffit!] }];
    });
    expect(linesOf(turned)).toEqual([]);
  });

  test('a line that stands among those of another change order', () => {
    const mixed = withOrder(BOOKS, 'SC-101', (order) => {
      const [one, two, soffit, shaft, ...others] = order.lines;
      return [{ ...order, lines: [one!, two!, shaft!, soffit!, ...others] }];
    });
    expect(linesOf(mixed).length).toBeGreaterThan(0);
  });

  test('a line that is missing, posted twice, or wrong by a cent', () => {
    const less = withOrder(BOOKS, 'SC-101', (order) => [{ ...order, lines: order.lines.slice(0, -1) }]);
    expect(linesOf(less)).toContain('order SC-101, lines: expected "7" / found "6"');
    const more = withOrder(BOOKS, 'SC-101', (order) => [
      { ...order, lines: [...order.lines, order.lines[2]!] },
    ]);
    expect(linesOf(more)).toContain('order SC-101, lines: expected "7" / found "8"');
    const wrong = withOrder(BOOKS, 'SC-101', (order) => [
      { ...order, lines: order.lines.map((line, n) => (n === 2 ? { ...line, amount: '2250.01' } : line)) },
    ]);
    expect(linesOf(wrong)).toEqual([
      'order SC-101, total: expected "52159.35" / found "52159.36"',
      'order SC-101, line 3, amount: expected "2250" / found "2250.01"',
      expect.stringMatching(/^sum of .* \/ Olympic Drywall LLC: expected /),
    ]);
  });
});

describe('of the bills, the comparison finds', () => {
  test('one that is missing, there twice, or not asked for', () => {
    const about = 'bill OD-1052 of Olympic Drywall LLC';
    expect(linesOf(withBill('OD-1052', () => []))).toContain(`${about}: expected 1 / found none`);
    expect(linesOf(withBill('OD-1052', (bill) => [bill, bill]))).toContain(`${about}: expected 1 / found 2`);
    expect(linesOf(withBill('OD-1052', (bill) => [bill, { ...bill, number: 'OB-3' }]))).toContain(
      'bill OB-3 of Olympic Drywall LLC: expected none / found 1',
    );
    expect(linesOf(withBill('OD-1052', (bill) => [{ ...bill, kind: 'VendorCredit' }]))).toContain(
      'credit OD-1052 of Olympic Drywall LLC: expected none / found 1',
    );
  });

  test('a wrong cent, in the line, the total, what is open, and the sum of its job, vendor and item', () => {
    expect(linesOf(withBillLine('OD-1052', 2, { amount: '1000.01' }))).toEqual([
      'bill OD-1052 of Olympic Drywall LLC, total: expected "14212.5" / found "14212.51"',
      'bill OD-1052 of Olympic Drywall LLC, line 3, amount: expected "1000" / found "1000.01"',
      'bill OD-1052 of Olympic Drywall LLC, open: expected "0.01" / found "0"',
      expect.stringMatching(/^billed of .*Northgate.* \/ Olympic Drywall LLC \/ 09-250: expected /),
    ]);
  });

  test.each([
    ['item', { item: '09-300' }, 'item: expected "09-250" / found "09-300"'],
    [
      'description',
      { text: 'Soffit' },
      'description: expected "Soffit framing, \\"level 1\\"" / found "Soffit"',
    ],
    ['quantity', { quantity: '0.44445' }, 'quantity: expected "0.44444" / found "0.44445"'],
    ['tax code', { taxCode: 'Tax' }, 'tax code: expected "" / found "Tax"'],
    ['order', { order: '' }, 'order: expected "SC-101" / found ""'],
    [
      'order line',
      { draws: 'Framing and board, level 1' },
      'draws: expected "001: Soffit framing, \\"level 1\\"" / found "Framing and board, level 1"',
    ],
    ['billable status', { billable: 'Billable' }, 'billable: expected "NotBillable" / found "Billable"'],
  ] as const)('a wrong %s of a line', (_, change, words) => {
    const lines = linesOf(withBillLine('OD-1052', 2, change));
    expect(lines).toContain(`bill OD-1052 of Olympic Drywall LLC, line 3, ${words}`);
  });

  test('a retainage line that is missing', () => {
    const books = withBill('OD-1041', (bill) => [{ ...bill, lines: bill.lines.slice(0, -1) }]);
    expect(linesOf(books)).toContain(
      'bill OD-1041 of Olympic Drywall LLC, total: expected "15900" / found "17666.67"',
    );
  });

  test('a wrong date, memo, account or tax setting', () => {
    const books = withBill('OD-1041', (bill) => [
      { ...bill, date: '2026-03-01', memo: 'Drywall', payable: 'Retainage Payable', taxIncluded: 'true' },
    ]);
    expect(linesOf(books)).toHaveLength(4);
  });

  test('a wrong cent, quantity or order of an ordinary bill', () => {
    const number = ORDINARY?.number ?? '';
    const [first] = ORDINARY?.lines ?? [];
    expect(
      linesOf(withBillLine(number, 0, { amount: sumOf([first?.amount ?? '', '0.01']) })).join('\n'),
    ).toContain(`line 1, amount: expected `);
    expect(linesOf(withBillLine(number, 0, { quantity: '99' }))).toHaveLength(1);
    expect(linesOf(withBillLine(number, 0, { order: 'SC-101' }))).toHaveLength(1);
  });

  test('one that a bookkeeper entered and somebody touched', () => {
    const books = withBill('AF-310', (bill) => [{ ...bill, memo: 'overwritten' }]);
    expect(linesOf(books)).toEqual([
      'bill AF-310 of ACME FENCING CO., memo: expected "Temporary fence, entered by hand" / found "overwritten"',
    ]);
  });
});

test('of the estimates, the comparison finds what is missing, not asked for, and wrong in a line', () => {
  const [first, ...others] = BOOKS.estimates;
  if (!first) throw new Error('there is no estimate');
  const withFirst = (estimates: BookEstimate[]) =>
    linesOf({ ...BOOKS, estimates: [...estimates, ...others] });
  expect(withFirst([])).toEqual(['estimate 26-101: expected 1 / found none']);
  expect(withFirst([first, { ...first, number: '26-106' }])).toEqual([
    'estimate 26-106: expected none / found 1',
  ]);
  const wrong = first.lines.map((line, n) =>
    n === 4 ? { ...line, amount: '1500.00', rate: '1500', text: '' } : line,
  );
  expect(withFirst([{ ...first, lines: wrong }])).toEqual([
    'estimate 26-101, total: expected "88605.88" / found "91605.88"',
    expect.stringMatching(/^estimate 26-101, line 5, description: expected /),
    'estimate 26-101, line 5, rate: expected "-1500" / found "1500"',
    'estimate 26-101, line 5, amount: expected "-1500" / found "1500"',
  ]);
  expect(withFirst([{ ...first, job: '', memo: '', taxIncluded: 'true' }])).toHaveLength(3);
});

describe('of the checks, the comparison finds', () => {
  test('one that is missing, there twice, or not asked for', () => {
    const about = 'check Procore Pay pp-7010';
    expect(linesOf(withCheck('Procore Pay pp-7010', () => []))).toContain(
      `${about}: expected 1 / found none`,
    );
    expect(linesOf(withCheck('Procore Pay pp-7010', (check) => [check, check]))).toContain(
      `${about}: expected 1 / found 2`,
    );
    const more = withCheck('Procore Pay pp-7010', (check) => [
      check,
      { ...check, memo: 'Procore Pay pp-7041' },
    ]);
    expect(linesOf(more)).toContain('check Procore Pay pp-7041: expected none / found 1');
  });

  test.each([
    ['number', { number: '' }],
    ['vendor', { vendor: 'Cascade Ready-Mix' }],
    ['date', { date: '2026-03-11' }],
    ['bank', { bank: 'Savings' }],
    ['payable account', { payable: '' }],
  ] as const)('a wrong %s', (field, change) => {
    const [line, ...others] = linesOf(withCheck('Procore Pay pp-7001', (check) => [{ ...check, ...change }]));
    expect(line).toContain(`check "Procore Pay pp-7001", ${field}: expected `);
    expect(others).toEqual([]);
  });

  test('one without a number that somebody is to print', () => {
    const books = withCheck('Procore Pay pp-7002', (check) => [{ ...check, toBePrinted: 'true' }]);
    expect(linesOf(books)).toEqual([
      'check "Procore Pay pp-7002", to be printed: expected "false" / found "true"',
    ]);
  });

  test('cents moved from one of its bills to another', () => {
    const books = withCheck('Procore Pay pp-7010', (check) => [
      {
        ...check,
        bills: check.bills.map((bill, n) => ({ ...bill, amount: ['20609.99', '1145.01'][n] ?? '' })),
      },
    ]);
    expect(linesOf(books)).toHaveLength(1);
  });
});

test('a flag that nobody expects, and one that is missing, are found', () => {
  const flags = [{ code: 'total-differs' }];
  const more = RECORDS.map((record) => (record.id === '1280701' ? { ...record, flags } : record));
  expect(linesOf(BOOKS, more)).toEqual(['flag on invoices 1280701: total-differs: expected none / found 1']);
  const less = RECORDS.map((record) => ({ ...record, flags: [] }));
  expect(linesOf(BOOKS, less)).toEqual(['flag on invoices 1280731: not-linked: expected 1 / found none']);
});

describe.each([usSample(), canadaSample()])(
  'the sample $settings.name',
  ({ expectation: written, procore }) => {
    test('every change order, invoice and payment is posted or planted', () => {
      const { projects } = procore();
      const known = (flow: string, posted: readonly { readonly id: string }[]) =>
        [...posted, ...written.planted.filter((one) => one.flow === flow)].map(({ id }) => id).sort();
      const ids = (rows: readonly { readonly id: unknown }[]) => rows.map(({ id }) => String(id)).sort();
      expect(known('change-orders', written.totals.added)).toEqual(
        ids(projects.flatMap(({ change_order_packages }) => change_order_packages)),
      );
      expect(known('invoices', written.totals.bills)).toEqual(
        ids(projects.flatMap(({ requisitions }) => requisitions)),
      );
      const contracts = projects.flatMap((one) => [
        ...one.purchase_order_contracts,
        ...one.work_order_contracts,
      ]);
      expect(known('payments', written.totals.checks)).toEqual(
        ids(contracts.flatMap(({ payments }) => payments)),
      );
    });

    test('every budget is an estimate or planted', () => {
      const { projects } = procore();
      const known = [...written.estimates, ...written.planted.filter(({ flow }) => flow === 'budgets')];
      expect(known.map(({ id }) => id).sort()).toEqual(
        projects.flatMap(({ budget, record }) => (budget ? [String(record.id)] : [])).sort(),
      );
      for (const { number, total, lines } of written.estimates)
        expect([number, sumOf(lines.map((line) => line[4]))]).toEqual([number, total]);
    });

    test('what is written by hand agrees with what is read from Procore, and sums to its totals', () => {
      for (const { id, order, total, lines } of written.added) {
        expect(written.totals.added).toContainEqual({ id, order, total });
        expect([id, sumOf(lines.map((line) => line[4]))]).toEqual([id, total]);
      }
      expect(written.added).toHaveLength(written.totals.added.length);
      for (const { kind = 'Bill', id, number, vendor, order, job, date, total, lines } of written.billings) {
        const read = { kind, id, number, vendor, order, job, date, total };
        expect(written.totals.bills).toContainEqual(expect.objectContaining(read));
        expect([number, sumOf(lines.map((line) => line[3]))]).toEqual([number, total]);
      }
      for (const { date: _, ...check } of written.checks) {
        expect(written.totals.checks).toContainEqual(expect.objectContaining(check));
        expect([check.memo, sumOf(check.bills.map(([, amount]) => amount))]).toEqual([
          check.memo,
          check.total,
        ]);
      }
    });
  },
);

test('the invoices of both samples are enough to be believed', () => {
  const all = [usSample(), canadaSample()].map((sample) => sample.expectation);
  expect(all.flatMap(({ totals }) => totals.bills).length).toBeGreaterThanOrEqual(50);
  expect(all.flatMap(({ billings }) => billings).length).toBeGreaterThanOrEqual(15);
});
