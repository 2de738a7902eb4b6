import type { Company } from './company.ts';

const DATE_TIME =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:T(\d{1,2})(?::(\d{1,2})(?::(\d{1,2})(?:([+-])(\d{1,2}):(\d{1,2}))?)?)?)?$/;

const two = (value: number): string => String(value).padStart(2, '0');

/** The day of the nth Sunday of a month (0 = January). */
const sunday = (year: number, month: number, nth: number): number =>
  ((7 - new Date(Date.UTC(year, month, 1)).getUTCDay()) % 7) + 1 + 7 * (nth - 1);

/** From two o'clock of the second Sunday of March to that of the first of November, in standard time. */
const isSummer = (standard: number): boolean => {
  const year = new Date(standard * 1000).getUTCFullYear();
  const begins = Date.UTC(year, 2, sunday(year, 2, 2), 2) / 1000;
  const ends = Date.UTC(year, 10, sunday(year, 10, 1), 1) / 1000;
  return standard >= begins && standard < ends;
};

/** What the clock on the wall shows at a second since 1970, counted as if it were UTC. */
export const wallClock = ({ preferences }: Company, seconds: number): number => {
  const standard = seconds + preferences.utcOffset * 60;
  return preferences.daylightSaving && isSummer(standard) ? standard + 3600 : standard;
};

/**
 * QuickBooks' time, local with an offset, e.g. `2026-08-05T16:43:30-05:00`. In summer the offset is wrong, as that of
 * the real one is: the clock's hour, but the offset of the winter.
 */
export const localTime = (company: Company, seconds: number): string => {
  const { utcOffset } = company.preferences;
  const local = new Date(wallClock(company, seconds) * 1000).toISOString().slice(0, 19);
  const minutes = Math.abs(utcOffset);
  return `${local}${utcOffset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
};

/** Today in QuickBooks' time zone, ISO. */
export const today = (company: Company): string => localTime(company, company.seconds()).slice(0, 10);

/**
 * The time on the wall clock that a DATETIMETYPE names; with an offset it is taken over by QuickBooks' own, which knows
 * no summer. What is left out is the start of the day, hour or minute, or its end when `end` is given.
 */
export const wallClockIn = (company: Company, text: string, end = false): number | undefined => {
  const match = DATE_TIME.exec(text);
  if (!match) return undefined;
  const part = (index: number, otherwise: number): number => Number(match[index] ?? otherwise);
  const clock = Date.UTC(
    part(1, 0),
    part(2, 1) - 1,
    part(3, 1),
    part(4, end ? 23 : 0),
    part(5, end ? 59 : 0),
    part(6, end ? 59 : 0),
  );
  const sign = match[7] === '-' ? -1 : 1;
  const { utcOffset } = company.preferences;
  const offset = match[7] ? sign * (part(8, 0) * 60 + part(9, 0)) : utcOffset;
  return clock / 1000 + (utcOffset - offset) * 60;
};
