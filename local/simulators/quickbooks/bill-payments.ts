import { Big } from 'big.js';
import { applyTo, openAmount, payableAccount } from './bills.ts';
import type { Company } from './company.ts';
import { type Fields, isObjectId } from './company-file.ts';
import { today } from './local-time.ts';
import { lockProblem } from './order-line-changes.ts';
import { resolveReferences } from './references.ts';
import { merged, referenceId, textField, without } from './request-fields.ts';
import * as status from './status.ts';
import { dateProblem, newTransaction, noteDeletion, touch, voidedMemo } from './transaction-entry.ts';
import type { Bill, BillPayment, Paid, PaymentKind } from './transactions.ts';

export type PaymentChange = { readonly payment: BillPayment } | { readonly refused: status.Status };

type Refusal = { readonly refused: status.Status };
type Header = { readonly fields: Fields } | Refusal;
interface Applying extends Omit<Paid, 'bill'> {
  readonly bill: Bill;
}

const WORDS = 'Bill Payment';

/** The account that pays: its element, and the type that it must have. */
const PAID_FROM = {
  BillPaymentCheck: { element: 'BankAccountRef', type: 'Bank', says: 'A check is drawn on' },
  BillPaymentCreditCard: { element: 'CreditCardAccountRef', type: 'CreditCard', says: 'A card is' },
} as const;

const accountProblem = (company: Company, kind: PaymentKind, fields: Fields): status.Status | undefined => {
  const { element, type, says } = PAID_FROM[kind];
  const account = company.file.objects.get(referenceId(fields, element) ?? '');
  return account && textField(account.fields, 'AccountType') !== type
    ? status.invalidValue(element, account.name, `${says} an account of the type ${type}.`)
    : undefined;
};

