import type { Context } from '../flow.ts';
import type { Invoice } from '../procore/shapes.ts';
import { type Reason, reason } from '../reasons.ts';
import type { Settings } from '../settings.ts';
import { billedItems } from './invoice-amounts.ts';
import { sameName } from './objects.ts';
import { lineRefusal } from './order-lines.ts';
import { numberRefusal, periodRefusal } from './rules.ts';

const MAX_NUMBER = 20;

/** The day of the bill (ISO). */
export const dateOf = ({ billingDate, periodEnd }: Invoice): string | undefined => billingDate ?? periodEnd;

/** What the operator gave or the subcontractor wrote; undefined: both wrote nothing. */
export const givenNumber = ({ invoiceNumber }: Invoice, { override }: Context): string | undefined =>
  override.number ?? (invoiceNumber === '' ? undefined : invoiceNumber);

/** Of an invoice without a number the order's is taken, which is short enough. */
export const givenNumberRefusal = (invoice: Invoice, context: Context): Reason | undefined => {
  const number = givenNumber(invoice, context);
  return number === undefined ? undefined : numberRefusal(number, MAX_NUMBER);
};

/** It has no date, or one in a closed period. */
export const dateRefusal = (invoice: Invoice, context: Context): Reason | undefined => {
  const date = dateOf(invoice);
  return date === undefined ? reason('no-date') : periodRefusal(date, context);
};

/** A whole change order has no code of its own: its order lines say theirs. */
export const codeRefusal = (invoice: Invoice): Reason | undefined =>
  lineRefusal(
    billedItems(invoice).filter(
      ({ kind, changeOrderId, costCode }) =>
        !(kind === 'whole_change_order_item' && changeOrderId !== undefined && costCode.is === 'none'),
    ),
  );

/** Retainage needs an item of its own, also where none is held yet. */
export const retainageRefusal = (invoice: Invoice, { retainageItem }: Settings): Reason | undefined => {
  if (!retainageItem) return reason('setting-missing', { setting: 'retainageItem' });
  const code = billedItems(invoice)
    .flatMap(({ costCode }) => (costCode.is === 'standard' ? [costCode.fullCode] : []))
    .find((fullCode) => sameName(retainageItem, fullCode));
  return code ? reason('retainage-item', { item: retainageItem, code }) : undefined;
};
