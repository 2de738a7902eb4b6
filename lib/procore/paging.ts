import type { About } from './failure.ts';
import { type Fields, fieldsOf } from './fields.ts';
import type { Get, Query } from './get.ts';
import { ProcoreFailure } from './procore.ts';

/**
 * What to list. `size` is per_page: Procore advises at most 2,000, projects allow 300, v2 lists 100. Large pages
 * matter: a list of more pages than the ten-second window has calls (25 in Procore's example) could never be read.
 */
export interface ListRequest {
  readonly path: string;
  readonly query: Query;
  readonly about: About;
  readonly size: number;
  /** The field that tells its rows apart; absent: `id`. */
  readonly by?: 'name';
  /** It knows no pages: its first answer is all of it. */
  readonly unpaged?: true;
}

interface Page {
  readonly rows: readonly Fields[];
  /** Rows of the whole list, where Procore says so. */
  readonly total?: number;
  /** Rows per page that Procore really gives; it may cap what was asked for. */
  readonly size?: number;
  /** Whether the Link header names a next page; undefined without that header. */
  readonly more?: boolean;
}

const CONCURRENCY = 4;
/** Far beyond any real list; ends a server that never stops. */
const MAX_PAGES = 2_000;

/**
 * All rows of a list, v1 (bare array) or v2 (`data`), each once. Never a part of it: a list that changes while it
 * is read is read again, and one that still disagrees with its own total throws.
 */
export const listAll = async (get: Get, request: ListRequest): Promise<Fields[]> => {
  const first = await readOnce(get, request);
  if (first.complete) return first.rows;
  const second = await readOnce(get, request);
  if (second.complete) return second.rows;
  throw new ProcoreFailure(
    'malformed',
    `Procore's list of ${request.about.what} cannot be read whole: it announces ${second.total} and gives ${second.rows.length}.`,
  );
};

interface Reading {
  readonly rows: Fields[];
  readonly total: number;
  readonly complete: boolean;
}

const readOnce = async (get: Get, request: ListRequest): Promise<Reading> => {
  const first = await readPage(get, request, 1);
  if (request.unpaged) return { rows: unique([first], request), total: first.rows.length, complete: true };
  const pages =
    first.total === undefined ? await follow(get, request, first) : await readRest(get, request, first);
  const rows = unique(pages, request);
  const totals = new Set(pages.map((page) => page.total ?? rows.length));
  const total = first.total ?? rows.length;
  return { rows, total, complete: totals.size === 1 && total === rows.length };
};

/** With a total, pages 2 to n are asked for side by side. */
const readRest = async (get: Get, request: ListRequest, first: Page): Promise<Page[]> => {
  const perPage = first.size ?? first.rows.length;
  const count = perPage === 0 ? 1 : Math.min(Math.ceil((first.total ?? 0) / perPage), MAX_PAGES);
  const pages = [first];
  while (pages.length < count) {
    const numbers = Array.from(
      { length: Math.min(CONCURRENCY, count - pages.length) },
      (_, i) => pages.length + 1 + i,
    );
    pages.push(...(await Promise.all(numbers.map((number) => readPage(get, request, number)))));
  }
  return pages;
};

/**
 * Without a total: as long as Link names a next page; without Link, until a page brings nothing new. A short page
 * proves nothing, since the page size may have been capped.
 */
const follow = async (get: Get, request: ListRequest, first: Page): Promise<Page[]> => {
  const pages = [first];
  const key = keyIn(request);
  const seen = new Set(first.rows.map(key));
  for (let page = first; page.more ?? page.rows.length > 0; ) {
    page = await readPage(get, request, pages.length + 1);
    const fresh = page.rows.some((row) => !seen.has(key(row)));
    if (!fresh) break;
    for (const row of page.rows) seen.add(key(row));
    pages.push(page);
    if (pages.length >= MAX_PAGES) throw endless(request);
  }
  return pages;
};

const readPage = async (get: Get, { path, query, about, size }: ListRequest, page: number): Promise<Page> => {
  const got = await get(path, { ...query, page, per_page: size }, about);
  if (got.is === 'missing') throw got.failure;
  const rows = rowsOf(got.body);
  if (rows === undefined) {
    throw new ProcoreFailure('malformed', `Procore's list of ${about.what} is no list on page ${page}.`);
  }
  return {
    rows: rows.map((row, i) => fieldsOf(row, `entry ${i + 1} on page ${page} of the list of ${about.what}`)),
    total: countIn(got.headers, 'total'),
    size: countIn(got.headers, 'per-page') || undefined,
    more: got.headers.has('link') ? /rel="?next"?/.test(got.headers.get('link') ?? '') : undefined,
  };
};

const rowsOf = (body: unknown): unknown[] | undefined => {
  if (Array.isArray(body)) return body;
  const data = typeof body === 'object' && body !== null && 'data' in body ? body.data : undefined;
  return Array.isArray(data) ? data : undefined;
};

const countIn = (headers: Headers, name: string): number | undefined => {
  const text = headers.get(name)?.trim() ?? '';
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
};

const keyIn =
  ({ by }: ListRequest) =>
  (row: Fields): string =>
    by === undefined ? row.id('id') : row.requiredText(by);

const unique = (pages: readonly Page[], request: ListRequest): Fields[] => {
  const key = keyIn(request);
  return [...new Map(pages.flatMap((page) => page.rows).map((row) => [key(row), row])).values()];
};

const endless = ({ about }: ListRequest) =>
  new ProcoreFailure('malformed', `Procore's list of ${about.what} does not end.`);
