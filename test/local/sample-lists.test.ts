import { describeDifference } from '../../local/sample/difference.ts';
import { compareBooks } from '../../local/sample/expectation.ts';
import { usSample } from '../../local/sample/samples.ts';
import { perfectBooks, perfectRecords } from './perfect-books.ts';

const { expectation } = usSample();
const BOOKS = perfectBooks(expectation);
const RECORDS = perfectRecords(expectation);

const linesOf = (books = BOOKS, records = RECORDS): string[] =>
  compareBooks(books, records, expectation).map(describeDifference);

describe('of lists and records, the comparison finds', () => {
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
    const unseen = RECORDS.filter((record) => record.id !== '161089');
    expect(linesOf(BOOKS, unseen)).toEqual([]);
    const more = [...RECORDS, { flow: 'cost-codes', id: '2900', state: 'synced' }];
    expect(linesOf(BOOKS, more)).toEqual(['record cost-codes 2900: expected "no record" / found "synced"']);
  });
});
