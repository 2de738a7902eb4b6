import type { Context } from '../flow.ts';
import type { Invoice, InvoiceItem } from '../procore/shapes.ts';
import { type Element, textAt } from '../qbxml/message.ts';
import { compare, isZero, negate, proportion, quantityOf, sum } from '../qbxml/money.ts';
import type { Settings } from '../settings.ts';
import { amountOf, billedOf, lineIdsOf, type OrderLines, orderLines } from './billed-order.ts';
import { billedItems, grossOf, isCredit } from './invoice-amounts.ts';

/** What becomes one line of a bill. */
export interface BillPart {
  readonly gross: string;
  /** Those that it bills; several when they share an order line. */
  readonly items: readonly [InvoiceItem, ...InvoiceItem[]];
  /** The order line that it bills, as QuickBooks told it. */
  readonly line?: Element;
  readonly link?: { readonly TxnLineID: string; readonly Quantity: string };
  /** Why it is not linked. */
  readonly unlinked?: string;
}

/** Before its order line is looked at. */
interface Draft {
  readonly gross: string;
  readonly items: BillPart['items'];
  readonly lineId?: string;
  /** Billed up to now of what its order line was ordered for. */
  readonly isLast?: boolean;
  readonly unlinked?: string;
}

const isWhole = (item: InvoiceItem, final: boolean): boolean => {
  const left = compare(item.billedToDate, item.scheduledValue);
  return left === 0 || (final && left < 0);
};

/** The last that draws on its order, or on a line of it, as far as Procore alone tells. */
export const takesTheRest = (invoice: Invoice, settings: Settings): boolean =>
  settings.linkBills &&
  !isCredit(invoice, settings) &&
  (invoice.final || billedItems(invoice).some((item) => isWhole(item, false)));

/** In proportion to the order lines; the last takes the cent. */
const spread = (item: InvoiceItem, ids: readonly string[], lines: OrderLines, final: boolean): Draft[] => {
  const gross = grossOf(item);
  const amounts = ids.map((id) => amountOf(lines.byId.get(id)));
  const whole = sum(amounts);
  const shares = isZero(whole) ? [] : amounts.flatMap((amount) => proportion(gross, amount, whole) ?? []);
  if (shares.length < ids.length || ids.some((id) => !lines.byId.has(id)))
    return [{ gross, items: [item], lineId: ids[0], unlinked: 'its change order cannot be spread' }];
  const rest = sum([gross, ...shares.slice(0, -1).map(negate)]);
  return ids.map((lineId, n) => ({
    gross: (n === ids.length - 1 ? rest : shares[n]) ?? '0',
    items: [item],
    lineId,
    isLast: isWhole(item, final),
  }));
};

const draftsOf = (
  item: InvoiceItem,
  invoice: Invoice,
  context: Context,
  lines: OrderLines | undefined,
): Draft[] => {
  const gross = grossOf(item);
  if (compare(gross, '0') < 0 && item.costCode.is === 'standard')
    return [{ gross, items: [item], unlinked: 'it is negative' }];
  const ids = lineIdsOf(item, invoice, context, lines);
  const [first] = ids;
  if (first === undefined)
    return [{ gross, items: [item], unlinked: 'no line of the order is known for it' }];
  if (ids.length > 1 && lines) return spread(item, ids, lines, invoice.final);
  return [{ gross, items: [item], lineId: first }];
};

/** Those that share an order line become one. */
const summed = (drafts: readonly Draft[]): Draft[] => {
  const byLine = new Map<string, Draft>();
  for (const [n, draft] of drafts.entries()) {
    const key = draft.lineId !== undefined && !draft.unlinked ? draft.lineId : `draft ${n}`;
    const same = byLine.get(key);
    const together: Draft | undefined = same && {
      ...same,
      gross: sum([same.gross, draft.gross]),
      items: [same.items[0], ...same.items.slice(1), ...draft.items],
      isLast: same.isLast && draft.isLast,
    };
    byLine.set(key, together ?? draft);
  }
  return [...byLine.values()].filter(({ gross }) => !isZero(gross));
};

