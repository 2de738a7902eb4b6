import { type Context, type Link, type Seen, toQuickBooks } from '../flow.ts';
import type { Invoice } from '../procore/shapes.ts';
import { type Element, type QbRequest, textAt } from '../qbxml/message.ts';
import { cut } from '../qbxml/text.ts';
import { reason } from '../reasons.ts';
import type { Settings } from '../settings.ts';
import { leftOutWords } from './address.ts';
import {
  billDifferences,
  billLines,
  cutDescriptions,
  itemlessRefusal,
  partsOf,
  unlinkedWords,
} from './bill-lines.ts';
import { takesTheRest } from './bill-links.ts';
import {
  ADDED_FIELDS,
  billLookup,
  billObstacle,
  needsOrder,
  standingBill,
  totalDifference,
} from './bill-lookup.ts';
import { changeOrders } from './change-orders.ts';
import { commitments } from './commitments.ts';
import { companies } from './companies.ts';
import { costCodes } from './cost-codes.ts';
import { amountsRefusal, billedItems, isCredit } from './invoice-amounts.ts';
import {
  codeRefusal,
  dateOf,
  dateRefusal,
  givenNumber,
  givenNumberRefusal,
  retainageRefusal,
} from './invoice-rules.ts';
import { listedLines } from './listed-codes.ts';
import { byOrigin, idIn, originsOf, sameName, settledObject } from './objects.ts';
import { itemLinks } from './order-lines.ts';
import { projects } from './projects.ts';
import { currencyRefusal, originRefusal } from './rules.ts';

const APPROVED = ['approved', 'approved_as_noted'];
const MAX_MEMO = 4095;

const typeOf = (invoice: Invoice, settings: Settings): 'Bill' | 'VendorCredit' =>
  isCredit(invoice, settings) ? 'VendorCredit' : 'Bill';

/** Without a number of its own, that of its order and its own of the requisition. */
const numberOf = (invoice: Invoice, context: Context): string =>
  givenNumber(invoice, context) ??
  `${context.resolve(commitments.of(invoice.commitmentId)).name}-${invoice.number}`;

/** The change orders whose lines it bills, where the bill needs to know them. */
const changeOrderLinks = (invoice: Invoice, { linkBills }: Settings): readonly Link[] => {
  const ids = billedItems(invoice)
    .filter(({ costCode }) => linkBills || costCode.is !== 'standard')
    .flatMap(({ changeOrderId }) => changeOrderId ?? []);
  return [...new Set(ids)].map((id) => changeOrders.of(id, { project: invoice.projectId }));
};

const memoOf = ({ contract, periodStart, periodEnd }: Invoice): string => {
  const period = [periodStart, periodEnd].filter((day) => day !== undefined).join(' to ');
  return [contract, period].filter((part) => part !== '').join(', ');
};

const add = (invoice: Invoice, context: Context, order: Element | undefined): QbRequest => {
  const { settings, resolve, guid } = context;
  const type = typeOf(invoice, settings);
  const parts = partsOf(invoice, context, order);
  const { payable } = settings.accounts;
  const document = {
    VendorRef: { ListID: resolve(companies.of(invoice.vendorId ?? '')).id },
    APAccountRef: payable ? { FullName: payable } : undefined,
    TxnDate: dateOf(invoice),
    RefNumber: numberOf(invoice, context),
    Memo: cut(memoOf(invoice), MAX_MEMO),
    IsTaxIncluded: settings.country === 'CA' ? 'false' : undefined,
    ExternalGUID: guid,
    ItemLineAdd: billLines(invoice, context, parts),
  };
  return {
    message: `${type}AddRq`,
    fields: { [`${type}Add`]: document, IncludeRetElement: ADDED_FIELDS },
  };
};

const ours = (ret: Element, invoice: Invoice, context: Context): Seen => {
  const id = idIn(ret);
  if (!id) return { is: 'absent' };
  const type = ret.name.replace(/Ret$/, '');
  const name = textAt(ret, 'RefNumber') ?? numberOf(invoice, context);
  const editSequence = textAt(ret, 'EditSequence');
  const differs = totalDifference(ret, invoice, context);
  return { is: 'found', mapping: { type, id, name, editSequence, created: true }, differs };
};

