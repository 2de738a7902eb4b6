import { Big } from 'big.js';
import { changedLines, LINE_ELEMENTS, newLines, voidedLines } from './bill-lines.ts';
import { draw, overdrawn } from './bill-links.ts';
import type { Company } from './company.ts';
import type { Fields } from './company-file.ts';
import { addObject } from './list-change.ts';
import { today } from './local-time.ts';
import { lockProblem } from './order-line-changes.ts';
import { transactionTotal } from './order-lines.ts';
import { resolveReferences } from './references.ts';
import { merged, referenceId, textField, without } from './request-fields.ts';
import * as status from './status.ts';
import { dateProblem, newTransaction, noteDeletion, touch, voidedMemo } from './transaction-entry.ts';
import type { Applied, Bill, BillLine, PurchaseOrder } from './transactions.ts';

/** `warning`: saved, but not wholly as asked. */
export type BillChange =
  | { readonly bill: Bill; readonly warning?: status.Status }
  | { readonly refused: status.Status };

const WORDS = { Bill: 'Bill', VendorCredit: 'Vendor Credit' } as const;
const LOCK_WORDS = { Bill: 'a bill', VendorCredit: 'a vendor credit' } as const;

const payables = (company: Company) =>
  [...company.file.objects.values()].filter(
    ({ kind, fields }) => kind === 'Account' && textField(fields, 'AccountType') === 'AccountsPayable',
  );

/** The A/P account that is named, or the only one there is; QuickBooks makes the first by itself. */
export const payableAccount = (
  company: Company,
  named: string | undefined,
): { readonly id: string } | { readonly refused: status.Status } => {
  const accounts = payables(company);
  if (named !== undefined) {
    const isPayable = accounts.some(({ id }) => id === named);
    return isPayable ? { id: named } : { refused: status.noPayableAccount };
  }
  if (accounts.length > 1) return { refused: status.noPayableAccount };
  const [only] = accounts;
  if (only) return { id: only.id };
  const made = addObject(company, 'Account', { Name: 'Accounts Payable', AccountType: 'AccountsPayable' });
  return 'object' in made ? { id: made.object.id } : { refused: status.noPayableAccount };
};

const daysAfter = (date: string, days: number): string =>
  new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);

/** By the bill's or the vendor's terms; without any, as many days as the preferences say. */
const dueDate = (company: Company, fields: Fields, date: string): string => {
  const { objects } = company.file;
  const vendor = objects.get(referenceId(fields, 'VendorRef') ?? '');
  const terms = referenceId(fields, 'TermsRef') ?? (vendor && referenceId(vendor.fields, 'TermsRef'));
  const days = textField(objects.get(terms ?? '')?.fields ?? {}, 'StdDueDays');
  return daysAfter(date, Number(days ?? '10'));
};

const header = (company: Company, kind: Bill['kind'], given: Fields): BillHeader => {
  const resolved = resolveReferences(company, without(given, ...LINE_ELEMENTS), WORDS[kind]);
  if ('refused' in resolved) return resolved;
  const { fields } = resolved;
  const date = textField(fields, 'TxnDate') ?? today(company);
  const problem = lockProblem(company, fields, LOCK_WORDS[kind]) ?? dateProblem(company, WORDS[kind], date);
  if (problem) return { refused: problem };
  const account = payableAccount(company, referenceId(fields, 'APAccountRef'));
  if ('refused' in account) return account;
  const DueDate = textField(fields, 'DueDate') ?? dueDate(company, fields, date);
  const dated = { ...fields, APAccountRef: { ListID: account.id }, TxnDate: date };
  return { fields: kind === 'Bill' ? { ...dated, DueDate } : dated };
};

type BillHeader = { readonly fields: Fields } | { readonly refused: status.Status };

/** 3210 when lines come to less than what is applied already, or than nothing. */
export const amountProblem = (
  company: Company,
  lines: readonly BillLine[],
  applied = '0',
): status.Status | undefined => {
  const total = new Big(transactionTotal(company, { lines }));
  if (total.lt(0))
    return status.invalidValue('Amount', total.toFixed(2), 'The total of a transaction cannot be negative.');
  return total.lt(applied) ? status.paidTooMuch(applied) : undefined;
};

