import type { Context, Seen } from '../flow.ts';
import type { Payment } from '../procore/shapes.ts';
import { type Element, type QbRequest, textAt } from '../qbxml/message.ts';
import { compare } from '../qbxml/money.ts';
import { type Reason, reason } from '../reasons.ts';
import { companies } from './companies.ts';
import { idIn, sameName } from './objects.ts';
import { totalOf } from './paid-bills.ts';

const DAY_MS = 24 * 3600_000;

/** A payment with its day (ISO): that on which Procore Pay began it, in the project's time zone, else its date. */
export type DatedPayment = Payment & { readonly day?: string };

/** Of the check; '' when Procore Pay paid otherwise. */
export const numberOf = ({ checkNumber }: DatedPayment, { override }: Context): string =>
  override.number ?? checkNumber;

export const payeeOf = ({ vendorId = '' }: DatedPayment, { resolve }: Context): string =>
  resolve(companies.of(vendorId)).id;

/** What of a check comes back. */
export const CHECK_FIELDS = [
  ...['TxnID', 'EditSequence', 'PayeeEntityRef', 'TxnDate', 'RefNumber', 'Amount', 'ExternalGUID'],
];

export const checkQuery = (fields: QbRequest['fields']): QbRequest => ({
  message: 'BillPaymentCheckQueryRq',
  fields: { ...fields, IncludeRetElement: CHECK_FIELDS },
});

/**
 * Every check to the payee that was written or changed since Procore made the payment, ours among them, whatever
 * somebody did to its number and date meanwhile. Clocks and time zones differ by less than two days.
 */
export const checksSince = (payment: DatedPayment, context: Context): QbRequest => {
  const from = new Date(Date.parse(payment.createdAt) - 2 * DAY_MS).toISOString().slice(0, 10);
  return checkQuery({
    ModifiedDateRangeFilter: { FromModifiedDate: from },
    EntityFilter: { ListID: [payeeOf(payment, context)] },
  });
};

/** In which words QuickBooks' amount differs from Procore's. */
export const differenceOf = (payment: DatedPayment, check: Element | undefined): string | undefined => {
  const [sent, found] = [totalOf(payment), textAt(check, 'Amount')];
  return found && compare(sent, found) !== 0 ? `${sent} sent, ${found} in QuickBooks` : undefined;
};

/** A check that carries our key. */
export const ours = (check: Element, payment: DatedPayment, context: Context): Seen => {
  const id = idIn(check);
  if (!id) return { is: 'absent' };
  const name = numberOf(payment, context) || payment.name;
  const editSequence = textAt(check, 'EditSequence');
  const mapping = { type: 'BillPaymentCheck', id, name, editSequence, created: true };
  return { is: 'found', mapping, differs: differenceOf(payment, check) };
};

/** A check that somebody wrote by hand for the same: to this vendor, over as much, with its number or of its day. */
export const byHand = (
  payment: DatedPayment,
  context: Context,
  checks: readonly Element[],
): Reason | undefined => {
  const number = numberOf(payment, context);
  const total = totalOf(payment);
  const same = checks.find(
    (check) =>
      !textAt(check, 'ExternalGUID') &&
      textAt(check, 'PayeeEntityRef', 'ListID') === payeeOf(payment, context) &&
      compare(textAt(check, 'Amount') || '0', total) === 0 &&
      (number === ''
        ? textAt(check, 'TxnDate') === payment.day
        : sameName(textAt(check, 'RefNumber'), number)),
  );
  const called = number === '' ? `a check of ${payment.day}` : `the check ${number}`;
  return same && reason('posted-already', { holder: `${called} over ${total} in QuickBooks` });
};

/** Which checks a person would take for it: the one that was named, else those to its payee with its number or of its day. */
const standing = (
  payment: DatedPayment,
  context: Context,
  checks: readonly Element[],
): readonly Element[] => {
  const named = checks.find((check) => payment.origin && idIn(check) === payment.origin.id);
  if (named) return [named];
  const number = numberOf(payment, context);
  return checks.filter(
    (check) =>
      textAt(check, 'PayeeEntityRef', 'ListID') === payeeOf(payment, context) &&
      (number === ''
        ? textAt(check, 'TxnDate') === payment.day && differenceOf(payment, check) === undefined
        : sameName(textAt(check, 'RefNumber'), number)),
  );
};

/** A check that was written by hand; which bills it pays is not looked at. */
export const standingCheck = (payment: DatedPayment, context: Context, checks: readonly Element[]): Seen => {
  const found = [
    ...new Map(standing(payment, context, checks).map((check) => [idIn(check), check])).values(),
  ];
  const [check] = found;
  const id = idIn(check);
  if (!check || !id) return { is: 'absent' };
  if (found.length > 1) {
    const holder = `${found.length} checks in QuickBooks: link it to one by its TxnID`;
    return { is: 'refused', reason: reason('posted-already', { holder }) };
  }
  const name = textAt(check, 'RefNumber') || payment.name;
  const editSequence = textAt(check, 'EditSequence');
  const mapping = { type: 'BillPaymentCheck', id, name, editSequence, created: false };
  return { is: 'found', mapping, differs: differenceOf(payment, check) };
};
