import { REASONS } from '../../lib/reasons.ts';
import type { BookLine, BookOrder } from '../../local/sample/books.ts';
import { contractsOf } from '../../local/sample/company.ts';
import { sumOf } from '../../local/sample/decimals.ts';
import { describeDifference } from '../../local/sample/difference.ts';
import { compareBooks, type Expectation } from '../../local/sample/expectation.ts';
import { openBooks } from '../../local/sample/open-books.ts';
import { readBooks } from '../../local/sample/read-books.ts';
import { canadaSample, type Sample, usSample } from '../../local/sample/samples.ts';
import { toJson } from '../../local/simulators/procore/data.ts';
import { createQuickBooks } from '../../local/simulators/quickbooks/quickbooks.ts';
import { perfectBooks, perfectRecords, withOrder } from './perfect-books.ts';

const US = usSample();
const CANADA = canadaSample();
const BOTH: [string, Sample][] = [
  ['the US contractor', US],
  ['the Canadian contractor', CANADA],
];

const BOOKS = perfectBooks(US.expectation);
const RECORDS = perfectRecords(US.expectation);

const linesOf = (books = BOOKS, records = RECORDS, expectation: Expectation = US.expectation): string[] =>
  compareBooks(books, records, expectation).map(describeDifference);

const withLine =
  (index: number, change: Partial<BookLine>) =>
  (order: BookOrder): BookOrder[] => [
    { ...order, lines: order.lines.map((line, at) => (at === index ? { ...line, ...change } : line)) },
  ];

describe.each(BOTH)('the sample of %s', (_, sample) => {
  const { expectation } = sample;
  const contracts = contractsOf(sample.procore());

  test('every commitment is posted, one of two rivals, or planted', () => {
    const known = [
      ...expectation.totals.orders.map((order) => order.id),
      ...expectation.rivalries.flatMap((rivalry) => rivalry.sides.map((side) => side.posting.id)),
      ...expectation.planted.filter((one) => one.flow === 'commitments').map((one) => one.id),
    ];
    expect(known.sort()).toEqual(contracts.map(({ contract }) => String(contract.id)).sort());
  });

  test('the hand-written orders are among those that the reading of Procore finds', () => {
    const read = new Map(expectation.totals.orders.map((order) => [order.id, order]));
    for (const posting of expectation.postings) {
      expect([posting.number, read.get(posting.id)]).toEqual([
        posting.number,
        expect.objectContaining({
          number: posting.number,
          vendor: posting.vendor,
          job: posting.job,
          total: posting.total,
        }),
      ]);
    }
  });

  test('the lines of a hand-written order sum to its total', () => {
    for (const posting of expectation.postings) {
      expect([posting.number, sumOf(posting.lines.map((line) => line[4]))]).toEqual([
        posting.number,
        posting.total,
      ]);
    }
  });

  test('every planted reason is one of the table, in its state', () => {
    const states: Readonly<Record<string, { state: string }>> = REASONS;
    for (const one of [
      ...expectation.planted,
      ...expectation.rivalries.flatMap((rivalry) => rivalry.sides.flatMap((side) => side.whenLost)),
    ]) {
      expect([one.reasonCode, states[one.reasonCode]?.state]).toEqual([one.reasonCode, one.state]);
    }
  });

  test('ids beyond 2^53 leave as JSON numbers with all their digits', () => {
    const json = toJson(sample.procore());
    const large = expectation.postings.filter((posting) => posting.id.length >= 17);
    expect(large.length).toBeGreaterThan(0);
    for (const posting of large) expect(json).toContain(`"id":${posting.id},`);
  });

  test('books and records in which everything is right show no difference', () => {
    expect(linesOf(perfectBooks(expectation), perfectRecords(expectation), expectation)).toEqual([]);
  });

  test('a call for the company gives fresh objects', () => {
    const company = sample.procore();
    company.vendors[0]!.name = 'changed';
    expect(sample.procore().vendors[0]!.name).not.toBe('changed');
  });
});

