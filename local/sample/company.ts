import { sumOf } from './decimals.ts';
import { type BudgetJson, type BudgetRow, budgetOf } from './expand-budget.ts';
import {
  type ChangeOrderJson,
  type ChangeOrderRow,
  expandOrder,
  expandPackage,
  type PackageJson,
} from './expand-change-order.ts';
import type { StandardCodeJson } from './expand-codes.ts';
import {
  type CodeBook,
  type CommitmentJson,
  type CommitmentRow,
  type ContractJson,
  expandCommitment,
} from './expand-commitment.ts';
import { expandInvoice, type InvoiceJson, type InvoiceRow } from './expand-invoice.ts';
import { expandPayment, type PaymentRow } from './expand-payment.ts';
import {
  type CostCodeJson,
  expandCostCodes,
  expandProject,
  type ProjectJson,
  type ProjectRow,
} from './expand-project.ts';
import { expandVendor, type VendorJson, type VendorRow } from './expand-vendor.ts';
import { expandWbsCodes, type WbsCodeJson } from './expand-wbs.ts';
import { type Id, id } from './ids.ts';

export interface SampleProject {
  record: ProjectJson;
  cost_codes: CostCodeJson[];
  wbs_codes: WbsCodeJson[];
  purchase_order_contracts: ContractJson[];
  work_order_contracts: ContractJson[];
  change_order_packages: PackageJson[];
  commitment_change_orders: ChangeOrderJson[];
  requisitions: InvoiceJson[];
  budget?: BudgetJson;
}

/** A Procore company as the simulator holds it, with the fields typed that the sample itself reads again. */
export interface SampleProcore {
  id: Id;
  name: string;
  standard_cost_code_lists: StandardListJson[];
  standard_cost_codes: StandardCodeJson[];
  vendors: VendorJson[];
  projects: SampleProject[];
}

export type StandardListJson = {
  id: Id;
  name: string;
  available_to_use_on_new_projects: boolean;
  is_erp_list: boolean;
};

/** A company as the sample writes it down. */
export interface CompanyRows {
  readonly id: Id;
  readonly name: string;
  readonly home: 'USD' | 'CAD';
  readonly listId: Id;
  readonly lists: readonly StandardListJson[];
  readonly codes: readonly StandardCodeJson[];
  readonly vendors: readonly VendorRow[];
  readonly projects: readonly ProjectRow[];
  readonly commitments: readonly CommitmentRow[];
  readonly budgets: readonly BudgetRow[];
  readonly changeOrders: readonly ChangeOrderRow[];
  readonly invoices: readonly InvoiceRow[];
  readonly payments: readonly PaymentRow[];
}

type Contracts = Pick<SampleProject, 'purchase_order_contracts' | 'work_order_contracts'>;

/** What stands on the commitments of a project: change orders, invoices, payments. */
const expandDealings = (rows: CompanyRows, book: CodeBook, lists: Contracts) => {
  const contracts = [...lists.purchase_order_contracts, ...lists.work_order_contracts];
  const contractOf = ({ commitmentId }: { readonly commitmentId: string }) =>
    contracts.find(({ record }) => String(record.id) === commitmentId);
  const changeOrders = rows.changeOrders.filter(
    (row) => contractOf(row) ?? row.projectId === String(book.project.id),
  );
  const packages = changeOrders.map((row) => expandPackage(row, book));
  const invoices = rows.invoices.filter((row) => contractOf(row));
  for (const contract of contracts) {
    const own = rows.payments.filter((row) => contractOf(row) === contract);
    contract.payments = own.map((row, step) => expandPayment(row, book.project.id, step + 1));
    contract.record.total_payments = sumOf(own.map(({ amount }) => amount));
    const billed = invoices.filter((row) => contractOf(row) === contract);
    contract.record.total_requisitions_amount = sumOf(billed.map(({ due }) => due));
  }
  return {
    change_order_packages: packages,
    commitment_change_orders: changeOrders.flatMap((row) =>
      row.orderId ? [expandOrder(row, id(row.orderId), rows.home, contractOf(row))] : [],
    ),
    requisitions: invoices.map((row) =>
      expandInvoice(row, { contracts, packages, rows: invoices }, rows.home),
    ),
  };
};

const expandFolder = (
  rows: CompanyRows,
  project: ProjectRow,
  vendors: ReadonlyMap<string, VendorJson>,
): SampleProject => {
  const costCodes = expandCostCodes(
    project,
    rows.codes.filter((code) => code.standard_cost_code_list_id === rows.listId),
  );
  const book: CodeBook = {
    project: expandProject(project, { id: rows.id, name: rows.name }, rows.listId),
    costCodes,
    wbsCodes: expandWbsCodes(project, costCodes),
  };
  const contracts = (kind: CommitmentRow['kind']) =>
    rows.commitments
      .filter((row) => row.projectId === project.id && row.kind === kind)
      .map((row) => expandCommitment(row, book, vendors.get(row.vendorId ?? ''), rows.home));
  const lists = {
    purchase_order_contracts: contracts('purchase-order'),
    work_order_contracts: contracts('subcontract'),
  };
  return {
    record: book.project,
    cost_codes: costCodes,
    wbs_codes: expandWbsCodes(project, costCodes),
    ...lists,
    ...expandDealings(rows, book, lists),
    ...budgetOf(rows.budgets, book),
  };
};

/** Expands a company's rows to the JSON that Procore would answer: fresh objects at every call. */
export const expandCompany = (rows: CompanyRows): SampleProcore => {
  const vendors = new Map(rows.vendors.map((row) => [row.id, expandVendor(row)]));
  return {
    id: rows.id,
    name: rows.name,
    standard_cost_code_lists: rows.lists.map((list) => ({ ...list })),
    standard_cost_codes: rows.codes.map((code) => ({ ...code })),
    vendors: [...vendors.values()],
    projects: rows.projects.map((project) => expandFolder(rows, project, vendors)),
  };
};

/** All purchase orders and subcontracts of a company. */
export const contractsOf = (
  company: SampleProcore,
): { contract: CommitmentJson; lines: ContractJson['line_items']; project: ProjectJson }[] =>
  company.projects.flatMap((project) =>
    [...project.purchase_order_contracts, ...project.work_order_contracts].map(({ record, line_items }) => ({
      contract: record,
      lines: line_items,
      project: project.record,
    })),
  );
