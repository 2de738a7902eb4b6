import type { BookLine, BookOrder } from '../../local/sample/books.ts';
import { describeDifference } from '../../local/sample/difference.ts';
import { compareBooks } from '../../local/sample/expectation.ts';
import { usSample } from '../../local/sample/samples.ts';
import { perfectBooks, perfectRecords, withOrder } from './perfect-books.ts';

const { expectation } = usSample();
const BOOKS = perfectBooks(expectation);
const RECORDS = perfectRecords(expectation);

const linesOf = (books = BOOKS, records = RECORDS): string[] =>
  compareBooks(books, records, expectation).map(describeDifference);

const withLine =
  (index: number, change: Partial<BookLine>) =>
  (order: BookOrder): BookOrder[] => [
    { ...order, lines: order.lines.map((line, at) => (at === index ? { ...line, ...change } : line)) },
  ];

describe('of the orders, the comparison finds', () => {
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
      'order SC-101, total: expected "52159.35" / found "52159.36"',
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
    expect(linesOf(less)).toContain('order PO-26101-01, lines: expected "4" / found "2"');
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
});
