import type { SyncRecord } from '../../lib/engine/record.ts';
import type { BookBill, BookOrder } from '../../local/simulators/quickbooks/quickbooks.ts';
import type { Budget, Invoice } from './billing.ts';
import { externalOf } from './bookkeepers.ts';
import { CUSTOMER, type Order } from './company.ts';
import type { Outcome } from './verdict.ts';

/*
 * How a chain of documents ended. What keeps one back must be something that somebody did, and its record must say so.
 */

export const text = (value: unknown): string => (typeof value === 'string' ? value : '');

export const total = (all: readonly number[]): number => all.reduce((sum, one) => sum + one, 0);

export const takenBack = ({ deeds }: Outcome, number: string): boolean =>
  deeds.withdrawn.has(number) || deeds.removed.has(number);

export const did = ({ deeds }: Outcome, what: string): boolean => deeds.ever.has(what);

export const bookOf = ({ books }: Outcome, { number }: Pick<Order, 'number'>): BookOrder | undefined =>
  books.purchaseOrders.find(({ refNumber }) => refNumber === number);

export const billsOf = ({ books }: Outcome, { number }: Invoice): readonly BookBill[] =>
  books.bills.filter(({ refNumber }) => refNumber === number);

export const checksOf = ({ books }: Outcome, external: string) =>
  books.payments.filter(({ fields }) => externalOf(fields) === external);

export const jobOf = ({ project }: Budget): string => `${CUSTOMER}:${project}`;

export const estimatesOf = ({ books }: Outcome, budget: Budget) =>
  books.estimates.filter(({ fields }) => text(fields.CustomerRef) === jobOf(budget));

export const recordOf = ({ records }: Outcome, flow: string, key: number): SyncRecord | undefined =>
  records.find((one) => one.flow === flow && one.id === String(key));

export const TOLD = ['changed-in-procore', 'deleted-in-procore', 'total-differs'];

export const isTold = (record: SyncRecord | undefined): boolean =>
  record?.flags.some(({ code }) => TOLD.includes(code)) === true;

export type ChainVerdict = { readonly losses: readonly string[]; readonly wrong: readonly string[] };

export const FINE: ChainVerdict = { losses: [], wrong: [] };

/** Ends that follow from an end of what it depends on. */
export const HELD = ['blocked: blocked-by', 'skipped: deleted'];

export const endsWithdrawn = ({ deeds }: Outcome, number: string): readonly string[] => [
  ...(deeds.withdrawn.has(number) ? ['not-ready: not-approved'] : []),
  ...(deeds.removed.has(number) ? ['skipped: deleted', 'failed: not-visible'] : []),
];
