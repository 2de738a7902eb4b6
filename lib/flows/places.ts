import type { Place } from '../procore/entries.ts';
import { childrenOf, type Element, textAt } from '../qbxml/message.ts';
import type { Settings } from '../settings.ts';

const LINES = ['Addr1', 'Addr2', 'Addr3', 'Addr4', 'Addr5'];

/** What people write for the two countries that there are editions for. */
const COUNTRIES: Readonly<Record<string, string>> = {
  ...{ usa: 'US', 'u.s.': 'US', 'u.s.a.': 'US', 'united states': 'US', 'united states of america': 'US' },
  ...{ canada: 'CA', can: 'CA' },
};

const twoLetters = (text: string): string | undefined =>
  /^[a-z]{2}$/i.test(text) ? text.toUpperCase() : undefined;

const countryOf = (text: string): string | undefined => COUNTRIES[text.toLowerCase()] ?? twoLetters(text);

/** A text of an element without blanks at its ends; '' where there is none. */
export const textOf = (element: Element | undefined, ...path: string[]): string =>
  (textAt(element, ...path) ?? '').trim();

/** The first of some addresses of an object that says anything. */
export const addressIn = (ret: Element, ...names: readonly string[]): Element | undefined =>
  names
    .flatMap((name) => childrenOf(ret, name))
    .find((address) => address.children.some(({ name, text }) => name !== 'Note' && text.trim() !== ''));

/**
 * An address of QuickBooks as Procore keeps it: the way back of addressOf. Its lines become one text without those
 * that only repeat one of `names`, as QuickBooks puts them above an address. A state or country that Procore has no
 * code for stays as a line of the text.
 */
export const placeOf = (
  address: Element | undefined,
  names: readonly string[],
  { country }: Pick<Settings, 'country'>,
): Place => {
  const known = names.map((name) => name.toLowerCase());
  const [state, land] = [textOf(address, 'State'), textOf(address, 'Country')];
  const stateCode = twoLetters(state);
  const countryCode = countryOf(land) ?? (stateCode && country);
  const lines = LINES.map((name) => textOf(address, name));
  const rest = [stateCode ? '' : state, countryOf(land) ? '' : land];
  const text = [...lines.filter((line) => !known.includes(line.toLowerCase())), ...rest].filter(
    (line) => line !== '',
  );
  const [city, zip] = [textOf(address, 'City'), textOf(address, 'PostalCode')];
  return {
    ...(text.length > 0 && { address: text.join('\n') }),
    ...(city !== '' && { city }),
    ...(stateCode && { stateCode }),
    ...(zip !== '' && { zip }),
    ...(countryCode && { countryCode }),
  };
};
