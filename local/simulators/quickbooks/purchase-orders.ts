import { type Company, today } from './company.ts';
import {
  type Fields,
  isObjectId,
  newEditSequence,
  newTxnId,
  type OrderLine,
  type PurchaseOrder,
} from './company-file.ts';
import { changedLines, clearProblem, lockProblem, newLine } from './order-line-changes.ts';
import { referredIds, resolveReferences } from './references.ts';
import {
  childrenNamed,
  fieldsNamed,
  fieldsOf,
  merged,
  type NamedFields,
  textField,
  without,
} from './request-fields.ts';
import * as status from './status.ts';
import type { Node } from './xml.ts';

/** `stale`: refused, and the answer shows the order as it is. */
export type OrderChange =
  | { readonly order: PurchaseOrder }
  | { readonly refused: status.Status; readonly stale?: PurchaseOrder };

type Checked = { readonly fields: Fields } | { readonly refused: status.Status };

const KIND = 'Purchase Order';
const LINE_ELEMENTS = [
  'PurchaseOrderLineAdd',
  'PurchaseOrderLineGroupAdd',
  'PurchaseOrderLineMod',
  'PurchaseOrderLineGroupMod',
];

/** An order's fields, and its lines and groups of lines in the order in which they stand. */
export interface GivenOrder {
  readonly fields: Fields;
  readonly lines: readonly NamedFields[];
}

/** An order as a request has it. */
export const orderIn = (node: Node): GivenOrder => ({
  fields: fieldsOf(node),
  lines: childrenNamed(node, LINE_ELEMENTS),
});

/** An order as somebody enters it at the screen. */
export const orderFrom = (fields: Fields): GivenOrder => ({
  fields,
  lines: fieldsNamed(fields, LINE_ELEMENTS),
});

const enabled = (company: Company): status.Status | undefined =>
  company.preferences.usesPurchaseOrders ? undefined : status.notEnabled;

const dateProblem = (company: Company, date: string | undefined): status.Status | undefined => {
  const { closingDate } = company.preferences;
  return closingDate && date && date <= closingDate ? status.periodClosed(KIND) : undefined;
};

const header = (company: Company, given: Fields): Checked => {
  const own = Object.fromEntries(
    Object.entries(given).filter(
      ([element]) => !LINE_ELEMENTS.includes(element) && element !== 'TxnID' && element !== 'EditSequence',
    ),
  );
  return resolveReferences(company, own, 'PurchaseOrder');
};

const nextRefNumber = (company: Company): string => {
  let highest = 0;
  for (const { fields } of company.file.orders.values()) {
    const number = Number(fields.RefNumber);
    if (Number.isSafeInteger(number) && number > highest) highest = number;
  }
  return String(highest + 1);
};

const withDefaults = (company: Company, fields: Fields): Fields => {
  const vendorId = referredIds(fields.VendorRef ?? '')[0];
  const vendor = vendorId ? company.file.objects.get(vendorId) : undefined;
  const address = fields.VendorAddress ?? vendor?.fields.VendorAddress;
  return {
    TxnDate: today(company),
    ...(fields.RefNumber === undefined ? { RefNumber: nextRefNumber(company) } : {}),
    ...fields,
    ...(address ? { VendorAddress: address } : {}),
  };
};

/** PurchaseOrderAdd: what it refers to must exist, and the period must be open. */
export const addOrder = (company: Company, given: GivenOrder): OrderChange => {
  const problem = enabled(company);
  if (problem) return { refused: problem };
  const checked = header(company, without(given.fields));
  if ('refused' in checked) return checked;
  const fields = withDefaults(company, checked.fields);
  const obstacle =
    lockProblem(company, fields, 'a purchase order') ?? dateProblem(company, textField(fields, 'TxnDate'));
  if (obstacle) return { refused: obstacle };
  const seconds = company.seconds();
  const id = newTxnId(company.file, seconds);
  const lines: OrderLine[] = [];
  for (const each of given.lines) {
    const added = newLine(company, each);
    if ('refused' in added) return added;
    lines.push(added.line);
  }
  const order: PurchaseOrder = {
    id,
    txnNumber: company.file.nextTxnNumber,
    created: seconds,
    modified: seconds,
    editSequence: newEditSequence(company.file, seconds),
    fields,
    lines,
  };
  company.file.nextTxnNumber += 1;
  company.file.orders.set(id, order);
  return { order };
};

/** Closing an order closes its lines, and opening it again opens them. */
const withClosed = (lines: readonly OrderLine[], IsManuallyClosed: string): OrderLine[] =>
  lines.map((line) => ({
    ...line,
    fields: { ...line.fields, IsManuallyClosed },
    ...(line.members && { members: withClosed(line.members, IsManuallyClosed) }),
  }));

const closedAs = (lines: OrderLine[], before: Fields, after: Fields): OrderLine[] => {
  const closed = textField(after, 'IsManuallyClosed');
  if (closed === 'true') return withClosed(lines, closed);
  const reopened = closed === 'false' && before.IsManuallyClosed === 'true';
  return reopened ? withClosed(lines, closed) : lines;
};

const orderProblem = (company: Company, given: Fields): OrderChange => {
  const id = textField(given, 'TxnID') ?? '';
  if (!isObjectId(id)) return { refused: status.invalidId(id, 'txn id') };
  const order = company.file.orders.get(id);
  if (!order) return { refused: status.objectNotFound(id) };
  if (company.obstacles.openObjects.has(id)) return { refused: status.transactionLocked('a purchase order') };
  const editSequence = textField(given, 'EditSequence') ?? '';
  return editSequence === order.editSequence
    ? { order }
    : { refused: status.staleEditSequence(editSequence), stale: order };
};

/** Changes an order as a PurchaseOrderMod would, without looking at its EditSequence. */
export const changeOrder = (company: Company, order: PurchaseOrder, given: GivenOrder): OrderChange => {
  const cleared = clearProblem(given.fields);
  if (cleared) return { refused: cleared };
  const checked = header(company, given.fields);
  if ('refused' in checked) return checked;
  const fields = merged(order.fields, checked.fields);
  const obstacle =
    lockProblem(company, checked.fields, 'a purchase order') ??
    dateProblem(company, textField(order.fields, 'TxnDate')) ??
    dateProblem(company, textField(fields, 'TxnDate'));
  if (obstacle) return { refused: obstacle };
  const changed =
    given.lines.length > 0 ? changedLines(company, order.lines, given.lines) : { lines: order.lines };
  if ('refused' in changed) return changed;
  order.lines = closedAs(changed.lines, order.fields, fields);
  order.fields = fields;
  order.modified = company.seconds();
  order.editSequence = newEditSequence(company.file, order.modified);
  return { order };
};

/** PurchaseOrderMod: the order must be there, not open elsewhere, and its EditSequence must fit. */
export const modOrder = (company: Company, given: GivenOrder): OrderChange => {
  const problem = enabled(company);
  if (problem) return { refused: problem };
  const found = orderProblem(company, given.fields);
  return 'refused' in found ? found : changeOrder(company, found.order, given);
};
