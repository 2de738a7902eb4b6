import type { Node } from '../xml.ts';
import type { ChoicePart, ElementPart, Part, SimpleType } from './grammar.ts';
import { MESSAGES } from './messages.ts';

/** What is wrong with a request although QuickBooks' parser takes it. */
export type Complaint =
  | { readonly is: 'too-long'; readonly field: string; readonly value: string }
  | { readonly is: 'not-in-edition'; readonly field: string };

/** `refused`: the parser refuses the whole message set. Otherwise the complaints about this one request. */
export type Checked = { readonly refused: string } | { readonly complaints: readonly Complaint[] };

const isDate = (value: string): boolean => {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value);
  if (!match) return false;
  const date = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === value;
};

const PATTERNS: Readonly<Partial<Record<SimpleType, RegExp>>> = {
  bool: /^(true|false|1|0)?$/,
  datetime: /^(\d{4}-\d{1,2}-\d{1,2}(T\d{1,2}(:\d{1,2}(:\d{1,2}([+-]\d{1,2}:\d{1,2})?)?)?)?)?$/,
  amount: /^([+-]?\d{1,13}(\.\d{2})?)?$/,
  price: /^([+-]?\d{1,10}(\.\d{1,5})?)?$/,
  quantity: /^([+-]?\d{1,10}(\.\d{1,5})?)?$/,
  percent: /^([+-]?\d{1,10}(\.\d{1,5})?)?$/,
  int: /^[+-]?\d+$/,
  positive: /^\+?0*[1-9]\d*$/,
  float: /^([+-]?(\d+(\.\d*)?|\.\d+))?$/,
  guid: /^(0|\{[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\})$/,
};

const fits = (part: ElementPart, value: string): boolean => {
  if (part.type === 'enum') return part.values?.includes(value) ?? false;
  if (part.type === 'date') return value === '' || isDate(value);
  if (part.type === 'id') return value.length <= 36;
  return (part.type && PATTERNS[part.type]?.test(value)) ?? true;
};

interface Walk {
  readonly country: 'US' | 'CA';
  readonly complaints: Complaint[];
}
type Step = { readonly next: number } | { readonly refused: string };

// Text that is too long was seen answered with 3070 for its own request alone; a value of the wrong form,
// an unknown enumeration value and an ID over 36 characters end in the parser, with the whole set.
const checkElement = (part: ElementPart, node: Node, walk: Walk): string | undefined => {
  const allowed = node.name.endsWith('Add') ? ['defMacro'] : [];
  if (Object.keys(node.attributes).some((name) => !allowed.includes(name)))
    return `attribute of ${node.name}`;
  if (part.only && part.only !== walk.country) {
    walk.complaints.push({ is: 'not-in-edition', field: node.name });
  }
  if (part.parts) return checkSequence(part.parts, node, walk);
  if (node.children.length > 0) return `${node.name} has children`;
  if (!fits(part, node.text)) return `value of ${node.name}: ${node.text}`;
  if (part.maxLength !== undefined && [...node.text].length > part.maxLength) {
    walk.complaints.push({ is: 'too-long', field: node.name, value: node.text });
  }
  return undefined;
};

const startsWith = (part: Part, name: string): boolean =>
  'element' in part ? part.element === name : part.choice.some((branch) => branchStartsWith(branch, name));

const branchStartsWith = (branch: readonly Part[], name: string): boolean => {
  for (const part of branch) {
    if (startsWith(part, name)) return true;
    if (part.required) return false;
  }
  return false;
};

const takeElement = (part: ElementPart, nodes: readonly Node[], from: number, walk: Walk): Step => {
  let next = from;
  while (nodes[next]?.name === part.element && (part.many || next === from)) {
    const refused = checkElement(part, nodes[next]!, walk);
    if (refused) return { refused };
    next += 1;
  }
  return part.required && next === from ? { refused: `${part.element} is missing` } : { next };
};

const takeChoice = (part: ChoicePart, nodes: readonly Node[], from: number, walk: Walk): Step => {
  let next = from;
  while (next < nodes.length && (part.many || next === from)) {
    const name = nodes[next]!.name;
    const branch = part.choice.find((each) => branchStartsWith(each, name));
    if (!branch) break;
    const step = takeSequence(branch, nodes, next, walk);
    if ('refused' in step) return step;
    next = step.next;
  }
  return part.required && next === from ? { refused: 'one of several elements is missing' } : { next };
};

const takeSequence = (parts: readonly Part[], nodes: readonly Node[], from: number, walk: Walk): Step => {
  let next = from;
  for (const part of parts) {
    const step =
      'element' in part ? takeElement(part, nodes, next, walk) : takeChoice(part, nodes, next, walk);
    if ('refused' in step) return step;
    next = step.next;
  }
  return { next };
};

const checkSequence = (parts: readonly Part[], node: Node, walk: Walk): string | undefined => {
  if (node.text.trim() !== '') return `text in ${node.name}`;
  const step = takeSequence(parts, node.children, 0, walk);
  if ('refused' in step) return step.refused;
  const left = node.children[step.next];
  return left ? `${left.name} is not expected in ${node.name}` : undefined;
};

const ATTRIBUTE_VALUES: Readonly<Record<string, readonly string[]>> = {
  metaData: ['NoMetaData', 'MetaDataOnly', 'MetaDataAndResponseData'],
  iterator: ['Start', 'Continue', 'Stop'],
};

const attributeProblem = (node: Node, allowed: readonly string[]): string | undefined => {
  for (const [name, value] of Object.entries(node.attributes)) {
    if (!allowed.includes(name)) return `attribute ${name} of ${node.name}`;
    if (ATTRIBUTE_VALUES[name]?.includes(value) === false) return `value of attribute ${name}: ${value}`;
  }
  return undefined;
};

/** Checks one request (`VendorAddRq`, …) against the schema of the file's country. */
export const checkRequest = (node: Node, country: 'US' | 'CA'): Checked => {
  const message = MESSAGES[node.name];
  if (!message) return { refused: `${node.name} is not known` };
  const walk: Walk = { country, complaints: [] };
  const refused = attributeProblem(node, message.attributes) ?? checkSequence(message.parts, node, walk);
  return refused === undefined ? { complaints: walk.complaints } : { refused };
};