test('the two samples are as large as a believable contractor', () => {
  const all = BOTH.map(([, sample]) => sample.procore());
  const contracts = all.flatMap(contractsOf);
  expect(all.flatMap((company) => company.vendors).length).toBeGreaterThanOrEqual(40);
  expect(all.flatMap((company) => company.standard_cost_codes).length).toBeGreaterThanOrEqual(150);
  expect(contracts.length).toBeGreaterThanOrEqual(80);
  expect(contracts.flatMap(({ lines }) => lines).length).toBeGreaterThanOrEqual(590);
  expect(US.expectation.postings.length + CANADA.expectation.postings.length).toBeGreaterThanOrEqual(30);
});

test('an order entered in QuickBooks is read as it was entered', () => {
  const quickbooks = createQuickBooks({ country: 'CA' });
  openBooks(quickbooks.people, CANADA.quickbooks);
  quickbooks.people.addPurchaseOrder({
    VendorRef: 'Béton Provincial Ltée',
    TxnDate: '2026-02-23',
    RefNumber: '000123',
    IsTaxIncluded: 'false',
    PurchaseOrderLineAdd: [
      {
        ItemRef: 'Béton:03-300',
        Desc: 'Concrete, yard slab',
        Quantity: '96',
        Rate: '231',
        CustomerRef: 'TORONTO YARD EXPANSION',
        SalesTaxCodeRef: 'H',
      },
    ],
  });
  const books = perfectBooks(CANADA.expectation);
  const [entered] = readBooks(quickbooks.books()).orders;
  const replaced = withOrder(books, '000123', () => (entered ? [entered] : []));
  expect(linesOf(replaced, perfectRecords(CANADA.expectation), CANADA.expectation)).toEqual([]);
});

