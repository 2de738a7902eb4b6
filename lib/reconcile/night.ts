import type { Settings } from '../settings.ts';

/** Date and time of day in a time zone: `2026-03-05 02:10`. */
const local = (at: Date, timeZone: string): string => {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    ...({ year: 'numeric', month: '2-digit', day: '2-digit' } as const),
    ...({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const),
  }).formatToParts(at);
  const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')} ${part('hour')}:${part('minute')}`;
};

/**
 * Whether it is time for the comparison of this night: the hour of the settings has come, and none was begun since.
 * `begunAt`: when the last one was begun (ISO).
 */
export const isDue = (
  { reconcile }: Pick<Settings, 'reconcile'>,
  begunAt: string | undefined,
  now: Date,
): boolean => {
  if (!reconcile || reconcile === 'never') return false;
  const { at, timeZone } = reconcile;
  const time = local(now, timeZone);
  const due = `${time.slice(0, 10)} ${at}`;
  return time >= due && (begunAt === undefined || local(new Date(begunAt), timeZone) < due);
};
