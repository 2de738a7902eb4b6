import { grouped } from '../grouped.ts';
import { type ImportContext, type ImportPlan, type Owned, type Part, toProcore } from '../import-flow.ts';
import { childrenOf, type Element, textAt } from '../qbxml/message.ts';
import { compare, isZero, sum } from '../qbxml/money.ts';
import { type Reason, reason } from '../reasons.ts';
import { homeCurrency } from './home-currency.ts';
import { idIn } from './objects.ts';
import { textOf } from './places.ts';
import { approvalReason, fromProcore } from './procore-first.ts';

/** What one payment of QuickBooks pays of one bill. Amounts are decimal strings. */
export interface BillPaid {
  readonly of: 'BillPaymentCheck' | 'BillPaymentCreditCard';
  readonly txnId: string;
  readonly billId: string;
  readonly billNumber: string;
  /** Of the check or charge; '' when it has none. */
  readonly number: string;
  /** ISO date. */
  readonly date: string;
  readonly amount: string;
  /** It is not paid but closed: by what, as a person would say it. */
  readonly closedBy?: string;
  /** Of another country; absent: that of the company file. */
  readonly currency?: string;
}

const amountIn = (element: Element, name: string): string => textOf(element, name) || '0';

/** The same without its sign: QuickBooks tells some credits as less than nothing. */
const size = (amount: string): string => amount.replace(/^-/, '');

/** What closes a part of a bill without being paid. Its amount and words. */
const closings = (applied: Element): { amount: string; words: string }[] => {
  const credits = childrenOf(applied, 'LinkedTxn').filter((linked) =>
    /Credit$/.test(textOf(linked, 'TxnType')),
  );
  return [
    { amount: size(amountIn(applied, 'DiscountAmount')), words: 'a discount' },
    ...credits.map((credit) => ({
      amount: size(amountIn(credit, 'Amount')),
      words: `the credit ${textOf(credit, 'RefNumber') || textOf(credit, 'TxnID')}`,
    })),
  ].filter(({ amount }) => !isZero(amount));
};

/** Of the rows for one bill: what is paid, and what is closed otherwise, each a part where it is not zero. */
const partsOf = (
  head: Omit<BillPaid, 'billId' | 'billNumber' | 'amount'>,
  billId: string,
  rows: readonly Element[],
): Part<BillPaid>[] => {
  const id = `${head.txnId}/${billId}`;
  const bill = { ...head, billId, billNumber: textOf(rows[0], 'RefNumber') };
  const paid = sum(rows.map((row) => amountIn(row, 'Amount')));
  const closed = rows.flatMap(closings);
  const closedBy = closed.map(({ words }) => words).join(', ');
  return [
    ...(compare(paid, '0') > 0 ? [{ id, content: { ...bill, amount: paid } }] : []),
    ...(closed.length > 0
      ? [
          {
            id: `${id}/closed`,
            content: { ...bill, amount: sum(closed.map(({ amount }) => amount)), closedBy },
          },
        ]
      : []),
  ];
};

/** What an invoice's record says of where it stands in Procore. */
const placeOf = ({ content }: Owned) => {
  const { projectId, commitmentId, invoiceNumber } = (content ?? {}) as Readonly<Record<string, unknown>>;
  return typeof projectId === 'string' && typeof commitmentId === 'string'
    ? { projectId, commitmentId, invoiceNumber: typeof invoiceNumber === 'string' ? invoiceNumber : '' }
    : undefined;
};

const nameOf = ({ billNumber, billId }: BillPaid): string => billNumber || billId;

const held = (why: Reason): ImportPlan => ({ is: 'held', reason: why });

/** What of a bill of ours is not entered as a payment. */
const refusal = (paid: BillPaid, context: ImportContext): Reason | undefined => {
  const { currency, closedBy: how, amount } = paid;
  if (currency) return reason('foreign-currency', { currency });
  if (how) return reason('closed-otherwise', { amount, bill: nameOf(paid), how });
  return approvalReason('bill-payments', context);
};

const planOf = (id: string, paid: BillPaid, context: ImportContext): ImportPlan => {
  if (context.settings.country !== 'US') return held(reason('edition'));
  const exported = fromProcore({ type: paid.of, id: paid.txnId }, context);
  if (exported) return { is: 'held', reason: exported, gone: true };
  const bill = context.owner({ type: 'Bill', id: paid.billId });
  const place = bill && placeOf(bill);
  if (!place) return held(reason('bill-not-ours', { bill: nameOf(paid) }));
  const why = refusal(paid, context);
  if (why) return held(why);
  const { projectId, commitmentId, invoiceNumber } = place;
  return {
    is: 'write',
    entry: {
      ...{ of: 'contract-payment', originId: id, projectId, contractId: commitmentId },
      ...{ requisitionId: bill.key.id, date: paid.date, amount: paid.amount },
      method: paid.of === 'BillPaymentCheck' ? 'check' : 'credit_card',
      ...(paid.number !== '' && { checkNumber: paid.number }),
      ...(invoiceNumber !== '' && { invoiceNumber }),
    },
  };
};

/** Payments of bills that came from Procore become payments issued on their commitments. */
export const billPayments = toProcore<BillPaid>({
  name: 'bill-payments',
  schedule: 'payments',
  edition: 'US',
  feeds: ['BillPaymentCheck', 'BillPaymentCreditCard'],
  title: (paid) => `${paid.number || paid.date} for ${nameOf(paid)}`,
  read: (feed, ret, { startDate, country }) => {
    const [txnId, date] = [idIn(ret), textOf(ret, 'TxnDate')];
    if (!txnId || date < startDate) return [];
    const of = feed === 'BillPaymentCreditCard' ? feed : 'BillPaymentCheck';
    const currency = homeCurrency(ret, country) ? undefined : textAt(ret, 'CurrencyRef', 'FullName');
    const number = textOf(ret, 'RefNumber');
    const head = { of, txnId, number, date, ...(currency && { currency }) } as const;
    const applied = childrenOf(ret, 'AppliedToTxnRet').filter((row) => textAt(row, 'TxnType') === 'Bill');
    const byBill = grouped(applied, (row) => textOf(row, 'TxnID'));
    return [...byBill].flatMap(([billId, rows]) => partsOf(head, billId, rows));
  },
  refs: ({ of, txnId, billId }) => [
    { type: of, id: txnId },
    { type: 'Bill', id: billId },
  ],
  plan: planOf,
  counts: ({ billId: bill, amount, closedBy }) => (closedBy ? [] : [{ bill, amount }]),
  removes: true,
});
