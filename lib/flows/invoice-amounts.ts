import type { Invoice, InvoiceItem } from '../procore/shapes.ts';
import { compare, fitsAmount, isZero, negate, sum } from '../qbxml/money.ts';
import { type Reason, reason } from '../reasons.ts';
import { remembered } from '../remembered.ts';
import type { Settings } from '../settings.ts';

/** What an invoice comes to, in two decimals. */
export interface Figures {
  /** Of all items. */
  readonly gross: string;
  /** Of the retainage line: negative when more is held, positive when some is released. */
  readonly retainage: string;
  readonly net: string;
}

/** What is billed of an item in this period: work, and what is stored more than before. */
export const grossOf = remembered((item: InvoiceItem): string =>
  sum([item.workThisPeriod, item.materialsMoved, item.storedNow, negate(item.storedBefore)]),
);

/** The items that this invoice bills something of, in its order. */
export const billedItems = remembered(({ items }: Invoice): readonly InvoiceItem[] =>
  items.filter((item) => !isZero(grossOf(item))),
);

/** Of an invoice that amountsRefusal lets pass. */
export const figuresOf = remembered((invoice: Invoice): Figures => {
  const gross = sum(invoice.items.map(grossOf));
  const before = invoice.previous?.totalRetainage ?? '0';
  const retainage = sum([negate(invoice.summary.totalRetainage ?? '0'), before]);
  return { gross, retainage, net: sum([gross, retainage]) };
});

const TOO_LARGE = 'QuickBooks takes at most 13 digits before the point';

const isLarge = (item: InvoiceItem): boolean => {
  const { workThisPeriod, materialsMoved, storedNow, storedBefore, scheduledValue, billedToDate } = item;
  const all = [workThisPeriod, materialsMoved, storedNow, storedBefore, scheduledValue, billedToDate];
  if (all.some((amount) => !fitsAmount([amount]))) return true;
  return !fitsAmount([workThisPeriod, materialsMoved, storedNow, negate(storedBefore)]);
};

const tooLarge = (element: string): Reason => reason('does-not-fit', { element, words: TOO_LARGE });

/** Nothing that is reckoned with may have too many digits. */
const sizeRefusal = remembered(({ items, summary, previous }: Invoice): Reason | undefined => {
  const large = items.findIndex(isLarge);
  if (large >= 0) return tooLarge(`amount of item ${large + 1}`);
  const { currentPaymentDue: due = '0', tax = '0', totalRetainage: total = '0' } = summary;
  const figures = [due, tax, total, previous?.totalRetainage ?? '0'].map((amount) => amount.replace('-', ''));
  const gross = items.map(grossOf).map((amount) => amount.replace('-', ''));
  const sums = [
    [...gross, ...figures],
    items.map(({ scheduledValue }) => scheduledValue),
    items.map(({ billedToDate }) => billedToDate),
  ];
  return sums.every(fitsAmount) ? undefined : tooLarge('total');
});

const unseen = (why: string): Reason => reason('no-permission', { why });

/** Retainage is never taken as zero because it was not shown. */
const unseenRefusal = ({ summary, previous }: Invoice): Reason | undefined => {
  if (summary.totalRetainage === undefined) return unseen('the summary has no total retainage');
  if (previous && previous.totalRetainage === undefined)
    return unseen(`the total retainage of the invoice before it (${previous.id}) is not shown`);
  return summary.currentPaymentDue === undefined
    ? unseen('the summary has no current payment due')
    : undefined;
};

/** To the cent: what the summary says is due must be what the lines of the bill come to. */
const disagreement = (invoice: Invoice): Reason | undefined => {
  const { gross, retainage, net } = figuresOf(invoice);
  const { currentPaymentDue: due = '0', tax = '0', totalRetainage: total = '0' } = invoice.summary;
  if (compare(net, sum([due, negate(tax)])) === 0) return undefined;
  const before = invoice.previous?.totalRetainage ?? '0.00';
  const figures = [
    `the items come to ${gross}`,
    `retainage goes from ${before} to ${total}, which makes a line of ${retainage}`,
    `together ${net}`,
    `but the summary says that ${due} is due, ${sum([tax])} of it tax`,
  ].join(', ');
  return reason('amounts-disagree', { figures });
};

/** An invoice with a negative net is a credit, for who wants such. */
export const isCredit = (invoice: Invoice, { credits }: Pick<Settings, 'credits'>): boolean =>
  credits === 'vendor-credit' && compare(figuresOf(invoice).net, '0') < 0;

const negativeRefusal = (invoice: Invoice, settings: Settings): Reason | undefined => {
  const { net } = figuresOf(invoice);
  if (isCredit(invoice, settings)) return undefined;
  if (compare(net, '0') < 0) return reason('negative-invoice', { what: 'The invoice', amount: net });
  if (settings.negativeLines === 'send') return undefined;
  const at = invoice.items.findIndex((item) => compare(grossOf(item), '0') < 0);
  const item = invoice.items[at];
  return item && reason('negative-invoice', { what: `Item ${at + 1}`, amount: grossOf(item) });
};

/** The first reason why the amounts of an invoice do not go. */
export const amountsRefusal = (invoice: Invoice, settings: Settings): Reason | undefined => {
  const unusable = sizeRefusal(invoice) ?? unseenRefusal(invoice) ?? disagreement(invoice);
  if (unusable) return unusable;
  const { retainage } = figuresOf(invoice);
  if (billedItems(invoice).length === 0 && isZero(retainage)) return reason('zero-amount');
  return negativeRefusal(invoice, settings);
};
