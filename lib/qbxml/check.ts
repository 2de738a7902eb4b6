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
}

const isThere = (fields: Fields, name: string): boolean => valuesOf(fields[name]).length > 0;

// The schema lets every other type be empty, which clears the field.
const neverEmpty: ReadonlySet<Leaf['is']> = new Set(['enum', 'guid', 'integer', 'count']);

const textProblems = (item: Item, type: Leaf, text: string, path: string, at: Circumstances): Problem[] => {
  const { name } = item;
  if (text === '') {
    if (item.required) return [{ element: path, rule: 'required', message: `${name} must not be empty` }];
    if (type.is === 'text' || (at.clears && !neverEmpty.has(type.is))) return [];
    return [{ element: path, rule: 'format', message: `${name} is empty and cannot be` }];
  }
  const fault = faultOf(type, text);
  return fault ? [{ element: path, rule: fault.rule, message: `${name} ${fault.says}` }] : [];
};

const valueProblems = (item: Item, value: Value, path: string, at: Circumstances): Problem[] => {
  if (item.type.is === 'aggregate') {
    if (typeof value !== 'string') return contentProblems(item.type, value, path, at);
    return [{ element: path, rule: 'format', message: `${item.name} has elements, not text` }];
  }
  if (typeof value === 'string') return textProblems(item, item.type, value, path, at);
  return [{ element: path, rule: 'format', message: `${item.name} has text, not elements` }];
};

const itemProblems = (item: Item, fields: Fields, path: string, at: Circumstances): Problem[] => {
  const values = valuesOf(fields[item.name]);
  if (values.length === 0) return [];
  const { name, only } = item;
  const element = `${path}/${name}`;
  if (only && only !== at.edition)
    return [
      { element, rule: 'edition', message: `${name} exists only in the ${only} edition of QuickBooks` },
    ];
  const numbered = (index: number) => (values.length > 1 ? `${element}[${index + 1}]` : element);
  return values.flatMap((value, index) => valueProblems(item, value, numbered(index), at));
};

/** `inMixture`: the alternatives around may repeat, so every element of them may. */
const occurrences = (item: Item, fields: Fields, path: string, inMixture: boolean): Problem[] => {
  const times = valuesOf(fields[item.name]).length;
  const element = `${path}/${item.name}`;
  if (times === 0 && item.required)
    return [{ element, rule: 'required', message: `${item.name} is missing` }];
  if (times < 2 || item.many || inMixture) return [];
  return [{ element, rule: 'repeated', message: `${item.name} stands ${times} times, once is allowed` }];
};

const choiceProblems = (choice: Choice, fields: Fields, path: string): Problem[] => {
  const used = choice.alternatives.filter(({ names }) => names.some((name) => isThere(fields, name)));
  const leads = (of: Choice['alternatives']) => of.map(({ names }) => names[0]).join(' or ');
  if (used.length === 0 && choice.required)
    return [{ element: path, rule: 'choice', message: `one of ${leads(choice.alternatives)} is missing` }];
  if (used.length > 1 && !choice.many) {
    const given = used.map(({ names }) => names.find((name) => isThere(fields, name)));
    return [{ element: path, rule: 'choice', message: `only one of ${given.join(' and ')} may stand here` }];
  }
  return used.flatMap(({ parts }) => shapeProblems(parts, fields, path, choice.many));
};

const shapeProblems = (
  parts: Aggregate['parts'],
  fields: Fields,
  path: string,
  inMixture = false,
): Problem[] =>
  parts.flatMap((part) =>
    isChoice(part) ? choiceProblems(part, fields, path) : occurrences(part, fields, path, inMixture),
  );

const contentProblems = (content: Aggregate, fields: Fields, path: string, at: Circumstances): Problem[] => {
  const unknown = Object.keys(fields).filter((name) => isThere(fields, name) && !content.byName.has(name));
  return [
    ...unknown.map((name): Problem => {
      return { element: `${path}/${name}`, rule: 'unknown', message: `QuickBooks knows no ${name} here` };
    }),
    ...shapeProblems(content.parts, fields, path),
    ...content.order.flatMap((item) => itemProblems(item, fields, path, at)),
  ];
};

/** Everything that QuickBooks' schema would refuse in a request; empty when it may be sent to that edition. */
export const check = (request: QbRequest, edition: Edition): Problem[] => {
  const { message, fields, attributes = {} } = request;
  const known = vocabulary.get(message);
  if (!known)
    return [{ element: message, rule: 'unknown', message: `QuickBooks knows no message ${message}` }];
  const strange = Object.keys(attributes).filter((name) => !known.attributes.includes(name));
  return [
    ...strange.map((name): Problem => {
      return {
        element: `${message}/@${name}`,
        rule: 'unknown',
        message: `${message} takes no attribute ${name}`,
      };
    }),
    ...contentProblems(known.content, fields, message, { edition, clears: message.endsWith('ModRq') }),
  ];
};
