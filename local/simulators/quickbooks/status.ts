import type { Node } from './xml.ts';

/** What QuickBooks says of a request, in its own words where a real answer with them is known. */
export interface Status {
  readonly statusCode: string;
  readonly statusSeverity: 'Info' | 'Warn' | 'Error';
  readonly statusMessage: string;
}

/** The answer to one request before it is written. */
export interface Answer extends Status {
  readonly rets?: readonly Node[];
  /** retCount, iteratorRemainingCount, iteratorID. */
  readonly attributes?: Readonly<Record<string, string>>;
  /** What message set recovery keeps of an Add or Mod that succeeded. */
  readonly recovery?: Node;
}

const error = (statusCode: string, statusMessage: string): Status => ({
  statusCode,
  statusSeverity: 'Error',
  statusMessage,
});

const because = (text: string): string => `  QuickBooks error message: ${text}`;
const NOT_THERE = because('Invalid argument.  The specified record does not exist in the list.');

export const ok: Status = { statusCode: '0', statusSeverity: 'Info', statusMessage: 'Status OK' };

export const nothingFound: Status = {
  statusCode: '1',
  statusSeverity: 'Info',
  statusMessage: 'A query request did not find a matching object in QuickBooks',
};

export const keyNotFound = (key: string): Status => ({
  statusCode: '500',
  statusSeverity: 'Warn',
  statusMessage: `The query request has not been fully completed. There was a required element ("${key}") that could not be found in QuickBooks.`,
});

/** The object is saved without the field. */
export const fieldNotInEdition = (field: string): Status => ({
  statusCode: '530',
  statusSeverity: 'Warn',
  statusMessage: `The field "${field}" is not supported by this implementation.`,
});

/** The bill is saved without the line. */
export const linkClosed: Status = {
  statusCode: '570',
  statusSeverity: 'Warn',
  statusMessage: 'A transaction could not be linked because it is already closed.',
};

export const unsupported = error('1030', 'This request is not supported by this version of QuickBooks.');
export const requestIdTooLong = error(
  '1060',
  'The request ID is invalid; it is possibly longer than 50 characters.',
);
export const invalidId = (id: string, field: string): Status =>
  error('3000', `The given object ID "${id}" in the field "${field}" is invalid.`);
export const tooLong = (value: string, field: string): Status =>
  error('3070', `The string "${value}" in the field "${field}" is too long.`);
export const colonInName = (name: string, field: string): Status =>
  error(
    '3090',
    `There was an error when storing "${name}" in the "${field}" field.${because('Names in this list cannot contain a colon.  The colon is a special character used to indicate a parent/child relationship.')}`,
  );
export const blankName = (field: string): Status =>
  error(
    '3090',
    `There was an error when storing "" in the "${field}" field.${because('The name cannot be blank.')}`,
  );
export const nameInUse = (name: string): Status =>
  error('3100', `The name "${name}" of the list element is already in use.`);
export const objectNotFound = (id: string): Status =>
  error('3120', `Object "${id}" specified in the request cannot be found.${NOT_THERE}`);
export const invalidParent = (parent: string, list: string): Status =>
  error('3130', `There is an invalid reference to a parent "${parent}" in the ${list} list.${NOT_THERE}`);
export const invalidReference = (kind: string, name: string, where: string): Status =>
  error('3140', `There is an invalid reference to QuickBooks ${kind} "${name}" in the ${where}.${NOT_THERE}`);
export const objectInUse = (name: string): Status =>
  error('3160', `The object "${name}" cannot be deleted because it is in use.`);
export const deletePeriodClosed = (id: string): Status =>
  error('3161', `The transaction "${id}" cannot be deleted: it is in a closed period.`);
export const modifiedElsewhere = (kind: string): Status =>
  error(
    '3170',
    `There was an error when modifying a ${kind}.${because('This list has been modified by another user.')}`,
  );
export const periodClosed = (kind: string): Status =>
  error(
    '3171',
    `There was an error when saving a ${kind}.${because('The transaction date is on or before the closing date; the period is closed.')}`,
  );
export const transactionLocked = (what: string): Status =>
  error(
    '3175',
    `There was an error adding, modifying or deleting ${what} because it is already in use.${because('The transaction could not be locked.  It is in use by another user.')}`,
  );
export const relatedObjectLocked = (what: string): Status =>
  error(
    '3176',
    `There was an error adding, modifying or deleting ${what} because it is already in use.${because('The application failed to acquire the lock.')}`,
  );
export const listLocked = (kind: string, name: string): Status =>
  error(
    '3180',
    `There was an error when saving a ${kind} list, element "${name}".${because('This list has been modified by another user.')}`,
  );
export const emptyTransaction = error(
  '3180',
  `There was an error when saving a Bill.${because('You cannot save an empty transaction.')}`,
);
export const staleEditSequence = (editSequence: string): Status =>
  error('3200', `The provided edit sequence "${editSequence}" is out-of-date.`);
export const invalidValue = (field: string, value: string, why: string): Status =>
  error('3210', `The "${field}" field has an invalid value "${value}".${because(why)}`);
export const paidTooMuch = (amount: string): Status =>
  invalidValue('PaymentAmount', amount, 'You cannot pay more than the amount due.');
export const appliedTwice = (id: string): Status =>
  error('3177', `The transaction "${id}" stands more than once among the transactions to be linked.`);
export const itemBesideLink = invalidValue(
  'ItemRef',
  'LinkToTxn',
  'A line that is linked to a transaction takes its item from there.',
);
export const linkOfOtherVendor = (id: string): Status =>
  invalidValue('LinkToTxn', id, 'The purchase order is not one of this vendor.');
export const cannotClear = (field: string): Status =>
  error('3220', `The field "${field}" cannot be cleared.`);
export const notProcessed = error('3231', 'The request has not been processed.');
export const notEnabled = error(
  '3250',
  'This feature is not enabled or not available in this version of QuickBooks.',
);
export const noPermission = (statusCode: '3260' | '3261'): Status =>
  error(
    statusCode,
    statusCode === '3260'
      ? 'Insufficient permission level to perform this action.'
      : 'The application does not have permission to perform this action in the company file.',
  );
export const noPostingAccount = error('3270', 'The item has no posting account.');
export const noPayableAccount = error(
  '3270',
  'Missing posting account.  Name an account of the type Accounts Payable.',
);
export const lineOutOfOrder = (id: string): Status =>
  error('3290', `The transaction line "${id}" is placed in the request in incorrect order.`);
export const iteratorInvalid = (id: string): Status =>
  error('3391', `The iterator "${id}" is not valid; it has ended or belongs to another session.`);
