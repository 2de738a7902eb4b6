import { type Context, type Seen, toQuickBooks } from '../flow.ts';
import type { Procore } from '../procore/procore.ts';
import type { Commitment } from '../procore/shapes.ts';
import { type Element, type QbRequest, textAt } from '../qbxml/message.ts';
import { compare, sum } from '../qbxml/money.ts';
import { cut } from '../qbxml/text.ts';
import { type Reason, reason } from '../reasons.ts';
import type { Settings } from '../settings.ts';
import { leftOutWords } from './address.ts';
import * as closing from './close-order.ts';
import { companies } from './companies.ts';
import { costCodes } from './cost-codes.ts';
import { dayIn } from './days.ts';
import { listedLines } from './listed-codes.ts';
import { byOrigin, idIn, originsOf, sameName, settledObject } from './objects.ts';
import {
  amountRefusal,
  cutLines,
  itemLinks,
  lineDifferences,
  lineIds,
  lineRefusal,
  orderLine,
  sentLines,
} from './order-lines.ts';
import { projects } from './projects.ts';
import { currencyRefusal, numberRefusal, originRefusal, periodRefusal } from './rules.ts';
import { standingOrder } from './standing-orders.ts';

const MAX_NUMBER = 11;
const MAX_MEMO = 4095;

/** A commitment with what its order takes from elsewhere. */
type Order = Commitment & {
  /** Contract date, else the day of creation in the project's time zone (ISO). */
  readonly date: string;
  readonly projectNumber?: string;
};

const complete = async (procore: Procore, settings: Settings, commitment: Commitment): Promise<Order> => {
  const lines = await listedLines(procore, settings, commitment.lines);
  const needsProject = !commitment.contractDate || settings.orderNumber.includes('{project.number}');
  const found = needsProject ? await procore.project(commitment.projectId) : undefined;
  const project = found && 'value' in found ? found.value : undefined;
  const date = commitment.contractDate ?? dayIn(commitment.createdAt, project?.timeZone);
  return { ...commitment, lines, date, ...(project && { projectNumber: project.number }) };
};

const PARTS: Readonly<Record<string, (order: Order) => string>> = {
  '{number}': ({ number }) => number,
  '{number:digits}': ({ number }) => number.replace(/\D/g, ''),
  '{number:last8}': ({ number }) => number.slice(-8),
  '{project.number}': ({ projectNumber }) => projectNumber ?? '',
};

/** The order number in QuickBooks, by the template of the settings or as the operator gave it. */
const numberOf = (order: Order, { settings, override }: Context): string =>
  override.number ?? settings.orderNumber.replace(/\{[^}]*\}/g, (part) => PARTS[part]?.(order) ?? part);

const orderNumberRefusal = (number: string): Reason | undefined =>
  number === '' ? reason('name-missing', { field: 'number' }) : numberRefusal(number, MAX_NUMBER);

const linesRefusal = ({ lines }: Order): Reason | undefined => {
  if (lines.length === 0) return reason('no-lines');
  const unfit = lineRefusal(lines);
  if (unfit) return unfit;
  const sent = sentLines(lines);
  if (sent.length === 0) return reason('zero-amount');
  const large = amountRefusal(sent);
  if (large) return large;
  const total = sum(sent.map(({ amount }) => amount));
  return compare(total, '0') < 0 ? reason('negative-total', { total }) : undefined;
};

const refusal = (order: Order, context: Context): Reason | undefined =>
  (context.settings.orderStatuses.includes(order.status)
    ? undefined
    : reason('not-approved', { status: order.status })) ??
  originRefusal(order.origin, context) ??
  linesRefusal(order) ??
  (order.vendorId ? undefined : reason('no-vendor')) ??
  orderNumberRefusal(numberOf(order, context)) ??
  currencyRefusal(order.currency, context.settings) ??
  periodRefusal(order.date, context);

const add = (order: Order, context: Context): QbRequest => {
  const { settings, resolve, guid } = context;
  const job = resolve(projects.of(order.projectId));
  const PurchaseOrderAdd = {
    VendorRef: { ListID: resolve(companies.of(order.vendorId ?? '')).id },
    ClassRef: settings.defaultClass ? { FullName: settings.defaultClass } : undefined,
    TxnDate: order.date,
    RefNumber: numberOf(order, context),
    TermsRef: settings.defaultTerms ? { FullName: settings.defaultTerms } : undefined,
    Memo: order.title === '' ? undefined : cut(order.title, MAX_MEMO),
    IsToBePrinted: 'false',
    IsToBeEmailed: 'false',
    IsTaxIncluded: settings.country === 'CA' ? 'false' : undefined,
    ExternalGUID: guid,
    PurchaseOrderLineAdd: sentLines(order.lines).map((line) => orderLine(line, order, job, context)),
  };
  return { message: 'PurchaseOrderAddRq', fields: { PurchaseOrderAdd, IncludeRetElement: ORDER_FIELDS } };
};

