/** A number that is an id: it goes out as a number, whatever its length. */
export type Id = { readonly id: string };
/** A decimal as text that goes out as the number that it is, digit for digit. */
export type Decimal = { readonly decimal: string };
export type Json =
  | string
  | boolean
  | null
  | Id
  | Decimal
  | { readonly [name: string]: Json }
  | readonly Json[];

export const id = (text: string): Id => ({ id: text });

export const decimal = (text: string): Decimal => ({ decimal: text });

const isId = (value: Json): value is Id =>
  typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string';

const isDecimal = (value: Json): value is Decimal =>
  typeof value === 'object' && value !== null && 'decimal' in value && typeof value.decimal === 'string';

const asNumber = (text: string, form: RegExp): string => (form.test(text) ? text : JSON.stringify(text));

/** JSON with ids and decimals as numbers: Procore's are, and they exceed what a double holds. */
export const jsonText = (value: Json): string => {
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(jsonText).join(',')}]`;
  if (isId(value)) return asNumber(value.id, /^\d+$/);
  if (isDecimal(value)) return asNumber(value.decimal, /^-?\d+(\.\d+)?$/);
  const fields = Object.entries(value as { readonly [name: string]: Json });
  return `{${fields.map(([name, inner]) => `${JSON.stringify(name)}:${jsonText(inner)}`).join(',')}}`;
};
