import {
  findPlace,
  type Id,
  isLocked,
  type ProcoreCompany,
  type ProcoreProject,
  type Row,
  sameId,
} from './data.ts';
import type { ProcoreEvent } from './payload.ts';

/** Procore's users at work: each change bumps updated_at and sends the event that Procore would send. */
export interface CompanyChanges {
  readonly data: ProcoreCompany;
  /** `resource` is a webhook resource name, e.g. `Work Order Contracts`. */
  update(resource: string, id: Id, patch: Record<string, unknown>): void;
  /** Contracts and change orders are marked with deleted_at, everything else goes. */
  remove(resource: string, id: Id): void;
  /** No webhook tells of it. */
  lockBudget(projectId: Id, locked: boolean): void;
  addVendor(record: Row): void;
  addProject(project: ProcoreProject): void;
  addContract(
    list: 'purchase_order_contracts' | 'work_order_contracts',
    projectId: Id,
    record: Row,
    lines: Row[],
  ): void;
  addChangeOrder(projectId: Id, record: Row): void;
  addPayment(contractId: Id, record: Row): void;
  addRequisition(projectId: Id, record: Row): void;
}

/** By the sandbox's catalogue of webhooks these send no delete. */
const SILENT_DELETES = ['Company Vendors', 'Standard Cost Code Lists'];

const RESOURCES = {
  purchase_order_contracts: 'Purchase Order Contracts',
  work_order_contracts: 'Work Order Contracts',
} as const;

export const createChanges = (
  data: ProcoreCompany,
  now: () => Date,
  emit: (event: ProcoreEvent) => void,
): CompanyChanges => {
  const timestamp = () => `${now().toISOString().slice(0, 19)}Z`;
  const changed = (resource: string, id: Id, event: string): void => {
    const { projectId, parent } = findPlace(data, resource, id);
    if (parent !== undefined) parent.row.updated_at = timestamp();
    const related = parent === undefined ? undefined : [{ id: parent.row.id, name: parent.resource }];
    emit({ resource, resourceId: id, event, projectId, related });
  };
  return {
    data,
    update(resource, id, patch) {
      const { row } = findPlace(data, resource, id);
      if (isLocked(resource, row)) throw new Error(`Procore locks ${resource} ${id}: it has an origin_id`);
      Object.assign(row, patch, { updated_at: timestamp() });
      changed(resource, id, 'update');
    },
    remove(resource, id) {
      if (resource === 'Projects') throw new Error('Procore deletes no project: make it inactive');
      const { row, rows } = findPlace(data, resource, id);
      if (!SILENT_DELETES.includes(resource)) changed(resource, id, 'delete');
      if (/ (Contracts|Packages)$/.test(resource)) row.deleted_at = timestamp();
      else rows.splice(rows.indexOf(row), 1);
    },
    lockBudget(projectId, locked) {
      const { budget } = projectIn(data, projectId);
      if (budget === undefined) throw new Error(`project ${projectId} has no budget`);
      budget.locked = locked;
    },
    addVendor(record) {
      data.vendors.push(record);
      changed('Company Vendors', record.id, 'create');
    },
    addProject(project) {
      data.projects.push(project);
      changed('Projects', project.record.id, 'create');
    },
    addContract(list, projectId, record, lines) {
      projectIn(data, projectId)[list].push({ record, line_items: lines });
      changed(RESOURCES[list], record.id, 'create');
      for (const line of lines) changed(`${RESOURCES[list].slice(0, -1)} Line Items`, line.id, 'create');
    },
    addChangeOrder(projectId, record) {
      const { change_order_packages } = projectIn(data, projectId);
      if (!change_order_packages) throw new Error(`project ${projectId} has no change orders`);
      change_order_packages.push(record);
      changed('Change Order Packages', record.id, 'create');
    },
    addPayment(contractId, record) {
      paymentsIn(data, contractId).push(record);
      changed('Contract Payments', record.id, 'create');
    },
    addRequisition(projectId, record) {
      const { requisitions } = projectIn(data, projectId);
      if (requisitions === undefined) throw new Error(`project ${projectId} has no list of requisitions`);
      requisitions.push(record);
      changed('Draw Requests', record.id, 'create');
    },
  };
};

const paymentsIn = (data: ProcoreCompany, contractId: Id): Row[] => {
  const contracts = data.projects.flatMap((one) => [
    ...one.purchase_order_contracts,
    ...one.work_order_contracts,
  ]);
  const contract = contracts.find(({ record }) => sameId(record.id, contractId));
  if (contract === undefined)
    throw new Error(`the simulated company ${data.id} has no contract ${contractId}`);
  contract.payments ??= [];
  return contract.payments;
};

const projectIn = (data: ProcoreCompany, id: Id): ProcoreProject => {
  const project = data.projects.find(({ record }) => sameId(record.id, id));
  if (project === undefined) throw new Error(`the simulated company ${data.id} has no project ${id}`);
  return project;
};
