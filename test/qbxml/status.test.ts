import type { Answer } from '../../lib/qbxml/message.ts';
import { messageSetOutcome, outcomeOf } from '../../lib/qbxml/status.ts';
import { rows } from '../../lib/qbxml/status-rows.ts';

type Status = Pick<Answer, 'message' | 'statusCode' | 'statusSeverity' | 'statusMessage'>;
const status = (statusCode: string, statusMessage = '', further: Partial<Status> = {}): Status => ({
  message: 'VendorAddRs',
  statusCode,
  statusSeverity: Number(statusCode) < 500 ? 'Info' : Number(statusCode) < 1000 ? 'Warn' : 'Error',
  statusMessage,
  ...further,
});
const query = { message: 'VendorQueryRs' };

test.each([
  ['0', '', 'done'],
  ['530', '', 'done-with-warning'],
  ['531', '', 'done-with-warning'],
  ['550', '', 'done-with-warning'],
  ['560', '', 'done-with-warning'],
  ['570', '', 'done-with-warning'],
  ['1000', '', 'retry-later'],
  ['1010', '', 'retry-later'],
  ['1030', '', 'person'],
  ['1060', '', 'our-bug'],
  ['3000', '', 'missing-reference'],
  ['3010', '', 'our-bug'],
  ['3020', '', 'our-bug'],
  ['3030', '', 'our-bug'],
  ['3031', '', 'our-bug'],
  ['3035', '', 'our-bug'],
  ['3040', '', 'our-bug'],
  ['3045', '', 'our-bug'],
  ['3050', '', 'our-bug'],
  ['3060', '', 'our-bug'],
  ['3065', '', 'our-bug'],
  ['3070', '', 'person'],
  ['3080', '', 'person'],
  ['3085', '', 'our-bug'],
  ['3090', 'Names in this list cannot contain a colon.', 'person'],
  ['3090', 'Something else.', 'person'],
  ['3100', '', 'exists'],
  ['3110', '', 'our-bug'],
  ['3120', '', 'missing-reference'],
  ['3130', '', 'missing-reference'],
  ['3140', '', 'missing-reference'],
  ['3150', '', 'our-bug'],
  ['3151', '', 'our-bug'],
  ['3160', '', 'person'],
  ['3161', '', 'person'],
  ['3170', 'This list has been modified by another user.', 'retry-later'],
  ['3170', 'Vendor is missing.', 'person'],
  ['3171', '', 'person'],
  ['3175', '', 'retry-later'],
  ['3176', 'It is already in use. The application failed to acquire the lock.', 'retry-later'],
  ['3177', '', 'our-bug'],
  ['3180', 'The QuickBooks internals could not be locked.', 'retry-later'],
  ['3180', 'The account number is already in use.', 'person'],
  ['3180', 'Cannot save an empty transaction.', 'person'],
  ['3180', 'Whatever.', 'person'],
  ['3185', 'The list element is in use.', 'retry-later'],
  ['3185', 'Whatever.', 'person'],
  ['3200', '', 'stale'],
  ['3210', '', 'person'],
  ['3220', '', 'our-bug'],
  ['3231', '', 'not-processed'],
  ['3250', '', 'person'],
  ['3260', '', 'person'],
  ['3261', '', 'person'],
  ['3262', '', 'person'],
  ['3270', '', 'person'],
  ['3290', '', 'our-bug'],
])('%s %s means %s', (code, words, is) => {
  expect(outcomeOf(status(code, words))).toMatchObject({ is, code, words });
});

test.each(['1', '500'])('%s means nothing found for a query and asks a person for anything else', (code) => {
  expect(outcomeOf(status(code, '', query)).is).toBe('nothing-found');
  expect(outcomeOf(status(code)).is).toBe('person');
});

test('no row stands behind one that takes all its cases', () => {
  const isDead = (index: number, code: string) =>
    rows
      .slice(0, index)
      .some((row) => row.codes.includes(code) && !row.text && !row.queriesOnly && !row.unlessError);
  expect(rows.flatMap((row, index) => row.codes.filter((code) => isDead(index, code)))).toEqual([]);
});

test('internal errors are tried again a few times only', () => {
  expect(outcomeOf(status('1000'))).toMatchObject({ is: 'retry-later', limited: true });
  expect(outcomeOf(status('1010'))).toMatchObject({ is: 'retry-later', limited: false });
});

test('the code decides even when QuickBooks calls a refusal Info', () => {
  expect(outcomeOf(status('3210', 'You cannot pay more.', { statusSeverity: 'Info' })).is).toBe('person');
});

test.each(['0', '530', '570'])('%s is no success when QuickBooks calls it an Error', (code) => {
  expect(outcomeOf(status(code, 'odd', { statusSeverity: 'Error' }))).toMatchObject({ is: 'person' });
});

test('a missing reference is named', () => {
  const words = 'There is an invalid reference to QuickBooks Item "03-100" in the PurchaseOrder line.';
  expect(outcomeOf(status('3140', words))).toMatchObject({ reference: '03-100' });
  expect(outcomeOf(status('3120', 'Not found.'))).not.toHaveProperty('reference');
});

describe('an unknown code', () => {
  test.each([
    ['7', 'Info', 'done'],
    ['510', 'Warn', 'done-with-warning'],
    ['9100', 'Error', 'our-bug'],
    ['3999', 'Error', 'person'],
    ['3999', 'Info', 'person'],
    ['', '', 'person'],
    ['', 'Info', 'person'],
    ['abc', 'Info', 'person'],
  ])('%j with severity %j means %s', (code, statusSeverity, is) => {
    expect(outcomeOf(status(code, 'own words', { statusSeverity })).is).toBe(is);
  });

  test('goes to a person with QuickBooks own words', () => {
    expect(outcomeOf(status('3999', 'The moon is full.'))).toMatchObject({
      is: 'person',
      cure: 'QuickBooks refused this: The moon is full.',
    });
  });
});

test.each([
  [undefined, 'ok'],
  ['0', 'ok'],
  ['600', 'nothing-stored'],
  ['9002', 'nothing-stored'],
  ['9005', 'nothing-stored'],
  ['9001', 'our-bug'],
  ['9004', 'our-bug'],
])('message set status %s means %s', (code, outcome) => {
  expect(messageSetOutcome(code)).toBe(outcome);
});
