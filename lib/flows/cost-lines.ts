import type { Feed } from '../import-flow.ts';
import { childrenOf, type Element, textAt } from '../qbxml/message.ts';
import { negate, product } from '../qbxml/money.ts';
import type { Settings } from '../settings.ts';
import { homeCurrency } from './home-currency.ts';
import { idIn } from './objects.ts';
import { textOf } from './places.ts';

/** Transactions that may hold costs of jobs. */
export const COST_FEEDS = [
  ...(['Bill', 'VendorCredit', 'Check', 'CreditCardCharge', 'CreditCardCredit', 'JournalEntry'] as const),
] satisfies readonly Feed[];

/** An object of QuickBooks' lists as a line names it. */
export interface Name {
  readonly id: string;
  readonly name: string;
}

/** A line of a transaction. */
export interface CostLine {
  /** TxnLineID. */
  readonly id: string;
  /** Decimal, in the currency of the company file; negative where it takes cost back. */
  readonly amount: string;
  readonly description: string;
  readonly job?: Name;
  readonly item?: Name;
  /** Full name, of a line that has no item. */
  readonly account?: string;
}

const nameIn = (line: Element, ref: string): Name | undefined => {
  const found = childrenOf(line, ref)[0];
  const id = idIn(found);
  return id ? { id, name: textOf(found, 'FullName') } : undefined;
};

/** The lines of groups are lines of their own: the group's amount is their sum. */
const ungrouped = (ret: Element): readonly Element[] =>
  ret.children.flatMap((child) => (child.name === 'ItemGroupLineRet' ? child.children : [child]));

const TAKES_BACK = ['VendorCreditRet', 'CreditCardCreditRet', 'JournalCreditLine'];

const lineOf = (line: Element, job: Name | undefined, description: string): CostLine | undefined => {
  const item = nameIn(line, 'ItemRef');
  const account = textAt(line, 'AccountRef', 'FullName');
  const id = textOf(line, 'TxnLineID');
  const amount = textOf(line, 'Amount');
  if (id === '' || amount === '') return undefined;
  return {
    ...{ id, amount, description: textOf(line, description) },
    ...(job && { job }),
    ...(item && { item }),
    ...(!item && account && { account }),
  };
};

/** By the name of their element: where the job stands, and what describes it. */
const LINES: Readonly<Record<string, readonly [job: string, description: string]>> = {
  ItemLineRet: ['CustomerRef', 'Desc'],
  ExpenseLineRet: ['CustomerRef', 'Memo'],
  JournalDebitLine: ['EntityRef', 'Memo'],
  JournalCreditLine: ['EntityRef', 'Memo'],
};

/** What one unit of a transaction's currency is worth; undefined when QuickBooks does not tell. */
const rateOf = (ret: Element, country: Settings['country']): string | undefined => {
  const isHome = homeCurrency(ret, country) || textAt(ret, 'IsAmountsEnteredInHomeCurrency') === 'true';
  return isHome ? '1' : textAt(ret, 'ExchangeRate');
};

/** Every line with an amount. Without a rate the amounts are those of the transaction's own currency. */
export const linesOf = (ret: Element, country: Settings['country']): readonly CostLine[] => {
  const rate = rateOf(ret, country) ?? '1';
  return ungrouped(ret).flatMap((element) => {
    const [job, description] = LINES[element.name] ?? [];
    const line = job && description ? lineOf(element, nameIn(element, job), description) : undefined;
    if (!line) return [];
    const amount = product(line.amount, rate);
    const takesBack = TAKES_BACK.includes(ret.name) || TAKES_BACK.includes(element.name);
    return [{ ...line, amount: takesBack ? negate(amount) : amount }];
  });
};

/** What of a transaction its costs say beside their lines. */
export interface CostHead {
  readonly of: Feed;
  readonly txnId: string;
  /** Its own, else "QB " and that of the transaction. */
  readonly number: string;
  /** ISO date. */
  readonly date: string;
  readonly payee?: Name;
  readonly memo: string;
  /** TxnIDs of the purchase orders that it draws on. */
  readonly orders: readonly string[];
  /** Canada: its amounts are with sales tax. */
  readonly taxIncluded?: true;
  /** Its amounts are in this currency: QuickBooks tells no rate. */
  readonly currency?: string;
}

export const headOf = (feed: Feed, ret: Element, country: Settings['country']): CostHead | undefined => {
  const txnId = idIn(ret);
  if (!txnId) return undefined;
  const payee = nameIn(ret, 'VendorRef') ?? nameIn(ret, 'PayeeEntityRef');
  const currency = rateOf(ret, country) ? undefined : textAt(ret, 'CurrencyRef', 'FullName');
  const linked = childrenOf(ret, 'LinkedTxn').filter((one) => textAt(one, 'TxnType') === 'PurchaseOrder');
  return {
    ...{ of: feed, txnId, date: textOf(ret, 'TxnDate'), memo: textOf(ret, 'Memo') },
    number: textOf(ret, 'RefNumber') || `QB ${textOf(ret, 'TxnNumber') || txnId}`,
    ...(payee && { payee }),
    orders: [...new Set(linked.map((one) => textOf(one, 'TxnID')))],
    ...(textAt(ret, 'IsTaxIncluded') === 'true' && { taxIncluded: true as const }),
    ...(currency && { currency }),
  };
};
