import type { Context } from '../flow.ts';
import { representable } from '../qbxml/text.ts';
import { type Reason, reason } from '../reasons.ts';
import type { Settings } from '../settings.ts';

/** Names and numbers are never cut: two cut ones could collide. `max` in characters. */
export const nameRefusal = (name: string, max: number, field: string): Reason | undefined => {
  if (name === '') return reason('name-missing', { field });
  if (!representable(name)) return reason('name-not-representable', { name });
  if (name.includes(':')) return reason('name-has-colon', { name });
  if (name.length <= max) return undefined;
  return reason('name-too-long', { name, length: String(name.length), max: String(max) });
};

/** Of a number that there is. */
export const numberRefusal = (number: string, max: number): Reason | undefined => {
  if (!representable(number)) return reason('name-not-representable', { name: number });
  if (number.length <= max) return undefined;
  return reason('number-too-long', { number, length: String(number.length), max: String(max) });
};

const HOME = { US: 'USD', CA: 'CAD' } as const;

/** One connection serves one currency: the home currency of its company file. */
export const currencyRefusal = (currency: string | undefined, { country }: Settings): Reason | undefined =>
  currency === undefined || currency === '' || currency === HOME[country]
    ? undefined
    : reason('currency', { currency, home: HOME[country] });

/** ListIDs and TxnIDs look like `80000101-1736459100` or, in old files, `A0000-933272655`. */
const QUICKBOOKS_ID = /^[0-9A-F]{1,8}-\d{1,10}$/i;

/** What an unmapped record's origin_id says: an id that this company file may know, or somebody else's. */
export const originRefusal = (
  origin: { id: string } | undefined,
  { mapping }: Context,
): Reason | undefined =>
  !origin || mapping || QUICKBOOKS_ID.test(origin.id)
    ? undefined
    : reason('owned-by-other-integration', { origin: origin.id });

/** `date` (ISO): the books are closed up to a day, and nothing is posted into what is closed. */
export const periodRefusal = (date: string, { closingDate }: Context): Reason | undefined =>
  closingDate && date <= closingDate ? reason('closed-period', { date, closing: closingDate }) : undefined;
