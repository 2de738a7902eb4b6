import type { Company } from './company.ts';
import { type Fields, newEditSequence, newTxnId } from './company-file.ts';
import { textField } from './request-fields.ts';
import { periodClosed, type Status } from './status.ts';
import type { Transaction } from './transactions.ts';

/** A transaction as it is entered now; takes the next number. */
export const newTransaction = (company: Company, fields: Fields): Transaction => {
  const { file } = company;
  const seconds = company.seconds();
  const txnNumber = file.nextTxnNumber;
  file.nextTxnNumber += 1;
  const editSequence = newEditSequence(file, seconds);
  return {
    id: newTxnId(file, seconds),
    txnNumber,
    created: seconds,
    modified: seconds,
    editSequence,
    fields,
  };
};

/** Marks a transaction as changed now, by whomever. */
export const touch = (company: Company, transaction: Transaction): void => {
  transaction.modified = company.seconds();
  transaction.editSequence = newEditSequence(company.file, transaction.modified);
};

/** Lets the deleted queries tell of a transaction. */
export const noteDeletion = (company: Company, kind: string, { id, created, fields }: Transaction): void =>
  void company.file.deletions.push({
    ...{ of: 'txn', kind, id, created, deleted: company.seconds() },
    name: textField(fields, 'RefNumber') ?? '',
  });

/** 3171 for a transaction dated in the closed period. */
export const dateProblem = (company: Company, kind: string, date: string | undefined): Status | undefined => {
  const { closingDate } = company.preferences;
  return closingDate && date && date <= closingDate ? periodClosed(kind) : undefined;
};

/** What QuickBooks writes before the memo of what it voids. */
export const voidedMemo = (fields: Fields): Fields => ({
  ...fields,
  Memo: `VOID: ${textField(fields, 'Memo') ?? ''}`.trimEnd(),
});
