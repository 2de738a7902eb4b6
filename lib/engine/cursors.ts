import type { Feed } from '../import-flow.ts';

/** What QuickBooks is asked: a feed, or what was deleted. */
export type Asked = Feed | 'TxnDeleted' | 'ListDeleted';

/**
 * How far a query has been read. QuickBooks tells times in its computer's local time with an offset that is wrong in
 * daylight saving time, and takes local times without one: only what it told itself is ever sent back.
 */
export interface Cursor {
  /** Newest modification, or deletion, that it told: local time without offset. */
  readonly newest?: string;
  /** When it told that first (ISO). */
  readonly toldAt?: string;
  /** It was asked once more, long after, and told nothing newer. */
  readonly quiet?: true;
  /** When the last reading that came to its end began (ISO). */
  readonly readAt: string;
  /** For which flows and by which settings it was read. */
  readonly readFor: readonly string[];
}

/** One item of a connection. */
export interface Cursors {
  readonly rev: number;
  readonly of: Readonly<Partial<Record<Asked, Cursor>>>;
  /** Feeds of which everything is to be compared, and was not yet. */
  readonly uncompared?: readonly Feed[];
}

const MINUTE_MS = 60_000;
/**
 * Asked again: one hour since the clocks go back by one each autumn, and a quarter for a computer whose clock is set,
 * or a transaction that takes its time to be saved. What has not changed meanwhile is told by its hash.
 */
const OVERLAP_MS = 75 * MINUTE_MS;
/** QuickBooks tells of deletions for 90 days, by its own clock. */
const DELETIONS_MS = 89 * 24 * 60 * MINUTE_MS;

const LOCAL = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)/;

/**
 * A time of QuickBooks without its offset; undefined for what is none, or lies ahead of `now`. North America is behind
 * UTC: such a time comes from a wrong clock, and by it all that happens until then would be passed over.
 */
export const localTime = (text: string | undefined, now: Date): string | undefined => {
  const local = LOCAL.exec(text ?? '')?.[1];
  return local && local <= now.toISOString() ? local : undefined;
};

const moved = (local: string, ms: number): string =>
  new Date(Date.parse(`${local}Z`) + ms).toISOString().slice(0, 19);

/** From when on a query is asked (local time); undefined: from the start. */
export const fromOf = (cursor: Cursor | undefined, readFor: readonly string[]): string | undefined => {
  if (!cursor?.newest || !readFor.every((one) => cursor.readFor.includes(one))) return undefined;
  return cursor.quiet ? moved(cursor.newest, 1_000) : moved(cursor.newest, -OVERLAP_MS);
};

/** A reading that came to its end. */
export interface Reading {
  /** ISO. */
  readonly began: string;
  readonly from?: string;
  /** Newest time that it told. */
  readonly newest?: string;
  /** When it told that (ISO). */
  readonly toldAt?: string;
  readonly readFor: readonly string[];
}

/** Where a cursor stands after a reading. */
export const advanced = (cursor: Cursor | undefined, reading: Reading): Cursor => {
  const { began, readFor, newest, toldAt } = reading;
  const known = cursor?.newest;
  if (newest && (!known || newest > known)) return { newest, toldAt, readAt: began, readFor };
  const isLongAfter = Date.parse(began) - Date.parse(cursor?.toldAt ?? began) >= OVERLAP_MS;
  const quiet = known !== undefined && (cursor?.quiet || isLongAfter);
  return {
    ...(known && { newest: known, toldAt: cursor?.toldAt }),
    ...(quiet && { quiet: true }),
    ...{ readAt: began, readFor },
  };
};

/** So long ago that QuickBooks may no longer tell what was deleted since: everything has to be compared. */
export const hasGap = (cursor: Cursor | undefined, now: Date): boolean =>
  cursor !== undefined && now.getTime() - Date.parse(cursor.readAt) > DELETIONS_MS;
