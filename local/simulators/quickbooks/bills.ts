import { Big } from 'big.js';
import { billLines } from './bill-lines.ts';
import { draw, overdrawn } from './bill-links.ts';
import { type Company, today } from './company.ts';
import {
  type Applied,
  type Bill,
  type Fields,
  newEditSequence,
  newTxnId,
  type PurchaseOrder,
} from './company-file.ts';
import { addObject } from './list-change.ts';
import { lockProblem } from './order-line-changes.ts';
import { transactionTotal } from './order-lines.ts';
import { referredIds, resolveReferences } from './references.ts';
import { referenceId, textField, without } from './request-fields.ts';
import * as status from './status.ts';

/** `warning`: saved, but not wholly as asked. */
export type BillChange =
  | { readonly bill: Bill; readonly warning?: status.Status }
  | { readonly refused: status.Status };

const LINE_ELEMENTS = ['ExpenseLineAdd', 'ItemLineAdd', 'ItemGroupLineAdd', 'LinkToTxnID'];
const WORDS = { Bill: 'Bill', VendorCredit: 'Vendor Credit' } as const;
const LOCK_WORDS = { Bill: 'a bill', VendorCredit: 'a vendor credit' } as const;

const linesOf = (given: Fields, element: string): Fields[] =>
  [given[element] ?? []].flat().map((line) => (typeof line === 'string' ? {} : line));

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
  const { closingDate } = company.preferences;
  const closed = closingDate && date <= closingDate ? status.periodClosed(WORDS[kind]) : undefined;
  const problem = lockProblem(company, fields, LOCK_WORDS[kind]) ?? closed;
  if (problem) return { refused: problem };
  const account = payableAccount(company, referenceId(fields, 'APAccountRef'));
  if ('refused' in account) return account;
  const DueDate = textField(fields, 'DueDate') ?? dueDate(company, fields, date);
  const dated = { ...fields, APAccountRef: { ListID: account.id }, TxnDate: date };
  return { fields: kind === 'Bill' ? { ...dated, DueDate } : dated };
};

type BillHeader = { readonly fields: Fields } | { readonly refused: status.Status };

const amountProblem = (company: Company, bill: Bill): status.Status | undefined => {
  const total = new Big(transactionTotal(company, bill));
  const words = 'The total of a transaction cannot be negative.';
  return total.lt(0) ? status.invalidValue('Amount', total.toFixed(2), words) : undefined;
};

/** BillAdd or VendorCreditAdd. Linked lines draw down their purchase orders, whose EditSequence changes by it. */
export const addBill = (company: Company, kind: Bill['kind'], given: Fields): BillChange => {
  // Whole orders and groups bring lines that are not in the request; who asks for them is told so.
  if (given.LinkToTxnID ?? given.ItemGroupLineAdd) return { refused: status.unsupported };
  const head = header(company, kind, given);
  if ('refused' in head) return head;
  const vendor = referenceId(head.fields, 'VendorRef');
  const items = linesOf(given, 'ItemLineAdd');
  const made = billLines(company, linesOf(given, 'ExpenseLineAdd'), items, vendor);
  if ('refused' in made) return made;
  const seconds = company.seconds();
  const bill: Bill = {
    kind,
    id: newTxnId(company.file, seconds),
    txnNumber: company.file.nextTxnNumber,
    created: seconds,
    modified: seconds,
    editSequence: newEditSequence(company.file, seconds),
    fields: head.fields,
    lines: made.lines,
    applied: [],
  };
  const problem = amountProblem(company, bill) ?? overdrawn(company, bill.lines);
  if (problem) return { refused: problem };
  company.file.nextTxnNumber += 1;
  company.file.bills.set(bill.id, bill);
  draw(company, bill.lines);
  return { bill, ...(made.warning && { warning: made.warning }) };
};

/** What is still to be paid of a bill, or to be used of a credit. */
export const openAmount = (company: Company, bill: Bill): string =>
  bill.applied
    .reduce((left, { amount }) => left.minus(amount), new Big(transactionTotal(company, bill)))
    .toFixed(2);

/** Applies money of another transaction to a bill; no more than is open. Its EditSequence changes by it. */
export const applyTo = (company: Company, bill: Bill, applied: Applied): status.Status | undefined => {
  if (new Big(applied.amount).gt(openAmount(company, bill))) return status.paidTooMuch(applied.amount);
  bill.applied.push(applied);
  bill.modified = company.seconds();
  bill.editSequence = newEditSequence(company.file, bill.modified);
  return undefined;
};

/** Takes a bill out of the books and gives back what it drew from purchase orders; 3160 once it is paid. */
export const deleteBill = (company: Company, bill: Bill): status.Status | undefined => {
  if (bill.applied.length > 0) return status.objectInUse(textField(bill.fields, 'RefNumber') ?? bill.id);
  company.file.bills.delete(bill.id);
  draw(company, bill.lines, true);
  company.file.deletions.push({
    of: 'txn',
    kind: bill.kind,
    id: bill.id,
    created: bill.created,
    deleted: company.seconds(),
    name: textField(bill.fields, 'RefNumber') ?? '',
  });
  return undefined;
};

/** Whether a bill names a list object. */
export const billNames = ({ fields, lines }: Bill, id: string): boolean =>
  referredIds(fields).includes(id) || lines.some((line) => referredIds(line.fields).includes(id));

/** Bills that were made from an order. */
export const billsOf = ({ file }: Company, order: PurchaseOrder): readonly Bill[] =>
  [...file.bills.values()].filter(({ lines }) => lines.some(({ link }) => link?.order === order.id));
