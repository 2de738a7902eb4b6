import type { SyncRecord } from '../../lib/engine/record.ts';
import type { Session } from '../../lib/web-connector/session.ts';
import { seeded } from '../../local/sample/seeded.ts';
import type { BookOrder } from '../../local/simulators/quickbooks/quickbooks.ts';
import { withAws } from '../stores/stores.ts';
import { createContractor, SMALLEST } from './company.ts';
import { playSmallest } from './exhaustive.ts';
import { createSingleFault } from './faults.ts';
import { judge, type Outcome, type Verdict } from './verdict.ts';

const aws = withAws();
let end: Outcome;

beforeAll(async () => {
  ({ outcome: end } = await playSmallest(aws(), 'orders', createSingleFault(0, 'go')));
});

const [NUMBER, OTHER] = createContractor(SMALLEST, seeded(1)).orders.map(({ number }) => number);

const orders = (change: (all: readonly BookOrder[]) => readonly BookOrder[]): Partial<Outcome> => ({
  books: { ...end.books, purchaseOrders: change(end.books.purchaseOrders) },
});

const records = (change: (record: SyncRecord) => SyncRecord): Partial<Outcome> => ({
  records: end.records.map(change),
});

const found = (planted: Partial<Outcome>): Partial<Verdict> => {
  const verdict = judge({ ...end, ...planted });
  return Object.fromEntries(Object.entries(verdict).filter(([, sentences]) => sentences.length > 0));
};

const isFirst = ({ refNumber }: BookOrder) => refNumber === NUMBER;

const synced = ({ flow, state }: SyncRecord) => flow === 'commitments' && state === 'synced';

const amountless = (order: BookOrder): BookOrder => ({
  ...order,
  lines: order.lines.map((line) => ({ ...line, fields: { ...line.fields, Amount: '1.00' } })),
});

test('the smallest job without a fault is as it should be', () => {
  expect(end.books.purchaseOrders.map(({ refNumber }) => refNumber).sort()).toEqual([NUMBER, OTHER]);
  expect(found({})).toEqual({});
});

describe('what is planted into the end of a run is found:', () => {
  test('an order that stands twice', () => {
    const twice = orders((all) => [...all, ...all.filter(isFirst)]);
    expect(found(twice).duplicates).toContain(`order ${NUMBER?.toLowerCase()} stands 2 times`);
  });

  test('one document under two numbers', () => {
    const twice = orders((all) => [
      ...all,
      ...all.filter(isFirst).map((one) => ({ ...one, refNumber: 'X' })),
    ]);
    expect(found(twice).duplicates).toHaveLength(1);
  });

  test('an order that is lost', () => {
    const lost = orders((all) => all.filter((order) => !isFirst(order)));
    expect(found(lost).losses).toEqual([`order ${NUMBER} is missing`]);
    expect(found(lost).wrong).toEqual([
      expect.stringContaining('synced with something that is not in the books'),
    ]);
  });

  test('a vendor that is lost', () => {
    const objects = end.books.objects.filter(({ kind }) => kind !== 'Vendor');
    expect(found({ books: { ...end.books, objects } }).losses).toEqual([
      'Vendor Vendor 1 of Tacoma is missing',
    ]);
  });

  test('other amounts than Procore ever had', () => {
    const other = orders((all) => all.map((order) => (isFirst(order) ? amountless(order) : order)));
    expect(found(other)).toEqual({ wrong: [`order ${NUMBER} says what Procore never said`] });
  });

  test('an older version of an order that nobody is told of', () => {
    const versions = new Map(end.deeds.versions);
    const [last] = versions.get(NUMBER ?? '') ?? [];
    if (!last) throw new Error('the order was never approved');
    versions.set(NUMBER ?? '', [last, { ...last, lines: [] }]);
    const planted = { deeds: { ...end.deeds, versions } };
    expect(found(planted)).toEqual({ wrong: [`order ${NUMBER} is out of date and nobody is told`] });
  });

  test('an order that was refused and posted all the same', () => {
    const refused = end.contractor.orders.find((order) => order.refused)?.number ?? '';
    const posted = orders((all) => [
      ...all,
      ...all.filter(isFirst).map((one) => ({ ...one, refNumber: refused, fields: {} })),
    ]);
    expect(found(posted).wrong).toContain(`order ${refused} stands although it is number-too-long`);
  });

  test('a record that is queued for ever', () => {
    const stuck = records((record) => (synced(record) ? { ...record, state: 'queued' } : record));
    expect(found(stuck).stuck).toHaveLength(2);
  });

  test('a record that nobody has heard of', () => {
    const unheard = { records: end.records.filter((record) => !synced(record)) };
    expect(found(unheard).stuck).toEqual([
      expect.stringContaining('nobody has heard of'),
      expect.stringContaining('nobody has heard of'),
    ]);
  });

  test('a record that failed though its order could go', () => {
    const failed = records((record) =>
      synced(record) ? { ...record, state: 'failed', reason: { code: 'gave-up' } } : record,
    );
    expect(found(failed).wrong).toHaveLength(2);
  });

  test('a batch that is in doubt', () => {
    const session = { ...(end.session as Session), doubt: { id: 'id-9' } };
    expect(found({ session })).toEqual({ stuck: ['batch id-9 is in doubt for ever'] });
  });

  test('a dead letter', () => {
    expect(found({ deadLetters: 1 })).toEqual({ stuck: ['1 messages are dead letters'] });
  });
});
