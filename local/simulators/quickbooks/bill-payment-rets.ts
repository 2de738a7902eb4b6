import { Big } from 'big.js';
import { openAmount } from './bills.ts';
import type { Company } from './company.ts';
import { currencyFields } from './currencies.ts';
import { localTime } from './local-time.ts';
import { referenceId } from './request-fields.ts';
import { inOrder } from './rets.ts';
import type { BillPayment, Paid } from './transactions.ts';
import { branch, type Node } from './xml.ts';

const HEAD = ['TxnID', 'TimeCreated', 'TimeModified', 'EditSequence', 'TxnNumber', 'PayeeEntityRef'];
const MONEY = ['Amount', 'CurrencyRef', 'ExchangeRate', 'AmountInHomeCurrency', 'RefNumber', 'Memo'];

/** The header elements in QuickBooks' order; what it pays follows. */
const ORDERS = {
  BillPaymentCheck: [
    ...[...HEAD, 'APAccountRef', 'TxnDate', 'BankAccountRef', ...MONEY],
    ...['Address', 'AddressBlock', 'IsToBePrinted', 'ExternalGUID'],
  ],
  BillPaymentCreditCard: [
    ...[...HEAD, 'APAccountRef', 'TxnDate', 'CreditCardAccountRef', ...MONEY, 'ExternalGUID'],
  ],
} as const;

/** What a payment comes to. */
export const paymentTotal = ({ paid }: BillPayment): string =>
  paid.reduce((sum, { amount }) => sum.plus(amount), new Big(0)).toFixed(2);

const APPLIED = [
  ...['TxnID', 'TxnType', 'TxnDate', 'RefNumber', 'BalanceRemaining', 'Amount'],
  ...['DiscountAmount', 'DiscountAccountRef'],
];

const appliedRet = (company: Company, paid: Paid): Node => {
  const { bill: id, amount, discount, discountAccount } = paid;
  const bill = company.file.bills.get(id);
  const { TxnDate = '', RefNumber = '' } = bill?.fields ?? {};
  return branch(
    'AppliedToTxnRet',
    inOrder(company.file, APPLIED, {
      ...{ TxnID: id, TxnType: 'Bill', TxnDate, RefNumber, Amount: amount },
      BalanceRemaining: bill ? openAmount(company, bill) : '',
      ...(discount !== undefined && { DiscountAmount: discount }),
      ...(discountAccount !== undefined && { DiscountAccountRef: { ListID: discountAccount } }),
    }),
  );
};

/** A bill payment as QuickBooks answers it; Adds always show what it pays. */
export const paymentRet = (company: Company, payment: BillPayment, withLines: boolean): Node => {
  const { kind, fields } = payment;
  const Amount = paymentTotal(payment);
  const head = inOrder(company.file, ORDERS[kind], {
    IsToBePrinted: 'false',
    ...fields,
    Amount,
    ...currencyFields(company, fields, referenceId(fields, 'PayeeEntityRef'), { Amount }),
    TxnID: payment.id,
    TimeCreated: localTime(company, payment.created),
    TimeModified: localTime(company, payment.modified),
    EditSequence: payment.editSequence,
    TxnNumber: String(payment.txnNumber),
  });
  const lines = withLines ? payment.paid.map((paid) => appliedRet(company, paid)) : [];
  return branch(`${kind}Ret`, [...head, ...lines]);
};
