import type { Settings } from '../../lib/settings.ts';
import type { LocalAws } from '../../local/aws.ts';
import type { Row } from '../../local/simulators/procore/data.ts';
import type { BookBill } from '../../local/simulators/quickbooks/books.ts';
import { type Builder, type BuilderOptions, startBuilder } from './builder.ts';

/** A requisition in short: work per line of the contract, and what it says in all. */
export interface Requisition {
  readonly id: number;
  readonly number: number;
  readonly previous?: number;
  /** Line id of the contract → what is billed of it now and up to now. */
  readonly work: Readonly<
    Record<string, { readonly now: string; readonly toDate: string; readonly of: string }>
  >;
  readonly due: string;
  readonly retainage: string;
  readonly more?: Record<string, unknown>;
}

const itemOf = (line: string, { now, toDate, of }: Requisition['work'][string], id: number) => ({
  id,
  item_type: 'contract_item',
  accounting_method: 'amount',
  cost_code_id: 601,
  line_item_id: Number(line),
  description_of_work: `Work on line ${line}`,
  wbs_code: { id: 701, flat_code: '16-100.S' },
  scheduled_value: of,
  work_completed_this_period: now,
  materials_presently_stored: '0.0',
  materials_presently_stored_from_previous_progress: '0.0',
  total_completed_and_stored_to_date: toDate,
  position: id,
});

/** As Procore shows it: approved, of subcontract 901 of project 9001. */
export const requisition = ({ id, number, previous, work, due, retainage, more }: Requisition): Row => ({
  id,
  previous_requisition_id: previous ?? null,
  project_id: 9001,
  commitment_id: 901,
  vendor_id: 501,
  contract_name: 'SC-001 - Wiring',
  number,
  invoice_number: `AE-${number}`,
  billing_date: `2026-0${number + 1}-28`,
  requisition_start: `2026-0${number + 1}-01`,
  requisition_end: `2026-0${number + 1}-28`,
  status: 'approved',
  final: false,
  origin_id: null,
  updated_at: '2026-03-01T08:00:00Z',
  summary: { current_payment_due: due, total_retainage: retainage, tax_applicable_to_this_payment: '0.0' },
  items: Object.entries(work).map(([line, figures], n) => itemOf(line, figures, id * 100 + n)),
  item_packages: [],
  ...more,
});

const of = '30000.0';

/** Three invoices over 30,000.00 of which a third does not come out even; the last releases what was held. */
export const THREE: readonly Requisition[] = [
  {
    ...{ id: 11, number: 1, due: '9000.00', retainage: '1000.00' },
    work: { 9011: { now: '10000.0', toDate: '10000.0', of } },
  },
  {
    ...{ id: 12, number: 2, previous: 11, due: '9000.00', retainage: '2000.00' },
    work: { 9011: { now: '10000.0', toDate: '20000.0', of } },
  },
  {
    ...{ id: 13, number: 3, previous: 12, due: '12000.00', retainage: '0.00' },
    work: { 9011: { now: '10000.0', toDate: '30000.0', of } },
    more: { final: true },
  },
];

/** A small contractor whose subcontractor has sent invoices; QuickBooks has an item for retainage. */
export const startBilling = async (
  aws: LocalAws,
  rows: readonly Row[],
  options: BuilderOptions & { readonly settings?: Partial<Settings> } = {},
): Promise<Builder> => {
  const builder = await startBuilder(aws, {
    ...options,
    settings: { retainageItem: 'Retainage', ...options.settings },
    change: (company) => {
      Object.assign(company.projects[0] ?? {}, { requisitions: structuredClone(rows) });
      options.change?.(company);
    },
  });
  const { people } = builder.office.quickbooks;
  people.add('Account', 'Retainage Payable', { AccountType: 'OtherCurrentLiability' });
  people.add('ItemService', 'Retainage', {
    SalesAndPurchase: { IncomeAccountRef: 'Income', ExpenseAccountRef: 'Retainage Payable' },
  });
  return builder;
};

export const SOURCE = { project: '9001' };

/** The bills and credits in QuickBooks. */
export const billsOf = ({ office }: Pick<Builder, 'office'>): readonly BookBill[] =>
  office.quickbooks.books().bills;

/** `amount by quantity` of each line that draws its order down, `amount` of the others. */
export const linesOf = (bill: BookBill | undefined): string[] =>
  (bill?.lines ?? []).map(({ fields, order }) =>
    order ? `${fields.Amount} by ${fields.Quantity}` : String(fields.Amount),
  );