/** BillAdd or VendorCreditAdd. Linked lines draw down their purchase orders, whose EditSequence changes by it. */
export const addBill = (company: Company, kind: Bill['kind'], given: Fields): BillChange => {
  // Whole orders and groups bring lines that are not in the request; who asks for them is told so.
  if (given.LinkToTxnID ?? given.ItemGroupLineAdd) return { refused: status.unsupported };
  const head = header(company, kind, given);
  if ('refused' in head) return head;
  const made = newLines(company, given, referenceId(head.fields, 'VendorRef'));
  if ('refused' in made) return made;
  const problem = amountProblem(company, made.lines) ?? overdrawn(company, made.lines);
  if (problem) return { refused: problem };
  const bill: Bill = { ...newTransaction(company, head.fields), kind, lines: made.lines, applied: [] };
  company.file.bills.set(bill.id, bill);
  draw(company, bill.lines);
  return { bill, ...(made.warning && { warning: made.warning }) };
};

const appliedTotal = ({ applied }: Bill): string =>
  applied.reduce((sum, { amount }) => sum.plus(amount), new Big(0)).toFixed(2);

/** Puts other lines in the place of a transaction's, and draws from purchase orders what they say. */
export const relined = (
  company: Company,
  transaction: { lines: BillLine[] },
  lines: BillLine[],
): status.Status | undefined => {
  draw(company, transaction.lines, true);
  const problem = overdrawn(company, lines);
  if (!problem) transaction.lines = lines;
  draw(company, transaction.lines);
  return problem;
};

/** Changes a bill or credit as a person does at the screen. */
export const changeBill = (company: Company, bill: Bill, given: Fields): BillChange => {
  const before = dateProblem(company, WORDS[bill.kind], textField(bill.fields, 'TxnDate'));
  if (before) return { refused: before };
  const head = header(company, bill.kind, merged(bill.fields, without(given, ...LINE_ELEMENTS)));
  if ('refused' in head) return head;
  const made = changedLines(company, bill.lines, given, referenceId(head.fields, 'VendorRef'));
  if ('refused' in made) return made;
  const problem =
    amountProblem(company, made.lines, appliedTotal(bill)) ?? relined(company, bill, made.lines);
  if (problem) return { refused: problem };
  bill.fields = head.fields;
  touch(company, bill);
  return { bill };
};

/** Voids a bill or credit: it stays with nothing on it. 3160 once something is applied to it. */
export const voidBill = (company: Company, bill: Bill): status.Status | undefined => {
  if (bill.applied.length > 0) return status.objectInUse(textField(bill.fields, 'RefNumber') ?? bill.id);
  const problem =
    dateProblem(company, WORDS[bill.kind], textField(bill.fields, 'TxnDate')) ??
    relined(company, bill, voidedLines(bill.lines));
  if (problem) return problem;
  bill.fields = voidedMemo(bill.fields);
  touch(company, bill);
  return undefined;
};

/** What is still to be paid of a bill, or to be used of a credit. */
export const openAmount = (company: Company, bill: Bill): string =>
  new Big(transactionTotal(company, bill)).minus(appliedTotal(bill)).toFixed(2);

/** Applies money of another transaction to a bill; no more than is open. Its EditSequence changes by it. */
export const applyTo = (company: Company, bill: Bill, applied: Applied): status.Status | undefined => {
  if (new Big(applied.amount).gt(openAmount(company, bill))) return status.paidTooMuch(applied.amount);
  bill.applied.push(applied);
  touch(company, bill);
  return undefined;
};

/** Takes a bill out of the books and gives back what it drew from purchase orders; 3160 once it is paid. */
export const deleteBill = (company: Company, bill: Bill): status.Status | undefined => {
  if (bill.applied.length > 0) return status.objectInUse(textField(bill.fields, 'RefNumber') ?? bill.id);
  company.file.bills.delete(bill.id);
  draw(company, bill.lines, true);
  noteDeletion(company, bill.kind, bill);
  return undefined;
};

/** Bills that were made from an order. */
export const billsOf = ({ file }: Company, order: PurchaseOrder): readonly Bill[] =>
  [...file.bills.values()].filter(({ lines }) => lines.some(({ link }) => link?.order === order.id));
