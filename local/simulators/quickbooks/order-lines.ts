import { Big } from 'big.js';
import type { Company } from './company.ts';
import type { Fields } from './company-file.ts';
import { referenceId, textField } from './request-fields.ts';
import { invalidValue, type Status } from './status.ts';
import type { OrderLine, PurchaseOrder } from './transactions.ts';

/** Quantity, Rate and Amount of a line, completed as QuickBooks completes them. */
export type Priced = { readonly fields: Fields } | { readonly refused: Status };

const decimal = (text: string | undefined): Big | undefined =>
  text === undefined || text === '' ? undefined : new Big(text.replace('+', ''));

const isZero = (value: Big | undefined): boolean => value?.eq(0) ?? false;

/**
 * Quantity and Rate give the Amount; Quantity and Amount give the Rate; one of Rate and Amount alone gives
 * the other; all three must agree to the cent.
 */
export const priced = (fields: Fields): Priced => {
  const [quantity, rate, amount] = ['Quantity', 'Rate', 'Amount'].map((element) =>
    decimal(textField(fields, element)),
  );
  const product = rate && quantity ? rate.times(quantity).round(2) : rate?.round(2);
  if (amount && product && !amount.eq(product)) {
    return { refused: invalidValue('Amount', amount.toFixed(2), 'The amount is not quantity times rate.') };
  }
  const total = amount ?? product;
  if (total === undefined) return { fields };
  if (isZero(quantity) && !isZero(total)) {
    return { refused: invalidValue('Quantity', '0', 'A line with an amount needs a quantity.') };
  }
  const each = rate ?? (isZero(quantity) ? total : total.div(quantity ?? 1).round(5));
  return { fields: { ...fields, Rate: each.toFixed(), Amount: total.toFixed(2) } };
};

/** The fields of a changed line: what is not named stays, and what depends on a changed figure follows it. */
export const repriced = (before: Fields, change: Fields): Priced => {
  const after: Fields = { ...before, ...change };
  if (change.Amount !== undefined) {
    if (change.Rate === undefined) delete after.Rate;
  } else if (change.Quantity !== undefined || change.Rate !== undefined) delete after.Amount;
  else return { fields: after };
  return priced(after);
};

type Line = Pick<OrderLine, 'fields' | 'members'>;

const taxOf = (company: Company, line: Line, amount: Big): Big => {
  const code = company.file.objects.get(referenceId(line.fields, 'SalesTaxCodeRef') ?? '');
  const percent = decimal(code && textField(code.fields, 'percent'));
  return percent && company.preferences.country === 'CA'
    ? amount.times(percent).div(100).round(2)
    : new Big(0);
};

/** The total of a transaction's lines; in Canada with the tax of their codes, as QuickBooks shows it. */
export const transactionTotal = (
  company: Company,
  { lines }: { readonly lines: readonly Line[] },
): string => {
  let total = new Big(0);
  for (const line of lines.flatMap((one): readonly Line[] => one.members ?? [one])) {
    const amount = decimal(textField(line.fields, 'Amount')) ?? new Big(0);
    total = total.plus(amount).plus(taxOf(company, line, amount));
  }
  return total.toFixed(2);
};

/** What the lines come to before tax. */
export const subtotal = ({ lines }: { readonly lines: readonly Line[] }): string =>
  lines
    .flatMap((one): readonly Line[] => one.members ?? [one])
    .reduce((total, line) => total.plus(decimal(textField(line.fields, 'Amount')) ?? 0), new Big(0))
    .toFixed(2);

/** What is still to be billed of a line; undefined for a line without quantity. */
export const unbilledQuantity = (line: OrderLine): string | undefined => {
  const quantity = decimal(textField(line.fields, 'Quantity'));
  const received = decimal(textField(line.fields, 'ReceivedQuantity')) ?? new Big(0);
  return quantity?.minus(received).toFixed();
};

/** Every line was received whole, so that nothing of the order is open any more. */
export const isFullyReceived = ({ lines }: PurchaseOrder): boolean =>
  lines.length > 0 &&
  lines.every((line) => {
    const unbilled = unbilledQuantity(line);
    return unbilled !== undefined && isZero(decimal(unbilled));
  });

/** An order that takes no bills any more, or a line of it that does not. */
export const isClosed = (order: PurchaseOrder, line: OrderLine): boolean =>
  order.fields.IsManuallyClosed === 'true' ||
  line.fields.IsManuallyClosed === 'true' ||
  isFullyReceived(order) ||
  isZero(decimal(unbilledQuantity(line)));
