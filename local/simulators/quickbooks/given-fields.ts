import type { Fields } from './company-file.ts';
import type { Status } from './status.ts';

/** Fields by element name; a reference may be written as the full name alone. */
export interface GivenFields {
  readonly [element: string]: string | GivenFields | readonly (string | GivenFields)[] | undefined;
}

const normal = (element: string, value: string | GivenFields): string | Fields => {
  if (typeof value !== 'string') return fieldsOf(value);
  return element.endsWith('Ref') && value !== '' ? { FullName: value } : value;
};

const isSeveral = (
  value: string | GivenFields | readonly (string | GivenFields)[],
): value is readonly (string | GivenFields)[] => Array.isArray(value);

/** The fields as the simulator keeps them. */
export const fieldsOf = (given: GivenFields): Fields => {
  const fields: Fields = {};
  for (const [element, value] of Object.entries(given)) {
    if (value === undefined) continue;
    fields[element] = isSeveral(value) ? value.map((each) => normal(element, each)) : normal(element, value);
  }
  return fields;
};

const refusal = (what: string, { statusCode, statusMessage }: Status): Error =>
  new Error(`${what}: ${statusCode} ${statusMessage}`);

/** What was done; throws QuickBooks' words when it was refused. */
export const done = <T extends object>(what: string, change: T): Exclude<T, { readonly refused: Status }> => {
  if ('refused' in change) throw refusal(what, change.refused as Status);
  return change as Exclude<T, { readonly refused: Status }>;
};

/** The same of what gives nothing back. */
export const allowed = (what: string, refused: Status | undefined): void => {
  if (refused) throw refusal(what, refused);
};
