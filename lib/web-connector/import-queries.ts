import type { Asked } from '../engine/cursors.ts';
import type { Feed } from '../import-flow.ts';
import type { QbRequest } from '../qbxml/message.ts';
import type { NumberedRequest } from '../qbxml/write.ts';

/** How QuickBooks asks for each feed; lists by ListID, transactions by TxnID. */
const FEEDS: Readonly<Record<Feed, { readonly of: 'list' | 'transaction'; readonly links?: true }>> = {
  Customer: { of: 'list' },
  Vendor: { of: 'list' },
  Bill: { of: 'transaction', links: true },
  VendorCredit: { of: 'transaction', links: true },
  Check: { of: 'transaction', links: true },
  CreditCardCharge: { of: 'transaction' },
  CreditCardCredit: { of: 'transaction' },
  JournalEntry: { of: 'transaction' },
  BillPaymentCheck: { of: 'transaction' },
  BillPaymentCreditCard: { of: 'transaction' },
};

export const isFeed = (asked: Asked): asked is Feed => asked in FEEDS;

/** Which query tells of deletions of a feed. */
export const deletedBy = (feed: Feed): 'ListDeleted' | 'TxnDeleted' =>
  FEEDS[feed].of === 'list' ? 'ListDeleted' : 'TxnDeleted';

/** Name of the element that holds an object's id. */
export const idOf = (feed: Feed): 'ListID' | 'TxnID' => (FEEDS[feed].of === 'list' ? 'ListID' : 'TxnID');

/** What is asked of one query: a page of a feed, or what was deleted. */
export interface Query {
  readonly asked: Asked;
  /** Local time of QuickBooks from which on; absent: from the start. */
  readonly from?: string;
  readonly iteratorID?: string;
  readonly max: number;
  /** Counts the pages of one iterator. */
  readonly page: number;
}

/** What queries of a connection have in common. */
export interface Asking {
  /** All whose deletions are asked for. */
  readonly feeds: readonly Feed[];
  /** ISO date. */
  readonly startDate: string;
  /** The only elements of objects that are read; absent: all. */
  readonly elements?: readonly string[];
}

export const requestID = ({ asked, page }: Pick<Query, 'asked' | 'page'>): string =>
  `import-${asked}-${page}`;

/** A list from the start is what is active; later also what has become inactive. */
const listFields = ({ from }: Query) =>
  from ? { ActiveStatus: 'All', FromModifiedDate: from } : { ActiveStatus: 'ActiveOnly' };

/** Transactions from the start are those of the time since then, whenever they were written. */
const transactionFields = ({ from }: Query, startDate: string) =>
  from
    ? { ModifiedDateRangeFilter: { FromModifiedDate: from } }
    : { TxnDateRangeFilter: { FromTxnDate: startDate } };

/** What is asked of everything beside what flows read: its id, when it changed, and whose it is. */
const always = (feed: Feed): string[] => [idOf(feed), 'TimeModified', 'ExternalGUID'];

const feedRequest = (feed: Feed, query: Query, { startDate, elements }: Asking): QbRequest => {
  const { iteratorID, max } = query;
  const { of, links } = FEEDS[feed];
  const isList = of === 'list';
  return {
    message: `${feed}QueryRq`,
    attributes: iteratorID ? { iterator: 'Continue', iteratorID } : { iterator: 'Start' },
    fields: {
      MaxReturned: String(max),
      ...(isList ? listFields(query) : transactionFields(query, startDate)),
      ...(!isList && { IncludeLineItems: 'true' }),
      ...(links && { IncludeLinkedTxns: 'true' }),
      ...(elements && { IncludeRetElement: [...always(feed), ...elements] }),
    },
  };
};

const deletedRequest = (
  asked: 'TxnDeleted' | 'ListDeleted',
  { from }: Query,
  feeds: readonly Feed[],
): QbRequest => ({
  message: `${asked}QueryRq`,
  fields: {
    [asked === 'ListDeleted' ? 'ListDelType' : 'TxnDelType']: feeds.filter(
      (feed) => deletedBy(feed) === asked,
    ),
    ...(from && { DeletedDateRangeFilter: { FromDeletedDate: from } }),
  },
});

export const importRequest = (query: Query, asking: Asking): NumberedRequest => ({
  requestID: requestID(query),
  request: isFeed(query.asked)
    ? feedRequest(query.asked, query, asking)
    : deletedRequest(query.asked, query, asking.feeds),
});
