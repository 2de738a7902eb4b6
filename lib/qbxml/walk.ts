import { SaxesParser, type SaxesTagPlain } from 'saxes';
import type { AnswerHead, AnswerSet, Element } from './message.ts';

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

/** What an answer set brings, one after the other. */
export type Piece =
  /** First, and once. */
  | { readonly is: 'set'; readonly set: Omit<AnswerSet, 'answers'> }
  /** The answer to one request begins: status, counts and iterator are known before its objects. */
  | { readonly is: 'answer'; readonly answer: AnswerHead }
  /** An object of the answer that began last; of a report, which may be endless, one column or one row. */
  | { readonly is: 'ret'; readonly ret: Element }
  | { readonly is: 'recovery'; readonly errorRecovery: Element };

/** A parser's message may quote a name of any length; what is said here is stored with the session. */
const mostWords = 200;
// The deepest answer known, a line within a group within a transaction, nests about ten levels.
const deepest = 64;
// QuickBooks' longest fields take 4,095 characters. What is said with a record must fit into one item of a table.
const longestText = 30_000;
// What is parsed at a time: as much as several objects, and far less than an answer.
const characters = 32_768;

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

const setOf = ({ messageSetStatusCode, newMessageSetID }: Element['attributes']): Piece => ({
  is: 'set',
  set: {
    ...(messageSetStatusCode !== undefined && { messageSetStatusCode }),
    ...(newMessageSetID !== undefined && { newMessageSetID }),
  },
});

const answerOf = (message: string, attributes: Element['attributes']): Piece => {
  const { requestID, statusCode = '', statusSeverity = '', statusMessage = '', ...further } = attributes;
  return {
    is: 'answer',
    answer: {
      ...(requestID !== undefined && { requestID }),
      ...{ message, statusCode, statusSeverity, statusMessage, attributes: further },
    },
  };
};

const pieceOf = (element: Element): Piece =>
  element.name === 'ErrorRecovery' ? { is: 'recovery', errorRecovery: element } : { is: 'ret', ret: element };

/** What an element is by the names around it. `through`: its children are looked at one by one. */
const roleOf = (
  around: readonly string[],
  name: string,
): 'root' | 'set' | 'answer' | 'through' | 'piece' | 'other' => {
  const [root, set, answer, report, data] = around;
  if (root === undefined) return 'root';
  if (set === undefined) return name === 'QBXMLMsgsRs' ? 'set' : 'other';
  if (set !== 'QBXMLMsgsRs') return 'other';
  if (answer === undefined) return 'answer';
  if (report === undefined) {
    if (name === 'ReportRet') return 'through';
    return name.endsWith('Ret') || name === 'ErrorRecovery' ? 'piece' : 'other';
  }
  if (report !== 'ReportRet') return 'other';
  if (data === undefined) return name === 'ReportData' ? 'through' : 'piece';
  return data === 'ReportData' ? 'piece' : 'other';
};

interface Walk {
  /** Names of the open elements around pieces; '' for one whose content does not matter. */
  readonly around: string[];
  /** The piece that is being read, and what is open within it. */
  readonly within: Open[];
  readonly emit: (piece: Piece) => void;
  /** Throws: the answer is malformed here. */
  readonly fail: (what: string) => never;
  /** Characters since the last tag outside of pieces. */
  loose: number;
  hasSet: boolean;
}

const enter = (walk: Walk, name: string, attributes: Element['attributes']): void => {
  const role = roleOf(walk.around, name);
  if (role === 'piece') {
    walk.within.push({ name, attributes, children: [], text: '' });
    return;
  }
  if (role === 'root' && name !== 'QBXML') walk.fail('QBXML with QBXMLMsgsRs was expected');
  const isSecondSet = role === 'set' && walk.hasSet;
  walk.around.push(role === 'other' || isSecondSet ? '' : name);
  if (role === 'answer') walk.emit(answerOf(name, attributes));
  if (role !== 'set' || isSecondSet) return;
  walk.hasSet = true;
  walk.emit(setOf(attributes));
};

const openTag = (walk: Walk, { name, attributes }: SaxesTagPlain): void => {
  const { around, within } = walk;
  if (around.length + within.length >= deepest) walk.fail(`elements nest deeper than ${deepest} levels`);
  const own = hasAttributes(attributes) ? attributes : noAttributes;
  if (Object.values(own).some(isLong)) walk.fail(`an attribute is longer than ${longestText} characters`);
  walk.loose = 0;
  const parent = within.at(-1);
  if (!parent) {
    enter(walk, name, own);
    return;
  }
  // Thousands of lines within one transaction have thousands of line breaks between them.
  if (parent.text.trim() === '') parent.text = '';
  within.push({ name, attributes: own, children: [], text: '' });
};

const closeTag = (walk: Walk): void => {
  const { around, within } = walk;
  walk.loose = 0;
  const done = within.pop();
  if (!done) {
    around.pop();
    return;
  }
  const element = closed(done);
  const parent = within.at(-1);
  if (parent) parent.children.push(element);
  else walk.emit(pieceOf(element));
};

const addText = (walk: Walk, text: string): void => {
  const top = walk.within.at(-1);
  walk.loose += text.length;
  if (top) top.text += text;
  if ((top?.text.length ?? walk.loose) > longestText)
    walk.fail(`a text is longer than ${longestText} characters`);
};

/**
 * QuickBooks' answer to a message set, piece by piece: never more of it stands in memory as elements than a few
 * objects, however long it is. Texts stay as they came; order and unknown elements do not matter, since real answers
 * break Intuit's own schema. Throws a MalformedAnswer when it comes to where the answer is not well-formed: what was
 * given before is whole, but it is not all that QuickBooks had to say.
 */
export function* walkMessageSet(xml: string): Generator<Piece, void, undefined> {
  const parser = new SaxesParser({ xmlns: false, position: true });
  const pieces: Piece[] = [];
  const fail = (what: string): never => {
    throw malformed(what, { line: parser.line, column: parser.column });
  };
  const emit = (piece: Piece): void => void pieces.push(piece);
  const walk: Walk = { around: [], within: [], emit, fail, loose: 0, hasSet: false };
  parser.on('error', ({ message }) => fail(message.replace(/^\d+:\d+: /, '').slice(0, mostWords)));
  parser.on('doctype', () => fail('a document type is not accepted'));
  parser.on('text', (text) => addText(walk, text));
  parser.on('cdata', (text) => addText(walk, text));
  parser.on('opentag', (tag: SaxesTagPlain) => openTag(walk, tag));
  parser.on('closetag', () => closeTag(walk));
  // Blanks or a byte order mark before the declaration are no reason to lose an answer.
  const text = xml.trimStart();
  for (let at = 0; at < text.length; at += characters) {
    parser.write(text.slice(at, at + characters));
    yield* pieces.splice(0);
  }
  parser.close();
  if (!walk.hasSet) throw malformed('QBXML with QBXMLMsgsRs was expected', { line: 1, column: 0 });
  yield* pieces;
}
