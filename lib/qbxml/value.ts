import type { Leaf } from './vocabulary/notation.ts';

/** What is wrong with one text, in words that follow the element's name. */
export interface Fault {
  readonly rule: 'length' | 'format' | 'enumeration';
  readonly says: string;
}

const dateParts = /^(\d{4})-(\d{2})-(\d{2})$/;
const timePart = /^([01]\d|2[0-3])(:[0-5]\d(:[0-5]\d([+-]\d{2}:\d{2})?)?)?$/;
const price = /^[+-]?\d{1,10}(\.\d{1,5})?$/;

const isDay = (text: string): boolean => {
  const [, year, month, day] = dateParts.exec(text) ?? [];
  if (!year || !month || !day) return false;
  const at = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return at.getUTCMonth() === Number(month) - 1 && at.getUTCDate() === Number(day);
};

// QuickBooks counts seconds in 32 bits.
const isDate = (text: string): boolean => isDay(text) && text >= '1970-01-01' && text <= '2038-01-18';

const isDatetime = (text: string): boolean => {
  const [day = '', time] = text.split('T', 2);
  return isDate(day) && text.length <= 25 && (time === undefined || timePart.test(time));
};

type Simple = Exclude<Leaf['is'], 'text' | 'enum'>;
const formats: Readonly<Record<Simple, { fits: (text: string) => boolean; looks: string }>> = {
  bool: { fits: (text) => text === 'true' || text === 'false', looks: 'true or false' },
  date: { fits: isDate, looks: 'a date YYYY-MM-DD from 1970-01-01 to 2038-01-18' },
  datetime: { fits: isDatetime, looks: 'a date and time YYYY-MM-DDTHH:MM:SS' },
  amount: {
    fits: (text) => /^[+-]?\d{1,13}(\.\d{2})?$/.test(text),
    looks: 'an amount with two decimals and at most 13 digits before the point',
  },
  price: { fits: (text) => price.test(text), looks: 'a price with at most 10 digits and 5 decimals' },
  percent: { fits: (text) => price.test(text), looks: 'a percentage without the sign' },
  quantity: { fits: (text) => price.test(text), looks: 'a quantity with at most 10 digits and 5 decimals' },
  float: { fits: (text) => /^[+-]?(\d+(\.\d*)?|\.\d+)$/.test(text), looks: 'a decimal number' },
  integer: { fits: (text) => /^-?\d{1,10}$/.test(text), looks: 'a whole number' },
  count: { fits: (text) => /^[1-9]\d{0,8}$/.test(text), looks: 'a whole number from 1' },
  guid: {
    fits: (text) => /^(0|\{[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\})$/i.test(text),
    looks: 'a GUID in braces, or 0',
  },
};

const shown = (text: string): string => JSON.stringify(text.length > 40 ? `${text.slice(0, 37)}...` : text);

const codeOf = (character: string): string =>
  (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');

/** The first thing wrong with a text that is not empty, or nothing. */
export const faultOf = (type: Leaf, text: string): Fault | undefined => {
  const beyond = /[^\t\n\r\u0020-\u00ff]/u.exec(text)?.[0];
  if (beyond)
    return {
      rule: 'format',
      says: `${shown(text)} has a character that QuickBooks cannot store: U+${codeOf(beyond)}`,
    };
  if (type.is === 'enum')
    return type.values.includes(text)
      ? undefined
      : { rule: 'enumeration', says: `${shown(text)} is none of ${type.values.join(', ')}` };
  if (type.is === 'text') {
    const max = type.max ?? Number.POSITIVE_INFINITY;
    if (text.length <= max) return undefined;
    return {
      rule: 'length',
      says: `${shown(text)} has ${text.length} characters, at most ${max} are allowed`,
    };
  }
  const { fits, looks } = formats[type.is];
  return fits(text) ? undefined : { rule: 'format', says: `${shown(text)} is not ${looks}` };
};