/** Approved subcontractor invoices become bills that draw down their purchase order; retainage is a line of its own. */
export const invoices = toQuickBooks<Invoice>({
  name: 'invoices',
  // Procore's webhooks have no other name for a subcontractor invoice.
  on: ['Draw Requests'],
  needs: [companies, projects, costCodes, commitments, changeOrders],
  title: ({ invoiceNumber, contract, number }) => invoiceNumber || `${contract}, invoice ${number}`,
  overrides: ['number'],
  fetch: async (procore, { id }, { project }, settings) => {
    const found = await procore.invoice(id, project ?? '');
    if ('gone' in found) return found;
    const items = await listedLines(procore, settings, found.value.items);
    return { ...found, value: { ...found.value, items } };
  },
  list: async (procore, _, selected) => {
    const lists = await Promise.all(
      selected.map(async (project) => ({ project, found: await procore.invoices(project) })),
    );
    return lists.flatMap(({ project, found }) =>
      found.value.map(({ id }) => ({ flow: 'invoices', id, source: { project } })),
    );
  },
  changed: { list: 'invoices' },
  refuse: (invoice, context) =>
    (APPROVED.includes(invoice.status) ? undefined : reason('not-approved', { status: invoice.status })) ??
    originRefusal(invoice.origin, context) ??
    amountsRefusal(invoice, context.settings) ??
    codeRefusal(invoice) ??
    retainageRefusal(invoice, context.settings) ??
    (invoice.vendorId ? undefined : reason('no-vendor')) ??
    givenNumberRefusal(invoice, context) ??
    currencyRefusal(invoice.currency, context.settings) ??
    dateRefusal(invoice, context),
  links: (invoice, settings) => [
    ...(invoice.vendorId ? [companies.of(invoice.vendorId)] : []),
    projects.of(invoice.projectId),
    commitments.of(invoice.commitmentId, { project: invoice.projectId }),
    ...changeOrderLinks(invoice, settings),
    ...itemLinks(billedItems(invoice)),
  ],
  target: ({ commitmentId }) => ({ flow: commitments.name, id: commitmentId }),
  rank: ({ number }) => number.padStart(20, '0'),
  previous: ({ previous, projectId }) =>
    previous && { flow: 'invoices', id: previous.id, source: { project: projectId } },
  last: takesTheRest,
  claims: (invoice, context) => {
    const shown = numberOf(invoice, context);
    const type = typeOf(invoice, context.settings);
    return [
      {
        kind: type === 'Bill' ? 'bill-number' : 'credit-number',
        value: `${invoice.vendorId}:${shown.toLowerCase()}`,
        shown,
        lost: 'number-taken',
      },
    ];
  },
  lookup: (invoice, context) =>
    context.mapping
      ? []
      : billLookup(invoice, context, typeOf(invoice, context.settings), numberOf(invoice, context)),
  match: (invoice, context, answers) => {
    const rets = answers.flatMap((answer) => answer.rets);
    const mine = rets.find((ret) => sameName(textAt(ret, 'ExternalGUID'), context.guid));
    if (mine) return ours(mine, invoice, context);
    if (invoice.origin) return byOrigin(invoice.origin, rets, context);
    const type = typeOf(invoice, context.settings);
    const obstacle = billObstacle(invoice, context, rets, { type, number: numberOf(invoice, context) });
    if (obstacle) return { is: 'refused', reason: obstacle };
    const order = context.resolve(commitments.of(invoice.commitmentId));
    const ret = needsOrder(invoice, context)
      ? rets.find((one) => textAt(one, 'TxnID') === order.id)
      : undefined;
    // An order that is gone is left to QuickBooks to say: then its record, too, learns of it.
    const parts = partsOf(invoice, context, ret);
    const itemless = itemlessRefusal(parts, context);
    if (itemless) return { is: 'refused', reason: itemless };
    const notLinked = unlinkedWords(parts);
    return { is: 'absent', ...(ret && { ret }), ...(notLinked && { notLinked }) };
  },
  adopt: (invoice, context, answers) => {
    const rets = answers.flatMap((answer) => answer.rets);
    const mine = rets.find((ret) => sameName(textAt(ret, 'ExternalGUID'), context.guid));
    if (mine) return ours(mine, invoice, context);
    const as = { type: typeOf(invoice, context.settings), number: numberOf(invoice, context) };
    return standingBill(invoice, context, rets, as);
  },
  request: (invoice, context, seen) =>
    seen.is === 'found' ? undefined : add(invoice, context, seen.is === 'absent' ? seen.ret : undefined),
  settle: (invoice, context, answer) => {
    const { settings } = context;
    const type = typeOf(invoice, settings);
    const number = givenNumber(invoice, context) ?? `${invoice.contract}-${invoice.number}`;
    const settled = settledObject(answer, context, type, number);
    if (!settled) return undefined;
    const [ret] = answer.rets;
    return {
      ...settled,
      differs: ret && billDifferences(ret, invoice, type === 'VendorCredit'),
      leftOut: leftOutWords([
        ...cutDescriptions(invoice),
        ...(memoOf(invoice).length > MAX_MEMO ? ['Memo'] : []),
      ]),
    };
  },
  // Procore locks an invoice that is marked.
  mark: {
    byDefault: false,
    with: ({ id, projectId, commitmentId }, mapping) => ({
      ...{ of: 'requisition', id, projectId, commitmentId },
      ...originsOf(mapping),
    }),
  },
});
