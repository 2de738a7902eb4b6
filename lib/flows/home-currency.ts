import { type Element, textAt } from '../qbxml/message.ts';
import type { Settings } from '../settings.ts';

/** As QuickBooks calls it. */
const HOME = { US: 'US Dollar', CA: 'Canadian Dollar' } as const;

/** Whether a transaction is in the company file's own currency. Files of one currency name none. */
export const homeCurrency = (ret: Element, country: Settings['country']): boolean => {
  const currency = textAt(ret, 'CurrencyRef', 'FullName');
  return currency === undefined || currency === HOME[country];
};