const isClosed = (order: Element, line: Element): boolean =>
  textAt(order, 'IsManuallyClosed') === 'true' || textAt(line, 'IsManuallyClosed') === 'true';

/** The quantity by which a part draws down its order line, or why it does not. */
const drawn = (
  draft: Draft,
  line: Element,
  billed: string | undefined,
  final: boolean,
): { readonly Quantity: string } | { readonly unlinked: string } => {
  const amount = amountOf(line);
  const quantity = textAt(line, 'Quantity');
  const left = textAt(line, 'UnbilledQuantity') ?? '0';
  if (!quantity || isZero(amount)) return { unlinked: 'its order line has no quantity or amount' };
  if (compare(draft.gross, '0') !== compare(amount, '0'))
    return { unlinked: 'it goes against its order line' };
  const more = billed === undefined ? undefined : compare(billed, amount);
  const isLast = draft.isLast ?? (more === 0 || (final && more === -1));
  const Quantity = isLast ? quantityOf(left, '1', '1') : quantityOf(draft.gross, quantity, amount);
  if (!Quantity || compare(Quantity, '0') <= 0)
    return { unlinked: compare(left, '0') <= 0 ? 'its order line is billed already' : 'it is too small' };
  return compare(Quantity, left) > 0
    ? { unlinked: 'it is more than is left of its order line' }
    : { Quantity };
};

/** Without the order at hand: as it is if the line stands there as Procore has it. */
const presumed = ({ gross, items }: Draft): string => {
  const whole = sum(items.map(({ scheduledValue }) => scheduledValue));
  const quantity = items.length === 1 ? (items[0].scheduledQuantity ?? '1') : '1';
  return (isZero(whole) ? undefined : quantityOf(gross, quantity, whole)) ?? '1';
};

const linked = (
  draft: Draft,
  invoice: Invoice,
  order: Element | undefined,
  lines: OrderLines | undefined,
  billed: ReadonlyMap<string, string>,
): BillPart => {
  const { gross, items, lineId = '', unlinked } = draft;
  const line = lines?.byId.get(lineId);
  if (unlinked !== undefined) return { gross, items, line, unlinked };
  if (!order) return { gross, items, link: { TxnLineID: lineId, Quantity: presumed(draft) } };
  if (!line) return { gross, items, unlinked: 'its line is no longer on the order' };
  if (isClosed(order, line)) return { gross, items, line, unlinked: 'the order is closed' };
  const told = drawn(draft, line, billed.get(lineId), invoice.final);
  return 'Quantity' in told
    ? { gross, items, line, link: { TxnLineID: lineId, Quantity: told.Quantity } }
    : { gross, items, line, ...told };
};

/** One part for each billed item, each linked to nothing; a whole change order is spread where that tells its items. */
export const unlinkedParts = (
  invoice: Invoice,
  context: Context,
  order: Element | undefined,
): readonly BillPart[] => {
  const lines = orderLines(order);
  const drafts = billedItems(invoice).flatMap((item): Draft[] =>
    item.costCode.is === 'standard'
      ? [{ gross: grossOf(item), items: [item] }]
      : draftsOf(item, invoice, context, lines),
  );
  return drafts
    .filter(({ gross }) => !isZero(gross))
    .map(({ gross, items, lineId = '' }) => ({ gross, items, line: lines?.byId.get(lineId) }));
};

/**
 * The parts of a bill that draws down its purchase order: by quantity, with exact amounts. The last invoice takes
 * what is left. `order`: as QuickBooks told it just now; absent: as it is if nobody has billed it elsewhere.
 */
export const linkedParts = (
  invoice: Invoice,
  context: Context,
  order: Element | undefined,
): readonly BillPart[] => {
  const lines = orderLines(order);
  const billed = billedOf(invoice, context, lines);
  const drafts = billedItems(invoice).flatMap((item) => draftsOf(item, invoice, context, lines));
  return summed(drafts).map((draft) => linked(draft, invoice, order, lines, billed));
};