const ORDER_FIELDS = [
  'TxnID',
  'EditSequence',
  'VendorRef',
  'RefNumber',
  'TotalAmount',
  'ExternalGUID',
  'PurchaseOrderLineRet',
];

const ours = (ret: Element, order: Order): Seen => {
  const id = idIn(ret);
  if (!id) return { is: 'absent' };
  const name = textAt(ret, 'RefNumber') ?? order.number;
  const lines = lineIds(ret, sentLines(order.lines));
  const editSequence = textAt(ret, 'EditSequence');
  const differs = lineDifferences(ret, sentLines(order.lines));
  return {
    is: 'found',
    mapping: { type: 'PurchaseOrder', id, name, editSequence, lines, created: true },
    differs,
  };
};

/** Approved Procore commitments become QuickBooks purchase orders. */
export const commitments = toQuickBooks<Order>({
  name: 'commitments',
  on: ['Purchase Order Contracts', 'Work Order Contracts'],
  needs: [companies, projects, costCodes],
  title: (order) => order.number,
  overrides: ['number', 'close'],
  fetch: async (procore, { id }, { project, resource }, settings) => {
    const found = await procore.commitment(id, project ?? '', resource);
    return 'gone' in found ? found : { ...found, value: await complete(procore, settings, found.value) };
  },
  list: async (procore, _, selected) => {
    const lists = await Promise.all(
      selected.map(async (project) => ({ project, found: await procore.commitments(project) })),
    );
    return lists.flatMap(({ project, found }) =>
      found.value.map(({ id, resource }) => ({ flow: 'commitments', id, source: { project, resource } })),
    );
  },
  changed: { list: 'commitments' },
  refuse: (order, context) => (closing.isWanted(order, context) ? undefined : refusal(order, context)),
  links: (order) => [
    ...(order.vendorId ? [companies.of(order.vendorId)] : []),
    projects.of(order.projectId),
    ...itemLinks(sentLines(order.lines)),
  ],
  claims: (order, context) => {
    const shown = numberOf(order, context);
    return [{ kind: 'order-number', value: shown.toLowerCase(), shown, lost: 'number-taken' }];
  },
  lookup: (order, context) => {
    const { mapping } = context;
    if (mapping) return closing.isWanted(order, context) ? [closing.lookup(mapping)] : [];
    const how = { IncludeLineItems: 'true', IncludeRetElement: ORDER_FIELDS };
    const byId = order.origin ? [{ TxnID: [order.origin.id], ...how }] : [];
    const queries = [...byId, { RefNumber: [numberOf(order, context)], ...how }];
    return queries.map((fields) => ({ message: 'PurchaseOrderQueryRq', fields }));
  },
  action: closing.action,
  match: (order, context, answers) => {
    if (context.mapping) return closing.seen(context.mapping, answers);
    const rets = answers.flatMap((answer) => answer.rets);
    const mine = rets.find((ret) => sameName(textAt(ret, 'ExternalGUID'), context.guid));
    if (mine) return ours(mine, order);
    if (order.origin) return byOrigin(order.origin, rets, context);
    const number = numberOf(order, context);
    const other = rets.find((ret) => sameName(textAt(ret, 'RefNumber'), number));
    if (!other) return { is: 'absent' };
    const holder = `a purchase order to ${textAt(other, 'VendorRef', 'FullName') ?? 'nobody'} in QuickBooks`;
    return { is: 'refused', reason: reason('number-taken', { number, holder }) };
  },
  adopt: (order, context, answers) => {
    const rets = answers.flatMap((answer) => answer.rets);
    const vendor = context.resolve(companies.of(order.vendorId ?? '')).id;
    const sought = { number: numberOf(order, context), vendor, id: order.origin?.id };
    return standingOrder(sought, sentLines(order.lines), context, rets);
  },
  request: (order, context, seen) => {
    const { mapping } = context;
    if (mapping && closing.isWanted(order, context)) return closing.mod(mapping, seen);
    return seen.is === 'found' ? undefined : add(order, context);
  },
  settle: (order, context, answer) => {
    if (context.mapping) return closing.settled(context.mapping, context, answer);
    const settled = settledObject(answer, context, 'PurchaseOrder', numberOf(order, context));
    if (!settled) return undefined;
    const sent = sentLines(order.lines);
    const cutTexts = [...cutLines(sent), ...(order.title.length > MAX_MEMO ? ['Memo'] : [])];
    const [ret] = answer.rets;
    return {
      mapping: { ...settled.mapping, ...(ret && { lines: lineIds(ret, sent) }) },
      differs: ret && lineDifferences(ret, sent),
      leftOut: leftOutWords(cutTexts),
    };
  },
  mark: {
    byDefault: true,
    with: ({ kind, id, projectId }, mapping) => ({ of: kind, id, projectId, ...originsOf(mapping) }),
  },
});
