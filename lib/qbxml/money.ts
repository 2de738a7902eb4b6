import Big from 'big.js';

const decimal = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,2})?$/i;
const amountLimit = new Big('1e13');
const quantityLimit = new Big('1e10');

const parsed = (value: string): Big => {
  if (!decimal.test(value)) throw new Error(`Not a decimal number: ${JSON.stringify(value.slice(0, 40))}`);
  return new Big(value.replace(/^\+/, ''));
};

/** The figures of a document are reckoned with again and again; a Big is never changed. */
const known = new Map<string, Big>();
const MOST_KNOWN = 5_000;
/** What Procore or QuickBooks says of money is shorter. */
const LONGEST_KNOWN = 30;

const number = (value: string): Big => {
  if (value.length > LONGEST_KNOWN) return parsed(value);
  const found = known.get(value);
  if (found) return found;
  if (known.size >= MOST_KNOWN) known.clear();
  const made = parsed(value);
  known.set(value, made);
  return made;
};

const toCents = (value: Big): Big => value.round(2, Big.roundHalfUp);

const isAmount = (rounded: Big): boolean => rounded.abs().lt(amountLimit);

const asAmount = (value: Big): string => {
  const rounded = toCents(value);
  if (!isAmount(rounded)) throw new RangeError('An amount has at most 13 digits before the point');
  return rounded.eq(0) ? '0.00' : rounded.toFixed(2);
};

/**
 * A decimal as QuickBooks takes an amount: two decimals, at most 13 digits before the point, e.g. `30000.00`
 * for `30000.0` or `3E+4`. Half a cent is rounded away from zero. Throws on anything but a decimal.
 */
export const amount = (value: string): string => asAmount(number(value));

const total = (values: readonly string[]): Big =>
  values.reduce((so, value) => so.plus(number(value)), new Big(0));

/** The sum of decimals as an amount; rounded once, at the end. Throws when it has too many digits. */
export const sum = (values: readonly string[]): string => asAmount(total(values));

/** Whether the sum of decimals is an amount that QuickBooks can hold. */
export const fitsAmount = (values: readonly string[]): boolean => isAmount(toCents(total(values)));

/** Quantity times rate as the amount that QuickBooks computes. */
export const product = (quantity: string, rate: string): string =>
  asAmount(number(quantity).times(number(rate)));

/** -1, 0 or 1, by value: `1.0` equals `1`. */
export const compare = (a: string, b: string): -1 | 0 | 1 => number(a).cmp(number(b));

export const isZero = (value: string): boolean => number(value).eq(0);

/** The amount with the other sign; zero has none. */
export const negate = (value: string): string => asAmount(number(value).times(-1));

/** At most five decimals and ten digits before the point, trailing zeros left out; undefined when that would round. */
const exact = (value: string): string | undefined => {
  const given = number(value);
  const fits = given.abs().lt(quantityLimit) && given.round(5).eq(given);
  return fits ? given.toFixed().replace(/^-(?=0$)/, '') : undefined;
};

/** The figures of an order line under their element names, ready to be spread into it. */
export type LineFigures =
  | { readonly Quantity: string; readonly Rate: string }
  | { readonly Quantity: string; readonly Amount: string };

/**
 * The figures of a unit line. Quantity and Rate when QuickBooks, multiplying them, comes to the amount;
 * else Quantity and Amount, from which it computes the rate; never all three, which may disagree by a cent.
 * A quantity that is absent, zero or finer than five decimals gives an amount line: Quantity 1 and Amount.
 */
export const quantityAndRate = (
  quantity: string | undefined,
  unitCost: string | undefined,
  lineAmount: string,
): LineFigures => {
  const Amount = amount(lineAmount);
  const Quantity = quantity === undefined || isZero(quantity) ? undefined : exact(quantity);
  if (Quantity === undefined) return amountLine(Amount);
  const Rate = unitCost === undefined ? undefined : exact(unitCost);
  const agrees = Rate !== undefined && toCents(number(Quantity).times(number(Rate))).eq(number(Amount));
  return agrees ? { Quantity, Rate } : { Quantity, Amount };
};

/** The figures of an amount line. */
export const amountLine = (lineAmount: string): LineFigures => ({
  Quantity: '1',
  Amount: amount(lineAmount),
});

/** `value` × `part` ÷ `whole` as an amount; undefined when it has too many digits. `whole` is not zero. */
export const proportion = (value: string, part: string, whole: string): string | undefined => {
  const share = toCents(number(value).times(number(part)).div(number(whole)));
  return isAmount(share) ? asAmount(share) : undefined;
};

/**
 * What an amount is of a line in its quantity: `lineAmount` × quantity ÷ `whole`, in five decimals. `whole`, the
 * line's own amount, is not zero. Undefined when it is too large for a quantity.
 */
export const quantityOf = (lineAmount: string, quantity: string, whole: string): string | undefined =>
  exact(number(lineAmount).times(number(quantity)).div(number(whole)).round(5, Big.roundHalfUp).toFixed());
