import {
  aggregate,
  amount,
  bool,
  date,
  float,
  guid,
  id,
  type Message,
  many,
  may,
  must,
  oneOf,
  some,
  text,
} from './notation.ts';
import { accountRef, classRef, includeRetElement, ref } from './shared.ts';

const setCredit = aggregate(must('CreditTxnID', id), must('AppliedAmount', amount), may('Override', bool));

const appliedToTxnAdd = aggregate(
  must('TxnID', id),
  may('PaymentAmount', amount),
  many('SetCredit', setCredit),
  may('DiscountAmount', amount),
  may('DiscountAccountRef', accountRef),
  may('DiscountClassRef', classRef),
);

/** A check is printed some day, or has a number; QuickBooks wants to be told one of the two. */
const billPaymentCheckAdd = aggregate(
  must('PayeeEntityRef', ref(209)),
  may('APAccountRef', accountRef),
  may('TxnDate', date),
  must('BankAccountRef', accountRef),
  oneOf([must('IsToBePrinted', bool)], [must('RefNumber', text(11))]),
  may('Memo', text(4095)),
  may('ExchangeRate', float),
  may('ExternalGUID', guid),
  some('AppliedToTxnAdd', appliedToTxnAdd),
);

export const billPaymentMessages: Message[] = [
  {
    name: 'BillPaymentCheckAddRq',
    attributes: [],
    content: aggregate(must('BillPaymentCheckAdd', billPaymentCheckAdd), includeRetElement),
  },
];
