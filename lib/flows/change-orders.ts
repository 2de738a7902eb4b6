import { type Context, type RecordKey, type Seen, toQuickBooks } from '../flow.ts';
import type { Procore } from '../procore/procore.ts';
import type { ChangeOrder } from '../procore/shapes.ts';
import { childrenOf, type Element, textAt } from '../qbxml/message.ts';
import { compare, isZero, sum } from '../qbxml/money.ts';
import { type Reason, reason } from '../reasons.ts';
import type { Settings } from '../settings.ts';
import { type AddedLine, addedLines, netOf } from './added-lines.ts';
import { leftOutWords } from './address.ts';
import { commitments } from './commitments.ts';
import { costCodes } from './cost-codes.ts';
import { listedLines } from './listed-codes.ts';
import { originsOf, settledObject } from './objects.ts';
import { addToOrder, STANDING_FIELDS, standingIds } from './order-change.ts';
import {
  amountRefusal,
  cutLines,
  itemLinks,
  lineDifferences,
  lineIds,
  lineRefusal,
  orderLine,
} from './order-lines.ts';
import { projects } from './projects.ts';
import { currencyRefusal, originRefusal } from './rules.ts';
import { standingAddition } from './standing-orders.ts';

/** A change order with what its lines take from the commitment. */
type Change = ChangeOrder & { readonly vendorId?: string };

/** The vendor decides the tax code where the settings say so; only then it is asked for. */
const complete = async (procore: Procore, settings: Settings, order: ChangeOrder): Promise<Change> => {
  const lines = await listedLines(procore, settings, order.lines);
  const byVendor = settings.country === 'CA' && Object.keys(settings.taxCodes.byVendor).length > 0;
  if (!byVendor || order.of === 'prime') return { ...order, lines };
  const found = await procore.commitment(order.commitmentId, order.projectId);
  return { ...order, lines, vendorId: 'value' in found ? found.value.vendorId : undefined };
};

const commitmentOf = ({ commitmentId, projectId }: Change) =>
  commitments.of(commitmentId, { project: projectId });

const isSomething = ({ amount, markup }: Change['lines'][number]): boolean =>
  !isZero(amount) || !isZero(markup);

const sumRefusal = ({ lines, grandTotal }: Change): Reason | undefined => {
  const total = sum(lines.map(netOf));
  if (compare(total, grandTotal) === 0) return undefined;
  const figures = `the sum of its lines with their markups is ${total}, but the grand total is ${grandTotal}`;
  return reason('amounts-disagree', { figures });
};

/** Nothing that is summed of them may have too many digits, however they are put together. */
const figuresOf = (lines: Change['lines']) =>
  [...lines, ...lines.map((line) => ({ ...line, amount: line.markup }))].map((line) => ({
    ...line,
    amount: line.amount.replace('-', ''),
  }));

const linesRefusal = (order: Change, { settings }: Context): Reason | undefined => {
  const { lines, grandTotal } = order;
  if (lines.length === 0 && isZero(grandTotal)) return reason('no-lines');
  const why = lineRefusal(lines) ?? amountRefusal(figuresOf(lines)) ?? sumRefusal(order);
  if (why) return why;
  return addedLines(order, settings).length === 0 ? reason('zero-amount') : undefined;
};

/** The TxnID of the order: as written to, else as its commitment has it. */
const orderId = (order: Change, { mapping, resolve }: Context): string =>
  mapping?.id ?? resolve(commitmentOf(order)).id;

/** Procore line id → TxnLineID: lines that became one have the same. */
const linesIn = (ret: Element, added: readonly AddedLine[]): Record<string, string> => {
  const ids = lineIds(ret, added);
  return Object.fromEntries(
    added.flatMap(({ id, of }) => of.flatMap((one) => (ids[id] ? [[one, ids[id]]] : []))),
  );
};

const missingIn = (ret: Element | undefined, added: readonly AddedLine[]): readonly AddedLine[] => {
  const there = ret ? lineIds(ret, added) : {};
  return added.filter(({ id }) => there[id] === undefined);
};

/** What somebody took out of the order; it is told, not mended. */
const removedWords = (ret: Element, order: Change, context: Context): string | undefined => {
  if (context.mapping) return undefined;
  const { name, lines = {} } = context.resolve(commitmentOf(order));
  const standing = standingIds(ret);
  const gone = new Set(Object.values(lines).filter((id) => !standing.has(id))).size;
  const are = gone === 1 ? 'line of the commitment is' : 'lines of the commitment are';
  return gone > 0 ? `${gone} ${are} no longer in purchase order ${name}` : undefined;
};

/** Why nothing may be added to an order that stands there. */
const closedTo = (ret: Element, order: Change, context: Context): Reason | undefined => {
  const name = textAt(ret, 'RefNumber') ?? orderId(order, context);
  if (textAt(ret, 'IsManuallyClosed') === 'true') return reason('order-closed', { order: name });
  // Whatever marked it in Procore may have added the lines without our keys.
  const added = addedLines(order, context.settings);
  if (order.origin && missingIn(ret, added).length === added.length)
    return reason('owned-by-other-integration', { origin: order.origin.id });
  // A Mod that names none of its lines deletes them all.
  if (standingIds(ret).size > 0) return undefined;
  return reason('unreadable', { words: `purchase order ${name} was told without its lines` });
};

