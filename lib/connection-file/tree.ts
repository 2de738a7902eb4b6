import {
  type Document,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  visit,
  type YAMLError,
} from 'yaml';

/** A value as it stands in the file. All scalars are text: an id or a date is never taken for a number. */
export type Given = {
  /** Of the key, or of the item of a list; counted from 1. */
  readonly line: number;
  /** E.g. `procore.companyId`; '' for the whole file. */
  readonly path: string;
} & (
  | { readonly is: 'text'; readonly text: string }
  | { readonly is: 'list'; readonly items: readonly Given[] }
  | { readonly is: 'map'; readonly entries: readonly Entry[] }
  | { readonly is: 'nothing' }
);

export interface Entry {
  readonly key: string;
  readonly value: Given;
}

/** Takes one problem: its line, and a sentence that says what is wrong and how to mend it. */
export type Report = (line: number, sentence: string) => void;

const WORDS: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'a tab indents this line; indent with blanks.',
  BAD_DQ_ESCAPE:
    'inside double quotes a backslash begins an escape; write a Windows path in single quotes or in none.',
  MULTIPLE_DOCS: 'a second document begins here; a file describes one connection.',
  BLOCK_AS_IMPLICIT_KEY:
    'there is a colon inside the value, or the line is indented too far; put a value with a colon and a blank in quotes.',
  BAD_SCALAR_START: 'the value begins with a character that YAML reserves; put it in quotes.',
  TAG_RESOLVE_FAILED: 'tags (!…) are not used in this file; delete it.',
};

/** What the YAML library says may quote a line of any length. */
const MOST_WORDS = 200;

const sentenceOf = ({ code, message }: YAMLError): string =>
  WORDS[code] ?? `this is no YAML: ${message.slice(0, MOST_WORDS)}.`;

/** Reads the text of a file. What is no YAML at all is reported, and then nothing is given back. */
export const readTree = (text: string, report: Report): Given | undefined => {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    schema: 'failsafe',
    uniqueKeys: false,
    prettyErrors: false,
    lineCounter: lines,
  });
  const faults: YAMLError[] = [...document.errors, ...document.warnings];
  for (const fault of faults) report(lines.linePos(fault.pos[0]).line, sentenceOf(fault));
  const lineOf = (node: Node): number => lines.linePos(node.range?.[0] ?? 0).line;
  const aliases = aliasesIn(document);
  for (const alias of aliases)
    report(lineOf(alias), 'aliases (*) are not used in this file; write the value out.');
  if (faults.length > 0 || aliases.length > 0) return undefined;
  return document.contents
    ? givenOf(document.contents, { line: 1, path: '' }, { report, lineOf })
    : { line: 1, path: '', is: 'nothing' };
};

const aliasesIn = (document: Document): Node[] => {
  const found: Node[] = [];
  visit(document, { Alias: (_, alias) => void found.push(alias) });
  return found;
};

interface Reading {
  readonly report: Report;
  readonly lineOf: (node: Node) => number;
}

interface Place {
  readonly line: number;
  readonly path: string;
}

const givenOf = (node: unknown, place: Place, reading: Reading): Given => {
  if (isMap(node)) return { ...place, is: 'map', entries: entriesOf(node.items, place, reading) };
  if (isSeq(node)) return { ...place, is: 'list', items: itemsOf(node.items, place, reading) };
  if (isScalar(node) && !isEmpty(node)) return { ...place, is: 'text', text: String(node.value) };
  return { ...place, is: 'nothing' };
};

/** `key:`, `key: ~` and `key: null`, but not `key: ''`. */
const isEmpty = (node: { type?: string; value: unknown }): boolean =>
  node.type === 'PLAIN' && /^(|~|null)$/i.test(String(node.value));

const itemsOf = (items: readonly unknown[], { line, path }: Place, reading: Reading): Given[] =>
  items.map((item, index) => {
    const own = isNodeWithRange(item) ? reading.lineOf(item) : line;
    return givenOf(item, { line: own, path: `${path} item ${index + 1}` }, reading);
  });

/** Keys are quoted in problems; a non-breaking blank before one is easily pasted and never seen. */
const WORD = /^(?!\s)\P{Cc}{1,100}(?<!\s)$/u;

const entriesOf = (
  pairs: readonly { key: unknown; value: unknown }[],
  { line, path }: Place,
  reading: Reading,
): Entry[] => {
  const lineOfKey = new Map<string, number>();
  return pairs.flatMap(({ key: node, value }) => {
    if (!isScalar(node) || !WORD.test(String(node.value))) {
      const at = isScalar(node) ? reading.lineOf(node) : line;
      reading.report(at, `${path || 'the file'} holds a key that is no plain word; write keys as words.`);
      return [];
    }
    const key = String(node.value);
    const place = { line: reading.lineOf(node), path: path ? `${path}.${key}` : key };
    const first = lineOfKey.get(key);
    if (first !== undefined) {
      reading.report(place.line, `${place.path} stands here again, first on line ${first}; keep one.`);
      return [];
    }
    lineOfKey.set(key, place.line);
    return [{ key, value: givenOf(value, place, reading) }];
  });
};

const isNodeWithRange = (node: unknown): node is Node => isMap(node) || isSeq(node) || isScalar(node);
