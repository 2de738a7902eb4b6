import { value } from './ask.ts';
import { expense, idsOf, office, told } from './bookkeeping.ts';

const entered = async (now: string, options = {}) => {
  const { quickbooks, people } = office({ now: () => new Date(now), daylightSaving: true, ...options });
  people.addPurchase('Check', { AccountRef: 'Checking', ExpenseLineAdd: expense('1.00') });
  const text = await told(quickbooks, 'CheckQueryRq');
  const range = (from: string, to = '') =>
    `<ModifiedDateRangeFilter><FromModifiedDate>${from}</FromModifiedDate>${to && `<ToModifiedDate>${to}</ToModifiedDate>`}</ModifiedDateRangeFilter>`;
  const found = async (from: string, to?: string) =>
    (await idsOf(quickbooks, 'CheckQueryRq', range(from, to))).length;
  return { modified: value(text, 'TimeModified'), date: value(text, 'TxnDate'), found };
};

describe('in summer', () => {
  test('times have the clock’s hour and the winter’s offset', async () => {
    expect((await entered('2026-07-01T16:00:00Z')).modified).toBe('2026-07-01T12:00:00-05:00');
    expect((await entered('2026-07-02T03:59:59Z')).date).toBe('2026-07-01');
  });

  test('a filter without offset means the clock, one with an offset the winter’s', async () => {
    const { found, modified } = await entered('2026-07-01T16:00:00Z');
    expect(await found('2026-07-01T12:00:00')).toBe(1);
    expect(await found('2026-07-01T12:00:01')).toBe(0);
    // What QuickBooks itself gave is taken back as it was meant.
    expect(await found(modified ?? '', modified)).toBe(1);
    // The true offset is an hour away from QuickBooks' own.
    expect(await found('2026-07-01T12:00:00-04:00', '2026-07-01T12:00:00-04:00')).toBe(0);
  });
});

test('in winter the offset is right', async () => {
  const { modified, found } = await entered('2026-12-01T16:00:00Z');
  expect(modified).toBe('2026-12-01T11:00:00-05:00');
  expect(await found('2026-12-01T16:00:00+00:00', '2026-12-01T11:00:00')).toBe(1);
});

test.each([
  ['2026-03-08T06:59:59Z', '2026-03-08T01:59:59-05:00'],
  ['2026-03-08T07:00:00Z', '2026-03-08T03:00:00-05:00'],
  ['2026-11-01T05:59:59Z', '2026-11-01T01:59:59-05:00'],
  ['2026-11-01T06:00:00Z', '2026-11-01T01:00:00-05:00'],
])('%s is %s on QuickBooks’ clock', async (now, shown) => {
  expect((await entered(now)).modified).toBe(shown);
});

test('where clocks stay, so does the offset', async () => {
  const { modified } = await entered('2026-07-01T16:00:00Z', { daylightSaving: false, utcOffset: -420 });
  expect(modified).toBe('2026-07-01T09:00:00-07:00');
});

test('a range is inclusive at both ends, and a day without time is the whole of it', async () => {
  const { found } = await entered('2026-07-01T16:00:00Z');
  expect(await found('2026-07-01T12:00:00', '2026-07-01T12:00:00')).toBe(1);
  expect(await found('2026-06-30', '2026-07-01')).toBe(1);
  expect(await found('2026-06-29', '2026-06-30')).toBe(0);
  expect(await found('2026-07-02')).toBe(0);
});

test('deletions are told for ninety days, by the same clock', async () => {
  let now = Date.parse('2026-07-01T16:00:00Z');
  const { quickbooks, people } = office({ now: () => new Date(now), daylightSaving: true });
  const id = people.addPurchase('Check', { AccountRef: 'Checking', ExpenseLineAdd: expense('1.00') });
  people.remove(id);
  const since = (time: string) =>
    idsOf(
      quickbooks,
      'TxnDeletedQueryRq',
      `<TxnDelType>Check</TxnDelType><DeletedDateRangeFilter><FromDeletedDate>${time}</FromDeletedDate></DeletedDateRangeFilter>`,
    );
  expect(await since('2026-07-01T12:00:00')).toEqual([id]);
  expect(await since('2026-07-01T12:00:01')).toEqual([]);
  now += 90 * 86_400_000;
  expect(await since('2026-06-01')).toEqual([id]);
  now += 1000;
  expect(await since('2026-06-01')).toEqual([]);
});