const header = (company: Company, kind: PaymentKind, given: Fields): Header => {
  const resolved = resolveReferences(company, without(given, 'AppliedToTxnAdd'), kind);
  if ('refused' in resolved) return resolved;
  const fields = { ...resolved.fields, TxnDate: textField(resolved.fields, 'TxnDate') ?? today(company) };
  const problem =
    lockProblem(company, fields, 'a bill payment') ??
    dateProblem(company, WORDS, fields.TxnDate) ??
    accountProblem(company, kind, fields);
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

const amountIn = (given: Fields, element: string): string | undefined => {
  const text = textField(given, element);
  return text === undefined ? undefined : new Big(text).toFixed(2);
};

/** What one AppliedToTxnAdd pays; without an amount all that is open. Nothing is applied yet. */
const paidBy = (company: Company, given: Fields, fields: Fields): Applying | Refusal => {
  if (given.SetCredit) return { refused: status.unsupported };
  const id = textField(given, 'TxnID') ?? '';
  if (!isObjectId(id)) return { refused: status.invalidId(id, 'txn id') };
  const bill = company.file.bills.get(id);
  if (bill?.kind !== 'Bill') return { refused: status.objectNotFound(id) };
  const problem = billProblem(company, bill, fields);
  if (problem) return { refused: problem };
  const open = openAmount(company, bill);
  const discount = amountIn(given, 'DiscountAmount');
  const account = resolveReferences(
    company,
    without(given, 'TxnID', 'PaymentAmount', 'DiscountAmount'),
    WORDS,
  );
  if ('refused' in account) return account;
  const amount = amountIn(given, 'PaymentAmount') ?? new Big(open).minus(discount ?? '0').toFixed(2);
  if (new Big(amount).lte(0))
    return {
      refused: status.invalidValue('PaymentAmount', amount, 'The amount of a payment must be positive.'),
    };
  if (new Big(amount).plus(discount ?? '0').gt(open)) return { refused: status.paidTooMuch(amount) };
  const discountAccount = referenceId(account.fields, 'DiscountAccountRef');
  return { bill, amount, ...(discount && { discount }), ...(discountAccount && { discountAccount }) };
};

const allPaid = (company: Company, given: Fields, fields: Fields): readonly Applying[] | Refusal => {
  const paid: Applying[] = [];
  for (const each of [given.AppliedToTxnAdd ?? []].flat()) {
    const one = paidBy(company, typeof each === 'string' ? {} : each, fields);
    if ('refused' in one) return one;
    if (paid.some(({ bill }) => bill === one.bill)) return { refused: status.appliedTwice(one.bill.id) };
    paid.push(one);
  }
  return paid;
};

/** The bills that a payment pays change by it. */
const apply = (company: Company, payment: BillPayment, paid: readonly Applying[]): void => {
  const { id, kind, fields } = payment;
  const [date, refNumber] = [textField(fields, 'TxnDate') ?? '', textField(fields, 'RefNumber')];
  for (const { bill, amount, discount } of paid) {
    applyTo(company, bill, { id, type: kind, date, refNumber, amount });
    if (discount) applyTo(company, bill, { id, type: 'Discount', date, refNumber, amount: discount });
  }
  payment.paid = paid.map((one) => ({ ...one, bill: one.bill.id }));
};

/** What a payment paid is open again. */
const release = (company: Company, payment: BillPayment): void => {
  for (const bill of payment.paid.flatMap((paid) => company.file.bills.get(paid.bill) ?? [])) {
    bill.applied = bill.applied.filter(({ id }) => id !== payment.id);
    touch(company, bill);
  }
  payment.paid = [];
};

/** BillPaymentCheckAdd, or the same with a card: wholly, or not at all. */
export const addPayment = (company: Company, kind: PaymentKind, given: Fields): PaymentChange => {
  const head = header(company, kind, given);
  if ('refused' in head) return head;
  const paid = allPaid(company, given, head.fields);
  if ('refused' in paid) return paid;
  const payment: BillPayment = { ...newTransaction(company, head.fields), kind, paid: [] };
  company.file.payments.set(payment.id, payment);
  apply(company, payment, paid);
  return { payment };
};

/** A check that a person writes for one bill; `more`: its number, date, bank account or memo. */
export const payOne = (company: Company, bill: Bill, amount: string, more: Fields): PaymentChange => {
  const { VendorRef, APAccountRef } = bill.fields;
  const own = Object.fromEntries(
    Object.entries({ PayeeEntityRef: VendorRef, APAccountRef }).filter(([, value]) => value !== undefined),
  ) as Fields;
  const AppliedToTxnAdd = { TxnID: bill.id, PaymentAmount: amount };
  return addPayment(company, 'BillPaymentCheck', { ...own, ...more, AppliedToTxnAdd });
};

/** Changes date, number or memo of a payment, and what it pays where that is given. */
export const changePayment = (company: Company, payment: BillPayment, given: Fields): PaymentChange => {
  const before = dateProblem(company, WORDS, textField(payment.fields, 'TxnDate'));
  if (before) return { refused: before };
  const head = header(company, payment.kind, merged(payment.fields, without(given, 'AppliedToTxnAdd')));
  if ('refused' in head) return head;
  if (given.AppliedToTxnAdd) {
    const old = payment.paid;
    release(company, payment);
    const paid = allPaid(company, given, head.fields);
    const refused = 'refused' in paid;
    apply(company, payment, refused ? applyingOf(company, old) : paid);
    if (refused) return paid;
  }
  payment.fields = head.fields;
  touch(company, payment);
  return { payment };
};

const applyingOf = ({ file }: Company, paid: readonly Paid[]): Applying[] =>
  paid.flatMap((one) => {
    const bill = file.bills.get(one.bill);
    return bill ? [{ ...one, bill }] : [];
  });

/** Voids a payment: it stays with nothing on it, and what it paid is open again. */
export const voidPayment = (company: Company, payment: BillPayment): status.Status | undefined => {
  const problem = dateProblem(company, WORDS, textField(payment.fields, 'TxnDate'));
  if (problem) return problem;
  release(company, payment);
  payment.fields = voidedMemo(payment.fields);
  touch(company, payment);
  return undefined;
};

/** Takes a payment out of the books: what it paid is open again. */
export const deletePayment = (company: Company, payment: BillPayment): status.Status | undefined => {
  const problem = dateProblem(company, WORDS, textField(payment.fields, 'TxnDate'));
  if (problem) return problem;
  release(company, payment);
  company.file.payments.delete(payment.id);
  noteDeletion(company, payment.kind, payment);
  return undefined;
};

/** Sets a vendor credit off against a bill of the same vendor; no transaction comes of it. */
export const useCredit = (
  company: Company,
  credit: Bill,
  bill: Bill,
  amount: string,
): status.Status | undefined => {
  if (credit.kind !== 'VendorCredit' || bill.kind !== 'Bill') return status.objectNotFound(credit.id);
  if (referenceId(credit.fields, 'VendorRef') !== referenceId(bill.fields, 'VendorRef'))
    return status.invalidValue('CreditTxnID', credit.id, 'The credit is not one of this vendor.');
  if (new Big(amount).gt(openAmount(company, credit))) return status.paidTooMuch(amount);
  const told = ({ id, kind, fields }: Bill) => ({
    ...{
      id,
      type: kind,
      date: textField(fields, 'TxnDate') ?? '',
      refNumber: textField(fields, 'RefNumber'),
    },
    amount: new Big(amount).toFixed(2),
  });
  return applyTo(company, bill, told(credit)) ?? applyTo(company, credit, told(bill));
};
