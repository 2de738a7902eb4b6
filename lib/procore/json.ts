/**
 * JSON as Procore sends it: ids may exceed 2^53 and money may carry more digits than a double holds, so a
 * number of more than 15 significant digits becomes a string of its exact text. Names that occur twice in
 * one object are refused: two parsers could read two different records out of it.
 */
export type Parsed =
  | { readonly is: 'json'; readonly value: unknown }
  /** `why` says what is wrong and where, as `line 1, column 57`; it never repeats the text. */
  | { readonly is: 'malformed'; readonly why: string };

const MAX_DEPTH = 100;
/** Every decimal of up to 15 significant digits survives the way through a double. */
const EXACT_DIGITS = 15;

const BLANK = /[ \t\n\r]*/y;
/** A part of a string: a pattern for the whole of one keeps every escape on the stack, and some have a million. */
const PART = /(?:[^"\\\u0000-\u001f]+|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})){1,500}/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /true|false|null/y;
const WORDS: Readonly<Record<string, unknown>> = { true: true, false: false, null: null };

interface Cursor {
  readonly text: string;
  at: number;
}

interface Fault {
  readonly fault: string;
}

/** Reads one JSON text. Never throws. */
export const parseJson = (text: string): Parsed => {
  const cursor: Cursor = { text: text.startsWith('\uFEFF') ? text.slice(1) : text, at: 0 };
  try {
    const value = readValue(cursor, 0);
    take(cursor, BLANK);
    if (cursor.at < cursor.text.length) fail('there is something after the end of the value');
    return { is: 'json', value };
  } catch (error) {
    if (!isFault(error)) throw error;
    const ended = cursor.at >= cursor.text.length;
    return {
      is: 'malformed',
      why: ended ? `the text ends too early, at ${place(cursor)}` : `${error.fault}, at ${place(cursor)}`,
    };
  }
};

const readValue = (cursor: Cursor, depth: number): unknown => {
  if (depth > MAX_DEPTH) return fail(`nested deeper than ${MAX_DEPTH}`);
  take(cursor, BLANK);
  const next = cursor.text[cursor.at];
  if (next === '{') return readObject(cursor, depth);
  if (next === '[') return readArray(cursor, depth);
  if (next === '"') return readString(cursor);
  const word = take(cursor, WORD);
  if (word !== undefined) return WORDS[word];
  return readNumber(cursor);
};

const readObject = (cursor: Cursor, depth: number): unknown => {
  const entries = new Map<string, unknown>();
  cursor.at += 1;
  if (skip(cursor, '}')) return {};
  do {
    take(cursor, BLANK);
    const start = cursor.at;
    const name = readString(cursor);
    if (entries.has(name)) {
      cursor.at = start;
      fail(`the name ${JSON.stringify(name.slice(0, 40))} occurs twice in one object`);
    }
    if (!skip(cursor, ':')) fail('a colon is missing');
    entries.set(name, readValue(cursor, depth + 1));
  } while (skip(cursor, ','));
  if (!skip(cursor, '}')) fail('a comma or a closing brace is missing');
  // fromEntries defines properties, so a name like __proto__ stays plain data.
  return Object.fromEntries(entries);
};

const readArray = (cursor: Cursor, depth: number): unknown => {
  const items: unknown[] = [];
  cursor.at += 1;
  if (skip(cursor, ']')) return items;
  do items.push(readValue(cursor, depth + 1));
  while (skip(cursor, ','));
  if (!skip(cursor, ']')) fail('a comma or a closing bracket is missing');
  return items;
};

const readString = (cursor: Cursor): string => {
  const { text, at: start } = cursor;
  if (text[start] !== '"') return fail('a string is missing');
  cursor.at += 1;
  while (take(cursor, PART) !== undefined);
  if (text[cursor.at] !== '"') {
    cursor.at = text.indexOf('"', start + 1) < 0 ? text.length : start;
    return fail('a string is not closed or holds what JSON forbids');
  }
  cursor.at += 1;
  const token = text.slice(start, cursor.at);
  return token.includes('\\') ? String(JSON.parse(token)) : token.slice(1, -1);
};

const readNumber = (cursor: Cursor): number | string => {
  const start = cursor.at;
  const token = take(cursor, NUMBER);
  if (token === undefined) return fail('a value is missing');
  const value = Number(token);
  if (!Number.isFinite(value)) {
    cursor.at = start;
    return fail('a number is out of range');
  }
  const digits = token
    .replace(/[eE].*$/, '')
    .replace(/[-.]/g, '')
    .replace(/^0+/, '');
  return digits.length > EXACT_DIGITS ? token : value;
};

const take = (cursor: Cursor, pattern: RegExp): string | undefined => {
  pattern.lastIndex = cursor.at;
  const token = pattern.exec(cursor.text)?.[0];
  if (token !== undefined) cursor.at += token.length;
  return token;
};

const skip = (cursor: Cursor, mark: string): boolean => {
  take(cursor, BLANK);
  if (cursor.text[cursor.at] !== mark) return false;
  cursor.at += 1;
  return true;
};

const place = ({ text, at }: Cursor): string => {
  const before = text.slice(0, at).split('\n');
  return `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
};

const fail = (fault: string): never => {
  throw { fault } satisfies Fault;
};

const isFault = (error: unknown): error is Fault =>
  typeof error === 'object' && error !== null && 'fault' in error && typeof error.fault === 'string';
