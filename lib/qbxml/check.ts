import { type Fields, type QbRequest, type Value, valuesOf } from './message.ts';
import { faultOf } from './value.ts';
import {
  type Aggregate,
  type Choice,
  type Edition,
  type Item,
  isChoice,
  type Leaf,
} from './vocabulary/notation.ts';
import { vocabulary } from './vocabulary.ts';

/** One thing that QuickBooks would refuse. */
export interface Problem {
  /** Path from the message, e.g. `PurchaseOrderAddRq/PurchaseOrderAdd/RefNumber`; `[n]` counts repeated elements from 1. */
  readonly element: string;
  readonly rule:
    | 'required'
    | 'unknown'
    | 'length'
    | 'format'
    | 'enumeration'
    | 'edition'
    | 'repeated'
    | 'choice';
  /** Plain words, with the value shortened. */
  readonly message: string;
}

interface Circumstances {
  readonly edition: Edition;
  /** In a Mod an empty element clears the field. */
  readonly clears: boolean;
  /** Takes what is found: every request is checked more than once, and hardly ever is there anything. */
  readonly tell: (problem: Problem) => void;
}

const isThere = (fields: Fields, name: string): boolean => {
  const value = fields[name];
  return value !== undefined && !(Array.isArray(value) && value.length === 0);
};

// The schema lets every other type be empty, which clears the field.
const neverEmpty: ReadonlySet<Leaf['is']> = new Set(['enum', 'guid', 'integer', 'count']);

const checkText = (item: Item, type: Leaf, text: string, element: string, at: Circumstances): void => {
  const { name } = item;
  if (text !== '') {
    const fault = faultOf(type, text);
    if (fault) at.tell({ element, rule: fault.rule, message: `${name} ${fault.says}` });
  } else if (item.required) {
    at.tell({ element, rule: 'required', message: `${name} must not be empty` });
  } else if (type.is !== 'text' && (!at.clears || neverEmpty.has(type.is))) {
    at.tell({ element, rule: 'format', message: `${name} is empty and cannot be` });
  }
};

const checkValue = (item: Item, value: Value, element: string, at: Circumstances): void => {
  const { name, type } = item;
  const isText = typeof value === 'string';
  if (type.is === 'aggregate') {
    if (!isText) checkContent(type, value, element, at);
    else at.tell({ element, rule: 'format', message: `${name} has elements, not text` });
  } else if (isText) checkText(item, type, value, element, at);
  else at.tell({ element, rule: 'format', message: `${name} has text, not elements` });
};

const checkItem = (item: Item, fields: Fields, path: string, at: Circumstances): void => {
  const { name, only } = item;
  if (!isThere(fields, name)) return;
  const values = valuesOf(fields[name]);
  const element = `${path}/${name}`;
  if (only && only !== at.edition) {
    const message = `${name} exists only in the ${only} edition of QuickBooks`;
    at.tell({ element, rule: 'edition', message });
    return;
  }
  if (values.length === 1) checkValue(item, values[0] as Value, element, at);
  else values.forEach((value, index) => void checkValue(item, value, `${element}[${index + 1}]`, at));
};

/** `inMixture`: the alternatives around may repeat, so every element of them may. */
const checkTimes = (
  item: Item,
  fields: Fields,
  path: string,
  inMixture: boolean,
  at: Circumstances,
): void => {
  const { name, required, many } = item;
  if (!isThere(fields, name)) {
    if (required) at.tell({ element: `${path}/${name}`, rule: 'required', message: `${name} is missing` });
    return;
  }
  const times = valuesOf(fields[name]).length;
  if (times < 2 || many || inMixture) return;
  const message = `${name} stands ${times} times, once is allowed`;
  at.tell({ element: `${path}/${name}`, rule: 'repeated', message });
};

const checkChoice = (choice: Choice, fields: Fields, path: string, at: Circumstances): void => {
  const used = choice.alternatives.filter(({ names }) => names.some((name) => isThere(fields, name)));
  if (used.length === 0 && choice.required) {
    const leads = choice.alternatives.map(({ names }) => names[0]).join(' or ');
    at.tell({ element: path, rule: 'choice', message: `one of ${leads} is missing` });
  } else if (used.length > 1 && !choice.many) {
    const given = used.map(({ names }) => names.find((name) => isThere(fields, name))).join(' and ');
    at.tell({ element: path, rule: 'choice', message: `only one of ${given} may stand here` });
  } else for (const { parts } of used) checkShape(parts, fields, path, choice.many, at);
};

const checkShape = (
  parts: Aggregate['parts'],
  fields: Fields,
  path: string,
  inMixture: boolean,
  at: Circumstances,
): void => {
  for (const part of parts)
    if (isChoice(part)) checkChoice(part, fields, path, at);
    else checkTimes(part, fields, path, inMixture, at);
};

const checkContent = (content: Aggregate, fields: Fields, path: string, at: Circumstances): void => {
  for (const name of Object.keys(fields))
    if (!content.byName.has(name) && isThere(fields, name))
      at.tell({ element: `${path}/${name}`, rule: 'unknown', message: `QuickBooks knows no ${name} here` });
  checkShape(content.parts, fields, path, false, at);
  for (const item of content.order) checkItem(item, fields, path, at);
};

/** Everything that QuickBooks' schema would refuse in a request; empty when it may be sent to that edition. */
export const check = (request: QbRequest, edition: Edition): Problem[] => {
  const { message, fields, attributes = {} } = request;
  const known = vocabulary.get(message);
  if (!known)
    return [{ element: message, rule: 'unknown', message: `QuickBooks knows no message ${message}` }];
  const problems: Problem[] = [];
  const tell = (problem: Problem) => void problems.push(problem);
  for (const name of Object.keys(attributes))
    if (!known.attributes.includes(name))
      tell({
        element: `${message}/@${name}`,
        rule: 'unknown',
        message: `${message} takes no attribute ${name}`,
      });
  checkContent(known.content, fields, message, { edition, clears: message.endsWith('ModRq'), tell });
  return problems;
};
