import type { Context, Mapping } from '../flow.ts';
import type { Payment } from '../procore/shapes.ts';
import { type Element, textAt } from '../qbxml/message.ts';
import { compare, sum } from '../qbxml/money.ts';
import { type Reason, reason } from '../reasons.ts';
import { invoices } from './invoices.ts';

/** What of a bill a lookup needs to know before it is paid. */
export const BILL_FIELDS = ['TxnID', 'APAccountRef', 'RefNumber', 'OpenAmount'];

type Together = Pick<Payment, 'together'>;

/** Its parts that Procore Pay paid. */
export const paidParts = ({ together }: Together): Payment['together'] =>
  together.filter(({ status }) => status === 'paid');

export const totalOf = (payment: Together): string => sum(paidParts(payment).map(({ amount }) => amount));

/** Ids of the invoices that it pays, each once. */
export const paidInvoices = (payment: Together): readonly string[] => [
  ...new Set(paidParts(payment).flatMap(({ invoiceId }) => invoiceId ?? [])),
];

/** A bill, and what is paid of it: several parts of one invoice are one. */
export interface PaidBill {
  readonly bill: Mapping;
  readonly amount: string;
}

export const paidBills = (payment: Together, { resolve }: Pick<Context, 'resolve'>): readonly PaidBill[] =>
  paidInvoices(payment).map((id) => {
    const parts = paidParts(payment).filter(({ invoiceId }) => invoiceId === id);
    return { bill: resolve(invoices.of(id)), amount: sum(parts.map(({ amount }) => amount)) };
  });

const billRefusal = ({ bill, amount }: PaidBill, found: readonly Element[]): Reason | undefined => {
  if (bill.type !== 'Bill') return reason('pays-credit', { credit: bill.name });
  const ret = found.find((one) => textAt(one, 'TxnID') === bill.id);
  if (!ret) return reason('gone-from-quickbooks', { object: `Bill "${bill.name}"` });
  const open = textAt(ret, 'OpenAmount') ?? '';
  return open !== '' && compare(amount, open) > 0
    ? reason('overpaid', { bill: bill.name, amount, open })
    : undefined;
};

/** Why the bills, as QuickBooks told them just now, cannot be paid with one check. */
export const billsRefusal = (bills: readonly PaidBill[], found: readonly Element[]): Reason | undefined => {
  for (const bill of bills) {
    const why = billRefusal(bill, found);
    if (why) return why;
  }
  const paid = found.filter((ret) => bills.some(({ bill }) => bill.id === textAt(ret, 'TxnID')));
  const accounts = [...new Set(paid.map((ret) => textAt(ret, 'APAccountRef', 'FullName') ?? ''))];
  return accounts.length > 1
    ? reason('several-payable-accounts', { accounts: accounts.join(', ') })
    : undefined;
};
