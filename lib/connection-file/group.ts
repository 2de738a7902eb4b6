import { nearest } from './nearest.ts';
import { type Field, listed, type Reader, refuse } from './reader.ts';
import type { Entry, Given, Report } from './tree.ts';

type Fields = Readonly<Record<string, Field<unknown>>>;

/** What a group of fields is read as. */
export type ReadOf<F extends Fields> = {
  readonly [K in keyof F]: F[K] extends Field<infer T> ? T : never;
};

/** A group with these keys and no other. Every problem in it is reported, not only the first. */
export const group = <F extends Fields>(fields: F): Reader<ReadOf<F>> => {
  const names = Object.keys(fields);
  const must = `a group with the keys ${listed(names, 'and')}`;
  return {
    must,
    read: (given, report) => {
      if (given.is !== 'map') return refuse(given, must, report);
      const misspelt = reportUnknown(given.entries, names, report);
      const read = Object.entries(fields).map(([name, field]) => {
        const entry = given.entries.find(({ key }) => key === name);
        if (!entry && misspelt.includes(name)) return { name, result: undefined };
        return { name, result: readField(field, entry, name, given, report) };
      });
      if (read.some(({ result }) => result === undefined)) return undefined;
      const values = read.map(({ name, result }) => [name, result?.value] as const);
      return Object.fromEntries(values.filter(([, value]) => value !== undefined)) as ReadOf<F>;
    },
  };
};

/** Gives the names that unknown keys most likely mean: those are not missing besides. */
const reportUnknown = (entries: readonly Entry[], names: readonly string[], report: Report): string[] =>
  entries.flatMap(({ key, value: { line, path } }) => {
    if (names.includes(key)) return [];
    const meant = nearest(key, names);
    const hint = meant ? `did you mean ${meant}?` : `the keys here are ${listed(names, 'and')}.`;
    report(line, `${path} is not a key that Plumbline knows; ${hint}`);
    return meant ? [meant] : [];
  });

const readField = (
  field: Field<unknown>,
  entry: Entry | undefined,
  name: string,
  given: Given,
  report: Report,
): { readonly value: unknown } | undefined => {
  if (!entry) {
    if (field.absent) return field.absent;
    const path = given.path ? `${given.path}.${name}` : name;
    report(given.line, `${path} is missing; it must be ${field.must}.`);
    return undefined;
  }
  if (entry.value.is === 'nothing') {
    const orDelete = field.absent ? ' Give it a value or delete the line.' : '';
    report(entry.value.line, `${entry.value.path} is empty; it must be ${field.must}.${orDelete}`);
    return undefined;
  }
  const value = field.read(entry.value, report);
  return value === undefined ? undefined : { value };
};
