import { type Asked, type Cursors, fromOf, hasGap } from '../engine/cursors.ts';
import { hashOf } from '../engine/hash.ts';
import { dueFlows, everyOf, isKeptOut } from '../engine/import-schedule.ts';
import type { Connection } from '../engine/ports.ts';
import type { Feed, ImportFlow } from '../import-flow.ts';
import { deletedBy, isFeed, type Query } from './import-queries.ts';
import { MOST_LOST, type Pages, pageSize, together } from './pages.ts';

/** How far a session is with one query. */
export interface Progress extends Query {
  /** Flows that its objects go through. */
  readonly flows: readonly string[];
  /** Flows with the settings by which they read: what a cursor is kept for. */
  readonly readFor: readonly string[];
  /** When its first page was asked for (ISO). */
  readonly began: string;
  /** Newest modification, or deletion, told so far; when it was told (ISO). */
  readonly newest?: string;
  readonly toldAt?: string;
  /** It is asked from the start, to find what is gone: all that is not told of. */
  readonly compares?: true;
  /** Not asked in this message. */
  readonly waits?: true;
  /** It came to its end, or (words) it could not. */
  readonly done?: true;
  readonly trouble?: string;
}

/** How far a session is with what it reads from QuickBooks. */
export interface Importing {
  /** When it began (ISO); names a comparison of everything. */
  readonly run: string;
  /** Flows that were due. */
  readonly flows: readonly string[];
  /** Since when an operator wanted it; absent: nobody did. */
  readonly wish?: string;
  readonly queries: readonly Progress[];
  /** How often queries had to begin anew. */
  readonly anew: number;
  /**
   * QuickBooks gave up an iterator: perhaps because something else was asked between two of its pages, or because
   * these had different sizes. Neither is done any more.
   */
  readonly steady?: true;
  /** After the last page: feeds of which the objects that were not told of are still to be found. */
  readonly sweep?: { readonly left: readonly Feed[]; readonly after?: string };
  /** Of objects: bugs of ours, and what QuickBooks told without an id. */
  readonly unread: readonly string[];
}

type Flows = readonly ImportFlow<unknown>[];

/** Settings that decide what of an object is read: after another choice it is read from the start. */
const readBy = ({ startDate, projectsAs, journalCodes = {} }: Connection['settings']): string =>
  hashOf([startDate, projectsAs, journalCodes]).slice(0, 8);

/** Every feed that some flow reads: deletions are asked of all, so that their cursor holds for each. */
export const allFeeds = (flows: Flows): Feed[] => [...new Set(flows.flatMap(({ feeds }) => feeds))];

const progressOf = (
  asked: Asked,
  from: string | undefined,
  flows: Flows,
  by: string,
  began: string,
): Progress => ({
  ...{ asked, page: 1, max: 1, began },
  ...(from && { from }),
  flows: flows.map(({ name }) => name),
  readFor: flows.map(({ name }) => `${name}:${by}`),
});

/** What is read now; undefined: nothing is due. */
export const begunImport = (
  imports: Flows,
  connection: Connection,
  cursors: Cursors,
  now: Date,
): Importing | undefined => {
  const { settings, importWish } = connection;
  const due = dueFlows(imports, connection, now);
  if (due.length === 0) return undefined;
  const active = imports.filter(
    (flow) => due.includes(flow) || (!isKeptOut(flow, settings) && everyOf(flow, settings) !== 'never'),
  );
  const { TxnDeleted, ListDeleted } = cursors.of;
  const hasGaps = hasGap(TxnDeleted, now) || hasGap(ListDeleted, now);
  const full = importWish?.full || hasGaps;
  const [by, began] = [readBy(settings), now.toISOString()];
  const feeds = allFeeds(full ? active : due);
  const queries = feeds.map((feed) => {
    const readers = active.filter((flow) => flow.feeds.includes(feed));
    const readFor = readers.map(({ name }) => `${name}:${by}`);
    const compares = (full || cursors.uncompared?.includes(feed)) ?? false;
    const from = compares ? undefined : fromOf(cursors.of[feed], readFor);
    return { ...progressOf(feed, from, readers, by, began), ...(compares && { compares: true as const }) };
  });
  const deletions = [...new Set(feeds.map(deletedBy))].map((asked) =>
    progressOf(asked, fromOf(cursors.of[asked], []), [], by, began),
  );
  return {
    ...{
      run: began,
      flows: (full ? active : due).map(({ name }) => name),
      queries: [...queries, ...deletions],
    },
    ...{ anew: 0, unread: [], ...(importWish && { wish: importWish.since }) },
  };
};

/** Feeds of which everything is compared. */
export const compared = ({ queries }: Importing): Feed[] =>
  queries.flatMap(({ asked, compares }) => (compares && isFeed(asked) ? [asked] : []));

export const isOpen = ({ done, trouble }: Progress): boolean => !done && trouble === undefined;

/** It is part of the message that is handed out. */
export const isAsked = (query: Progress): boolean => isOpen(query) && !query.waits;

const neverArrives = ({ asked }: Progress): string =>
  `${asked}: QuickBooks' answer never arrives; one of these may be larger than 6 MB`;

/** Without those whose answers were lost again and again: the others go on. */
export const withoutLost = (importing: Importing, { lost = {} }: Pages): Importing => ({
  ...importing,
  queries: importing.queries.map((query) =>
    isOpen(query) && (lost[query.asked] ?? 0) >= MOST_LOST
      ? { ...query, trouble: neverArrives(query) }
      : query,
  ),
});

/** What is asked for next, and in pages of which sizes. */
export const sized = (importing: Importing, pages: Pages): Importing => {
  const open = importing.queries.filter(isOpen).map(({ asked }) => asked);
  const asked = together(open, pages) as readonly Asked[];
  const feeds = Math.max(1, asked.filter(isFeed).length);
  const sizedOne = (query: Progress): Progress => {
    if (!isOpen(query)) return query;
    const { waits: _, ...rest } = query;
    if (!asked.includes(query.asked)) return { ...rest, waits: true };
    return importing.steady && query.iteratorID
      ? rest
      : { ...rest, max: pageSize(pages, query.asked, feeds) };
  };
  return { ...importing, queries: importing.queries.map(sizedOne) };
};

/** So often a session begins queries anew. */
const MOST_ANEW = 8;

/** A query from its first page once more; what it told so far is told again. */
export const anew = (importing: Importing, query: Progress, now: Date, words: string): Progress => {
  const { iteratorID: _, newest: __, toldAt: ___, ...rest } = query;
  if (importing.anew >= MOST_ANEW) return { ...rest, trouble: words };
  // Another page number: an answer that comes late is not taken for the new one.
  return { ...rest, page: query.page + 1, began: now.toISOString() };
};
