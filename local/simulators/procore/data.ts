/**
 * What the simulated Procore holds: plain rows, field for field as the API returns them. A bigint stands for an
 * id beyond 2^53, which Procore sends as a JSON number.
 */
export type Id = number | string | bigint;

export type Row = { id: Id } & Record<string, unknown>;

export interface ProcoreCompany {
  readonly id: Id;
  readonly name: string;
  readonly vendors: Row[];
  readonly standard_cost_code_lists: Row[];
  readonly standard_cost_codes: Row[];
  readonly projects: ProcoreProject[];
  /** Cost types; absent: the four that Procore's own examples show. */
  readonly line_item_types?: Row[];
  /** Client ids of the apps installed here; all when absent. */
  readonly apps?: string[];
}

export interface ProcoreProject {
  /** As GET /rest/v1.0/projects/{id} shows it. */
  readonly record: Row;
  /** False: not among the permitted projects of the service account. */
  permitted?: boolean;
  readonly cost_codes: Row[];
  readonly wbs_codes: Row[];
  readonly purchase_order_contracts: Contract[];
  readonly work_order_contracts: Contract[];
  /** As the show has them, with their lines. */
  readonly change_order_packages?: Row[];
  /** Absent in a project of three tiers. */
  readonly commitment_change_orders?: Contract[];
  /** Subcontractor invoices as the extended view shows them; their change order items name their package. */
  readonly requisitions?: Row[];
  /** Absent: an empty one that is not locked. */
  readonly budget?: ProcoreBudget;
  direct_costs?: DirectCost[];
  /** Somebody else is writing a direct cost just now. */
  busy?: boolean;
}

export interface DirectCost {
  readonly record: Row;
  readonly line_items: Row[];
}

export interface ProcoreBudget {
  locked: boolean;
  /** `columns`: the keys of detail rows that only views with these columns show. Absent: one view with all. */
  readonly views?: readonly { readonly view: Row; readonly columns: readonly string[] }[];
  /** As detail_rows shows them; the ids are those of budget line items. */
  readonly rows: Row[];
  /** Absent: the company does not use budget changes. */
  readonly changes?: Row[];
  /** As the list of adjustment line items shows them, without what it says of their change. */
  readonly adjustments?: (Row & { readonly budget_change_id: Id })[];
  readonly modifications: Row[];
}

export interface Contract {
  readonly record: Row;
  readonly line_items: Row[];
  /** Payments issued on it. */
  payments?: Row[];
}

/** These are locked wholly once an integration has marked them. */
const LOCKED_BY_ORIGIN = ['Draw Requests', 'Contract Payments', 'Direct Costs'];

/** Whether Procore lets nobody change a record of a webhook resource any more, its origin fields apart. */
export const isLocked = (resource: string, { origin_id }: Row): boolean =>
  LOCKED_BY_ORIGIN.includes(resource) && typeof origin_id === 'string' && origin_id !== '';

export const sameId = (a: unknown, b: unknown): boolean => String(a) === String(b);

const newIds = new WeakMap<ProcoreCompany, number>();

/** An id that no record of the samples has. */
export const newId = (company: ProcoreCompany): number => {
  const id = (newIds.get(company) ?? 70_000_000) + 1;
  newIds.set(company, id);
  return id;
};

/** JSON with bigints as plain numbers. */
export const toJson = (value: unknown): string =>
  JSON.stringify(value, (_, item: unknown) => (typeof item === 'bigint' ? `\u0001${item}` : item)).replace(
    /"\\u0001(-?\d+)"/g,
    '$1',
  );

/** Where a record of a webhook resource stands. */
export interface Place {
  readonly row: Row;
  readonly rows: Row[];
  readonly projectId?: Id;
  /** The record that a line belongs to. */
  readonly parent?: { readonly row: Row; readonly resource: string };
}

const CONTRACTS = [
  ['Purchase Order Contract', 'purchase_order_contracts'],
  ['Work Order Contract', 'work_order_contracts'],
] as const;

const budgetLists = (budget: ProcoreBudget): Readonly<Record<string, Row[] | undefined>> => ({
  'Budget Line Items': budget.rows,
  'Budget Changes': budget.changes,
  'Budget Change Adjustment Line Items': budget.adjustments,
  'Budget Modifications': budget.modifications,
});

const placesIn = (resource: string, project: ProcoreProject): Omit<Place, 'row'>[] => {
  const projectId = project.record.id;
  if (resource === 'Change Order Packages') return [{ rows: project.change_order_packages ?? [], projectId }];
  if (resource === 'Cost Codes') return [{ rows: project.cost_codes, projectId }];
  const ofBudget = project.budget && budgetLists(project.budget)[resource];
  if (ofBudget) return [{ rows: ofBudget, projectId }];
  if (resource === 'Direct Costs')
    return [{ rows: (project.direct_costs ?? []).map(({ record }) => record), projectId }];
  if (resource === 'Draw Requests') return [{ rows: project.requisitions ?? [], projectId }];
  return CONTRACTS.flatMap(([name, list]) => {
    const contracts = project[list];
    if (resource === 'Contract Payments')
      return contracts.map(({ payments = [] }) => ({ rows: payments, projectId }));
    if (resource === `${name}s`) return [{ rows: contracts.map(({ record }) => record), projectId }];
    if (resource !== `${name} Line Items`) return [];
    return contracts.map(({ record, line_items }) => ({
      rows: line_items,
      projectId,
      parent: { row: record, resource: `${name}s` },
    }));
  });
};

const listsOf = (company: ProcoreCompany, resource: string): Omit<Place, 'row'>[] => {
  if (resource === 'Company Vendors') return [{ rows: company.vendors }];
  if (resource === 'Standard Cost Codes') return [{ rows: company.standard_cost_codes }];
  if (resource === 'Standard Cost Code Lists') return [{ rows: company.standard_cost_code_lists }];
  if (resource === 'Projects') return [{ rows: company.projects.map(({ record }) => record) }];
  return company.projects.flatMap((project) => placesIn(resource, project));
};

/** Finds a record by its webhook resource name; throws when there is none, since the caller wrote the data. */
export const findPlace = (company: ProcoreCompany, resource: string, id: Id): Place => {
  for (const list of listsOf(company, resource)) {
    const row = list.rows.find((candidate) => sameId(candidate.id, id));
    if (row !== undefined) return { ...list, row };
  }
  throw new Error(`the simulated company ${company.id} has no ${resource} ${id}`);
};
