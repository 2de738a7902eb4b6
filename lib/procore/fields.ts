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
  /** Exact decimal text as Procore gave it, plain notation, no trailing zeros. */
  decimal(field: string): Big;
  optionalDecimal(field: string): Big | undefined;
  /** Undefined when missing, null or no boolean. */
  flag(field: string): boolean | undefined;
  child(field: string): Fields | undefined;
  children(field: string): Fields[];
}

/** Reads a record; `what` names it in messages, e.g. `line 3 of subcontract 786001`. */
export const fieldsOf = (value: unknown, what: string): Fields => {
  if (!isRow(value)) throw malformed(what, 'is no record');
  const row = value;
  const wrong = (field: string, problem: string) => malformed(what, `has ${problem} in the field ${field}`);
  const optionalText = (field: string): string => {
    const found = row[field];
    if (found === undefined || found === null) return '';
    if (typeof found !== 'string' && typeof found !== 'number') throw wrong(field, 'no text');
    return String(found).trim();
  };
  const required = <T>(field: string, found: T | undefined): T => {
    if (found === undefined) throw wrong(field, 'nothing');
    return found;
  };
  const fields: Fields = {
    what,
    has: (field) => row[field] !== undefined,
    optionalId: (field) => {
      const found = optionalText(field);
      if (found === '') return undefined;
      if (!/^[A-Za-z0-9_-]{1,64}$/.test(found)) throw wrong(field, 'no id');
      return found;
    },
    id: (field) => required(field, fields.optionalId(field)),
    text: optionalText,
    requiredText: (field) => required(field, optionalText(field) || undefined),
    date: (field) => {
      const found = optionalText(field).slice(0, 10);
      if (found !== '' && !/^\d{4}-\d\d-\d\d$/.test(found)) throw wrong(field, 'no date');
      return found || undefined;
    },
    optionalDecimal: (field) => {
      const found = optionalText(field);
      if (found === '') return undefined;
      if (!/^-?\d+(\.\d+)?([eE][+-]?\d{1,2})?$/.test(found)) throw wrong(field, 'no number');
      return new Big(found);
    },
    decimal: (field) => required(field, fields.optionalDecimal(field)),
    flag: (field) => (typeof row[field] === 'boolean' ? row[field] : undefined),
    child: (field) => (isRow(row[field]) ? fieldsOf(row[field], what) : undefined),
    children: (field) => {
      const found = row[field] ?? [];
      if (!Array.isArray(found)) throw wrong(field, 'no list');
      return found.map((item) => fieldsOf(item, what));
    },
  };
  return fields;
};

const malformed = (what: string, problem: string) =>
  new ProcoreFailure('malformed', `Procore's answer cannot be used: ${what} ${problem}.`);

const isRow = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
