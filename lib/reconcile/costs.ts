import type { RecordStore } from '../engine/ports.ts';
import type { Feed } from '../import-flow.ts';
import type { NumberedRequest } from '../qbxml/write.ts';
import { readOwners } from './owners.ts';
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
/** Only these name the orders that they draw on. */
const LINKED: readonly Feed[] = ['Bill', 'VendorCredit', 'Check'];

const requestOf = (feed: Feed, { iterator }: Cursor, startDate: string): NumberedRequest => ({
  requestID: `${feed}-${iterator?.pages ?? 0}`,
  request: {
    message: `${feed}QueryRq`,
    attributes: iterator?.id ? { iterator: 'Continue', iteratorID: iterator.id } : { iterator: 'Start' },
    fields: {
      MaxReturned: String(PAGE),
      TxnDateRangeFilter: { FromTxnDate: startDate },
      IncludeLineItems: 'true',
      ...(LINKED.includes(feed) && { IncludeLinkedTxns: 'true' }),
    },
  },
});

/** Every transaction that may hold costs of jobs: what of it Procore does not see, and why. */
export const createCosts = ({ records, drift, reading }: CostsDeps): Stage => ({
  begin: async ({ name }, cursor) => {
    const jobs = await drift.subjects(name, cursor.run, 'jobs', 0, 1);
    return jobs.length > 0 && cursor.next < reading.feeds.length ? { ...cursor, count: 0 } : undefined;
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
    const owner = await readOwners(records, name, refs);
    const uncoded = rets.flatMap((ret) => reading.lines(feed, ret, { settings, owner }));
    const n = cursor.iterator?.pages ?? 0;
    await drift.putPage(name, cursor.run, { kind: `costs-${feed}`, n, page: { uncoded } });
    const more = Number(attributes.iteratorRemainingCount ?? '0') > 0 && attributes.iteratorID;
    if (more) return { ...cursor, iterator: { id: attributes.iteratorID, pages: n + 1 } };
    const pages = { ...cursor.pages, [`costs-${feed}`]: n + 1 };
    return { ...cursor, next: cursor.next + 1, iterator: undefined, pages };
  },
});
