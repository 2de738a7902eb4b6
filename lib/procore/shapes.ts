/**
 * The Procore records that the flows read, in one normal form: ids as strings, money as decimal strings,
 * texts trimmed, no timestamps but those a rule needs. `origin` stands apart because marking Procore
 * changes it: it is no part of what a record says.
 */

export type * from './contract-shapes.ts';

export interface StandardCostCodeList {
  readonly id: string;
  readonly name: string;
  readonly isErpList: boolean;
}

export interface StandardCostCode {
  readonly id: string;
  readonly listId: string;
  readonly parentId?: string;
  /** With its parents, e.g. `03-300`. */
  readonly fullCode: string;
  /** What it stands for: a description, no name in QuickBooks. */
  readonly name: string;
  /** No other code of the list has this one as its parent. */
  readonly isLeaf: boolean;
  readonly origin?: Origin;
}

export interface Company {
  readonly id: string;
  readonly name: string;
  readonly active: boolean;
  readonly address: string;
  readonly city: string;
  readonly state: string;
  readonly zip: string;
  readonly country: string;
  readonly phone: string;
  readonly fax: string;
  readonly email: string;
  /** First and last name of the primary contact. */
  readonly contact: string;
  readonly currency?: string;
  readonly origin?: Origin;
}

export interface Project {
  readonly id: string;
  readonly name: string;
  readonly displayName: string;
  readonly number: string;
  readonly active: boolean;
  readonly isErpIntegrated: boolean;
  /** UTC, as Procore gives it. */
  readonly createdAt: string;
  readonly address: string;
  readonly city: string;
  readonly state: string;
  readonly zip: string;
  readonly country: string;
  /** ISO dates. */
  readonly startDate?: string;
  readonly completionDate?: string;
  /** IANA name, e.g. `America/Los_Angeles`. */
  readonly timeZone?: string;
  readonly currency?: string;
  readonly origin?: Origin;
}

export interface Commitment {
  readonly id: string;
  readonly kind: 'purchase-order' | 'subcontract';
  readonly number: string;
  readonly title: string;
  readonly status: string;
  readonly projectId: string;
  readonly vendorId?: string;
  /** ISO date. */
  readonly contractDate?: string;
  /** UTC, as Procore gives it. */
  readonly createdAt: string;
  readonly currency?: string;
  /** In the order of the schedule of values. */
  readonly lines: readonly CommitmentLine[];
  readonly origin?: Origin;
}

export interface CommitmentLine {
  readonly id: string;
  readonly description: string;
  /** Two decimals at most, may be negative. */
  readonly amount: string;
  readonly quantity?: string;
  readonly unitCost?: string;
  readonly uom?: string;
  /** Priced by quantity × unit cost (extended_type `calculated`, accounting method `unit`). */
  readonly unitPriced: boolean;
  readonly taxCodeId?: string;
  readonly costCode: CostCodeUse;
}

/** A project's budget: what its locked original amounts and approved changes say per cost code. */
export interface Budget {
  /** The project's id: there is one budget per project. */
  readonly id: string;
  readonly projectId: string;
  readonly locked: boolean;
  /** Budgeted rows of the view (none while it is not locked), in Procore's order; a cost code has one for each cost type. */
  readonly rows: readonly BudgetRow[];
  /** Approved budget changes where the company uses them, else budget modifications; oldest first. */
  readonly changes: readonly BudgetChangeLine[];
  readonly currency?: string;
}

export interface BudgetRow {
  /** Budget line item id. */
  readonly id: string;
  readonly costCode: CostCodeUse;
  /** Original amount, two decimals; may be negative. */
  readonly amount: string;
}

/** One side of a change: what it adds to one cost code, or (negative) takes from it. */
export interface BudgetChangeLine {
  /** Unique within the budget: of a modification both sides have the same id, then `-from` or `-to`. */
  readonly id: string;
  /** What a person calls the change, e.g. `Budget change 3: Extra fire stopping`. */
  readonly name: string;
  readonly costCode: CostCodeUse;
  readonly amount: string;
}

/** What a line is coded to, resolved through the cost codes and WBS codes of its project. */
export type CostCodeUse =
  | { readonly is: 'standard'; readonly standardCostCodeId: string; readonly fullCode: string }
  | { readonly is: 'none' }
  /** A cost code of the project with no standard code behind it. */
  | { readonly is: 'project-specific'; readonly fullCode: string }
  | { readonly is: 'sub-job'; readonly fullCode: string }
  /** The WBS code has a segment beside cost code and cost type. */
  | { readonly is: 'custom-segment'; readonly segment: string; readonly fullCode: string };

/** What another integration, or this one, wrote into Procore's origin fields. */
export interface Origin {
  readonly id: string;
}