describe('the comparison finds', () => {
  test('a missing order', () => {
    const books = withOrder(BOOKS, 'SC-101', () => []);
    expect(linesOf(books)).toContain('order SC-101: expected 1 / found none');
  });

  test('an order posted twice', () => {
    const books = withOrder(BOOKS, 'SC-101', (order) => [order, order]);
    expect(linesOf(books)).toContain('order SC-101: expected 1 / found 2');
  });

  test('an order that nobody asked for', () => {
    const books = withOrder(BOOKS, 'SC-101', (order) => [order, { ...order, number: 'SC-901' }]);
    expect(linesOf(books)).toContain('order SC-901: expected none / found 1');
  });

  test('a wrong cent in a hand-written order, in the line, the total and the sum', () => {
    const books = withOrder(BOOKS, 'SC-101', withLine(1, { amount: '18500.01' }));
    expect(linesOf(books)).toEqual([
      'order SC-101, total: expected "48500" / found "48500.01"',
      'order SC-101, line 2, amount: expected "18500" / found "18500.01"',
      expect.stringMatching(/^sum of .* \/ Olympic Drywall LLC: expected /),
    ]);
  });

  test('a wrong cent in an ordinary order', () => {
    const books = withOrder(BOOKS, 'SC-501', withLine(0, { amount: '0.01' }));
    expect(linesOf(books)).toContainEqual(
      expect.stringMatching(/^order SC-501, line 1, amount: expected "[\d.]+" \/ found "0.01"$/),
    );
  });

  test('cents moved from one line to another', () => {
    const books = withOrder(BOOKS, 'SC-101', (order) =>
      withLine(0, { amount: '30000.01' })(order).flatMap(withLine(1, { amount: '18499.99' })),
    );
    expect(linesOf(books)).toHaveLength(2);
  });

  test('a line left out and a line too many', () => {
    const less = withOrder(BOOKS, 'PO-26101-01', (order) => [{ ...order, lines: order.lines.slice(0, 2) }]);
    expect(linesOf(less)).toContain('order PO-26101-01, lines: expected "3" / found "2"');
    const more = withOrder(BOOKS, 'SC-104', (order) => [
      { ...order, lines: [...order.lines, ...order.lines] },
    ]);
    expect(linesOf(more)).toContain('order SC-104, lines: expected "1" / found "2"');
  });

  test.each([
    ['item', { item: '09-300' }, 'item: expected "09-250" / found "09-300"'],
    [
      'description',
      { text: 'Framing and board, level 1 ' },
      'description: expected "Framing and board, level 1" / found "Framing and board, level 1 "',
    ],
    ['quantity', { quantity: '2' }, 'quantity: expected "1" / found "2"'],
    ['rate', { rate: '15000' }, 'rate: expected "30000" / found "15000"'],
    ['job', { job: '' }, /job: expected "Northgate .*" \/ found ""$/],
    ['tax code', { taxCode: 'Tax' }, 'tax code: expected "" / found "Tax"'],
  ] as const)('a wrong %s of a line', (_, change, words) => {
    const lines = linesOf(withOrder(BOOKS, 'SC-101', withLine(0, change)));
    expect(lines).toContainEqual(
      typeof words === 'string' ? `order SC-101, line 1, ${words}` : expect.stringMatching(words),
    );
  });

  test('a wrong vendor, date, memo or tax setting of an order', () => {
    const books = withOrder(BOOKS, 'SC-101', (order) => [
      { ...order, vendor: 'Cascade Ready-Mix', date: '2026-02-01', memo: 'Drywall', taxIncluded: 'true' },
    ]);
    expect(linesOf(books).slice(0, 4)).toEqual([
      'order SC-101, vendor: expected "Olympic Drywall LLC" / found "Cascade Ready-Mix"',
      'order SC-101, date: expected "2026-02-02" / found "2026-02-01"',
      'order SC-101, memo: expected "Drywall - levels 1 & 2" / found "Drywall"',
      'order SC-101, tax included: expected "" / found "true"',
    ]);
  });

  test('one character in the middle of a long text, and shows only its surroundings', () => {
    const books = withOrder(BOOKS, 'SC-201', (order) =>
      order.lines[0]
        ? withLine(0, { text: order.lines[0].text.replace('bay. Tear', 'bay, Tear') })(order)
        : [],
    );
    const [line = ''] = linesOf(books);
    expect(line).toMatch(/^order SC-201, line 1, description: expected ".*bay\. Tear.*of 4095\)/);
    expect(line.length).toBeLessThan(400);
  });

  test('a hand-entered order that was touched', () => {
    const books = withOrder(BOOKS, 'PO-1001', (order) => [{ ...order, memo: 'overwritten' }]);
    expect(linesOf(books)).toEqual([
      'order PO-1001, memo: expected "Temporary power, entered by hand" / found "overwritten"',
    ]);
  });

  test('a vendor too many, missing, or changed', () => {
    const [first, ...others] = BOOKS.vendors;
    expect(linesOf({ ...BOOKS, vendors: others })).toContain(
      `vendor ${first?.name}: expected 1 / found none`,
    );
    const extra = { ...BOOKS, vendors: [...BOOKS.vendors, { ...first!, name: 'Blue Heron Landscaping' }] };
    expect(linesOf(extra)).toEqual(['vendor Blue Heron Landscaping: expected none / found 1']);
    const vendors = BOOKS.vendors.map((one) =>
      one.name === 'ACME FENCING CO.' ? { ...one, address: ['1 New Street'] } : one,
    );
    expect(linesOf({ ...BOOKS, vendors })).toEqual([
      'vendor ACME FENCING CO., address: expected "1 Old Street | Renton, WA" / found "1 New Street"',
    ]);
  });

  test('a job too many, missing, or changed', () => {
    const customers = BOOKS.customers.map((one) =>
      one.fullName.endsWith('Fit-out') ? { ...one, address: [...one.address].reverse() } : one,
    );
    expect(linesOf({ ...BOOKS, customers })).toEqual([
      expect.stringMatching(/^job Lodz Software Inc\.:Peña Station - Tenant Fit-out, address: expected /),
    ]);
    const extra = [...BOOKS.customers, { ...BOOKS.customers[0]!, fullName: 'Harbor Pier 9 Repairs' }];
    expect(linesOf({ ...BOOKS, customers: extra })).toEqual([
      'job Harbor Pier 9 Repairs: expected none / found 1',
    ]);
    const less = BOOKS.customers.filter((one) => !one.fullName.endsWith('Fit-out'));
    expect(linesOf({ ...BOOKS, customers: less })).toEqual([
      'job Lodz Software Inc.:Peña Station - Tenant Fit-out: expected 1 / found none',
    ]);
  });

  test('an item too many, missing, or on another account, written by hand or not', () => {
    const change = (fullName: string) => ({
      ...BOOKS,
      items: BOOKS.items.map((item) =>
        item.fullName === fullName ? { ...item, expense: 'Checking' } : item,
      ),
    });
    expect(linesOf(change('26-240'))).toEqual([
      'item 26-240, expense: expected "Cost of Goods Sold:Electrical" / found "Checking"',
    ]);
    expect(linesOf(change('26-510'))).toEqual([
      'item 26-510, expense: expected "Cost of Goods Sold:Electrical" / found "Checking"',
    ]);
    const [first, ...others] = BOOKS.items;
    expect(linesOf({ ...BOOKS, items: others })).toEqual([
      `item ${first?.fullName}: expected 1 / found none`,
    ]);
    const extra = [...BOOKS.items, { ...first!, fullName: '1000-10' }];
    expect(linesOf({ ...BOOKS, items: extra })).toEqual(['item 1000-10: expected none / found 1']);
  });

  test('a planted record in another state, for another reason, missing, or unknown', () => {
    const changed = RECORDS.map((record) =>
      record.id === '786919' ? { ...record, state: 'synced', reasonCode: undefined } : record,
    );
    expect(linesOf(BOOKS, changed)).toEqual([
      'record commitments 786919 (number of 12 characters): expected "failed: number-too-long" / found "synced"',
    ]);
    const otherReason = RECORDS.map((record) =>
      record.id === '786919' ? { ...record, reasonCode: 'number-taken' } : record,
    );
    expect(linesOf(BOOKS, otherReason)).toHaveLength(1);
    const gone = RECORDS.filter((record) => record.id !== '786001');
    expect(linesOf(BOOKS, gone)).toEqual([
      'record commitments 786001 (nothing is wrong with it): expected "synced" / found "no record"',
    ]);
    const more = [...RECORDS, { flow: 'cost-codes', id: '2900', state: 'synced' }];
    expect(linesOf(BOOKS, more)).toEqual(['record cost-codes 2900: expected "no record" / found "synced"']);
  });
});

describe('of two rivals', () => {
  test('the other one may have come first', () => {
    const [names] = US.expectation.rivalries;
    const reversed: Expectation = {
      ...US.expectation,
      rivalries: US.expectation.rivalries.map((one) => ({ ...one, sides: [one.sides[1], one.sides[0]] })),
    };
    expect(names).toBeDefined();
    expect(linesOf(perfectBooks(reversed), perfectRecords(reversed))).toEqual([]);
  });

  test('not both are posted', () => {
    const both = withOrder(BOOKS, 'SC-401', (order) => [
      order,
      { ...order, number: 'SC-402', vendor: 'RAINIER ELECTRIC' },
    ]);
    expect(linesOf(both)).toContain(
      'rivals for the vendor name Rainier Electric: expected one order posted / found both',
    );
  });

  test('not none is posted', () => {
    const none = withOrder(BOOKS, 'SC-777', () => []);
    expect(linesOf(none)).toContain(
      'rivals for the order number SC-777: expected one order posted / found none',
    );
  });
});
