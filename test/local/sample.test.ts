import { REASONS } from '../../lib/reasons.ts';
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
