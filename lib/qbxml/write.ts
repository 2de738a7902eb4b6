import { type Fields, type QbRequest, type Value, valuesOf } from './message.ts';
import type { Aggregate, Item } from './vocabulary/notation.ts';
import { vocabulary } from './vocabulary.ts';

export interface MessageSet {
  /** QuickBooks knows no rollback: with stopOnError earlier requests stay, later ones answer 3231. */
  readonly onError: 'continueOnError' | 'stopOnError';
  /** At most 23 characters: Intuit's texts and samples disagree on 23 or 24. */
  readonly newMessageSetID?: string;
  readonly oldMessageSetID?: string;
  readonly responseData?: 'includeNone' | 'includeAll';
}

export interface NumberedRequest {
  /** Comes back in the answer; at most 50 characters. */
  readonly requestID: string;
  readonly request: QbRequest;
}

const requestIdMax = 50;
const messageSetIdMax = 23;

const special = /[&<>"'\r\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\uffff]/;
const everySpecial = new RegExp(special, 'g');
const named: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

// QuickBooks stores ISO-8859-1 only and turns the rest into "?". A bare CR would be read as LF.
const reference = (character: string, path: string): string => {
  const known = named[character];
  if (known) return known;
  const code = character.charCodeAt(0);
  if (code > 0xff) throw new Error(`${path}: "${character}" lies beyond U+00FF; transliterate it first`);
  return code === 0x0d || code >= 0x7f ? `&#${code};` : '';
};

const escapeText = (text: string, path: string): string =>
  special.test(text) ? text.replace(everySpecial, (character) => reference(character, path)) : text;

// A parser turns bare TAB and LF inside an attribute into blanks.
const escapeAttribute = (text: string, path: string): string =>
  escapeText(text, path).replace(/[\t\n]/g, (character) => `&#${character.charCodeAt(0)};`);

const attribute = (name: string, value: string | undefined, path: string): string =>
  value === undefined ? '' : ` ${name}="${escapeAttribute(value, `${path}/@${name}`)}"`;

type Sequence = NonNullable<QbRequest['sequence']>;

const elementXml = (item: Item, value: Value, path: string, sequence: Sequence): string => {
  const { name } = item;
  const type = item.type.is === 'aggregate' ? item.type : undefined;
  if (typeof value === 'string') {
    if (type) throw new Error(`${path} has elements, not text`);
    return `<${name}>${escapeText(value, path)}</${name}>`;
  }
  if (!type) throw new Error(`${path} has text, not elements`);
  return `<${name}>${contentXml(type, value, path, sequence)}</${name}>`;
};

/** What stands in a content, in QuickBooks' order; what the sequence names, in its order. */
const elementsOf = (content: Aggregate, fields: Fields, sequence: Sequence): [Item, Value][] => {
  const elements: [Item, Value][] = [];
  for (const item of content.order)
    for (const value of valuesOf(fields[item.name])) elements.push([item, value]);
  if (sequence.length === 0) return elements;
  const isMixed = ([{ name }]: [Item, Value]): boolean => sequence.includes(name);
  const mixed = elements.filter(isMixed);
  if (mixed.length < 2) return elements;
  const first = elements.findIndex(isMixed);
  const inSequence = sequence.flatMap((name) => {
    const at = mixed.findIndex(([item]) => item.name === name);
    return at < 0 ? [] : mixed.splice(at, 1);
  });
  const others = elements.filter((element) => !isMixed(element));
  return [...others.slice(0, first), ...inSequence, ...mixed, ...others.slice(first)];
};

const contentXml = (content: Aggregate, fields: Fields, path: string, sequence: Sequence): string => {
  for (const name in fields)
    if (fields[name] !== undefined && !content.byName.has(name))
      throw new Error(`${path} knows no element ${name}`);
  let xml = '';
  for (const [item, value] of elementsOf(content, fields, sequence))
    xml += elementXml(item, value, `${path}/${item.name}`, sequence);
  return xml;
};

const requestXml = ({ requestID, request }: NumberedRequest): string => {
  const { message, fields, attributes = {}, sequence = [] } = request;
  const known = vocabulary.get(message);
  if (!known) throw new Error(`The vocabulary knows no message ${message}`);
  if (requestID.length > requestIdMax)
    throw new Error(`requestID ${requestID} exceeds ${requestIdMax} characters`);
  for (const name in attributes)
    if (!known.attributes.includes(name)) throw new Error(`${message} knows no attribute ${name}`);
  const further = known.attributes.map((name) => attribute(name, attributes[name], message)).join('');
  const head = `${message}${attribute('requestID', requestID, message)}${further}`;
  return `<${head}>${contentXml(known.content, fields, message, sequence)}</${message}>\n`;
};

/** One request as it stands in its message set, a line. Throws like writeMessageSet. */
export const writeRequest = (request: NumberedRequest): string => requestXml(request).trimEnd();

/**
 * The message set as QuickBooks gets it: ASCII, elements in vocabulary order, one request a line.
 * Throws on what only a bug of the caller can cause: an unknown message, element or attribute,
 * a character beyond U+00FF, an id that is too long. Lengths and formats are check's affair.
 */
export const writeMessageSet = (requests: readonly NumberedRequest[], set: MessageSet): string => {
  const { onError, newMessageSetID, oldMessageSetID, responseData } = set;
  if ((newMessageSetID?.length ?? 0) > messageSetIdMax)
    throw new Error(`newMessageSetID ${newMessageSetID} exceeds ${messageSetIdMax} characters`);
  const path = 'QBXMLMsgsRq';
  const attributes =
    attribute('onError', onError, path) +
    attribute('newMessageSetID', newMessageSetID, path) +
    attribute('oldMessageSetID', oldMessageSetID, path) +
    attribute('responseData', responseData, path);
  const head = `<?xml version="1.0" encoding="utf-8"?>\n<?qbxml version="13.0"?>\n<QBXML><${path}${attributes}>\n`;
  return `${head}${requests.map(requestXml).join('')}</${path}></QBXML>\n`;
};
