import { type Context, type Link, toQuickBooks } from '../flow.ts';
import { type Element, type QbRequest, textAt } from '../qbxml/message.ts';
import { explain, type Reason, reason } from '../reasons.ts';
import {
  byHand,
  CHECK_FIELDS,
  checkQuery,
  checksSince,
  type DatedPayment,
  differenceOf,
  numberOf,
  ours,
  payeeOf,
  standingCheck,
} from './checks.ts';
import { companies } from './companies.ts';
import { dayIn } from './days.ts';
import { invoices } from './invoices.ts';
import { byOrigin, originsOf, sameName, settledObject } from './objects.ts';
import { BILL_FIELDS, billsRefusal, paidBills, paidInvoices, totalOf } from './paid-bills.ts';
import { approval, carrierOf, partRefusal } from './procore-pay.ts';
import { projects } from './projects.ts';
import { currencyRefusal, numberRefusal, originRefusal, periodRefusal } from './rules.ts';

const MAX_NUMBER = 11;

const dayRefusal = ({ day }: DatedPayment, context: Context): Reason | undefined =>
  day ? periodRefusal(day, context) : reason('no-date');

const bankRefusal = ({ settings }: Context): Reason | undefined =>
  settings.accounts.bank ? undefined : reason('setting-missing', { setting: 'accounts.bank' });

const add = (payment: DatedPayment, context: Context, bill?: Element): QbRequest => {
  const { accounts } = context.settings;
  const number = numberOf(payment, context);
  const payable = textAt(bill, 'APAccountRef', 'FullName') ?? accounts.payable;
  const BillPaymentCheckAdd = {
    PayeeEntityRef: { ListID: payeeOf(payment, context) },
    APAccountRef: payable ? { FullName: payable } : undefined,
    TxnDate: payment.day,
    BankAccountRef: { FullName: accounts.bank },
    ...(number === '' ? { IsToBePrinted: 'false' } : { RefNumber: number }),
    Memo: `Procore Pay ${payment.externalPaymentId}`,
    ExternalGUID: context.guid,
    AppliedToTxnAdd: paidBills(payment, context).map((paid) => ({
      TxnID: paid.bill.id,
      PaymentAmount: paid.amount,
    })),
  };
  return {
    message: 'BillPaymentCheckAddRq',
    fields: { BillPaymentCheckAdd, IncludeRetElement: CHECK_FIELDS },
  };
};

const isCheck = ({ name }: Element): boolean => name === 'BillPaymentCheckRet';

const isOurs = (check: Element, { guid }: Context): boolean => sameName(textAt(check, 'ExternalGUID'), guid);

const linkTo = (id: string, project: string, commitment: string): Link => ({
  ...{ flow: 'payments', id },
  source: { project, commitment },
});

