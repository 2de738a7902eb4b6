import { nearest } from './nearest.ts';
import type { Given, Report } from './tree.ts';

/** Makes a value of a place in the file; undefined when it can't, and then it has reported why. */
export interface Reader<T> {
  /** Completes "it must be …". */
  readonly must: string;
  read(given: Given, report: Report): T | undefined;
}

/** A key of a group: how its value is read, and what stands for it when the key is absent. */
export interface Field<T> extends Reader<T> {
  readonly absent?: { readonly value: T };
}

export const required = <T>(reader: Reader<T>): Field<T> => reader;
export const optional = <T>(reader: Reader<T>): Field<T | undefined> => ({
  ...reader,
  absent: { value: undefined },
});
export const withDefault = <T>(reader: Reader<T>, value: NoInfer<T>): Field<T> => ({
  ...reader,
  absent: { value },
});

const SHOWN = 60;

/** What stands there, for a message: at most 60 characters of it. */
const shown = (given: Given): string => {
  if (given.is === 'list') return given.items.length > 0 ? 'a list' : 'an empty list';
  if (given.is === 'map') return 'a group of keys';
  if (given.is === 'nothing') return 'empty';
  return JSON.stringify(given.text.length > SHOWN ? `${given.text.slice(0, SHOWN)}…` : given.text);
};

/** Reports that a value is not what it must be; `more` is a further sentence. */
export const refuse = (given: Given, must: string, report: Report, more = ''): undefined => {
  const sentence = `${given.path || 'the file'} is ${shown(given)}; it must be ${must}.`;
  report(given.line, more ? `${sentence} ${more}` : sentence);
};

/** A text that `parse` makes a value of; it gives undefined for what it does not take. */
export const parsed = <T>(must: string, parse: (text: string) => T | undefined): Reader<T> => ({
  must,
  read: (given, report) =>
    (given.is === 'text' ? parse(given.text) : undefined) ?? refuse(given, must, report),
});

/** `a, b or c`. */
export const listed = (names: readonly string[], word = 'or'): string =>
  names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} ${word} ${names.at(-1)}`;

/** One of some words, whatever their case. */
export const oneOf = <const T extends string>(words: readonly T[]): Reader<T> => {
  const must = listed(words);
  return {
    must,
    read: (given, report) => {
      const text = given.is === 'text' ? given.text : undefined;
      const found = words.find((word) => word.toLowerCase() === text?.toLowerCase());
      if (found !== undefined) return found;
      const meant = text === undefined ? undefined : nearest(text, words);
      return refuse(given, must, report, meant && `Did you mean ${meant}?`);
    },
  };
};

/** A list without repetitions; `least` items. */
export const listOf = <T extends string>(item: Reader<T>, must: string, least = 0): Reader<readonly T[]> => ({
  must,
  read: (given, report) => {
    if (given.is !== 'list' || given.items.length < least) return refuse(given, must, report);
    const values: T[] = [];
    for (const one of given.items) {
      const value = item.read(one, report);
      if (value === undefined) continue;
      if (values.includes(value)) report(one.line, `${given.path} names ${shown(one)} twice; keep one.`);
      values.push(value);
    }
    return values.length === given.items.length ? values : undefined;
  },
});

/** A group whose keys are of one kind, e.g. ids. */
export const keyed = <K extends string, T>(
  key: Reader<K>,
  value: Reader<T>,
  must: string,
): Reader<Readonly<Record<string, T>>> => ({
  must,
  read: (given, report) => {
    if (given.is !== 'map') return refuse(given, must, report);
    const pairs = given.entries.map((entry) => {
      const { line } = entry.value;
      const name = key.read({ line, path: `a key of ${given.path}`, is: 'text', text: entry.key }, report);
      const read = value.read(entry.value, report);
      return name === undefined || read === undefined ? undefined : ([name, read] as const);
    });
    const whole = pairs.filter((pair) => pair !== undefined);
    return whole.length === pairs.length ? Object.fromEntries(whole) : undefined;
  },
});

/** A reader, and then a rule that needs the whole value. */
export const checked = <A, B>(
  reader: Reader<A>,
  rule: (value: A, given: Given, report: Report) => B | undefined,
): Reader<B> => ({
  must: reader.must,
  read: (given, report) => {
    const value = reader.read(given, report);
    return value === undefined ? undefined : rule(value, given, report);
  },
});
