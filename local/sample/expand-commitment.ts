import type { PaymentJson } from './expand-payment.ts';
import type { CostCodeJson } from './expand-project.ts';
import { COST_TYPES, type ProjectJson } from './expand-project.ts';
import type { VendorJson } from './expand-vendor.ts';
import type { WbsCodeJson } from './expand-wbs.ts';
import { id, idAfter } from './ids.ts';

/** A line of a schedule of values, as a project team would read it. */
export interface LineRow {
  /** Full cost code, with `SJ1.` before it or `.PH2` behind it where it has such a segment; none: uncoded. */
  readonly code?: string;
  readonly text: string;
  /** As Procore writes it, e.g. `30000.0`. */
  readonly amount: string;
  /** Quantity, unit of measure, unit cost: a line priced by the unit. */
  readonly units?: readonly [quantity: string, uom: string, unitCost: string];
  readonly taxCode?: number;
}

/** What differs from commitment to commitment. */
export interface CommitmentRow {
  readonly id: string;
  readonly kind: 'subcontract' | 'purchase-order';
  readonly projectId: string;
  readonly vendorId?: string;
  readonly number: string;
  readonly title: string;
  /** Approved unless said. */
  readonly status?: string;
  readonly date?: string;
  /** UTC. */
  readonly created?: string;
  readonly currency?: string;
  readonly originId?: string;
  readonly lines: readonly LineRow[];
}

export const lump = (code: string | undefined, text: string, amount: string, taxCode?: number): LineRow =>
  taxCode === undefined ? { code, text, amount } : { code, text, amount, taxCode };

export const priced = (
  code: string,
  text: string,
  quantity: string,
  uom: string,
  unitCost: string,
  amount: string,
): LineRow => ({ code, text, amount, units: [quantity, uom, unitCost] });

/** What the lines of a project's commitments can be coded to. */
export interface CodeBook {
  readonly project: ProjectJson;
  readonly costCodes: readonly CostCodeJson[];
  readonly wbsCodes: readonly WbsCodeJson[];
}

const LINE_STAMP = { created_at: '2026-01-30T21:12:00Z', updated_at: '2026-02-09T17:55:40Z' };

/** Cost code and budget code of a line. */
export const codingOf = (book: CodeBook, code: string | undefined, type: string) => {
  if (code === undefined) return { cost_code: null, wbs_code: null };
  const [before, after] = code.endsWith('.PH2') ? [code.slice(0, -4), '.PH2'] : [code, ''];
  const flat = `${before}.${type}${after}`;
  const biller = before.startsWith('SJ1.') ? 'SubJob' : 'Project';
  const fullCode = before.replace('SJ1.', '');
  const cost = book.costCodes.find((one) => one.full_code === fullCode && one.biller_type === biller);
  const wbs = book.wbsCodes.find((one) => one.flat_code === flat);
  if (!cost || !wbs) throw new Error(`The sample has no cost code ${code} in ${book.project.name}`);
  return {
    cost_code: cost,
    wbs_code: { id: wbs.id, flat_code: wbs.flat_code, description: wbs.description },
  };
};

const expandLine = (row: CommitmentRow, line: LineRow, index: number, book: CodeBook) => {
  const type = COST_TYPES[row.kind === 'subcontract' ? 0 : 1];
  return {
    id: idAfter(`${row.id}00`, index + 1),
    amount: line.amount,
    company: book.project.company,
    ...codingOf(book, line.code, type?.code ?? ''),
    description: line.text,
    extended_type: line.units ? 'calculated' : 'manual',
    holder: {
      id: id(row.id),
      holder_type: row.kind === 'subcontract' ? 'WorkOrderContract' : 'PurchaseOrderContract',
    },
    line_item_type: type,
    origin_data: null,
    origin_id: null,
    position: index + 1,
    project: { id: book.project.id, name: book.project.name },
    quantity: line.units?.[0] ?? '0.0',
    tax_code_id: line.taxCode ?? null,
    total_amount: line.amount,
    extended_amount: line.amount,
    unit_cost: line.units?.[2] ?? '0.0',
    uom: line.units?.[1] ?? null,
    ...LINE_STAMP,
  };
};

const cents = (amount: string): number => Math.round(Number(amount) * 100);

const contractRecord = (
  row: CommitmentRow,
  book: CodeBook,
  vendor: VendorJson | undefined,
  home: string,
) => ({
  id: id(row.id),
  accounting_method: row.lines.some((line) => line.units) ? 'unit' : 'amount',
  contract_date: row.date ?? null,
  created_at: row.created ?? '2026-01-30T21:10:04Z',
  currency_configuration: { currency_iso_code: row.currency ?? home },
  deleted_at: null,
  description: '',
  executed: true,
  grand_total: (row.lines.reduce((sum, line) => sum + cents(line.amount), 0) / 100).toString(),
  number: row.number,
  origin_code: null as string | null,
  origin_data: null as string | null,
  origin_id: row.originId ?? (null as string | null),
  private: true,
  project: { id: book.project.id, name: book.project.name },
  retainage_percent: '10.0',
  status: row.status ?? 'Approved',
  title: row.title,
  total_payments: '0.0',
  total_requisitions_amount: '0.0',
  updated_at: '2026-02-09T17:55:40Z',
  vendor: vendor ? { id: vendor.id, company: vendor.name } : null,
});

/** A purchase order contract or a subcontract as Procore shows it, and the lines of its schedule of values. */
export const expandCommitment = (
  row: CommitmentRow,
  book: CodeBook,
  vendor: VendorJson | undefined,
  home: string,
) => ({
  record: contractRecord(row, book, vendor, home),
  line_items: row.lines.map((line, index) => expandLine(row, line, index, book)),
  payments: [] as PaymentJson[],
});

export type ContractJson = ReturnType<typeof expandCommitment>;
export type CommitmentJson = ContractJson['record'];
