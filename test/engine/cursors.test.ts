import { advanced, type Cursor, fromOf, hasGap, localTime } from '../../lib/engine/cursors.ts';

const now = new Date('2026-03-05T12:00:00.000Z');
const READ = ['costs:1'];
const at = (hours: number): string => new Date(now.getTime() + hours * 3_600_000).toISOString();
const reading = (began: string, newest?: string, toldAt = began) => ({
  ...{ began, toldAt, readFor: READ },
  ...(newest && { newest }),
});

describe('a time of QuickBooks', () => {
  test('is taken without its offset, which is wrong in summer', () => {
    expect(localTime('2026-07-01T08:30:00-05:00', new Date('2026-07-01T13:00:00Z'))).toBe(
      '2026-07-01T08:30:00',
    );
    expect(localTime('2026-03-05T08:30:00', now)).toBe('2026-03-05T08:30:00');
  });

  test('that lies ahead of ours comes from a wrong clock and counts for nothing', () => {
    expect(localTime('2027-03-05T07:00:00-05:00', now)).toBeUndefined();
    expect(localTime('2026-03-05T12:00:01-05:00', now)).toBeUndefined();
  });

  test.each([undefined, '', 'yesterday', '2026-03-05'])('%s is none', (text) => {
    expect(localTime(text, now)).toBeUndefined();
  });
});

describe('a cursor', () => {
  const first = advanced(undefined, reading(at(0), '2026-03-05T07:00:00'));

  test('is asked from the start until something was told', () => {
    expect(fromOf(undefined, READ)).toBeUndefined();
    expect(fromOf(advanced(undefined, reading(at(0))), READ)).toBeUndefined();
  });

  test('goes back by an hour and a quarter: over the night when clocks go back, too', () => {
    expect(fromOf(first, READ)).toBe('2026-03-05T05:45:00');
  });

  test('goes to what is newer, and never back', () => {
    const newer = advanced(first, reading(at(1), '2026-03-05T08:00:00'));
    expect(newer.newest).toBe('2026-03-05T08:00:00');
    expect(advanced(newer, reading(at(2), '2026-03-05T07:30:00')).newest).toBe('2026-03-05T08:00:00');
  });

  test('begins behind the newest once it was read long after, and nothing newer was told', () => {
    const soon = advanced(first, reading(at(1), '2026-03-05T07:00:00'));
    expect(fromOf(soon, READ)).toBe('2026-03-05T05:45:00');
    const late = advanced(soon, reading(at(1.25), '2026-03-05T07:00:00'));
    expect(fromOf(late, READ)).toBe('2026-03-05T07:00:01');
    expect(fromOf(advanced(late, reading(at(2))), READ)).toBe('2026-03-05T07:00:01');
    expect(fromOf(advanced(late, reading(at(2), '2026-03-05T09:00:00')), READ)).toBe('2026-03-05T07:45:00');
  });

  test('holds for the flows and settings that it was read for', () => {
    expect(fromOf(first, ['costs:2'])).toBeUndefined();
    expect(fromOf(first, [...READ, 'other:1'])).toBeUndefined();
    expect(fromOf(first, [])).toBe('2026-03-05T05:45:00');
  });

  test('has a gap when QuickBooks may have forgotten deletions since', () => {
    const cursor: Cursor = { readAt: at(0), readFor: [] };
    expect(hasGap(undefined, now)).toBe(false);
    expect(hasGap(cursor, new Date(at(88 * 24)))).toBe(false);
    expect(hasGap(cursor, new Date(at(90 * 24)))).toBe(true);
  });
});
