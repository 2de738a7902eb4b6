import { Big } from 'big.js';
import { openAmount } from './bills.ts';
import { type Company, localTime } from './company.ts';
import type { BillPayment } from './company-file.ts';
import { textField } from './request-fields.ts';
import { namesOf, withAfter } from './ret-order.ts';
import { inOrder } from './rets.ts';
import { billPaymentHeader } from './schema/bill-payments.ts';
import { branch, leaf, type Node } from './xml.ts';

const OWN = namesOf(billPaymentHeader).filter((name) => name !== 'IsToBePrinted');

/** The header elements in QuickBooks' order; what the check pays follows. */
const ORDER = [
  ...['TxnID', 'TimeCreated', 'TimeModified', 'EditSequence', 'TxnNumber'],
  ...withAfter(OWN, { BankAccountRef: ['Amount'], Memo: ['IsToBePrinted'] }),
];

/** What a check comes to. */
export const paymentTotal = ({ paid }: BillPayment): string =>
  paid.reduce((sum, { amount }) => sum.plus(amount), new Big(0)).toFixed(2);

const appliedRet = (company: Company, { bill: id, amount }: BillPayment['paid'][number]): Node => {
  const bill = company.file.bills.get(id);
  const texts = {
    ...{ TxnID: id, TxnType: 'Bill', TxnDate: bill && textField(bill.fields, 'TxnDate') },
    RefNumber: bill && textField(bill.fields, 'RefNumber'),
    ...{ BalanceRemaining: bill && openAmount(company, bill), Amount: amount },
  };
  return branch(
    'AppliedToTxnRet',
    Object.entries(texts).flatMap(([name, text]) => (text === undefined ? [] : [leaf(name, text)])),
  );
};

/** A bill payment check as QuickBooks answers it; Adds always show what it pays. */
export const paymentRet = (company: Company, payment: BillPayment, withLines: boolean): Node => {
  const head = inOrder(company.file, ORDER, {
    IsToBePrinted: 'false',
    ...payment.fields,
    TxnID: payment.id,
    TimeCreated: localTime(company, payment.created),
    TimeModified: localTime(company, payment.modified),
    EditSequence: payment.editSequence,
    TxnNumber: String(payment.txnNumber),
    Amount: paymentTotal(payment),
  });
  const lines = withLines ? payment.paid.map((paid) => appliedRet(company, paid)) : [];
  return branch('BillPaymentCheckRet', [...head, ...lines]);
};
