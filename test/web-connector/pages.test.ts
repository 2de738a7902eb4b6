import { halved, NO_PAGES, type Pages, paced, pageSize } from '../../lib/web-connector/pages.ts';

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
