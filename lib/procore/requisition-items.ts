import { codeUseOf } from './code-use.ts';
import type { InvoiceItem } from './contract-shapes.ts';
import { type Fields, fieldsOf } from './fields.ts';
import { ProcoreFailure } from './procore.ts';
import type { ProjectCodes } from './project-codes.ts';
import type { TextForm } from './record-parts.ts';
import type { CostCodeUse } from './shapes.ts';

const KINDS = [
  'contract_item',
  'contract_detail_item',
  'change_order_item',
  'whole_change_order_item',
] as const satisfies readonly InvoiceItem['kind'][];

const OF_CHANGE_ORDERS: readonly InvoiceItem['kind'][] = ['change_order_item', 'whole_change_order_item'];

const kindOf = (item: Fields): InvoiceItem['kind'] => {
  const type = item.requiredText('item_type');
  const kind = KINDS.find((one) => one === type);
  if (kind !== undefined) return kind;
  throw new ProcoreFailure(
    'malformed',
    `Procore's answer cannot be used: ${item.what} has an item of the unknown type ${type}.`,
  );
};

const PACKAGE = 'change_order_package_id';

/** Item id → change order package. Only where none of them is told does it ask for the list that tells. */
export const changeOrdersIn = async (
  invoice: Fields,
  list: () => Promise<Fields[]>,
): Promise<ReadonlyMap<string, string>> => {
  const own = invoice.children('items').filter((item) => OF_CHANGE_ORDERS.includes(kindOf(item)));
  const told = (rows: readonly Fields[]) =>
    rows.flatMap((row): [string, string][] => {
      const id = row.optionalId(PACKAGE);
      return id === undefined ? [] : [[row.id('id'), id]];
    });
  const known = told(own);
  if (known.length === own.length) return new Map(known);
  const packages = new Map([...told(await list()), ...known]);
  const [only, ...others] = invoice
    .children('item_packages')
    .flatMap((row) => row.optionalId('change_order_id') ?? []);
  if (only !== undefined && others.length === 0)
    for (const item of own) if (!packages.has(item.id('id'))) packages.set(item.id('id'), only);
  return packages;
};

/** Amounts that only one way of accounting has: what is not there is nothing. */
const orNothing = (item: Fields, field: string): string => item.optionalDecimal(field)?.toFixed(2) ?? '0.00';

/** The same item on the invoice before. */
const before = (item: Fields, previous: readonly Fields[]): Fields | undefined => {
  const id = item.optionalId('previous_progress_id');
  const line = item.optionalId('line_item_id');
  return (
    previous.find((one) => id !== undefined && one.id('id') === id) ??
    previous.find(
      (one) => line !== undefined && one.optionalId('line_item_id') === line && kindOf(one) === kindOf(item),
    )
  );
};

const storedBefore = (item: Fields, previous: readonly Fields[]): string => {
  const told = item.optionalDecimal('materials_presently_stored_from_previous_progress');
  if (told !== undefined) return told.toFixed(2);
  const same = before(item, previous);
  return same ? orNothing(same, 'materials_presently_stored') : '0.00';
};

/** By the WBS code, else by the project's cost code; an item without either has none. */
const useOf = async (item: Fields, codes: ProjectCodes): Promise<CostCodeUse> => {
  if (item.child('wbs_code')?.optionalId('id') !== undefined) return codeUseOf(item, codes);
  const id = item.optionalId('cost_code_id');
  return id === undefined ? { is: 'none' } : codeUseOf(fieldsOf({ cost_code: { id } }, item.what), codes);
};

const place = (item: Fields): number =>
  item.optionalDecimal('position')?.toNumber() ?? Number.MAX_SAFE_INTEGER;

const toItem = (
  item: Fields,
  previous: readonly Fields[],
  changeOrderId: string | undefined,
  use: CostCodeUse,
  text: TextForm,
): InvoiceItem => ({
  id: item.id('id'),
  kind: kindOf(item),
  lineId: item.optionalId('line_item_id'),
  changeOrderId,
  description: text.prose(item.text('description_of_work')),
  costCode: use.is === 'none' ? use : { ...use, fullCode: text.name(use.fullCode) },
  taxCodeId: item.children('taxes')[0]?.optionalId('tax_code_id'),
  scheduledValue: item.decimal('scheduled_value').toFixed(2),
  scheduledQuantity:
    item.text('accounting_method') === 'unit'
      ? item.optionalDecimal('scheduled_quantity')?.toFixed()
      : undefined,
  workThisPeriod: item.decimal('work_completed_this_period').toFixed(2),
  materialsMoved: orNothing(item, 'materials_moved'),
  storedNow: orNothing(item, 'materials_presently_stored'),
  storedBefore: storedBefore(item, previous),
  billedToDate: item.decimal('total_completed_and_stored_to_date').toFixed(2),
});

/** The items of an invoice by their position; `previous`: those of the invoice before. */
export const toItems = async (
  invoice: Fields,
  previous: readonly Fields[],
  packages: ReadonlyMap<string, string>,
  codes: ProjectCodes,
  text: TextForm,
): Promise<InvoiceItem[]> => {
  const ordered = invoice.children('items').toSorted((a, b) => place(a) - place(b));
  const items: InvoiceItem[] = [];
  for (const item of ordered)
    items.push(toItem(item, previous, packages.get(item.id('id')), await useOf(item, codes), text));
  return items;
};
