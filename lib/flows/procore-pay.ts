import type { Context } from '../flow.ts';
import type { Payment } from '../procore/shapes.ts';
import { compare } from '../qbxml/money.ts';
import { type Reason, reason } from '../reasons.ts';
import { paidParts } from './paid-bills.ts';

/** What Procore Pay gave up: it pays nothing, and keeps nothing else back. */
const GIVEN_UP = ['void', 'voided', 'failed', 'rejected', 'canceled', 'cancelled'];

/** The first of what was paid together stands for all of it, whatever becomes of its own part. */
export const carrierOf = ({ together }: Payment) => together[0];

const notApproved = (status: string): Reason => reason('not-approved', { status: status || 'none' });

/** The status that keeps what was paid together back, or (once it is in QuickBooks) takes a part of it back. */
const notPaid = ({ id, together, status }: Payment, isPosted: boolean): Reason | undefined => {
  const open = together.find((one) => one.status !== 'paid' && (isPosted || !GIVEN_UP.includes(one.status)));
  if (open && open.id !== id)
    return notApproved(`${status || 'none'}, but that of ${open.name} is ${open.status || 'none'}`);
  return open || together.every((one) => one.status !== 'paid') ? notApproved(status) : undefined;
};

/** Procore's own approval: paid by Procore Pay as a whole, and told by the record that stands for it. */
export const approval = (payment: Payment, { mapping }: Context): Reason | undefined => {
  if (payment.externalPaymentId === undefined) return reason('not-procore-pay');
  const carrier = carrierOf(payment);
  if (!carrier || carrier.id === payment.id) return notPaid(payment, mapping !== undefined);
  return payment.status === 'paid'
    ? reason('paid-together', { payment: carrier.name })
    : notApproved(payment.status);
};

/** The first part that no check can pay. */
export const partRefusal = (payment: Payment): Reason | undefined => {
  const parts = paidParts(payment);
  const unnamed = parts.find(({ invoiceId }) => invoiceId === undefined);
  if (unnamed) return reason('no-invoice', { payment: unnamed.name });
  const wrong = parts.find(({ amount }) => compare(amount, '0') <= 0);
  return wrong && reason('not-positive', { payment: wrong.name, amount: wrong.amount });
};
