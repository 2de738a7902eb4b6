import { localTime } from '../engine/cursors.ts';
import { type ReadObject, readObject } from '../engine/import-parts.ts';
import type { Feed, ImportFlow } from '../import-flow.ts';
import { type Answer, type Element, textAt } from '../qbxml/message.ts';
import { readMessageSet } from '../qbxml/read.ts';
import { outcomeOf } from '../qbxml/status.ts';
import type { Settings } from '../settings.ts';
import { idOf, isFeed, requestID } from './import-queries.ts';
import { anew, type Importing, isOpen, type Progress } from './importing.ts';
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

/** Objects of one answer. */
interface Read {
  readonly objects: ReadObject[];
  readonly unread: string[];
  readonly count: number;
  readonly newest?: string;
}

const deletedObject = (ret: Element): ReadObject[] => {
  const type = textAt(ret, 'TxnDelType') ?? textAt(ret, 'ListDelType');
  const id = textAt(ret, 'TxnID') ?? textAt(ret, 'ListID');
  return type && id ? [{ type, id, parts: [] }] : [];
};

const readFeed = (
  feed: Feed,
  query: Progress,
  rets: readonly Element[],
  reader: Reader,
): Omit<Read, 'newest'> => {
  const flows = reader.imports.filter(({ name }) => query.flows.includes(name));
  const objects: ReadObject[] = [];
  const unread: string[] = [];
  for (const ret of rets) {
    const id = textAt(ret, idOf(feed));
    const read = id ? readObject(flows, feed, id, ret, reader.settings) : `a ${feed} without ${idOf(feed)}`;
    if (typeof read === 'string') unread.push(read);
    else objects.push(read);
  }
  return { objects, unread, count: rets.length };
};

const newestOf = (
  rets: readonly Element[],
  element: string,
  query: Progress,
  now: Date,
): string | undefined =>
  rets.reduce<string | undefined>((newest, ret) => {
    const at = localTime(textAt(ret, element), now);
    return at && (!newest || at > newest) ? at : newest;
  }, query.newest);

const readRets = (query: Progress, answer: Answer, reader: Reader): Read => {
  const { asked } = query;
  if (!isFeed(asked)) {
    const rets = answer.rets.filter(({ name }) => name === `${asked}Ret`);
    const objects = rets.flatMap(deletedObject);
    const newest = newestOf(rets, 'TimeDeleted', query, reader.now);
    return { objects, unread: [], count: rets.length, newest };
  }
  // Whatever else QuickBooks puts into an answer is none of these.
  const rets = answer.rets.filter(({ name }) => name === `${asked}Ret`);
  const newest = newestOf(rets, 'TimeModified', query, reader.now);
  return { ...readFeed(asked, query, rets, reader), newest };
};

const unfinished = ({ asked }: Progress): string => `${asked}: QuickBooks did not tell it to the end`;

/** Where a query goes on after a page: to the next one, or to its end. */
const onward = (importing: Importing, query: Progress, answer: Answer, read: Read, now: Date): Progress => {
  const { iteratorID, iteratorRemainingCount } = answer.attributes;
  const isNew = read.newest !== undefined && read.newest !== query.newest;
  const told = { ...query, ...(isNew && { newest: read.newest, toldAt: now.toISOString() }) };
  if (!isFeed(query.asked) || Number(iteratorRemainingCount) === 0) return { ...told, done: true };
  if (iteratorID && Number(iteratorRemainingCount) > 0) return { ...told, iteratorID, page: query.page + 1 };
  // Without a count the answer may be all there is, unless it filled the page.
  const isFull = iteratorRemainingCount !== undefined || read.count >= query.max;
  return isFull ? anew(importing, query, now, unfinished(query)) : { ...told, done: true };
};

/** Characters from each answer to the next: by what an object takes, pages are sized. */
const bytesOf = (xml: string, queries: readonly Progress[]): number[] => {
  const starts = queries.map((query) => xml.indexOf(`requestID="${requestID(query)}"`));
  const sorted = [...starts.filter((at) => at >= 0), xml.length].sort((a, b) => a - b);
  return starts.map((at) => (at < 0 ? 0 : (sorted.find((next) => next > at) ?? xml.length) - at));
};

/**
 * QuickBooks' answer to the queries of an import. What is not answered, or refused in the midst of an iterator, begins
 * anew; what is refused at its first page has its trouble, and the others go on. Throws a MalformedAnswer.
 */
export const readImport = (importing: Importing, xml: string, reader: Reader): Told => {
  const { answers } = readMessageSet(xml);
  const open = importing.queries.filter(isOpen);
  const bytes = bytesOf(xml, open);
  const objects: ReadObject[] = [];
  const pages: Page[] = [];
  const unread: string[] = [];
  let state = importing;
  const replace = (query: Progress, next: Progress, lost: boolean): void => {
    const queries = state.queries.map((one) => (one === query ? next : one));
    state = { ...state, queries, ...(lost && { anew: state.anew + 1 }) };
  };
  for (const [n, query] of open.entries()) {
    const answer = answers.find((one) => one.requestID === requestID(query));
    const { is } = answer ? outcomeOf(answer) : { is: 'missing' };
    if (answer && (is === 'done' || is === 'done-with-warning' || is === 'nothing-found')) {
      const read = readRets(query, answer, reader);
      objects.push(...read.objects);
      unread.push(...read.unread);
      pages.push({ feed: query.asked, objects: read.count, bytes: bytes[n] ?? 0 });
      const next = onward(state, query, answer, read, reader.now);
      replace(query, next, !next.done && !next.iteratorID);
    } else if (answer && !query.iteratorID) {
      replace(
        query,
        { ...query, trouble: `${query.asked} (${answer.statusCode}): ${answer.statusMessage}` },
        false,
      );
    } else {
      replace(query, anew(state, query, reader.now, unfinished(query)), true);
      if (answer) state = { ...state, steady: true };
    }
  }
  return { importing: { ...state, unread: [...state.unread, ...unread] }, objects, pages };
};
