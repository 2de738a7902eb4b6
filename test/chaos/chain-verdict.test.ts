import type { SyncRecord } from '../../lib/engine/record.ts';
import type { Books } from '../../local/simulators/quickbooks/quickbooks.ts';
import { withAws } from '../stores/stores.ts';
import { playSmallest } from './exhaustive.ts';
import { createSingleFault } from './faults.ts';
import { judge, type Outcome, type Verdict } from './verdict.ts';

const aws = withAws();
let end: Outcome;

beforeAll(async () => {
  ({ outcome: end } = await playSmallest(aws(), 'chain', createSingleFault(0, 'go')));
});

const books = (change: Partial<Books>): Partial<Outcome> => ({ books: { ...end.books, ...change } });

const records = (flow: string, change: Partial<SyncRecord>): Partial<Outcome> => ({
  records: end.records.map((record) => (record.flow === flow ? { ...record, ...change } : record)),
});

const found = (planted: Partial<Outcome>): Partial<Verdict> => {
  const verdict = judge({ ...end, ...planted });
  return Object.fromEntries(Object.entries(verdict).filter(([, sentences]) => sentences.length > 0));
};

/** The lines of the only order, changed. */
const orderLines = (change: (lines: Books['purchaseOrders'][number]['lines']) => typeof lines) => {
  const [order] = end.books.purchaseOrders;
  if (!order) throw new Error('there is no order');
  return books({ purchaseOrders: [{ ...order, lines: change(order.lines) }] });
};

test('the smallest chain without a fault is as it should be', () => {
  const { purchaseOrders, bills, payments } = end.books;
  expect([purchaseOrders.length, bills.length, payments.length]).toEqual([1, 1, 1]);
  expect(found({})).toEqual({});
});

describe('what is planted into the end of a chain is found:', () => {
  test('a line of a change order that stands twice', () => {
    const twice = found(orderLines((lines) => [...lines, ...lines.slice(-1)]));
    expect(twice.duplicates).toEqual([expect.stringMatching(/^the line .* stands 2 times$/)]);
  });

  test('a change order that is lost', () => {
    const { losses } = found(orderLines((lines) => lines.slice(0, 1)));
    expect(losses).toEqual(['CO-2000 is not in PO-100']);
  });

  test('a change order at another amount', () => {
    const { wrong } = found(
      orderLines((lines) =>
        lines.map((line) => (String(line.fields.Desc).startsWith('CO-') ? other(line) : line)),
      ),
    );
    expect(wrong).toContain('CO-2000 says what Procore never said');
  });

  test('a line that somebody else has added and that is gone', () => {
    const deeds = { ...end.deeds, added: new Set(['PO-100 By hand 1']) };
    expect(found({ deeds }).wrong).toEqual(["somebody's line is gone: PO-100 By hand 1"]);
  });

  test('a bill that stands twice, under another key', () => {
    const [bill] = end.books.bills;
    const bills = bill ? [bill, { ...bill, id: 'X', fields: { ...bill.fields, ExternalGUID: 'X' } }] : [];
    expect(found(books({ bills })).duplicates).toEqual(['bill PO-100-1 stands 2 times']);
  });

  test('a bill that is lost', () => {
    expect(found(books({ bills: [] })).losses).toEqual(['bill PO-100-1 is missing']);
  });

  test('a bill at another amount', () => {
    const bills = end.books.bills.map((bill) => ({ ...bill, lines: bill.lines.map(other) }));
    expect(found(books({ bills })).wrong).toEqual(['bill PO-100-1 says what Procore never said']);
  });

  test('more billed than ordered', () => {
    const bills = end.books.bills.map((bill) => ({
      ...bill,
      lines: bill.lines.map((line) => ({ ...line, fields: { ...line.fields, Quantity: '1.5' } })),
    }));
    expect(found(books({ bills })).wrong).toContainEqual(
      expect.stringContaining('more is billed than ordered'),
    );
  });

  test('a check that stands twice, and one that is lost', () => {
    const [check] = end.books.payments;
    const payments = check ? [check, { ...check, fields: { ...check.fields, ExternalGUID: 'X' } }] : [];
    expect(found(books({ payments })).duplicates).toEqual(['check pp-9001-501-1 stands 2 times']);
    expect(found(books({ payments: [] })).losses).toEqual(['check pp-9001-501-1 is missing']);
  });

  test('a check over another amount', () => {
    const payments = end.books.payments.map((check) => ({
      ...check,
      paid: check.paid.map((paid) => ({ ...paid, amount: '1.00' })),
    }));
    expect(found(books({ payments })).wrong).toEqual([
      expect.stringMatching(/^check pp-9001-501-1 pays PO-100-1 100, not/),
    ]);
  });

  test.each(['change-orders', 'invoices', 'payments'])('a record of %s that failed for no reason', (flow) => {
    const failed = records(flow, { state: 'failed', reason: { code: 'gave-up' } });
    expect(found(failed).wrong).toContainEqual(expect.stringContaining('is failed: gave-up, not synced'));
  });

  test('a mark in Procore that names something else', () => {
    const other = records('change-orders', {
      mapping: {
        type: 'PurchaseOrder',
        id: 'X',
        name: 'X',
        lines: { 1: 'X' },
        created: true,
        ofTarget: true,
      },
    });
    expect(found(other).wrong).toContainEqual(expect.stringMatching(/is in QuickBooks as X and marked with/));
  });
});

const other = <L extends { readonly fields: object }>(line: L): L => ({
  ...line,
  fields: { ...line.fields, Amount: '1.00' },
});
