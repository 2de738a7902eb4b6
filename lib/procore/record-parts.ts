import type { Fields } from './fields.ts';
import type { Origin } from './shapes.ts';

/**
 * How texts are brought into the form that QuickBooks can take: `name` for names, numbers and codes, `prose` for
 * titles, descriptions, addresses and contacts.
 */
export interface TextForm {
  readonly name: (text: string) => string;
  readonly prose: (text: string) => string;
}

export const originOf = (fields: Fields): Origin | undefined => {
  const id = fields.text('origin_id');
  return id === '' ? undefined : { id };
};

/** ISO 4217 code; only companies with multi-currency switched on have one. */
export const currencyOf = (fields: Fields): string | undefined =>
  fields.child('currency_configuration')?.text('currency_iso_code') || undefined;
