import { fromOrderLine, isLinked, type LinkedLine, linkedLine } from './bill-links.ts';
import type { Company } from './company.ts';
import { type Fields, newTxnId } from './company-file.ts';
import { lockProblem } from './order-line-changes.ts';
import { priced } from './order-lines.ts';
import { resolveReferences } from './references.ts';
import { textField, without } from './request-fields.ts';
import * as status from './status.ts';
import type { BillLine } from './transactions.ts';

/** `warning`: a line was left out because its order is closed. */
export type BillLines =
  | { readonly lines: BillLine[]; readonly warning?: status.Status }
  | { readonly refused: status.Status };

/** A line as somebody gives it; `id` and `link` are those of the line that it was. */
interface Given extends Pick<BillLine, 'of' | 'fields' | 'link'> {
  readonly id?: string;
}

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

const complete = (company: Company, { of, fields: given, link, id }: Given): One => {
  const resolved = resolveReferences(company, without(given, 'DataExt', 'LinkToTxn'), 'Bill line');
  if ('refused' in resolved) return resolved;
  const problem = lockProblem(company, resolved.fields, 'a bill line') ?? billableProblem(resolved.fields);
  if (problem) return { refused: problem };
  const money = of === 'item' ? costed(resolved.fields) : resolved;
  if ('refused' in money) return money;
  const own = id ?? newTxnId(company.file, company.seconds());
  return { line: { id: own, of, fields: money.fields, ...(link && { link }) } };
};

const linked = (company: Company, given: Fields, found: LinkedLine): One => {
  const link = { order: found.order.id, line: found.line.id };
  return complete(company, { of: 'item', fields: fromOrderLine(found, given), link });
};

const ELEMENTS = { expense: 'ExpenseLineAdd', item: 'ItemLineAdd' } as const;
const KINDS = ['expense', 'item'] as const;

/** The elements of a request, or of what a person enters, that bring lines. */
export const LINE_ELEMENTS = ['ExpenseLineAdd', 'ItemLineAdd', 'ItemGroupLineAdd', 'LinkToTxnID'];

const given = (fields: Fields, of: BillLine['of']): Given[] =>
  [fields[ELEMENTS[of]] ?? []].flat().map((line) => ({ of, fields: typeof line === 'string' ? {} : line }));

const madeOf = (company: Company, all: readonly Given[], vendor: string | undefined): BillLines => {
  const lines: BillLine[] = [];
  let warning: status.Status | undefined;
  for (const each of all) {
    const { fields } = each;
    const found = isLinked(fields) ? linkedLine(company, fields, vendor) : undefined;
    if (found && 'refused' in found) return found;
    if (found && 'closed' in found) {
      warning = found.closed;
      continue;
    }
    const added = found ? linked(company, fields, found) : complete(company, each);
    if ('refused' in added) return added;
    lines.push(added.line);
  }
  if (lines.length === 0 && warning) return { refused: status.emptyTransaction };
  return { lines, warning };
};

/** The lines that are entered with a transaction, the expense lines first. */
export const newLines = (company: Company, fields: Fields, vendor: string | undefined): BillLines =>
  madeOf(
    company,
    KINDS.flatMap((of) => given(fields, of)),
    vendor,
  );

const changed = ({ TxnLineID, ...change }: Fields, before: BillLine): Given => {
  const { Cost, Amount, ...others } = before.fields;
  const kept = { ...(Cost !== undefined && { Cost }), ...(Amount !== undefined && { Amount }) };
  const isRepriced = ['Quantity', 'Cost', 'Amount'].some((element) => change[element] !== undefined);
  // Without a new figure the old ones stand; else what QuickBooks computes from the new ones.
  const price = isRepriced && change.Amount === undefined && change.Cost === undefined ? { Cost } : {};
  const fields = { ...others, ...(isRepriced ? price : kept), ...change } as Fields;
  return { of: before.of, fields, id: before.id, ...(before.link && { link: before.link }) };
};

/**
 * The lines after a person changed them: of a kind that is named, those with a TxnLineID stay with what is said of
 * them, those without one are new, and the others go; of a kind that is not named, all stay.
 */
export const changedLines = (
  company: Company,
  before: readonly BillLine[],
  fields: Fields,
  vendor: string | undefined,
): BillLines => {
  const all = KINDS.flatMap((of) => {
    const own = before.filter((line) => line.of === of);
    if (fields[ELEMENTS[of]] === undefined) return own;
    return given(fields, of).map((line): Given => {
      const old = own.find(({ id }) => id === textField(line.fields, 'TxnLineID'));
      return old ? changed(line.fields, old) : line;
    });
  });
  return madeOf(company, all, vendor);
};

/** The lines of a transaction that was voided: nothing, and drawn from nowhere. */
export const voidedLines = (lines: readonly BillLine[]): BillLine[] =>
  lines.map(({ id, of, fields }) => ({ id, of, fields: { ...without(fields, 'Cost'), Amount: '0.00' } }));
