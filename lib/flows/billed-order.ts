import type { Context } from '../flow.ts';
import type { Invoice, InvoiceItem } from '../procore/shapes.ts';
import { childrenOf, type Element, textAt } from '../qbxml/message.ts';
import { sum } from '../qbxml/money.ts';
import { changeOrders } from './change-orders.ts';
import { commitments } from './commitments.ts';
import { billedItems } from './invoice-amounts.ts';
import { lineKey } from './order-lines.ts';

/** The lines of the order by their TxnLineID, and by our key. */
export interface OrderLines {
  readonly byId: ReadonlyMap<string, Element>;
  readonly byKey: ReadonlyMap<string, Element>;
}

/** Undefined without an order at hand. */
export const orderLines = (order: Element | undefined): OrderLines | undefined => {
  if (!order) return undefined;
  const lines = childrenOf(order, 'PurchaseOrderLineRet');
  const by = (name: string) => new Map(lines.map((line) => [textAt(line, name) ?? '', line]));
  return { byId: by('TxnLineID'), byKey: by('Other2') };
};

/** What an order line was ordered for; nothing where it says nothing. */
export const amountOf = (line: Element | undefined): string => textAt(line, 'Amount') || '0';

/** TxnLineIDs of the order lines that an item bills; several for a whole change order. */
export const lineIdsOf = (
  item: InvoiceItem,
  invoice: Invoice,
  { resolve }: Context,
  order: OrderLines | undefined,
): readonly string[] => {
  const { kind, changeOrderId, lineId = '' } = item;
  if (kind === 'contract_item' || kind === 'contract_detail_item') {
    const { lines } = resolve(commitments.of(invoice.commitmentId));
    // A status check tells of the order alone, not of its lines.
    const id = lines?.[lineId] ?? textAt(order?.byKey.get(lineKey({ id: lineId })), 'TxnLineID');
    return id === undefined ? [] : [id];
  }
  if (changeOrderId === undefined) return [];
  const { lines = {} } = resolve(changeOrders.of(changeOrderId));
  return kind === 'whole_change_order_item'
    ? [...new Set(Object.values(lines))]
    : [lines[lineId] ?? []].flat();
};

/** What all items of the invoice, billed now or before, have billed of each order line. */
export const billedOf = (
  invoice: Invoice,
  context: Context,
  lines: OrderLines | undefined,
): ReadonlyMap<string, string> => {
  const billed = new Map<string, string>();
  const linkedTo = new Set(billedItems(invoice).map(({ changeOrderId }) => changeOrderId));
  for (const item of invoice.items) {
    // A change order that nothing is billed of may not be in QuickBooks yet.
    if (item.changeOrderId !== undefined && !linkedTo.has(item.changeOrderId)) continue;
    const [id, ...others] = lineIdsOf(item, invoice, context, lines);
    if (id !== undefined && others.length === 0)
      billed.set(id, sum([billed.get(id) ?? '0', item.billedToDate]));
  }
  return billed;
};
