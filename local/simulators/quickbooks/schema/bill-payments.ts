import { aggregate, oneOf, type Part, sequence } from './grammar.ts';
import { includeRetElement } from './shared.ts';

const setCredit = aggregate(
  'SetCredit*',
  sequence('CreditTxnID! id', 'AppliedAmount! amount', 'Override bool'),
);

const appliedToTxnAdd = aggregate(
  'AppliedToTxnAdd+',
  sequence(
    'TxnID! id',
    'PaymentAmount amount',
    setCredit,
    'DiscountAmount amount',
    'DiscountAccountRef ref159',
    'DiscountClassRef ref159',
  ),
);

/** The header fields of BillPaymentCheckAdd, in order. */
export const billPaymentHeader: Part[] = [
  ...sequence('PayeeEntityRef! ref209', 'APAccountRef ref159', 'TxnDate date', 'BankAccountRef! ref159'),
  oneOf('!', sequence('IsToBePrinted! bool'), sequence('RefNumber! s11')),
  ...sequence('Memo s4095', 'ExchangeRate float', 'ExternalGUID guid'),
];

export const billPaymentAdd: Part[] = [
  aggregate('BillPaymentCheckAdd!', [...billPaymentHeader, appliedToTxnAdd]),
  ...includeRetElement,
];
