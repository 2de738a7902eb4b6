import Big from 'big.js';
import { ProcoreFailure } from './procore.ts';

/** One record of a reply. What is asked for by a strict reader and is not there throws `malformed`. */
export interface Fields {
  /** What the record is, for messages. */
  readonly what: string;
  has(field: string): boolean;
  /** Ids come as numbers (v1) or strings (v2); here always a string of digits or letters. */
  id(field: string): string;
  optionalId(field: string): string | undefined;
  /** Trimmed; empty when missing or null. */
  text(field: string): string;
  requiredText(field: string): string;
  /** ISO date (of a timestamp, its first ten characters); undefined when missing, null or empty. */
  date(field: string): string | undefined;
  /** A point in time that a program can read, as it stands there; asked for. */
  instant(field: string): string;
  /** Exact decimal text as Procore gave it, plain notation, no trailing zeros. */
  decimal(field: string): Big;
  optionalDecimal(field: string): Big | undefined;
  /** Undefined when missing, null or no boolean. */
  flag(field: string): boolean | undefined;
  /** The texts of a list; empty when missing or null. */
  words(field: string): string[];
  child(field: string): Fields | undefined;
  children(field: string): Fields[];
}

/** With a digit: a word like `constructor` would find something in every object that is looked up by id. */
const ID = /^(?=.*\d)[A-Za-z0-9_-]{1,64}$/;
const DATE = /^\d{4}-\d\d-\d\d(T.*)?$/;
const INSTANT = /^\d{4}-\d\d-\d\d/;
const NUMBER = /^-?\d+(\.\d+)?([eE][+-]?\d{1,2})?$/;

/** Reads a record; `what` names it in messages, e.g. `subcontract 786001`. */
export const fieldsOf = (value: unknown, what: string): Fields => {
  if (!isRow(value)) throw malformed(what, 'is no record');
  const optional = (field: string, form: RegExp, expected: string): string | undefined => {
    const text = textIn(value, field, what);
    if (text !== '' && !form.test(text)) throw malformed(what, `has ${expected} in the field ${field}`);
    return text || undefined;
  };
  const required = <T>(field: string, found: T | undefined): T => {
    if (found === undefined) throw malformed(what, `has nothing in the field ${field}`);
    return found;
  };
  const number = (field: string): Big | undefined => {
    const text = optional(field, NUMBER, 'no number');
    return text === undefined ? undefined : new Big(text);
  };
  return {
    what,
    has: (field) => value[field] !== undefined,
    optionalId: (field) => optional(field, ID, 'no id'),
    id: (field) => required(field, optional(field, ID, 'no id')),
    text: (field) => textIn(value, field, what),
    requiredText: (field) => required(field, textIn(value, field, what) || undefined),
    date: (field) => optional(field, DATE, 'no date')?.slice(0, 10),
    instant: (field) => {
      const text = required(field, optional(field, INSTANT, 'no time'));
      if (Number.isNaN(Date.parse(text))) throw malformed(what, `has no time in the field ${field}`);
      return text;
    },
    optionalDecimal: number,
    decimal: (field) => required(field, number(field)),
    flag: (field) => (typeof value[field] === 'boolean' ? value[field] : undefined),
    words: (field) => wordsIn(value, field, what),
    child: (field) => childIn(value, field, what),
    children: (field) => childrenIn(value, field, what),
  };
};

const textIn = (row: Row, field: string, what: string): string => {
  const found = row[field] ?? '';
  if (typeof found !== 'string' && typeof found !== 'number')
    throw malformed(what, `has no text in the field ${field}`);
  return String(found).trim();
};

const childIn = (row: Row, field: string, what: string): Fields | undefined => {
  const found = row[field] ?? undefined;
  if (found !== undefined && !isRow(found)) throw malformed(what, `has no record in the field ${field}`);
  return found === undefined ? undefined : fieldsOf(found, what);
};

const wordsIn = (row: Row, field: string, what: string): string[] => {
  const found = row[field] ?? [];
  if (Array.isArray(found) && found.every((item) => typeof item === 'string')) return found;
  throw malformed(what, `has no list of words in the field ${field}`);
};

const childrenIn = (row: Row, field: string, what: string): Fields[] => {
  const found = row[field] ?? [];
  if (!Array.isArray(found)) throw malformed(what, `has no list in the field ${field}`);
  return found.map((item) => fieldsOf(item, what));
};

const malformed = (what: string, problem: string) =>
  new ProcoreFailure('malformed', `Procore's answer cannot be used: ${what} ${problem}.`);

type Row = Readonly<Record<string, unknown>>;

const isRow = (value: unknown): value is Row =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
