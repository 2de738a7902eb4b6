import { ownedOf, readOwners } from '../engine/owners.ts';
import type { RecordStore } from '../engine/ports.ts';
import { type Feed, type Ref, refText } from '../import-flow.ts';
import type { NumberedRequest } from '../qbxml/write.ts';
import type { DriftStore } from './ports.ts';
import type { Cursor, Stage } from './stage.ts';
import type { CostReading } from './uncoded-lines.ts';

export interface CostsDeps {
  readonly records: Pick<RecordStore, 'get' | 'holders'>;
  readonly drift: DriftStore;
  readonly reading: CostReading;
}

/** Transactions with their lines. */
const PAGE = 100;
/** A line takes some 40 bytes of an item once it is zipped. */
const LINES_TO_AN_ITEM = 3_000;
const ITEMS_TO_A_PAGE = 1_000;
/** Only these name the orders that they draw on. */
const LINKED: readonly Feed[] = ['Bill', 'VendorCredit', 'Check'];

const requestOf = (feed: Feed, { iterator, count }: Cursor, startDate: string): NumberedRequest => ({
  requestID: `${feed}-${iterator?.pages ?? 0}`,
  request: {
    message: `${feed}QueryRq`,
    attributes: iterator?.id ? { iterator: 'Continue', iteratorID: iterator.id } : { iterator: 'Start' },
    fields: {
      MaxReturned: String(count),
      TxnDateRangeFilter: { FromTxnDate: startDate },
      IncludeLineItems: 'true',
      ...(LINKED.includes(feed) && { IncludeLinkedTxns: 'true' }),
    },
  },
});

/** Every transaction that may hold costs of jobs: what of it Procore does not see, and why. */
export const createCosts = ({ records, drift, reading }: CostsDeps): Stage => ({
  begin: async ({ name }, cursor, most = PAGE) => {
    const jobs = await drift.subjects(name, cursor.run, 'jobs', 0, 1);
    // All pages of an iterator are asked for alike.
    const count = cursor.iterator?.max ?? Math.min(most, PAGE);
    return jobs.length > 0 && cursor.next < reading.feeds.length ? { ...cursor, count } : undefined;
  },

  requests: async ({ settings }, cursor) => {
    const feed = reading.feeds[cursor.next];
    return feed ? [requestOf(feed, cursor, settings.startDate)] : [];
  },

  take: async ({ name, settings }, cursor, [answer]) => {
    const feed = reading.feeds[cursor.next];
    if (!feed || !answer) return cursor;
    const { rets, attributes } = answer;
    const refs = rets.flatMap((ret) => reading.refs(feed, ret, settings));
    const owners = await readOwners(records, name, refs);
    const owner = (ref: Ref) => ownedOf(owners.get(refText(ref)));
    const uncoded = rets.flatMap((ret) => reading.lines(feed, ret, { settings, owner }));
    const n = cursor.iterator?.pages ?? 0;
    const kind = `costs-${feed}` as const;
    for (let at = 0; at === 0 || at < uncoded.length; at += LINES_TO_AN_ITEM) {
      const page = { uncoded: uncoded.slice(at, at + LINES_TO_AN_ITEM) };
      await drift.putPage(name, cursor.run, { kind, n: n * ITEMS_TO_A_PAGE + at / LINES_TO_AN_ITEM, page });
    }
    const more = Number(attributes.iteratorRemainingCount ?? '0') > 0 && attributes.iteratorID;
    if (more) return { ...cursor, iterator: { id: attributes.iteratorID, pages: n + 1, max: cursor.count } };
    const pages = { ...cursor.pages, [kind]: (n + 1) * ITEMS_TO_A_PAGE };
    return { ...cursor, next: cursor.next + 1, iterator: undefined, pages };
  },
});
