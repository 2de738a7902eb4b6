import type { ChangedRow, ChangeList } from './changed.ts';
import type {
  Budget,
  ChangeOrder,
  Commitment,
  Company,
  Invoice,
  Payment,
  Project,
  StandardCostCode,
  StandardCostCodeList,
} from './shapes.ts';

/** A value and when its GET began (ISO, ms). */
export interface Dated<T> {
  readonly startedAt: string;
  readonly value: T;
}

/** A record, or its absence: 404 means deleted or not visible to this app; deleted_at means deleted. */
export type Found<T> =
  | { readonly startedAt: string; readonly value: T; readonly deleted?: boolean }
  | { readonly startedAt: string; readonly gone: true };

/**
 * Procore as the flows read it, bound to one company. Lists (cost codes, WBS codes, standard cost codes) are
 * fetched once for the life of this object, however many callers ask at the same time.
 * Every call may throw ProcoreFailure.
 */
export interface Procore {
  standardCostCodeLists(): Promise<Dated<StandardCostCodeList[]>>;
  standardCostCodes(listId: string): Promise<Dated<StandardCostCode[]>>;
  company(id: string): Promise<Found<Company>>;
  companies(): Promise<Dated<Company[]>>;
  project(id: string): Promise<Found<Project>>;
  /** Active and inactive ones, as far as this app may see them. */
  projects(): Promise<Dated<Pick<Project, 'id' | 'name' | 'active'>[]>>;
  /** `view`: id of the budget view to read; absent: one that has the original amounts. */
  budget(projectId: string, view?: string): Promise<Found<Budget>>;
  /** `resource` is a webhook resource name; without one, purchase orders are tried first, then subcontracts. */
  commitment(id: string, projectId: string, resource?: string): Promise<Found<Commitment>>;
  /** Ids of all purchase orders and subcontracts of a project. */
  commitments(projectId: string): Promise<Dated<{ id: string; resource: string }[]>>;
  /** Without its commitment it is searched for among the project's, one call for each until it is found. */
  payment(id: string, projectId: string, commitmentId?: string): Promise<Found<Payment>>;
  /** Ids of all payments issued on the commitments of a project; one call for each commitment. */
  payments(projectId: string): Promise<Dated<{ id: string; commitmentId: string }[]>>;
  /** By the id of its package; `cco-` and an id: a commitment change order that has no package. */
  changeOrder(id: string, projectId: string): Promise<Found<ChangeOrder>>;
  /** Ids of all change orders of a project, also of its prime contract. */
  changeOrders(projectId: string): Promise<Dated<{ id: string }[]>>;
  /** A subcontractor invoice (requisition) by its id, which is that of its `Draw Requests` events. */
  invoice(id: string, projectId: string): Promise<Found<Invoice>>;
  /** Ids of all subcontractor invoices of a project. */
  invoices(projectId: string): Promise<Dated<{ id: string }[]>>;
  /**
   * What a list says of changes: `project` is '' for a list of the company. `since` (ISO): only what changed then or
   * later, deleted ones with it; absent: all that there is. One call for each 300 to 500 rows of each kind.
   */
  changed(list: ChangeList, project: string, since?: string): Promise<ChangedRow[]>;
}

/** Why Procore gave no answer. `message` is for people: what, where, how to mend it. */
export class ProcoreFailure extends Error {
  readonly kind: 'throttled' | 'unavailable' | 'unauthorized' | 'forbidden' | 'refused' | 'malformed';
  readonly status?: number;
  /** For throttled and unavailable: how long Procore asks to wait. */
  readonly retryAfterSeconds?: number;

  constructor(
    kind: ProcoreFailure['kind'],
    message: string,
    about: { status?: number; retryAfterSeconds?: number; cause?: unknown } = {},
  ) {
    super(message, { cause: about.cause });
    this.name = 'ProcoreFailure';
    this.kind = kind;
    this.status = about.status;
    this.retryAfterSeconds = about.retryAfterSeconds;
  }
}
