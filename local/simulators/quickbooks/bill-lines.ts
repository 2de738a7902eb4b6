import { fromOrderLine, isLinked, type LinkedLine, linkedLine } from './bill-links.ts';
import type { Company } from './company.ts';
import { type BillLine, type Fields, newTxnId } from './company-file.ts';
import { lockProblem } from './order-line-changes.ts';
import { priced } from './order-lines.ts';
import { resolveReferences } from './references.ts';
import { textField, without } from './request-fields.ts';
import * as status from './status.ts';

/** `warning`: a line was left out because its order is closed. */
export type BillLines =
  | { readonly lines: BillLine[]; readonly warning?: status.Status }
  | { readonly refused: status.Status };

type One = { readonly line: BillLine } | { readonly refused: status.Status };

// QuickBooks calls on a bill Cost what it calls Rate on an order.
const costed = (fields: Fields): ReturnType<typeof priced> => {
  const { Cost, ...others } = fields;
  const complete = priced(Cost === undefined ? others : { ...others, Rate: Cost });
  if ('refused' in complete) return complete;
  const { Rate, ...rest } = complete.fields;
  return { fields: Rate === undefined ? rest : { ...rest, Cost: Rate } };
};

const billableProblem = (fields: Fields): status.Status | undefined => {
  const billable = textField(fields, 'BillableStatus');
  if (billable === undefined) return undefined;
  if (fields.CustomerRef === undefined)
    return status.invalidValue('BillableStatus', billable, 'A line without a customer cannot be billable.');
  return billable === 'HasBeenBilled'
    ? status.invalidValue('BillableStatus', billable, 'Only QuickBooks marks a line as billed.')
    : undefined;
};

const complete = (company: Company, of: BillLine['of'], given: Fields, link?: BillLine['link']): One => {
  const resolved = resolveReferences(company, without(given, 'DataExt', 'LinkToTxn'), 'Bill line');
  if ('refused' in resolved) return resolved;
  const problem = lockProblem(company, resolved.fields, 'a bill line') ?? billableProblem(resolved.fields);
  if (problem) return { refused: problem };
  const money = of === 'item' ? costed(resolved.fields) : resolved;
  if ('refused' in money) return money;
  const id = newTxnId(company.file, company.seconds());
  return { line: { id, of, fields: money.fields, ...(link && { link }) } };
};

const linked = (company: Company, given: Fields, found: LinkedLine): One => {
  const link = { order: found.order.id, line: found.line.id };
  return complete(company, 'item', fromOrderLine(found, given), link);
};

/** The lines that a BillAdd or VendorCreditAdd adds, the expense lines first. */
export const billLines = (
  company: Company,
  expenses: readonly Fields[],
  items: readonly Fields[],
  vendor: string | undefined,
): BillLines => {
  const lines: BillLine[] = [];
  let warning: status.Status | undefined;
  const given = [
    ...expenses.map((fields) => ({ of: 'expense' as const, fields })),
    ...items.map((fields) => ({ of: 'item' as const, fields })),
  ];
  for (const { of, fields } of given) {
    const found = isLinked(fields) ? linkedLine(company, fields, vendor) : undefined;
    if (found && 'refused' in found) return found;
    if (found && 'closed' in found) {
      warning = found.closed;
      continue;
    }
    const added = found ? linked(company, fields, found) : complete(company, of, fields);
    if ('refused' in added) return added;
    lines.push(added.line);
  }
  if (lines.length === 0 && warning) return { refused: status.emptyTransaction };
  return { lines, warning };
};
