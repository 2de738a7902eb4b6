import type { PackageJson } from './expand-change-order.ts';
import type { ContractJson } from './expand-commitment.ts';
import { type Id, id, idAfter } from './ids.ts';

/** What an item bills: a line of the commitment or of a change order (from 1), or a whole change order. */
export type Billed =
  | { readonly line: number }
  | { readonly changeOrder: string; readonly line: number }
  | { readonly changeOrder: string };

/** An item of an invoice; amounts as Procore writes them, absent ones are zero. */
export interface ItemRow {
  readonly of: Billed;
  readonly work?: string;
  /** Stored before, used now. */
  readonly moved?: string;
  readonly stored?: string;
  readonly toDate: string;
  readonly taxCode?: number;
}

/** What differs from invoice to invoice. */
export interface InvoiceRow {
  readonly id: string;
  readonly commitmentId: string;
  /** The invoice before it. */
  readonly previous?: string;
  /** Of the requisition: 1, 2, 3 within its commitment. */
  readonly number: number;
  /** The subcontractor's own. */
  readonly invoiceNumber?: string;
  readonly billed?: string;
  readonly period?: readonly [start: string, end: string];
  /** Approved unless said. */
  readonly status?: string;
  readonly final?: true;
  readonly currency?: string;
  /** Of the summary: payment due with tax, total retainage (undefined: not shown), tax. */
  readonly due: string;
  readonly retained?: string;
  readonly tax?: string;
  readonly items: readonly ItemRow[];
}

/** The commitment and change orders that the invoices of a project bill. */
export interface Billable {
  readonly contracts: readonly ContractJson[];
  readonly packages: readonly PackageJson[];
  readonly rows: readonly InvoiceRow[];
}

const codes = (line: ContractJson['line_items'][number] | PackageJson['line_items'][number]) => ({
  cost_code_id: line.cost_code?.id ?? null,
  line_item_id: line.id as Id | null,
  description_of_work: line.description,
  wbs_code: line.wbs_code,
  scheduled_value: line.total_amount,
});

const lineOf = ({ of }: ItemRow, contract: ContractJson, { packages }: Billable) => {
  if (!('changeOrder' in of)) {
    const line = contract.line_items[of.line - 1];
    if (!line) throw new Error(`${contract.record.number} has no line ${of.line}`);
    const unit = line.extended_type === 'calculated';
    return {
      ...{ item_type: 'contract_item', ...codes(line) },
      ...{ accounting_method: unit ? 'unit' : 'amount', scheduled_quantity: unit ? line.quantity : null },
    };
  }
  const order = packages.find((one) => String(one.id) === of.changeOrder);
  if (!order) throw new Error(`there is no change order ${of.changeOrder}`);
  const package_id = { change_order_package_id: order.id, accounting_method: 'amount' };
  if ('line' in of) {
    const line = order.line_items[of.line - 1];
    if (!line) throw new Error(`change order ${of.changeOrder} has no line ${of.line}`);
    const markup = line.markup_line_items.map(({ amount }) => Number(amount))[0] ?? 0;
    const scheduled_value = String(Number(line.total_amount) + markup);
    return { ...package_id, item_type: 'change_order_item', ...codes(line), scheduled_value };
  }
  return {
    ...{ ...package_id, item_type: 'whole_change_order_item', cost_code_id: null, wbs_code: null },
    ...{ line_item_id: null, description_of_work: order.title, scheduled_value: order.grand_total },
  };
};

const itemId = (row: InvoiceRow, index: number): Id => idAfter(`${row.id}00`, index + 1);

const expandItem = (row: InvoiceRow, index: number, contract: ContractJson, all: Billable) => {
  const item = row.items[index]!;
  const before = all.rows.find((one) => one.id === row.previous);
  const at = before?.items.findIndex(({ of }) => JSON.stringify(of) === JSON.stringify(item.of)) ?? -1;
  return {
    id: itemId(row, index),
    ...lineOf(item, contract, all),
    position: index + 1,
    work_completed_this_period: item.work ?? '0.0',
    materials_moved: item.moved ?? '0.0',
    materials_presently_stored: item.stored ?? '0.0',
    total_completed_and_stored_to_date: item.toDate,
    previous_progress_id: before && at >= 0 ? itemId(before, at) : null,
    taxes: item.taxCode === undefined ? [] : [{ tax_code_id: item.taxCode }],
    status: 'approved',
  };
};

const packagesIn = (row: InvoiceRow) => {
  const ids = row.items.flatMap(({ of }) => ('changeOrder' in of ? [of.changeOrder] : []));
  return [...new Set(ids)].map((one, index) => ({
    ...{ id: idAfter(`${row.id}50`, index), contract_id: id(row.commitmentId), change_order_id: id(one) },
    ...{ status: 'approved', position: index + 1 },
  }));
};

/** A subcontractor invoice as the extended view shows it; its change order items name their package. */
export const expandInvoice = (row: InvoiceRow, all: Billable, home: string) => {
  const contract = all.contracts.find(({ record }) => String(record.id) === row.commitmentId);
  if (!contract) throw new Error(`invoice ${row.id} has no commitment ${row.commitmentId}`);
  const { record } = contract;
  return {
    id: id(row.id),
    previous_requisition_id: row.previous === undefined ? null : id(row.previous),
    project_id: record.project.id,
    billing_date: row.billed ?? null,
    created_at: '2026-03-01T17:00:00Z',
    updated_at: '2026-03-01T19:12:44Z',
    commitment_id: record.id,
    contract_name: `${record.number} - ${record.title.trim()}`,
    final: row.final === true,
    vendor_id: record.vendor?.id ?? null,
    vendor_name: record.vendor?.company ?? '',
    invoice_number: row.invoiceNumber ?? null,
    requisition_start: row.period?.[0] ?? null,
    requisition_end: row.period?.[1] ?? null,
    status: row.status ?? 'approved',
    erp_status: 'not_in_erp',
    number: row.number,
    origin_data: null as string | null,
    origin_id: null as string | null,
    currency_configuration: { currency_iso_code: row.currency ?? home },
    summary: {
      current_payment_due: row.due,
      tax_applicable_to_this_payment: row.tax ?? '0.0',
      ...(row.retained !== undefined && { total_retainage: row.retained }),
    },
    items: row.items.map((_, index) => expandItem(row, index, contract, all)),
    item_packages: packagesIn(row),
  };
};

export type InvoiceJson = ReturnType<typeof expandInvoice>;
