import type { SyncRecord } from '../../lib/engine/record.ts';
import { endsOfInvoice, endsOfPayment, invoiceVerdict, paymentVerdict } from './bill-verdict.ts';
import { billsOf, type ChainVerdict, checksOf, estimatesOf, jobOf, recordOf } from './chain-end.ts';
import {
  budgetVerdict,
  changeOrderVerdict,
  endsOfBudget,
  endsOfChangeOrder,
  orderLinesOf,
} from './order-verdict.ts';
import type { Outcome } from './verdict.ts';

/** Where a record of the chain may have ended; undefined: it is none of these. */
export const endsOfChain = (outcome: Outcome, flow: string, id: string): readonly string[] | undefined => {
  const { changeOrders, invoices, payments, budgets } = outcome.contractor;
  const isIt = (one: { readonly id: number }): boolean => String(one.id) === id;
  const changeOrder = flow === 'change-orders' && changeOrders.find(isIt);
  if (changeOrder) return endsOfChangeOrder(outcome, changeOrder);
  const invoice = flow === 'invoices' && invoices.find(isIt);
  if (invoice) return endsOfInvoice(outcome, invoice);
  const payment = flow === 'payments' && payments.find(isIt);
  if (payment) return endsOfPayment(outcome, payment);
  const budget = flow === 'budgets' && budgets.find(({ projectId }) => String(projectId) === id);
  return budget ? endsOfBudget(outcome, budget) : undefined;
};

/** Whether the object that a record is mapped to was deleted by somebody. */
export const isDeletedByHand = (outcome: Outcome, { flow, id, title = '' }: SyncRecord): boolean => {
  const { changeOrders, payments, budgets } = outcome.contractor;
  const changeOrder = flow === 'change-orders' && changeOrders.find((one) => String(one.id) === id);
  const payment = flow === 'payments' && payments.find((one) => String(one.id) === id);
  const budget = flow === 'budgets' && budgets.find(({ projectId }) => String(projectId) === id);
  const name = changeOrder
    ? changeOrder.order.number
    : payment
      ? payment.external
      : budget
        ? jobOf(budget)
        : title;
  return outcome.deeds.deleted.has(name);
};

/** Records that nobody has heard of, although Procore has had them since the nightly list. */
const unheard = (outcome: Outcome): string[] => {
  const { contractor, deeds } = outcome;
  const all = [
    ...contractor.changeOrders.map(({ id, number }) => ['change-orders', id, number] as const),
    ...contractor.invoices.map(({ id, number }) => ['invoices', id, number] as const),
    ...contractor.payments.map(({ id }) => ['payments', id, ''] as const),
  ];
  return all
    .filter(([flow, id, number]) => !deeds.removed.has(number) && !recordOf(outcome, flow, id))
    .filter(([, id]) =>
      contractor.payments.every((one) => one.id !== id || !deeds.removed.has(one.invoice.order.number)),
    )
    .map(([flow, id]) => `nobody has heard of ${flow} ${id}`);
};

export const chainOf = (outcome: Outcome): ChainVerdict => {
  const { changeOrders, invoices, payments, budgets } = outcome.contractor;
  const all = [
    ...changeOrders.map((one) => changeOrderVerdict(outcome, one)),
    ...invoices.map((one) => invoiceVerdict(outcome, one)),
    ...payments.map((one) => paymentVerdict(outcome, one)),
    ...budgets.map((one) => budgetVerdict(outcome, one)),
  ];
  return {
    losses: [...all.flatMap(({ losses }) => losses), ...unheard(outcome)],
    wrong: [...all.flatMap(({ wrong }) => wrong), ...orderLinesOf(outcome)],
  };
};

/** Bills, checks and estimates that stand twice under other numbers or keys than those that we gave them. */
export const chainedTwice = (outcome: Outcome): readonly string[] => {
  const { invoices, payments, budgets } = outcome.contractor;
  const externals = [...new Set(payments.map(({ external }) => external))];
  const counts = [
    ...invoices.map((one) => [`bill ${one.number}`, billsOf(outcome, one).length] as const),
    ...externals.map((one) => [`check ${one}`, checksOf(outcome, one).length] as const),
    ...budgets.map((one) => [`the estimate of ${one.project}`, estimatesOf(outcome, one).length] as const),
  ];
  return counts.flatMap(([what, count]) => (count > 1 ? [`${what} stands ${count} times`] : []));
};