/** The commitment of a change order: its purchase order is what is written to. */
const targetOf = ({ commitmentId }: Change): RecordKey => ({ flow: commitments.name, id: commitmentId });

const match = (order: Change, context: Context, rets: readonly Element[]): Seen => {
  const id = orderId(order, context);
  const ret = rets.find((one) => textAt(one, 'TxnID') === id);
  if (!ret) {
    const { name } = context.mapping ?? context.resolve(commitmentOf(order));
    return { is: 'refused', reason: reason('gone-from-quickbooks', { object: `Purchase order ${name}` }) };
  }
  const added = addedLines(order, context.settings);
  const missing = missingIn(ret, added);
  const closed = missing.length > 0 ? closedTo(ret, order, context) : undefined;
  if (closed) return { is: 'refused', reason: closed };
  const mapping = {
    ...{ type: 'PurchaseOrder', id, name: textAt(ret, 'RefNumber') ?? id },
    ...{ editSequence: textAt(ret, 'EditSequence'), lines: linesIn(ret, added) },
    ...{ created: true, ofTarget: true as const },
  };
  const there = added.filter((line) => !missing.includes(line));
  const differs = lineDifferences(ret, there);
  return { is: 'found', mapping, ret, differs, changed: removedWords(ret, order, context) };
};

/** Approved change orders of commitments become new lines of their purchase orders. */
export const changeOrders = toQuickBooks<Change>({
  name: 'change-orders',
  on: ['Change Order Packages'],
  needs: [projects, costCodes, commitments],
  title: ({ number, title, id }) => number || title || id,
  fetch: async (procore, { id }, { project }, settings) => {
    const found = await procore.changeOrder(id, project ?? '');
    return 'gone' in found ? found : { ...found, value: await complete(procore, settings, found.value) };
  },
  list: async (procore, _, selected) => {
    const lists = await Promise.all(
      selected.map(async (project) => ({ project, found: await procore.changeOrders(project) })),
    );
    return lists.flatMap(({ project, found }) =>
      found.value.map(({ id }) => ({ flow: 'change-orders', id, source: { project } })),
    );
  },
  changed: { list: 'change-orders' },
  refuse: (order, context) =>
    (order.of === 'prime' ? reason('prime-contract') : undefined) ??
    (order.status === 'approved' ? undefined : reason('not-approved', { status: order.status })) ??
    originRefusal(order.origin, context) ??
    linesRefusal(order, context) ??
    currencyRefusal(order.currency, context.settings),
  links: (order) =>
    order.of === 'prime'
      ? []
      : [commitmentOf(order), projects.of(order.projectId), ...itemLinks(order.lines.filter(isSomething))],
  target: targetOf,
  rank: ({ number }) => number.replace(/\d+/g, (digits) => digits.padStart(20, '0')),
  claims: () => [],
  lookup: (order, context) => {
    const fields = { TxnID: [orderId(order, context)], IncludeLineItems: 'true' };
    return [{ message: 'PurchaseOrderQueryRq', fields: { ...fields, IncludeRetElement: STANDING_FIELDS } }];
  },
  match: (order, context, answers) =>
    match(
      order,
      context,
      answers.flatMap(({ rets }) => rets),
    ),
  adopt: (order, context, answers, others) => {
    const rets = answers.flatMap((answer) => answer.rets);
    const ret = rets.find((one) => textAt(one, 'TxnID') === orderId(order, context));
    return standingAddition(ret, addedLines(order, context.settings), context, others);
  },
  request: (order, context, seen) => {
    const found = seen.is === 'found' ? seen : undefined;
    const missing = missingIn(found?.ret, addedLines(order, context.settings));
    if (found && missing.length === 0) return undefined;
    const job = context.resolve(projects.of(order.projectId));
    const lines = missing.map((line) => orderLine(line, order, job, context));
    return addToOrder(found?.mapping ?? { id: orderId(order, context) }, found?.ret, lines);
  },
  settle: (order, context, answer) => {
    const settled = settledObject(answer, context, 'PurchaseOrder', order.number);
    const [ret] = answer.rets;
    // A status check may tell of the order alone: the next lookup tells of its lines.
    if (!settled || !ret || childrenOf(ret, 'PurchaseOrderLineRet').length === 0) return undefined;
    const added = addedLines(order, context.settings);
    return {
      mapping: { ...settled.mapping, lines: linesIn(ret, added), ofTarget: true },
      differs: lineDifferences(ret, added),
      leftOut: leftOutWords(cutLines(added)),
    };
  },
  mark: {
    byDefault: true,
    // Several change orders share an order, and Procore takes an origin_id once: theirs is a line of their own.
    with: ({ id, projectId }, mapping) => {
      const [originId] = Object.values(mapping.lines ?? {}).sort();
      // Where there is no package there are no origin fields.
      if (!originId || id.startsWith('cco-')) return undefined;
      return { of: 'change-order-package', id, projectId, ...originsOf(mapping), originId };
    },
  },
});
