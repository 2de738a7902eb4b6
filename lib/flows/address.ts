import type { Fields } from '../qbxml/message.ts';
import { fits, representable, wrap } from '../qbxml/text.ts';

const WIDTH = 41;
const LINES = 3;

interface Address {
  readonly address: string;
  readonly city: string;
  readonly state: string;
  readonly zip: string;
  readonly country: string;
}

/** Optional fields that fit, and the names of those that do not. `''` stands for "none" and clears in a Mod. */
export const fitting = (
  fields: Readonly<Record<string, readonly [value: string, max: number]>>,
): { fields: Record<string, string>; leftOut: string[] } => {
  const all = Object.entries(fields);
  const stays = ([value, max]: readonly [string, number]) => fits(value, max) && representable(value);
  return {
    fields: Object.fromEntries(all.map(([name, given]) => [name, stays(given) ? given[0] : ''])),
    leftOut: all.filter(([, given]) => !stays(given)).map(([name]) => name),
  };
};

/** Without what is empty: an Add leaves out what a Mod would clear. */
export const filled = (fields: Fields): Fields | undefined => {
  const kept = Object.entries(fields).filter(([, value]) => value !== '' && value !== undefined);
  return kept.length > 0 ? Object.fromEntries(kept) : undefined;
};

/** A street address wrapped at words over Addr1–3 of 41 characters, with city, state, zip and country. */
export const addressOf = (where: Address): { fields: Record<string, string>; leftOut: string[] } => {
  const lines = wrap(where.address.replace(/\s*\n\s*/g, ' '), WIDTH, LINES);
  const [addr1 = '', addr2 = '', addr3 = ''] = lines ?? [];
  const rest = fitting({
    City: [where.city, 31],
    State: [where.state, 21],
    PostalCode: [where.zip, 13],
    Country: [where.country, 31],
  });
  return {
    fields: { Addr1: addr1, Addr2: addr2, Addr3: addr3, ...rest.fields },
    leftOut: [...(lines ? [] : ['Addr1']), ...rest.leftOut],
  };
};

/** What did not fit, for the flag; undefined when all did. */
export const leftOutWords = (names: readonly string[]): string | undefined =>
  names.length > 0 ? `did not fit and was cut or left out: ${names.join(', ')}` : undefined;
