import { type Company, today } from './company.ts';
import {
  type Fields,
  isObjectId,
  newEditSequence,
  newTxnId,
  type OrderLine,
  type PurchaseOrder,
} from './company-file.ts';
import { changedLines, clearProblem, type LinesOf, lockProblem, newLine } from './order-line-changes.ts';
import { referredIds, resolveReferences } from './references.ts';
import { merged, textField, without } from './request-fields.ts';
import * as status from './status.ts';

/** `stale`: refused, and the answer shows the order as it is. */
export type OrderChange =
  | { readonly order: PurchaseOrder }
  | { readonly refused: status.Status; readonly stale?: PurchaseOrder };

type Checked = { readonly fields: Fields } | { readonly refused: status.Status };

const WORDS = 'Purchase Order';
const OF: LinesOf = { kind: 'PurchaseOrder', called: 'a purchase order' };

/** The lines that a request gives under one name. */
export const linesOf = (given: Fields, element: string): Fields[] => {
  const value = given[element];
  const all = value === undefined || value === '' ? [] : Array.isArray(value) ? value : [value];
  return all.map((line) => (typeof line === 'string' ? {} : line));
};

// Group lines need the group's own items; what asks for them is told so rather than answered half.
const enabled = (company: Company, given: Fields): status.Status | undefined => {
  if (!company.preferences.usesPurchaseOrders) return status.notEnabled;
  const hasGroup = given.PurchaseOrderLineGroupAdd ?? given.PurchaseOrderLineGroupMod;
  return hasGroup ? status.unsupported : undefined;
};

/** 3171 for a transaction dated in the closed period. */
export const dateProblem = (
  company: Company,
  kind: string,
  date: string | undefined,
): status.Status | undefined => {
  const { closingDate } = company.preferences;
  return closingDate && date && date <= closingDate ? status.periodClosed(kind) : undefined;
};

const NOT_OF_HEADER = ['TxnID', 'EditSequence', 'CreateChangeOrder'];

/** The fields beside the lines, their references found. */
export const header = (company: Company, kind: LinesOf['kind'], given: Fields): Checked => {
  const isLine = (element: string): boolean => element.startsWith(`${kind}Line`);
  const own = Object.fromEntries(
    Object.entries(given).filter(([element]) => !isLine(element) && !NOT_OF_HEADER.includes(element)),
  );
  return resolveReferences(company, own, kind);
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
export const addOrder = (company: Company, given: Fields): OrderChange => {
  const problem = enabled(company, given);
  if (problem) return { refused: problem };
  const checked = header(company, OF.kind, without(given));
  if ('refused' in checked) return checked;
  const fields = withDefaults(company, checked.fields);
  const obstacle =
    lockProblem(company, fields, OF.called) ?? dateProblem(company, WORDS, textField(fields, 'TxnDate'));
  if (obstacle) return { refused: obstacle };
  const seconds = company.seconds();
  const id = newTxnId(company.file, seconds);
  const lines: OrderLine[] = [];
  for (const each of linesOf(given, 'PurchaseOrderLineAdd')) {
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

const closeLines = (lines: readonly OrderLine[]): OrderLine[] =>
  lines.map((line) => ({ ...line, fields: { ...line.fields, IsManuallyClosed: 'true' } }));

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
export const changeOrder = (company: Company, order: PurchaseOrder, given: Fields): OrderChange => {
  const cleared = clearProblem(given);
  if (cleared) return { refused: cleared };
  const checked = header(company, OF.kind, given);
  if ('refused' in checked) return checked;
  const fields = merged(order.fields, checked.fields);
  const obstacle =
    lockProblem(company, checked.fields, OF.called) ??
    dateProblem(company, WORDS, textField(order.fields, 'TxnDate')) ??
    dateProblem(company, WORDS, textField(fields, 'TxnDate'));
  if (obstacle) return { refused: obstacle };
  const named = linesOf(given, 'PurchaseOrderLineMod');
  const changed = named.length > 0 ? changedLines(company, OF, order, named) : { lines: order.lines };
  if ('refused' in changed) return changed;
  order.fields = fields;
  order.lines = fields.IsManuallyClosed === 'true' ? closeLines(changed.lines) : changed.lines;
  order.modified = company.seconds();
  order.editSequence = newEditSequence(company.file, order.modified);
  return { order };
};

/** PurchaseOrderMod: the order must be there, not open elsewhere, and its EditSequence must fit. */
export const modOrder = (company: Company, given: Fields): OrderChange => {
  const problem = enabled(company, given);
  if (problem) return { refused: problem };
  const found = orderProblem(company, given);
  return 'refused' in found ? found : changeOrder(company, found.order, given);
};
