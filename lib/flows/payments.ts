import { type Context, type Link, type Seen, toQuickBooks } from '../flow.ts';
import type { Payment } from '../procore/shapes.ts';
import { type Element, type QbRequest, textAt } from '../qbxml/message.ts';
import { compare } from '../qbxml/money.ts';
import { representable } from '../qbxml/text.ts';
import { explain, type Reason, reason } from '../reasons.ts';
import { companies } from './companies.ts';
import { dayIn } from './days.ts';
import { invoices } from './invoices.ts';
import { byOrigin, idIn, originsOf, sameName, settledObject } from './objects.ts';
import { BILL_FIELDS, billsRefusal, paidBills, paidInvoices, totalOf } from './paid-bills.ts';
import { approval, carrierOf, partRefusal } from './procore-pay.ts';
import { projects } from './projects.ts';
import { currencyRefusal, originRefusal, periodRefusal } from './rules.ts';

const MAX_NUMBER = 11;
const DAY_MS = 24 * 3600_000;

/** A payment with its day (ISO): that on which Procore Pay began it, in the project's time zone, else its date. */
type Dated = Payment & { readonly day?: string };

/** Of the check; '' when Procore Pay paid otherwise. */
const numberOf = ({ checkNumber }: Dated, { override }: Context): string => override.number ?? checkNumber;

const numberRefusal = (number: string): Reason | undefined => {
  if (!representable(number)) return reason('name-not-representable', { name: number });
  if (number.length <= MAX_NUMBER) return undefined;
  return reason('number-too-long', { number, length: String(number.length), max: String(MAX_NUMBER) });
};

const dayRefusal = ({ day }: Dated, context: Context): Reason | undefined =>
  day ? periodRefusal(day, context) : reason('no-date');

const bankRefusal = ({ settings }: Context): Reason | undefined =>
  settings.accounts.bank ? undefined : reason('setting-missing', { setting: 'accounts.bank' });

const payeeOf = ({ vendorId = '' }: Dated, { resolve }: Context): string =>
  resolve(companies.of(vendorId)).id;

const CHECK_FIELDS = [
  ...['TxnID', 'EditSequence', 'PayeeEntityRef', 'TxnDate', 'RefNumber', 'Amount', 'ExternalGUID'],
];

const checkQuery = (fields: QbRequest['fields']): QbRequest => ({
  message: 'BillPaymentCheckQueryRq',
  fields: { ...fields, IncludeRetElement: CHECK_FIELDS },
});

/**
 * Every check to the payee that was written or changed since Procore made the payment, ours among them, whatever
 * somebody did to its number and date meanwhile. Clocks and time zones differ by less than two days.
 */
const checksSince = (payment: Dated, context: Context): QbRequest => {
  const from = new Date(Date.parse(payment.createdAt) - 2 * DAY_MS).toISOString().slice(0, 10);
  return checkQuery({
    ModifiedDateRangeFilter: { FromModifiedDate: from },
    EntityFilter: { ListID: [payeeOf(payment, context)] },
  });
};

const add = (payment: Dated, context: Context, bill?: Element): QbRequest => {
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

const differenceOf = (payment: Dated, check: Element | undefined): string | undefined => {
  const [sent, found] = [totalOf(payment), textAt(check, 'Amount')];
  return found && compare(sent, found) !== 0 ? `${sent} sent, ${found} in QuickBooks` : undefined;
};

const ours = (check: Element, payment: Dated, context: Context): Seen => {
  const id = idIn(check);
  if (!id) return { is: 'absent' };
  const name = numberOf(payment, context) || payment.name;
  const editSequence = textAt(check, 'EditSequence');
  const mapping = { type: 'BillPaymentCheck', id, name, editSequence, created: true };
  return { is: 'found', mapping, differs: differenceOf(payment, check) };
};

/** A check that somebody wrote by hand for the same: to this vendor, over as much, with its number or of its day. */
const byHand = (payment: Dated, context: Context, checks: readonly Element[]): Reason | undefined => {
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

const linkTo = (id: string, project: string, commitment: string): Link => ({
  ...{ flow: 'payments', id },
  source: { project, commitment },
});

/** What Procore Pay paid to a vendor at once becomes one check that pays the bills of its invoices. */
export const payments = toQuickBooks<Dated>({
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
    numberRefusal(numberOf(payment, context)) ??
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
    const checks = rets.filter(({ name }) => name === 'BillPaymentCheckRet');
    const mine = checks.find((check) => sameName(textAt(check, 'ExternalGUID'), context.guid));
    if (mine) return ours(mine, payment, context);
    if (payment.origin) return byOrigin(payment.origin, checks, context);
    const bills = rets.filter(({ name }) => name === 'BillRet');
    const paid = paidBills(payment, context);
    const why = byHand(payment, context, checks) ?? billsRefusal(paid, bills);
    const ret = bills.find((bill) => textAt(bill, 'TxnID') === paid[0]?.bill.id);
    return why ? { is: 'refused', reason: why } : { is: 'absent', ret };
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
      ...{ of: 'contract-payment', id, projectId, commitmentId },
      ...originsOf(mapping),
    }),
  },
});
