import type { Company } from './company.ts';
import { type Fields, isObjectId, newEditSequence, newTxnId } from './company-file.ts';
import { today } from './local-time.ts';
import { changedLines, clearProblem, type LinesOf, lockProblem, newLine } from './order-line-changes.ts';
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
import { dateProblem } from './transaction-entry.ts';
import type { OrderLine, PurchaseOrder } from './transactions.ts';
import type { Node } from './xml.ts';

/** `stale`: refused, and the answer shows the order as it is. */
export type OrderChange =
  | { readonly order: PurchaseOrder }
  | { readonly refused: status.Status; readonly stale?: PurchaseOrder };

type Checked = { readonly fields: Fields } | { readonly refused: status.Status };

const KIND = 'Purchase Order';
const OF: LinesOf = { kind: 'PurchaseOrder', called: 'a purchase order' };

const lineElements = ({ kind }: LinesOf): string[] =>
  ['LineAdd', 'LineGroupAdd', 'LineMod', 'LineGroupMod'].map((end) => `${kind}${end}`);

/** The fields of an order or an estimate, and its lines and groups of lines in the order in which they stand. */
export interface GivenOrder {
  readonly fields: Fields;
  readonly lines: readonly NamedFields[];
}

/** An order as a request has it. */
export const orderIn = (node: Node, of = OF): GivenOrder => ({
  fields: fieldsOf(node),
  lines: childrenNamed(node, lineElements(of)),
});

/** An order as somebody enters it at the screen. */
export const orderFrom = (fields: Fields, of = OF): GivenOrder => ({
  fields,
  lines: fieldsNamed(fields, lineElements(of)),
});

const enabled = (company: Company): status.Status | undefined =>
  company.preferences.usesPurchaseOrders ? undefined : status.notEnabled;

/** The fields beside the lines, their references found. */
export const header = (company: Company, of: LinesOf, given: Fields): Checked => {
  const others = [...lineElements(of), 'TxnID', 'EditSequence', 'CreateChangeOrder'];
  const own = Object.entries(given).filter(([element]) => !others.includes(element));
  return resolveReferences(company, Object.fromEntries(own), of.kind);
};

/** The number after the highest that was given so far. */
export const nextRefNumber = (all: ReadonlyMap<string, PurchaseOrder>): string => {
  let highest = 0;
  for (const { fields } of all.values()) {
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
    ...(fields.RefNumber === undefined ? { RefNumber: nextRefNumber(company.file.orders) } : {}),
    ...fields,
    ...(address ? { VendorAddress: address } : {}),
  };
};

/** PurchaseOrderAdd: what it refers to must exist, and the period must be open. */
export const addOrder = (company: Company, given: GivenOrder): OrderChange => {
  const problem = enabled(company);
  if (problem) return { refused: problem };
  const checked = header(company, OF, without(given.fields));
  if ('refused' in checked) return checked;
  const fields = withDefaults(company, checked.fields);
  const obstacle =
    lockProblem(company, fields, OF.called) ?? dateProblem(company, KIND, textField(fields, 'TxnDate'));
  if (obstacle) return { refused: obstacle };
  const seconds = company.seconds();
  const id = newTxnId(company.file, seconds);
  const lines: OrderLine[] = [];
  for (const each of given.lines) {
    const added = newLine(company, OF, each);
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
  const checked = header(company, OF, given.fields);
  if ('refused' in checked) return checked;
  const fields = merged(order.fields, checked.fields);
  const obstacle =
    lockProblem(company, checked.fields, OF.called) ??
    dateProblem(company, KIND, textField(order.fields, 'TxnDate')) ??
    dateProblem(company, KIND, textField(fields, 'TxnDate'));
  if (obstacle) return { refused: obstacle };
  const changed =
    given.lines.length > 0 ? changedLines(company, OF, order.lines, given.lines) : { lines: order.lines };
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