/** What Procore Pay paid to a vendor at once becomes one check that pays the bills of its invoices. */
export const payments = toQuickBooks<DatedPayment>({
  name: 'payments',
  on: ['Contract Payments'],
  needs: [companies, projects, invoices],
  title: ({ name }) => name,
  overrides: ['number'],
  fetch: async (procore, { id }, { project = '', commitment }) => {
    const found = await procore.payment(id, project, commitment);
    if (!('value' in found)) return found;
    const { initiatedAt, date } = found.value;
    const place = initiatedAt === undefined ? undefined : await procore.project(project);
    const timeZone = place && 'value' in place ? place.value.timeZone : undefined;
    const day = initiatedAt === undefined ? date : dayIn(initiatedAt, timeZone);
    return { ...found, value: { ...found.value, ...(day && { day }) } };
  },
  list: async (procore, { country }, selected) => {
    // Procore Pay is American, and each commitment costs a call.
    const lists = await Promise.all(
      (country === 'US' ? selected : []).map(async (project) => ({
        project,
        found: await procore.payments(project),
      })),
    );
    return lists.flatMap(({ project, found }) =>
      found.value.map(({ id, commitmentId: commitment }) => linkTo(id, project, commitment)),
    );
  },
  also: (payment) => {
    const carrier = carrierOf(payment);
    const told = carrier?.id === payment.id ? payment.together : [carrier ?? payment];
    return told
      .filter(({ id }) => id !== payment.id)
      .map(({ id, commitmentId }) => linkTo(id, payment.projectId, commitmentId));
  },
  refuse: (payment, context) =>
    (context.settings.country === 'US' ? undefined : reason('edition')) ??
    approval(payment, context) ??
    originRefusal(payment.origin, context) ??
    partRefusal(payment) ??
    (payment.vendorId ? undefined : reason('no-vendor')) ??
    numberRefusal(numberOf(payment, context), MAX_NUMBER) ??
    currencyRefusal(payment.currency, context.settings) ??
    dayRefusal(payment, context) ??
    bankRefusal(context),
  links: (payment) => [
    ...(payment.vendorId ? [companies.of(payment.vendorId)] : []),
    projects.of(payment.projectId),
    ...paidInvoices(payment).map((id) => invoices.of(id, { project: payment.projectId })),
  ],
  // Whoever carries the same money later, as when the first payment is deleted in Procore, does not post it again.
  claims: ({ projectId, vendorId, externalPaymentId = '' }) => [
    {
      kind: 'procore-pay',
      value: `${projectId}:${vendorId}:${externalPaymentId.toLowerCase()}`,
      shown: externalPaymentId,
      lost: 'posted-already',
    },
  ],
  lookup: (payment, context) => {
    if (context.mapping) return [];
    const number = numberOf(payment, context);
    const bills = paidBills(payment, context).flatMap(({ bill }) => (bill.type === 'Bill' ? [bill.id] : []));
    const billQuery = { message: 'BillQueryRq', fields: { TxnID: bills, IncludeRetElement: BILL_FIELDS } };
    return [
      ...(bills.length > 0 ? [billQuery] : []),
      ...(payment.origin ? [checkQuery({ TxnID: [payment.origin.id] })] : []),
      ...(number === '' ? [] : [checkQuery({ RefNumber: [number] })]),
      checksSince(payment, context),
    ];
  },
  action: (payment, context) => {
    const why = approval(payment, context);
    return why ? explain(why).says : `It comes to ${totalOf(payment)} in Procore now.`;
  },
  match: (payment, context, answers) => {
    const rets = answers.flatMap((answer) => answer.rets);
    const checks = rets.filter(isCheck);
    const mine = checks.find((check) => isOurs(check, context));
    if (mine) return ours(mine, payment, context);
    if (payment.origin) return byOrigin(payment.origin, checks, context);
    const bills = rets.filter(({ name }) => name === 'BillRet');
    const paid = paidBills(payment, context);
    const why = byHand(payment, context, checks) ?? billsRefusal(paid, bills);
    const ret = bills.find((bill) => textAt(bill, 'TxnID') === paid[0]?.bill.id);
    return why ? { is: 'refused', reason: why } : { is: 'absent', ret };
  },
  adopt: (payment, context, answers) => {
    const checks = answers.flatMap(({ rets }) => rets.filter(isCheck));
    const mine = checks.find((check) => isOurs(check, context));
    return mine ? ours(mine, payment, context) : standingCheck(payment, context, checks);
  },
  request: (payment, context, seen) => (seen.is === 'absent' ? add(payment, context, seen.ret) : undefined),
  settle: (payment, context, answer) => {
    const name = numberOf(payment, context) || payment.name;
    const settled = settledObject(answer, context, 'BillPaymentCheck', name);
    const differs = differenceOf(payment, answer.rets[0]);
    return settled && { mapping: { ...settled.mapping, name }, differs };
  },
  mark: {
    byDefault: false,
    with: ({ id, projectId, commitmentId }, mapping) => ({
      ...{ of: 'contract-payment', id, projectId, commitmentId, ...originsOf(mapping) },
    }),
  },
});
