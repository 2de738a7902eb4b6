import type { Company } from './company.ts';
import { type Fields, newTxnId, type OrderLine, type PurchaseOrder } from './company-file.ts';
import { priced, repriced } from './order-lines.ts';
import { referredIds, resolveReferences } from './references.ts';
import { textField, without } from './request-fields.ts';
import * as status from './status.ts';

/** Whose lines they are, as QuickBooks names it in its messages. */
export interface LinesOf {
  readonly kind: 'PurchaseOrder' | 'Estimate';
  /** e.g. `a purchase order`. */
  readonly called: string;
}

type Checked = { readonly fields: Fields } | { readonly refused: status.Status };
type Line = { readonly line: OrderLine } | { readonly refused: status.Status };
type Lines = { readonly lines: OrderLine[] } | { readonly refused: status.Status };

/** 3176 when somebody has open what the fields refer to. */
export const lockProblem = (company: Company, fields: Fields, what: string): status.Status | undefined =>
  referredIds(fields).some((id) => company.obstacles.openObjects.has(id))
    ? status.relatedObjectLocked(what)
    : undefined;

const lineFields = (company: Company, of: LinesOf, given: Fields): Checked => {
  const resolved = resolveReferences(company, given, `${of.kind} line`);
  if ('refused' in resolved) return resolved;
  const problem = lockProblem(company, resolved.fields, `${of.called} line`);
  return problem ? { refused: problem } : resolved;
};

/** A line that an Add or a Mod adds. */
export const newLine = (company: Company, of: LinesOf, given: Fields): Line => {
  const checked = lineFields(company, of, without(given, 'TxnLineID', 'DataExt'));
  if ('refused' in checked) return checked;
  const complete = priced(checked.fields);
  if ('refused' in complete) return complete;
  return { line: { id: newTxnId(company.file, company.seconds()), fields: complete.fields } };
};

const NOT_CLEARABLE = ['ItemRef', 'Quantity', 'Rate', 'Amount', 'CustomerRef', 'TxnDate', 'VendorRef'];

/** 3220 for an empty element that QuickBooks will not clear. */
export const clearProblem = (fields: Fields): status.Status | undefined => {
  const cleared = NOT_CLEARABLE.find((element) => fields[element] === '');
  return cleared ? status.cannotClear(cleared) : undefined;
};

const changedLine = (company: Company, of: LinesOf, line: OrderLine, given: Fields): Line => {
  const change = Object.fromEntries(Object.entries(given).filter(([element]) => element !== 'TxnLineID'));
  const problem = clearProblem(change);
  if (problem) return { refused: problem };
  const checked = lineFields(company, of, change);
  if ('refused' in checked) return checked;
  const complete = repriced(line.fields, checked.fields);
  if ('refused' in complete) return complete;
  return { line: { id: line.id, fields: without(complete.fields) } };
};

/**
 * The lines after a Mod: those not named are gone, −1 adds one where it stands, and those named
 * must come in the order in which they are stored.
 */
export const changedLines = (
  company: Company,
  of: LinesOf,
  order: PurchaseOrder,
  given: readonly Fields[],
): Lines => {
  const lines: OrderLine[] = [];
  let last = -1;
  for (const each of given) {
    const id = textField(each, 'TxnLineID') ?? '';
    const at = order.lines.findIndex((line) => line.id === id);
    if (id !== '-1' && at < 0) return { refused: status.objectNotFound(id) };
    if (id !== '-1' && at <= last) return { refused: status.lineOutOfOrder(id) };
    const stored = order.lines[at];
    const result = stored ? changedLine(company, of, stored, each) : newLine(company, of, each);
    if ('refused' in result) return result;
    lines.push(result.line);
    if (stored) last = at;
  }
  return { lines };
};
