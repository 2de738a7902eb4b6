import type { BookCustomer, Books, BookVendor, ItemCard } from './books.ts';
import { compareBills } from './compare-bills.ts';
import { compareChecks } from './compare-checks.ts';
import { compareEstimates } from './compare-estimates.ts';
import { compareCustomers, compareItems, compareVendors } from './compare-lists.ts';
import { compareOrders } from './compare-orders.ts';
import { compareRecords } from './compare-records.ts';
import type { Difference } from './difference.ts';
import type { Planted } from './planted.ts';
import type { Added, Billing, Check, Estimate, Posting } from './posting.ts';
import type { QuickBooksBefore } from './quickbooks-before.ts';
import type { Rivalry, Side } from './rivalry.ts';
import type { Totals } from './totals.ts';

/** Everything that must be true of one company when the connector has nothing left to do. */
export interface Expectation {
  readonly before: QuickBooksBefore;
  readonly postings: readonly Posting[];
  readonly estimates: readonly Estimate[];
  readonly added: readonly Added[];
  readonly billings: readonly Billing[];
  readonly checks: readonly Check[];
  /** Records that are synced and yet have something to tell: `flow id: code`. */
  readonly flagged: readonly string[];
  readonly payable: string;
  readonly bank: string;
  readonly retainageItem: string;
  readonly rivalries: readonly Rivalry[];
  readonly planted: readonly Planted[];
  readonly vendorCards: readonly BookVendor[];
  readonly jobCards: readonly BookCustomer[];
  readonly itemCards: readonly ItemCard[];
  readonly totals: Totals;
  /** Full cost code → Procore id of the standard cost code. */
  readonly codeIds: ReadonlyMap<string, string>;
}

/** Where the connector says that a record stands. */
export interface RecordState {
  readonly flow: string;
  readonly id: string;
  readonly state: string;
  readonly reasonCode?: string;
  readonly flags?: readonly { readonly code: string }[];
}

/** How each rivalry ended; a side is missing where none of the two, or both, stand in the books. */
export interface Outcome {
  readonly winners: readonly Side[];
  readonly losers: readonly Side[];
}

const isThere = (side: Side, books: Books): boolean =>
  books.orders.some((order) => order.number === side.posting.number && order.vendor === side.posting.vendor);

const outcomeOf = (rivalries: readonly Rivalry[], books: Books): Outcome & { undecided: Difference[] } => {
  const decided = rivalries.map((rivalry) => {
    const winners = rivalry.sides.filter((side) => isThere(side, books));
    return { rivalry, winners, losers: rivalry.sides.filter((side) => !isThere(side, books)) };
  });
  return {
    winners: decided.flatMap(({ winners }) => winners),
    losers: decided.flatMap(({ winners, losers }) => (winners.length === 1 ? losers : [])),
    undecided: decided.flatMap(({ rivalry, winners }) =>
      winners.length === 1
        ? []
        : [
            {
              about: `rivals for ${rivalry.about}`,
              expected: 'one order posted',
              found: winners.length === 0 ? 'none' : 'both',
            },
          ],
    ),
  };
};

/**
 * Compares QuickBooks' books and the connector's records with what must be there: to the cent, to the
 * character, and nothing beside it. An empty answer means that all is well.
 */
export const compareBooks = (
  books: Books,
  records: readonly RecordState[],
  expectation: Expectation,
): Difference[] => {
  const outcome = outcomeOf(expectation.rivalries, books);
  return [
    ...outcome.undecided,
    ...compareVendors(books, expectation, outcome),
    ...compareCustomers(books, expectation),
    ...compareItems(books, expectation),
    ...compareEstimates(books, expectation),
    ...compareOrders(books, expectation, outcome),
    ...compareBills(books, expectation),
    ...compareChecks(books, expectation),
    ...compareRecords(records, expectation, outcome),
  ];
};
