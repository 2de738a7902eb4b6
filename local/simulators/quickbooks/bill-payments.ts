import { Big } from 'big.js';
import { applyTo, openAmount, payableAccount } from './bills.ts';
import { type Company, today } from './company.ts';
import {
  type Bill,
  type BillPayment,
  type Fields,
  isObjectId,
  newEditSequence,
  newTxnId,
} from './company-file.ts';
import { lockProblem } from './order-line-changes.ts';
import { resolveReferences } from './references.ts';
import { merged, referenceId, textField, without } from './request-fields.ts';
import * as status from './status.ts';

export type PaymentChange = { readonly payment: BillPayment } | { readonly refused: status.Status };

type Refusal = { readonly refused: status.Status };
type Header = { readonly fields: Fields } | Refusal;
interface Paid {
  readonly bill: Bill;
  readonly amount: string;
}

const TYPE = 'BillPaymentCheck';
const CREDITS = ['SetCredit', 'DiscountAmount', 'DiscountAccountRef', 'DiscountClassRef'];

const periodProblem = (company: Company, date: string | undefined): status.Status | undefined => {
  const { closingDate } = company.preferences;
  return closingDate && date && date <= closingDate ? status.periodClosed('Bill Payment') : undefined;
};

const bankProblem = (company: Company, fields: Fields): status.Status | undefined => {
  const account = company.file.objects.get(referenceId(fields, 'BankAccountRef') ?? '');
  return account && textField(account.fields, 'AccountType') !== 'Bank'
    ? status.invalidValue('BankAccountRef', account.name, 'A check is drawn on an account of the type Bank.')
    : undefined;
};

const header = (company: Company, given: Fields): Header => {
  const resolved = resolveReferences(company, without(given, 'AppliedToTxnAdd'), TYPE);
  if ('refused' in resolved) return resolved;
  const fields = { ...resolved.fields, TxnDate: textField(resolved.fields, 'TxnDate') ?? today(company) };
  const problem =
    lockProblem(company, fields, 'a bill payment') ??
    periodProblem(company, fields.TxnDate) ??
    bankProblem(company, fields);
  if (problem) return { refused: problem };
  const payable = payableAccount(company, referenceId(fields, 'APAccountRef'));
  return 'refused' in payable ? payable : { fields: { ...fields, APAccountRef: { ListID: payable.id } } };
};

const billProblem = (company: Company, bill: Bill, fields: Fields): status.Status | undefined => {
  if (company.obstacles.openObjects.has(bill.id)) return status.transactionLocked('a bill');
  if (referenceId(bill.fields, 'VendorRef') !== referenceId(fields, 'PayeeEntityRef'))
    return status.invalidValue('TxnID', bill.id, 'The bill is not one of this payee.');
  return referenceId(bill.fields, 'APAccountRef') === referenceId(fields, 'APAccountRef')
    ? undefined
    : status.invalidValue('TxnID', bill.id, 'The bill stands in another accounts payable account.');
};

/** What one AppliedToTxnAdd pays; without an amount all that is open. Nothing is applied yet. */
const paidBy = (company: Company, given: Fields, fields: Fields): Paid | Refusal => {
  if (CREDITS.some((element) => given[element])) return { refused: status.unsupported };
  const id = textField(given, 'TxnID') ?? '';
  if (!isObjectId(id)) return { refused: status.invalidId(id, 'txn id') };
  const bill = company.file.bills.get(id);
  if (bill?.kind !== 'Bill') return { refused: status.objectNotFound(id) };
  const problem = billProblem(company, bill, fields);
  if (problem) return { refused: problem };
  const open = openAmount(company, bill);
  const amount = new Big(textField(given, 'PaymentAmount') ?? open).toFixed(2);
  if (new Big(amount).lte(0))
    return {
      refused: status.invalidValue('PaymentAmount', amount, 'The amount of a payment must be positive.'),
    };
  return new Big(amount).gt(open) ? { refused: status.paidTooMuch(amount) } : { bill, amount };
};

const allPaid = (company: Company, given: Fields, fields: Fields): readonly Paid[] | Refusal => {
  const paid: Paid[] = [];
  for (const each of [given.AppliedToTxnAdd ?? []].flat()) {
    const one = paidBy(company, typeof each === 'string' ? {} : each, fields);
    if ('refused' in one) return one;
    if (paid.some(({ bill }) => bill === one.bill)) return { refused: status.appliedTwice(one.bill.id) };
    paid.push(one);
  }
  return paid;
};

/** Enters a check as it stands; the bills that it pays change by it. */
const enter = (company: Company, fields: Fields, paid: readonly Paid[]): BillPayment => {
  const { file } = company;
  const seconds = company.seconds();
  const id = newTxnId(file, seconds);
  const [date, refNumber] = [textField(fields, 'TxnDate') ?? '', textField(fields, 'RefNumber')];
  for (const { bill, amount } of paid) applyTo(company, bill, { id, type: TYPE, date, refNumber, amount });
  const payment: BillPayment = {
    ...{ id, txnNumber: file.nextTxnNumber, created: seconds, modified: seconds, fields },
    editSequence: newEditSequence(file, seconds),
    paid: paid.map(({ bill, amount }) => ({ bill: bill.id, amount })),
  };
  file.nextTxnNumber += 1;
  file.payments.set(id, payment);
  return payment;
};

/** BillPaymentCheckAdd: wholly, or not at all. */
export const addPayment = (company: Company, given: Fields): PaymentChange => {
  const head = header(company, given);
  if ('refused' in head) return head;
  const paid = allPaid(company, given, head.fields);
  return 'refused' in paid ? paid : { payment: enter(company, head.fields, paid) };
};

/** A check that a person writes for one bill; `more`: its number, date, bank account or memo. */
export const payOne = (company: Company, bill: Bill, amount: string, more: Fields): PaymentChange => {
  const { VendorRef, APAccountRef } = bill.fields;
  const own = Object.fromEntries(
    Object.entries({ PayeeEntityRef: VendorRef, APAccountRef }).filter(([, value]) => value !== undefined),
  ) as Fields;
  return addPayment(company, { ...own, ...more, AppliedToTxnAdd: { TxnID: bill.id, PaymentAmount: amount } });
};

/** Changes date, number or memo of a check. */
export const changePayment = (company: Company, payment: BillPayment, given: Fields): PaymentChange => {
  const resolved = resolveReferences(company, given, TYPE);
  if ('refused' in resolved) return resolved;
  const fields = merged(payment.fields, resolved.fields);
  const problem =
    periodProblem(company, textField(payment.fields, 'TxnDate')) ??
    periodProblem(company, textField(fields, 'TxnDate'));
  if (problem) return { refused: problem };
  payment.fields = fields;
  payment.modified = company.seconds();
  payment.editSequence = newEditSequence(company.file, payment.modified);
  return { payment };
};

/** Takes a check out of the books: what it paid is open again. */
export const deletePayment = (company: Company, payment: BillPayment): status.Status | undefined => {
  const { file } = company;
  const problem = periodProblem(company, textField(payment.fields, 'TxnDate'));
  if (problem) return problem;
  for (const bill of payment.paid.flatMap((paid) => file.bills.get(paid.bill) ?? [])) {
    bill.applied = bill.applied.filter(({ id }) => id !== payment.id);
    bill.modified = company.seconds();
    bill.editSequence = newEditSequence(file, bill.modified);
  }
  file.payments.delete(payment.id);
  file.deletions.push({
    ...{ of: 'txn', kind: TYPE, id: payment.id, created: payment.created, deleted: company.seconds() },
    name: textField(payment.fields, 'RefNumber') ?? '',
  });
  return undefined;
};
