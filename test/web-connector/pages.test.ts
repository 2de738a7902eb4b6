import {
  found,
  halved,
  lostPage,
  MOST_LOST,
  NO_PAGES,
  type Pages,
  paced,
  pageSize,
  together,
} from '../../lib/web-connector/pages.ts';

const known = (bytes: number, ms: number): Pages => ({ scale: 1, of: { Bill: { bytes, ms } } });

test('the first page is small: nothing is known of its objects', () => {
  expect(pageSize(NO_PAGES, 'Bill', 1)).toBe(30);
  expect(pageSize(NO_PAGES, 'Bill', 10)).toBe(3);
});

test('pages are as large as bytes and time let them be, together', () => {
  expect(pageSize(known(6_000, 1), 'Bill', 1)).toBe(300);
  expect(pageSize(known(6_000, 1), 'Bill', 3)).toBe(100);
  expect(pageSize(known(6_000, 80), 'Bill', 1)).toBe(100);
  expect(pageSize(known(100, 0), 'Bill', 1)).toBe(500);
  expect(pageSize(known(9_000_000, 1), 'Bill', 1)).toBe(1);
});

test('what an object takes is measured: more counts at once, less by and by', () => {
  const more = paced(known(1_000, 10), [{ feed: 'Bill', objects: 10, bytes: 40_000 }], 500);
  expect(more.of.Bill).toEqual({ bytes: 4_000, ms: 50 });
  const less = paced(more, [{ feed: 'Bill', objects: 10, bytes: 20_000 }], 300);
  expect(less.of.Bill).toEqual({ bytes: 3_000, ms: 40 });
});

test('time is shared by what each feed told', () => {
  const { of } = paced(
    NO_PAGES,
    [
      { feed: 'Bill', objects: 10, bytes: 30_000 },
      { feed: 'Vendor', objects: 10, bytes: 10_000 },
      { feed: 'Check', objects: 0, bytes: 0 },
    ],
    400,
  );
  expect(of).toEqual({ Bill: { bytes: 3_000, ms: 30 }, Vendor: { bytes: 1_000, ms: 10 } });
});

test('half is asked after an answer that did not arrive, and twice as much after one that did', () => {
  const half = halved(known(6_000, 1));
  expect(pageSize(half, 'Bill', 1)).toBe(150);
  expect(pageSize(halved(half), 'Bill', 1)).toBe(75);
  expect(paced(halved(half), [], 0).scale).toBe(0.5);
  expect(paced(paced(paced(half, [], 0), [], 0), [], 0).scale).toBe(1);
});

describe('queries whose answers never arrive', () => {
  const lost = (times: number, asked: readonly string[]): Pages =>
    Array.from({ length: times }).reduce<Pages>((pages) => lostPage(pages, asked), NO_PAGES);

  test('are asked together a few times, then one by one, the least suspect first', () => {
    expect(together(['Bill', 'Vendor'], lost(3, ['Bill', 'Vendor']))).toEqual(['Bill', 'Vendor']);
    const often = lostPage(lost(4, ['Bill', 'Vendor']), ['Bill']);
    expect(together(['Bill', 'Vendor'], often)).toEqual(['Vendor']);
    expect(together(['Bill', 'Check'], often)).toEqual(['Check']);
    expect(together(['Check', 'Vendor'], NO_PAGES)).toEqual(['Check', 'Vendor']);
  });

  test('are above suspicion once they came to their end, and asked once more after they were given up', () => {
    const both = lost(MOST_LOST, ['Bill', 'Vendor']);
    const left = found(both, ['Vendor'], ['Bill']);
    expect(left.lost).toEqual({ Bill: MOST_LOST - 1 });
    expect(found(left, ['Bill'], []).lost).toBeUndefined();
    expect(found(NO_PAGES, ['Bill'], [])).toBe(NO_PAGES);
  });
});
