import { localTime } from '../engine/cursors.ts';
import { type ReadObject, readObject } from '../engine/import-parts.ts';
import type { ImportFlow } from '../import-flow.ts';
import { type AnswerHead, type Element, textAt } from '../qbxml/message.ts';
import { outcomeOf } from '../qbxml/status.ts';
import { walkMessageSet } from '../qbxml/walk.ts';
import type { Settings } from '../settings.ts';
import { idOf, isFeed, requestID } from './import-queries.ts';
import { anew, type Importing, isAsked, isOpen, type Progress } from './importing.ts';
import type { Page } from './pages.ts';

/** What an answer came to. */
export interface Told {
  readonly importing: Importing;
  readonly objects: readonly ReadObject[];
  readonly pages: readonly Page[];
}

export interface Reader {
  readonly imports: readonly ImportFlow<unknown>[];
  readonly settings: Settings;
  readonly now: Date;
}

/** One answer: what QuickBooks says of it, and its objects. */
interface Read {
  readonly head: AnswerHead;
  readonly objects: ReadObject[];
  readonly unread: string[];
  /** An object without an id. */
  nameless?: true;
  count: number;
  newest?: string;
}

const deletedObject = (ret: Element): ReadObject | undefined => {
  const type = textAt(ret, 'TxnDelType') ?? textAt(ret, 'ListDelType');
  const id = textAt(ret, 'TxnID') ?? textAt(ret, 'ListID');
  return type && id ? { type, id, parts: [] } : undefined;
};

const objectOf = (query: Progress, ret: Element, { imports, settings }: Reader): ReadObject | undefined => {
  const { asked, flows } = query;
  if (!isFeed(asked)) return deletedObject(ret);
  const id = textAt(ret, idOf(asked));
  const readers = imports.filter(({ name }) => flows.includes(name));
  return id ? readObject(readers, asked, id, ret, settings) : undefined;
};

const addRet = (read: Read, query: Progress, ret: Element, reader: Reader): void => {
  // Whatever else QuickBooks puts into an answer is none of its objects.
  if (ret.name !== `${query.asked}Ret`) return;
  read.count += 1;
  const object = objectOf(query, ret, reader);
  if (object) read.objects.push(object);
  else read.nameless = true;
  const words = object ? object.unread : `a ${ret.name} without an id`;
  if (words !== undefined) read.unread.push(words);
  const at = localTime(textAt(ret, isFeed(query.asked) ? 'TimeModified' : 'TimeDeleted'), reader.now);
  if (at && (!read.newest || at > read.newest)) read.newest = at;
};

/** The answers to queries. Each object becomes its parts as it comes: of the text no more stands in memory than a few. */
const readAnswers = (xml: string, open: readonly Progress[], reader: Reader): Map<Progress, Read> => {
  const byID = new Map(open.map((query) => [requestID(query), query]));
  const reads = new Map<Progress, Read>();
  let query: Progress | undefined;
  for (const piece of walkMessageSet(xml)) {
    if (piece.is === 'answer') {
      query = byID.get(piece.answer.requestID ?? '');
      // Told twice, it is told in full once.
      if (query && reads.has(query)) query = undefined;
      else if (query)
        reads.set(query, { head: piece.answer, objects: [], unread: [], count: 0, newest: query.newest });
    } else if (piece.is === 'ret') {
      const read = query && reads.get(query);
      if (query && read) addRet(read, query, piece.ret, reader);
    }
  }
  return reads;
};

const unfinished = ({ asked }: Progress): string => `${asked}: QuickBooks did not tell it to the end`;

/** Where a query goes on after a page: to the next one, or to its end. */
const onward = (
  importing: Importing,
  query: Progress,
  { head, newest, count }: Read,
  now: Date,
): Progress => {
  const { iteratorID, iteratorRemainingCount } = head.attributes;
  const isNew = newest !== undefined && newest !== query.newest;
  const told = { ...query, ...(isNew && { newest, toldAt: now.toISOString() }) };
  if (!isFeed(query.asked) || Number(iteratorRemainingCount) === 0) return { ...told, done: true };
  if (iteratorID && Number(iteratorRemainingCount) > 0) return { ...told, iteratorID, page: query.page + 1 };
  // Without a count the answer may be all there is, unless it filled the page.
  const isFull = iteratorRemainingCount !== undefined || count >= query.max;
  return isFull ? anew(importing, query, now, unfinished(query)) : { ...told, done: true };
};

/** Characters from each answer to the next: by what an object takes, pages are sized. */
const bytesOf = (xml: string, queries: readonly Progress[]): number[] => {
  const starts = queries.map((query) => xml.indexOf(`requestID="${requestID(query)}"`));
  const sorted = [...starts.filter((at) => at >= 0), xml.length].sort((a, b) => a - b);
  return starts.map((at) => (at < 0 ? 0 : (sorted.find((next) => next > at) ?? xml.length) - at));
};

const READABLE = ['done', 'done-with-warning', 'nothing-found'];

/** A query after its answer, and whether it begins anew. */
const after = (
  importing: Importing,
  query: Progress,
  read: Read | undefined,
  now: Date,
): { query: Progress; steady?: true } => {
  if (!read) return { query: anew(importing, query, now, unfinished(query)) };
  const { message: _, statusCode, statusMessage } = read.head;
  if (READABLE.includes(outcomeOf(read.head).is)) {
    // Whether what has no id is one of those that would be missed is not known.
    const { compares: _, ...whole } = query;
    return { query: onward(importing, read.nameless ? whole : query, read, now) };
  }
  if (query.iteratorID) return { query: anew(importing, query, now, unfinished(query)), steady: true };
  return { query: { ...query, trouble: `${query.asked} (${statusCode}): ${statusMessage}` } };
};

/**
 * QuickBooks' answer to the queries of an import. What is not answered, or refused in the midst of an iterator, begins
 * anew; what is refused at its first page has its trouble, and the others go on. Throws a MalformedAnswer.
 */
export const readImport = (importing: Importing, xml: string, reader: Reader): Told => {
  const open = importing.queries.filter(isAsked);
  const reads = readAnswers(xml, open, reader);
  const bytes = bytesOf(xml, open);
  const next = new Map(open.map((query) => [query, after(importing, query, reads.get(query), reader.now)]));
  const told = open.flatMap((query) => reads.get(query) ?? []);
  const begun = [...next.values()].filter(({ query }) => isOpen(query) && !query.iteratorID);
  return {
    importing: {
      ...importing,
      queries: importing.queries.map((query) => next.get(query)?.query ?? query),
      anew: importing.anew + begun.length,
      ...([...next.values()].some(({ steady }) => steady) && { steady: true }),
      unread: [...importing.unread, ...told.flatMap(({ unread }) => unread)],
    },
    // What is told as deleted was deleted after it was told as it is.
    objects: told.flatMap(({ objects }) => objects),
    pages: open.map((query, n) => ({
      ...{ feed: query.asked, objects: reads.get(query)?.count ?? 0, bytes: bytes[n] ?? 0 },
    })),
  };
};
