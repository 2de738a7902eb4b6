import type { ContractJson } from './expand-commitment.ts';
import { type CodeBook, codingOf, type LineRow } from './expand-commitment.ts';
import { COST_TYPES } from './expand-project.ts';
import { type Id, id, idAfter } from './ids.ts';

/** A line of a change order; `changes`: the line of the commitment that it changes, from 1. */
export type ChangedLineRow = LineRow & { readonly changes?: number; readonly markup?: string };

/** What differs from change order to change order. */
export interface ChangeOrderRow {
  /** Of its package. */
  readonly id: string;
  readonly commitmentId: string;
  readonly number: string;
  readonly title: string;
  /** With markups, as Procore shows it. */
  readonly total: string;
  /** Approved unless said. */
  readonly status?: string;
  readonly prime?: true;
  /** Of one that changes no commitment. */
  readonly projectId?: string;
  /** Id of the commitment change order that stands beside the package. */
  readonly orderId?: string;
  readonly lines: readonly ChangedLineRow[];
}

const STAMP = { created_at: '2026-03-02T16:00:00Z', updated_at: '2026-03-12T18:20:44Z' };

const expandLine = (row: ChangeOrderRow, line: ChangedLineRow, index: number, book: CodeBook) => ({
  id: idAfter(`${row.id}00`, index + 1),
  position: index + 1,
  description: line.text,
  quantity: line.units?.[0] ?? '0.0',
  uom: line.units?.[1] ?? null,
  unit_cost: line.units?.[2] ?? '0.0',
  total_amount: line.amount,
  extended_amount: line.amount,
  ...codingOf(book, line.code, 'S'),
  line_item_type: COST_TYPES[0],
  holder: { id: id(row.id), holder_type: 'PotentialChangeOrder' },
  markup_line_items: line.markup === undefined ? [] : [{ id: 1, name: 'Overhead', amount: line.markup }],
});

/** A change order package as its show has it. */
export const expandPackage = (row: ChangeOrderRow, book: CodeBook) => ({
  id: id(row.id),
  contract_id: id(row.commitmentId),
  deleted_at: null,
  description: '',
  executed: false,
  grand_total: row.total,
  number: row.number,
  origin_code: null as string | null,
  origin_data: null as string | null,
  origin_id: null as string | null,
  position: 1,
  status: row.status ?? 'approved',
  title: row.title,
  type: row.prime ? 'PrimeContractChangeOrder' : 'ChangeOrderPackage',
  ...STAMP,
  line_items: row.lines.map((line, index) => expandLine(row, line, index, book)),
});

export type PackageJson = ReturnType<typeof expandPackage>;

/** The commitment change order beside a package; its ids are of another space. */
export const expandOrder = (
  row: ChangeOrderRow,
  orderId: Id,
  home: string,
  contract: ContractJson | undefined,
) => ({
  record: {
    id: orderId,
    contract_id: id(row.commitmentId),
    legacy_package_id: id(row.id),
    currency_configuration: { currency_iso_code: home },
    grand_total: row.total,
    number: row.number,
    title: row.title,
    status: row.status ?? 'approved',
    executed: false,
  },
  line_items: row.lines.map((line, index) => ({
    id: idAfter(`${orderId}00`, index + 1),
    position: index + 1,
    description: line.text,
    amount: line.amount,
    extended_type: line.units ? 'calculated' : 'manual',
    tax_code_id: line.taxCode ?? null,
    commitment_line_item_id:
      line.changes === undefined ? null : (contract?.line_items[line.changes - 1]?.id ?? null),
  })),
});

export type ChangeOrderJson = ReturnType<typeof expandOrder>;
