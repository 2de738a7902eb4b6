import type { Settings } from '../../lib/settings.ts';
import type { LocalAws } from '../../local/aws.ts';
import type { ProcoreCompany, Row } from '../../local/simulators/procore/data.ts';
import { companyThatPays, paymentRow } from '../procore/payment-data.ts';
import { type Builder, type BuilderOptions, PROJECT, startBuilder } from './builder.ts';
import { visit } from './visit.ts';

/** A builder whose subcontractors are paid by Procore Pay. */
export interface Paying extends Builder {
  /** What QuickBooks still owes, by the number of the bill. */
  open(): Record<string, string>;
  /** Each check: its number, its amount, and what it pays by the number of the bill. */
  checks(): { number: string; total: string; pays: Record<string, string> }[];
  /** Webhooks of payments, worked off. */
  tell(...ids: string[]): Promise<void>;
  /** A payment changes in Procore; nobody is told. */
  change(id: string, more: Record<string, unknown>): void;
  /** A visit in an hour: whatever session was cut off has ended by then. */
  later(): ReturnType<typeof visit>;
}

export interface PayingOptions {
  /** By commitment: 901 and 902 are of one vendor, 903 is of another. */
  readonly payments?: Readonly<Record<string, Row[]>>;
  readonly settings?: Partial<Settings>;
  readonly change?: BuilderOptions['change'];
}

/** An approved invoice of a commitment over some amount, without retainage; its number is `B-` and its id. */
const requisition = (id: number, commitment: number, vendor: number, amount: string): Row => ({
  ...{ id, project_id: 9001, commitment_id: commitment, vendor_id: vendor, number: id, status: 'approved' },
  ...{ billing_date: '2026-02-28', requisition_start: '2026-02-01', requisition_end: '2026-02-28' },
  ...{ contract_name: `SC-${commitment}`, invoice_number: `B-${id}`, final: false },
  ...{ previous_requisition_id: null, origin_id: null, item_packages: [] },
  summary: { current_payment_due: amount, total_retainage: '0.0', tax_applicable_to_this_payment: '0.0' },
  items: [
    {
      ...{ id: id * 10, item_type: 'contract_item', accounting_method: 'amount', position: 1 },
      ...{ cost_code_id: 601, line_item_id: commitment * 10, description_of_work: 'Work' },
      ...{ scheduled_value: '30000.0', work_completed_this_period: amount },
      ...{ total_completed_and_stored_to_date: amount, materials_presently_stored: '0.0' },
      wbs_code: { id: 701, flat_code: '16-100.S', description: 'Wiring' },
    },
  ],
});

/** Two invoices of 901, one of 902, one of 903. */
const REQUISITIONS = [
  requisition(1, 901, 501, '1000.0'),
  requisition(2, 901, 501, '2000.0'),
  requisition(3, 902, 501, '300.0'),
  requisition(4, 903, 502, '40.0'),
];

const fill = (company: ProcoreCompany, { payments = {}, change }: PayingOptions): void => {
  const made = companyThatPays(payments);
  const [project] = company.projects;
  const [from] = made.projects;
  if (!project || !from) throw new Error('there is no project');
  project.purchase_order_contracts.splice(0, Number.POSITIVE_INFINITY, ...from.purchase_order_contracts);
  project.work_order_contracts.splice(0, Number.POSITIVE_INFINITY, ...from.work_order_contracts);
  for (const { record, line_items } of project.work_order_contracts)
    for (const line of line_items) Object.assign(line, { id: Number(record.id) * 10, amount: '30000.0' });
  Object.assign(project, { requisitions: REQUISITIONS.map((row) => structuredClone(row)) });
  change?.(company);
};

/** A payment of 901, wholly of its first invoice. */
export const pay = (id: number, more: Record<string, unknown> = {}): Row =>
  paymentRow(id, { amount: '1000.0', requisition_id: 1, ...more });

const ACCOUNTS = { income: 'Income', expense: 'Costs', bank: 'Checking', byPrefix: [] };

export const startPaying = async (aws: LocalAws, options: PayingOptions = {}): Promise<Paying> => {
  const settings = { accounts: ACCOUNTS, retainageItem: 'Retainage', ...options.settings };
  const builder = await startBuilder(aws, { settings, change: (company) => fill(company, options) });
  const { connector, office, company } = builder;
  const { people } = office.quickbooks;
  people.add('Account', 'Checking', { AccountType: 'Bank' });
  people.add('ItemService', 'Retainage', { SalesOrPurchase: { AccountRef: 'Costs' } });
  const numberOf = (id: string) =>
    office.quickbooks.books().bills.find((bill) => bill.id === id)?.refNumber ?? `${id} is gone`;
  const source = { project: PROJECT, resource: 'Contract Payments' };
  return {
    ...builder,
    open: () =>
      Object.fromEntries(office.quickbooks.books().bills.map(({ refNumber, open }) => [refNumber, open])),
    checks: () =>
      office.quickbooks.books().payments.map(({ refNumber, total, paid }) => ({
        ...{ number: refNumber, total },
        pays: Object.fromEntries(paid.map(({ bill, amount }) => [numberOf(bill), amount])),
      })),
    tell: (...ids) => connector.tell('payments', ids, source),
    change: (id, more) => {
      const contracts = company.projects.flatMap(({ work_order_contracts }) => work_order_contracts);
      const row = contracts.flatMap(({ payments = [] }) => payments).find((one) => String(one.id) === id);
      if (!row) throw new Error(`there is no payment ${id}`);
      Object.assign(row, more);
    },
    later: () => {
      connector.clock.pass(3_600_000);
      return visit(connector, office);
    },
  };
};
