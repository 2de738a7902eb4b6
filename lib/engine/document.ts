import { type Fields, type QbRequest, type Value, valuesOf } from '../qbxml/message.ts';
import { hashOf } from './hash.ts';

const isFields = (value: Value): value is Fields => typeof value !== 'string';

/** A line, or a group of lines, that a modification keeps as it is: it is named, and nothing is said of it. */
const isKept = (name: string, value: Value): boolean =>
  /Line(Group)?Mod$/.test(name) &&
  isFields(value) &&
  Object.entries(value).every(([element, says]) => element === 'TxnLineID' || says === undefined);

const without = (fields: Fields): Fields => {
  const kept = Object.entries(fields).flatMap(([name, value]): [string, readonly Value[]][] => {
    const values = valuesOf(value)
      .filter((one) => !isKept(name, one))
      .map((one) => (isFields(one) ? without(one) : one));
    return name === 'EditSequence' || values.length === 0 ? [] : [[name, values]];
  });
  return Object.fromEntries(kept);
};

/**
 * What a person approves of a request: all that it says, without the EditSequence and the kept lines of a
 * modification, which only tell how the object stands in QuickBooks at the moment.
 */
export const documentOf = ({ message, fields }: QbRequest) => ({ message, fields: without(fields) });

/** Hash (SHA-256, hex) of what a person approves: another one is another document. */
export const documentHash = (request: QbRequest): string => hashOf(documentOf(request));
