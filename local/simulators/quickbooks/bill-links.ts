import { Big } from 'big.js';
import type { Company } from './company.ts';
import { type Fields, isObjectId, newEditSequence } from './company-file.ts';
import { isClosed, unbilledQuantity } from './order-lines.ts';
import { referenceId, textField } from './request-fields.ts';
import * as status from './status.ts';
import type { BillLine, OrderLine, PurchaseOrder } from './transactions.ts';

export interface LinkedLine {
  readonly order: PurchaseOrder;
  readonly line: OrderLine;
}

/** `closed`: the order, or its line, takes no more: the bill is saved without this line. */
type Found = LinkedLine | { readonly refused: status.Status } | { readonly closed: status.Status };

const linkIn = (given: Fields): Fields | undefined => {
  const link = given.LinkToTxn;
  return typeof link === 'object' && !Array.isArray(link) ? link : undefined;
};

export const isLinked = (given: Fields): boolean => linkIn(given) !== undefined;

/** The order line that LinkToTxn names. Only orders of the bill's vendor can be linked, and the line says the item. */
export const linkedLine = (company: Company, given: Fields, vendor: string | undefined): Found => {
  const link = linkIn(given) ?? {};
  const [orderId, lineId] = [textField(link, 'TxnID') ?? '', textField(link, 'TxnLineID') ?? ''];
  if (!isObjectId(orderId)) return { refused: status.invalidId(orderId, 'txn id') };
  if (given.ItemRef) return { refused: status.itemBesideLink };
  const order = company.file.orders.get(orderId);
  if (!order) return { refused: status.objectNotFound(orderId) };
  const line = order.lines.find(({ id }) => id === lineId);
  if (!line) return { refused: status.objectNotFound(lineId) };
  if (referenceId(order.fields, 'VendorRef') !== vendor)
    return { refused: status.linkOfOtherVendor(orderId) };
  if (company.obstacles.openObjects.has(orderId))
    return { refused: status.transactionLocked('a purchase order') };
  return isClosed(order, line) ? { closed: status.linkClosed } : { order, line };
};

/** What a linked line does not say is taken from the order line; without figures it takes what is left. */
export const fromOrderLine = ({ line }: LinkedLine, given: Fields): Fields => {
  const { ItemRef, Desc, CustomerRef, ClassRef, SalesTaxCodeRef, Rate } = line.fields;
  const asOrdered = { ItemRef, Desc, CustomerRef, ClassRef, SalesTaxCodeRef };
  const known = Object.fromEntries(Object.entries(asOrdered).filter(([, value]) => value !== undefined));
  const own = Object.fromEntries(Object.entries(given).filter(([element]) => element !== 'LinkToTxn'));
  const Quantity = textField(own, 'Quantity') ?? unbilledQuantity(line) ?? '1';
  const priced = own.Cost ?? own.Amount;
  return { ...known, ...own, Quantity, ...(priced === undefined && Rate !== undefined && { Cost: Rate }) };
};

const quantityOf = ({ fields }: Pick<OrderLine, 'fields'>, element: string): Big =>
  new Big(textField(fields, element) || '0');

/** 3210 when the lines of a bill draw more from an order line than is left of it. */
export const overdrawn = (company: Company, lines: readonly BillLine[]): status.Status | undefined => {
  const drawn = new Map<string, Big>();
  for (const { link, fields } of lines) {
    if (!link) continue;
    const quantity = new Big(textField(fields, 'Quantity') || '0');
    const total = (drawn.get(link.line) ?? new Big(0)).plus(quantity);
    drawn.set(link.line, total);
    const line = company.file.orders.get(link.order)?.lines.find(({ id }) => id === link.line);
    const left = line && quantityOf(line, 'Quantity').minus(quantityOf(line, 'ReceivedQuantity'));
    if (left && total.abs().gt(left.abs()))
      return status.invalidValue('Quantity', quantity.toFixed(), 'More would be received than was ordered.');
  }
  return undefined;
};

/** Notes on the orders what a bill has drawn from them, or (`back`) what it no longer does. */
export const draw = (company: Company, lines: readonly BillLine[], back = false): void => {
  const touched = new Set<PurchaseOrder>();
  for (const { link, fields } of lines) {
    const order = link && company.file.orders.get(link.order);
    const line = order?.lines.find(({ id }) => id === link?.line);
    if (!order || !line) continue;
    const quantity = new Big(textField(fields, 'Quantity') || '0');
    const received = quantityOf(line, 'ReceivedQuantity').plus(back ? quantity.times(-1) : quantity);
    const IsBilled = String(received.eq(quantityOf(line, 'Quantity')));
    line.fields = { ...line.fields, ReceivedQuantity: received.toFixed(), IsBilled };
    touched.add(order);
  }
  for (const order of touched) {
    order.modified = company.seconds();
    order.editSequence = newEditSequence(company.file, order.modified);
  }
};
