import type { Company } from './company.ts';
import { type Fields, newTxnId } from './company-file.ts';
import { priced, repriced } from './order-lines.ts';
import { referredIds, resolveReferences } from './references.ts';
import { fieldsNamed, type NamedFields, referenceId, textField, without } from './request-fields.ts';
import * as status from './status.ts';
import type { OrderLine } from './transactions.ts';

/** Whose lines they are, as QuickBooks names it in elements and in messages. */
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

const simpleLine = (company: Company, of: LinesOf, given: Fields): Line => {
  const checked = lineFields(company, of, without(given, 'TxnLineID', 'DataExt'));
  if ('refused' in checked) return checked;
  const complete = priced(checked.fields);
  if ('refused' in complete) return complete;
  return { line: { id: newTxnId(company.file, company.seconds()), fields: complete.fields } };
};

/** A group becomes the lines that its item names, at the group's quantity and without a cost. */
const groupOfLines = (company: Company, of: LinesOf, given: Fields): Line => {
  const checked = lineFields(company, of, without(given, 'TxnLineID', 'DataExt'));
  if ('refused' in checked) return checked;
  const item = company.file.objects.get(referenceId(checked.fields, 'ItemGroupRef') ?? '');
  const times = Number(textField(checked.fields, 'Quantity') ?? '1');
  const id = newTxnId(company.file, company.seconds());
  const members: OrderLine[] = [];
  for (const { fields } of fieldsNamed(item?.fields ?? {}, ['ItemGroupLine'])) {
    const Quantity = String(Number(textField(fields, 'Quantity') ?? '1') * times);
    const made = simpleLine(company, of, { ...fields, Quantity, Rate: '0' });
    if ('refused' in made) return made;
    members.push(made.line);
  }
  return { line: { id, fields: checked.fields, members } };
};

/** A line, or a group of lines, that an Add or a Mod adds. */
export const newLine = (company: Company, of: LinesOf, { name, fields }: NamedFields): Line =>
  (name.includes('Group') ? groupOfLines : simpleLine)(company, of, fields);

const NOT_CLEARABLE = ['ItemRef', 'Quantity', 'Rate', 'Amount', 'CustomerRef', 'TxnDate', 'VendorRef'];

/** 3220 for an empty element that QuickBooks will not clear. */
export const clearProblem = (fields: Fields): status.Status | undefined => {
  const cleared = NOT_CLEARABLE.find((element) => fields[element] === '');
  return cleared ? status.cannotClear(cleared) : undefined;
};

/** A group that is named keeps its lines unless lines are named within it; its own fields stay as they are. */
const changedGroup = (company: Company, of: LinesOf, group: OrderLine, change: Fields): Line => {
  const own = `${of.kind}LineMod`;
  const named = fieldsNamed(change, [own]);
  if (Object.keys(change).some((element) => element !== own)) return { refused: status.unsupported };
  if (named.length === 0) return { line: group };
  const changed = changedLines(company, of, group.members ?? [], named);
  return 'refused' in changed ? changed : { line: { ...group, members: changed.lines } };
};

const changedLine = (company: Company, of: LinesOf, line: OrderLine, { fields }: NamedFields): Line => {
  const change = Object.fromEntries(Object.entries(fields).filter(([element]) => element !== 'TxnLineID'));
  if (line.members) return changedGroup(company, of, line, change);
  const problem = clearProblem(change);
  if (problem) return { refused: problem };
  const checked = lineFields(company, of, change);
  if ('refused' in checked) return checked;
  const complete = repriced(line.fields, checked.fields);
  if ('refused' in complete) return complete;
  return { line: { id: line.id, fields: without(complete.fields) } };
};

/**
 * The lines after a Mod: those not named are gone, groups too; −1 adds one where it stands; and those
 * named must come in the order in which they are stored. A line is no group, nor a group a line.
 */
export const changedLines = (
  company: Company,
  of: LinesOf,
  stored: readonly OrderLine[],
  given: readonly NamedFields[],
): Lines => {
  const lines: OrderLine[] = [];
  let last = -1;
  for (const each of given) {
    const id = textField(each.fields, 'TxnLineID') ?? '';
    const isGroup = each.name.includes('Group');
    const at = stored.findIndex((line) => line.id === id && (line.members !== undefined) === isGroup);
    if (id !== '-1' && at < 0) return { refused: status.objectNotFound(id) };
    if (id !== '-1' && at <= last) return { refused: status.lineOutOfOrder(id) };
    const before = stored[at];
    const result = before ? changedLine(company, of, before, each) : newLine(company, of, each);
    if ('refused' in result) return result;
    lines.push(result.line);
    if (before) last = at;
  }
  return { lines };
};
