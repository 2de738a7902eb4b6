import type { Fields, Value } from './company-file.ts';
import type { Node } from './xml.ts';

const MONEY = new Set(['Amount', 'CreditLimit', 'OpenBalance']);

// QuickBooks answers true and false whatever form of a Boolean it was given, and amounts with two decimals.
const normal = (element: string, value: string): string => {
  if (/^Is[A-Z]/.test(element) && value === '1') return 'true';
  if (/^Is[A-Z]/.test(element) && value === '0') return 'false';
  if (MONEY.has(element) && /^[+-]?\d+$/.test(value)) return `${value.replace('+', '')}.00`;
  return value;
};

const fieldValue = (node: Node): string | Fields =>
  node.children.length > 0 ? fieldsOf(node) : normal(node.name, node.text);

/** The children of an element by name; an element that comes several times becomes an array. */
export const fieldsOf = (node: Node): Fields => {
  const fields: Fields = {};
  for (const each of node.children) {
    const value = fieldValue(each);
    const before: Value | undefined = fields[each.name];
    if (before === undefined) fields[each.name] = value;
    else if (Array.isArray(before)) before.push(value);
    else fields[each.name] = [before, value];
  }
  return fields;
};

/** Elements of several names in the order in which they stand. */
export interface NamedFields {
  readonly name: string;
  readonly fields: Fields;
}

/** The children with one of some names, in their order. */
export const childrenNamed = (node: Node, names: readonly string[]): NamedFields[] =>
  node.children
    .filter((each) => names.includes(each.name))
    .map((each) => ({ name: each.name, fields: fieldsOf(each) }));

/** The same of fields, name by name: those who write fields mix none. */
export const fieldsNamed = (given: Fields, names: readonly string[]): NamedFields[] =>
  names.flatMap((name) =>
    [given[name] ?? []]
      .flat()
      .filter((each) => each !== '')
      .map((each) => ({ name, fields: typeof each === 'string' ? {} : each })),
  );

/** The text of a field; undefined when it is absent or an aggregate. */
export const textField = (fields: Fields, element: string): string | undefined => {
  const value = fields[element];
  return typeof value === 'string' ? value : undefined;
};

/** The ListID of a reference that was resolved before. */
export const referenceId = (fields: Fields, element: string): string | undefined => {
  const value = fields[element];
  return typeof value === 'object' && !Array.isArray(value) ? textField(value, 'ListID') : undefined;
};

/** Fields without some of them, and without those that are empty. */
export const without = (fields: Fields, ...elements: string[]): Fields =>
  Object.fromEntries(
    Object.entries(fields).filter(([element, value]) => !elements.includes(element) && value !== ''),
  );

const isAggregate = (value: Value | undefined): value is Fields =>
  typeof value === 'object' && !Array.isArray(value);

/** What a Mod leaves: an empty element clears, an aggregate is changed field by field, a reference as a whole. */
export const merged = (before: Fields, change: Fields): Fields => {
  const after: Fields = { ...before };
  for (const [element, value] of Object.entries(change)) {
    const old = after[element];
    if (value === '') delete after[element];
    else if (isAggregate(value) && isAggregate(old) && !element.endsWith('Ref')) {
      after[element] = merged(old, value);
    } else after[element] = value;
  }
  return after;
};
