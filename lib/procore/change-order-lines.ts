import Big from 'big.js';
import { codeUseOf } from './code-use.ts';
import type { ChangeOrderLine } from './contract-shapes.ts';
import type { Fields } from './fields.ts';
import type { ProjectCodes } from './project-codes.ts';
import type { TextForm } from './record-parts.ts';
import type { CostCodeUse } from './shapes.ts';

/** A commitment change order and its lines, as v2 lists them. */
export interface Joined {
  readonly order: Fields;
  readonly rows: readonly Fields[];
}

const place = (row: Fields): number => row.optionalDecimal('position')?.toNumber() ?? Number.MAX_SAFE_INTEGER;

const compareIds = (a: string, b: string): number => a.length - b.length || (a < b ? -1 : 1);

const inOrder = (rows: readonly Fields[]): Fields[] =>
  [...rows].sort((a, b) => place(a) - place(b) || compareIds(a.id('id'), b.id('id')));

/** Without markups; the total is asked for where the extended amount is not shown. */
const amountOf = (row: Fields): Big => row.optionalDecimal('extended_amount') ?? row.decimal('total_amount');

const markupOf = (row: Fields): string =>
  row
    .children('markup_line_items')
    .reduce((sum, markup) => sum.plus(markup.decimal('amount')), new Big(0))
    .toFixed(2);

/** The v2 line that is the same: by id, or, since ids may be of two spaces, by position; of the same amount in any case. */
const partnerOf = (row: Fields, listed: readonly Fields[]): Fields | undefined => {
  const equal = listed.filter((one) => one.decimal('amount').eq(amountOf(row)));
  const same = equal.filter((one) => one.id('id') === row.id('id'));
  const [first, ...others] = same.length > 0 ? same : equal.filter((one) => place(one) === place(row));
  return others.length === 0 ? first : undefined;
};

const named = (use: CostCodeUse, text: TextForm): CostCodeUse =>
  use.is === 'none' ? use : { ...use, fullCode: text.name(use.fullCode) };

const common = (row: Fields, use: CostCodeUse, text: TextForm) => ({
  description: text.prose(row.text('description')),
  quantity: row.optionalDecimal('quantity')?.toFixed(),
  unitCost: row.optionalDecimal('unit_cost')?.toFixed(),
  uom: row.text('uom') === '' ? undefined : text.name(row.text('uom')),
  costCode: named(use, text),
});

const fromList = (row: Fields | undefined) => ({
  // A package does not say how a line is priced: a quantity and a cost that make the amount do.
  unitPriced: (row?.text('extended_type') || 'calculated') === 'calculated',
  taxCodeId: row?.optionalId('tax_code_id'),
  commitmentLineId: row?.optionalId('commitment_line_item_id'),
});

/** The lines of a package by position; what v2 knows of them beside. */
export const packaged = async (
  rows: readonly Fields[],
  listed: readonly Fields[],
  codes: ProjectCodes,
  text: TextForm,
): Promise<ChangeOrderLine[]> => {
  const lines: ChangeOrderLine[] = [];
  for (const row of inOrder(rows))
    lines.push({
      id: row.id('id'),
      amount: amountOf(row).toFixed(2),
      markup: markupOf(row),
      ...common(row, await codeUseOf(row, codes), text),
      ...fromList(partnerOf(row, listed)),
    });
  return lines;
};

/** Lines that only v2 lists: their ids are of another space than those of packages. They show no markups. */
export const alone = async (
  rows: readonly Fields[],
  codes: ProjectCodes,
  text: TextForm,
): Promise<ChangeOrderLine[]> => {
  const lines: ChangeOrderLine[] = [];
  for (const row of inOrder(rows))
    lines.push({
      id: `cco-${row.id('id')}`,
      amount: row.decimal('amount').toFixed(2),
      markup: '0.00',
      ...common(row, await codeUseOf(row, codes), text),
      ...fromList(row),
    });
  return lines;
};
