/** After so many sends that QuickBooks did not take, a person looks at the record. */
export const MOST_ATTEMPTS = 8;

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
