/** One line: full cost code, amount. */
export type CostLine = readonly [code: string, amount: string];

/** A direct cost as Procore must hold it in the end, written by hand. */
export interface ExpectedCost {
  /** Full name of the job in QuickBooks; its project is that of the job. */
  readonly job: string;
  readonly type: 'invoice' | 'expense';
  /** Procore id of the company; absent: none, and the payee is named in the description. */
  readonly vendor?: string;
  /** Absent: `QB ` and the number that QuickBooks gave the transaction. */
  readonly number?: string;
  readonly payee?: string;
  /** It names no item: QuickBooks' report by items does not show it. */
  readonly isJournal?: true;
  /** ISO date. */
  readonly date: string;
  readonly total: string;
  readonly lines: readonly CostLine[];
}

/** A payment issued as Procore must hold it in the end. */
export interface ExpectedPayment {
  /** Procore ids. */
  readonly commitment: string;
  readonly invoice: string;
  readonly date: string;
  readonly amount: string;
  readonly method: 'check' | 'credit_card';
  readonly number: string;
}

/** What becomes of a job or vendor that is none of ours. `created`: once a person has approved it. */
export interface ExpectedObject {
  /** Full name in QuickBooks. */
  readonly name: string;
  readonly is: 'created' | 'linked' | 'left-alone';
  /** Procore id of what it is linked to. */
  readonly to?: string;
  /** A name in Procore that is so near that a person is shown it. */
  readonly near?: string;
}

/** A line in the books that Procore does not see, and why: a row of its own in the drift report. */
export interface ExpectedUncoded {
  /** Number of the transaction. */
  readonly number: string;
  readonly job?: string;
  /** Full name of the item, where it names one. */
  readonly item?: string;
  readonly amount: string;
  readonly why: 'no-job' | 'no-item' | 'item-not-synced' | 'billed-from-order';
}

/** Cost of a job that only QuickBooks' own report shows. */
export interface ExpectedPayroll {
  readonly job: string;
  readonly item: string;
  readonly amount: string;
}

/** A difference that somebody makes in QuickBooks after everything was posted; the report names it exactly. */
export interface PlantedDifference {
  readonly flow: string;
  /** Procore id. */
  readonly id: string;
  readonly code: 'changed' | 'closed' | 'deleted' | 'voided' | 'inactive' | 'cost-differs';
  /** Of a change: as it was posted, and as it stands. */
  readonly was?: string;
  readonly is?: string;
  /** Of the cost of an item on a job: by how much QuickBooks has more. */
  readonly by?: string;
}

/** Everything that must be true of both sides when the books' own life has come to rest. */
export interface LifeExpectation {
  readonly costs: readonly ExpectedCost[];
  readonly payments: readonly ExpectedPayment[];
  readonly jobs: readonly ExpectedObject[];
  readonly vendors: readonly ExpectedObject[];
  readonly uncoded: readonly ExpectedUncoded[];
  readonly payroll: readonly ExpectedPayroll[];
  /** Bills that were closed without money: number, amount. */
  readonly closedOtherwise: readonly (readonly [bill: string, amount: string])[];
  readonly planted: readonly PlantedDifference[];
  /** Setting `journalCodes`: account → full cost code. */
  readonly journalCodes: Readonly<Record<string, string>>;
  /** Project of each job that Procore has already; that of a created one is the new one. */
  readonly projects: Readonly<Record<string, string>>;
  /** Full cost code → full name of the item that stands for it, where it is not the code. */
  readonly items: Readonly<Record<string, string>>;
}
