/** After so many sends that QuickBooks did not take, a person looks at the record. */
export const MOST_ATTEMPTS = 8;

/** So many sends in a row go at once; later ones wait: who changes the same object shall come to an end first. */
export const AT_ONCE = 2;

/** After so many sends without a cure a person is told QuickBooks' own words. */
export const NAME_TRIES = 3;
export const REFERENCE_TRIES = 4;

const MOST_HELD_MS = 3 * 24 * 3_600_000;
const LEAST_HELD_TIMES = 24;

/**
 * Whether somebody has held it for so long that a person should ask who: three days, and as many tries as three
 * days at work have hours, for over a weekend nobody tries. `since`: ISO.
 */
export const heldTooLong = (since: string, times: number, now: Date): boolean =>
  times >= LEAST_HELD_TIMES && now.getTime() - Date.parse(since) >= MOST_HELD_MS;

const SECOND_LOOKUP_MS = 2 * 60_000;

/** When a record in doubt is looked up once more: QuickBooks may have been at it during the first lookup. */
export const secondLookup = (absentAt: string): string =>
  new Date(Date.parse(absentAt) + SECOND_LOOKUP_MS).toISOString();

const FIRST_SECONDS = 15;
const LONGEST_SECONDS = 3600;

/**
 * When a record that QuickBooks could not take now may be sent again: 15 s, doubled each time, at most an
 * hour, spread by `chance` (0 ≤ chance < 1) over the upper half so that neighbours do not meet again.
 */
export const nextTry = (attempts: number, now: Date, chance: number): string => {
  const seconds = Math.min(LONGEST_SECONDS, FIRST_SECONDS * 2 ** Math.max(0, attempts - 1));
  return new Date(now.getTime() + seconds * (0.5 + chance / 2) * 1000).toISOString();
};
