import type { AnsweredBatch, Change, Export } from '../engine/ports.ts';
import type { ProcoreWrite } from '../engine/procore-writes.ts';
import type { RecordKey, Source } from '../flow.ts';

type Fields = Record<string, unknown>;

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

const optionalText = (value: unknown): boolean => value === undefined || typeof value === 'string';

const optionalCount = (value: unknown): boolean => value === undefined || Number.isSafeInteger(value);

/** No name is empty: DynamoDB takes no empty key. */
const isName = (value: unknown): value is string => typeof value === 'string' && value !== '';

const isKey = (value: unknown): value is RecordKey =>
  isFields(value) && isName(value.flow) && isName(value.id);

const isSource = (value: unknown): value is Source =>
  isFields(value) && [value.project, value.resource, value.commitment].every(optionalText);

const isChange = (value: unknown): value is Change => {
  if (!isFields(value) || !isName(value.connection)) return false;
  if (value.do === 'fetch') return isKey(value.key) && isSource(value.source) && optionalCount(value.tries);
  if (value.do === 'replan-all') return true;
  if (value.do === 'replan') return isKey(value.key);
  return value.do === 'release' && isKey(value.link) && optionalText(value.after);
};

const isExport = (value: unknown): value is Export =>
  isFields(value) && isName(value.connection) && isName(value.target) && isKey(value.key);

const isWrite = (value: unknown): value is ProcoreWrite => {
  if (!isFields(value) || !isName(value.connection)) return false;
  if (value.do === 'sweep') return true;
  return (
    (value.do === 'mark' || value.do === 'enter') &&
    optionalText(value.project) &&
    Array.isArray(value.keys) &&
    value.keys.every(isKey)
  );
};

const isAnswered = (value: unknown): value is AnsweredBatch =>
  isFields(value) && isName(value.connection) && isName(value.batch);

const read = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
};

/**
 * A message's body: JSON in ASCII. SQS refuses some characters that JSON allows (U+FFFE, U+FFFF), and the
 * embedded SQS all beyond U+FFFF.
 */
export const bodyOf = (message: Change | Export | ProcoreWrite | AnsweredBatch): string =>
  printable(JSON.stringify(message));

/** ASCII, other characters as JSON escapes them. */
export const printable = (text: string): string =>
  text.replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** The change of a message, or undefined when the body is none. */
export const changeOf = (body: string): Change | undefined => {
  const value = read(body);
  return isChange(value) ? value : undefined;
};

/** The export of a message, or undefined when the body is none. */
export const parseExport = (body: string): Export | undefined => {
  const value = read(body);
  return isExport(value) ? value : undefined;
};

/** The write of a message, or undefined when the body is none. */
export const writeOf = (body: string): ProcoreWrite | undefined => {
  const value = read(body);
  return isWrite(value) ? value : undefined;
};

/** The batch of a message of the queue `answers`, or undefined when the body is none. */
export const answeredOf = (body: string): AnsweredBatch | undefined => {
  const value = read(body);
  return isAnswered(value) ? value : undefined;
};
