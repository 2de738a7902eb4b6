import { SaxesParser, type SaxesTagPlain } from 'saxes';
import type { Answer, AnswerSet, Element } from './message.ts';

/** An answer that is no XML, or no answer to a message set. `line` and `column` count from 1 and 0. */
export interface MalformedAnswer extends Error {
  readonly name: 'MalformedAnswer';
  readonly line: number;
  readonly column: number;
}

export const isMalformedAnswer = (error: unknown): error is MalformedAnswer =>
  error instanceof Error && error.name === 'MalformedAnswer';

const malformed = (what: string, at: { line: number; column: number }): MalformedAnswer =>
  Object.assign(new Error(`QuickBooks' answer, line ${at.line}, column ${at.column}: ${what}`), {
    name: 'MalformedAnswer' as const,
    line: at.line,
    column: at.column,
  });

/** A parser's message may quote a name of any length; what is said here is stored with the session. */
const mostWords = 200;

// The deepest answer known, a line within a group within a transaction, nests about ten levels.
const deepest = 64;
// QuickBooks' longest fields take 4,095 characters. What is said with a record must fit into one item of a table.
const longestText = 30_000;
const noAttributes: Element['attributes'] = Object.freeze({});
const noChildren: readonly Element[] = Object.freeze([]);

interface Open {
  readonly name: string;
  readonly attributes: Element['attributes'];
  readonly children: Element[];
  text: string;
}

const hasAttributes = (attributes: Record<string, unknown>): boolean => {
  for (const _name in attributes) return true;
  return false;
};

const isLong = (text: string): boolean => text.length > longestText;

// Between elements QuickBooks puts line breaks; within a leaf every blank counts.
const closed = ({ name, attributes, children, text }: Open): Element =>
  children.length === 0
    ? { name, attributes, children: noChildren, text }
    : { name, attributes, children, text: text.trim() === '' ? '' : text };

const treeOf = (xml: string): Element => {
  const parser = new SaxesParser({ xmlns: false, position: true });
  const fail = (what: string): never => {
    throw malformed(what, { line: parser.line, column: parser.column });
  };
  const open: Open[] = [];
  let root: Element | undefined;
  const onText = (text: string) => {
    const top = open.at(-1);
    if (!top) return;
    top.text += text;
    if (isLong(top.text)) fail(`a text is longer than ${longestText} characters`);
  };
  parser.on('error', ({ message }) => fail(message.replace(/^\d+:\d+: /, '').slice(0, mostWords)));
  parser.on('doctype', () => fail('a document type is not accepted'));
  parser.on('text', onText);
  parser.on('cdata', onText);
  parser.on('opentag', ({ name, attributes }: SaxesTagPlain) => {
    if (open.length >= deepest) fail(`elements nest deeper than ${deepest} levels`);
    const own = hasAttributes(attributes) ? attributes : noAttributes;
    if (Object.values(own).some(isLong)) fail(`an attribute is longer than ${longestText} characters`);
    open.push({ name, attributes: own, children: [], text: '' });
  });
  parser.on('closetag', () => {
    const done = open.pop();
    if (!done) return;
    const element = closed(done);
    const parent = open.at(-1);
    if (parent) parent.children.push(element);
    else root = element;
  });
  // Blanks or a byte order mark before the declaration are no reason to lose an answer.
  parser.write(xml.trimStart()).close();
  return root ?? fail('no element');
};

const answerOf = ({ name, attributes, children }: Element): Answer => {
  const { requestID, statusCode = '', statusSeverity = '', statusMessage = '', ...further } = attributes;
  const errorRecovery = children.find((child) => child.name === 'ErrorRecovery');
  return {
    ...(requestID !== undefined && { requestID }),
    message: name,
    statusCode,
    statusSeverity,
    statusMessage,
    attributes: further,
    rets: children.filter((child) => child.name.endsWith('Ret')),
    ...(errorRecovery && { errorRecovery }),
  };
};

/**
 * QuickBooks' answer to a message set. Texts stay as they came; order and unknown elements do not matter,
 * since real answers break Intuit's own schema. Throws a MalformedAnswer when it is not well-formed.
 */
export const readMessageSet = (xml: string): AnswerSet => {
  const root = treeOf(xml);
  const set = root.children.find((child) => child.name === 'QBXMLMsgsRs');
  if (root.name !== 'QBXML' || !set)
    throw malformed('QBXML with QBXMLMsgsRs was expected', { line: 1, column: 0 });
  const { messageSetStatusCode, newMessageSetID } = set.attributes;
  return {
    ...(messageSetStatusCode !== undefined && { messageSetStatusCode }),
    ...(newMessageSetID !== undefined && { newMessageSetID }),
    answers: set.children.map(answerOf),
  };
};
