import { isDue } from '../../lib/reconcile/night.ts';

const night = { reconcile: { at: '02:00', timeZone: 'America/Los_Angeles' } };

test.each([
  ['before its hour', '2026-03-05T09:30:00Z', undefined, false],
  ['once its hour has come', '2026-03-05T10:05:00Z', undefined, true],
  ['hours later, where nobody was awake', '2026-03-05T23:05:00Z', '2026-03-04T10:05:00Z', true],
  ['not twice a night', '2026-03-05T11:05:00Z', '2026-03-05T10:05:00Z', false],
  ['the next night', '2026-03-06T10:05:00Z', '2026-03-05T10:05:00Z', true],
  ['by summer time', '2026-07-05T09:05:00Z', '2026-07-04T09:05:00Z', true],
  ['though one was asked for in the evening', '2026-03-06T10:05:00Z', '2026-03-06T05:00:00Z', true],
])('%s', (_, now, begunAt, due) => {
  expect(isDue(night, begunAt, new Date(now))).toBe(due);
});

test('never, where the settings say nothing of it', () => {
  expect(isDue({}, undefined, new Date('2026-03-05T10:05:00Z'))).toBe(false);
});
