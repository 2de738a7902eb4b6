import fc from 'fast-check';
import { contentHash, guidOf, hashOf } from '../../lib/engine/hash.ts';
import { nextTry } from '../../lib/engine/retry.ts';

const now = new Date('2026-03-05T12:00:00.000Z');
const seconds = (attempts: number, chance: number) =>
  (Date.parse(nextTry(attempts, now, chance)) - now.getTime()) / 1000;

describe('when a record is tried again', () => {
  test.each([
    [1, 7.5, 15],
    [2, 15, 30],
    [3, 30, 60],
    [8, 960, 1920],
    [9, 1800, 3600],
    [40, 1800, 3600],
  ])('after %d attempts: between %d and %d seconds', (attempts, least, most) => {
    expect(seconds(attempts, 0)).toBe(least);
    expect(seconds(attempts, 0.999999)).toBeLessThanOrEqual(most);
    expect(seconds(attempts, 0.999999)).toBeGreaterThan(most * 0.99);
  });

  test('always later than now and within an hour', () => {
    const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1000 }), chance, (attempts, luck) => {
        const wait = seconds(attempts, luck);
        expect(wait).toBeGreaterThanOrEqual(7.5);
        expect(wait).toBeLessThanOrEqual(3600);
      }),
    );
  });
});

describe('hashes', () => {
  test('ignore the order of keys, not that of lists', () => {
    expect(hashOf({ a: 1, b: { c: 2, d: 3 } })).toBe(hashOf({ b: { d: 3, c: 2 }, a: 1 }));
    expect(hashOf([1, 2])).not.toBe(hashOf([2, 1]));
  });

  test('of one value are one, of two values two', () => {
    const values = fc.array(fc.record({ id: fc.string(), n: fc.integer(), list: fc.array(fc.string()) }));
    fc.assert(
      fc.property(values, (all) => {
        const distinct = new Set(all.map(({ id, n, list }) => JSON.stringify([id, n, list])));
        expect(new Set(all.map(hashOf)).size).toBe(distinct.size);
      }),
    );
  });

  test('of content leave its origin out, which marking Procore changes', () => {
    expect(contentHash({ a: 1, origin: { id: 'x' } })).toBe(contentHash({ a: 1 }));
    expect(contentHash({ a: 2 })).not.toBe(contentHash({ a: 1 }));
  });

  test('as GUID differ by connection, flow, id and generation, in the form that QuickBooks takes', () => {
    const key = { flow: 'companies', id: '1' };
    const guids = [
      guidOf('a', key, 0),
      guidOf('b', key, 0),
      guidOf('a', { ...key, flow: 'projects' }, 0),
      guidOf('a', { ...key, id: '2' }, 0),
      guidOf('a', key, 1),
    ];
    expect(new Set(guids).size).toBe(guids.length);
    for (const guid of guids) expect(guid).toMatch(/^\{[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\}$/);
  });
});
