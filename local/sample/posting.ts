/**
 * One line: item, description, quantity, rate, amount, tax code (Canada). A rate of '' is QuickBooks' own
 * division and is not compared.
 */
export type PostedLine = readonly [
  item: string,
  text: string,
  quantity: string,
  rate: string,
  amount: string,
  taxCode?: string,
];

/** A purchase order as QuickBooks must hold it, written by hand. */
export interface Posting {
  /** Procore id of the commitment. */
  readonly id: string;
  readonly number: string;
  readonly vendor: string;
  /** Full name of the job, the same on every line. */
  readonly job: string;
  /** ISO date. */
  readonly date: string;
  readonly memo: string;
  readonly total: string;
  readonly lines: readonly PostedLine[];
}

/** What one change order adds below the lines of its purchase order, written by hand. */
export interface Added {
  /** Procore id of the change order package. */
  readonly id: string;
  /** Number of the purchase order. */
  readonly order: string;
  readonly total: string;
  readonly lines: readonly PostedLine[];
}

/**
 * One line of a bill: item, description, quantity, amount, description of the order line that it draws down (''
 * for none), tax code (Canada).
 */
export type BilledLine = readonly [
  item: string,
  text: string,
  quantity: string,
  amount: string,
  draws: string,
  taxCode?: string,
];

/** A bill or a vendor credit as QuickBooks must hold it, written by hand. */
export interface Billing {
  /** Procore id of the invoice. */
  readonly id: string;
  /** A bill unless said. */
  readonly kind?: 'VendorCredit';
  readonly number: string;
  readonly vendor: string;
  /** Number of the purchase order that it draws down. */
  readonly order: string;
  /** Full name of the job, the same on every line. */
  readonly job: string;
  /** ISO date. */
  readonly date: string;
  readonly memo: string;
  /** Before tax. */
  readonly total: string;
  readonly lines: readonly BilledLine[];
}

/** A check that pays bills, written by hand. */
export interface Check {
  /** Procore id of the payment that stands for it. */
  readonly id: string;
  /** Its memo: no two of them have the same. */
  readonly memo: string;
  /** '' where Procore Pay paid otherwise. */
  readonly number: string;
  readonly vendor: string;
  /** ISO date. */
  readonly date: string;
  readonly total: string;
  readonly bills: readonly (readonly [number: string, amount: string])[];
}

/** An estimate as QuickBooks must hold it, written by hand; it has the date of the day on which it came. */
export interface Estimate {
  /** Procore id of the project. */
  readonly id: string;
  readonly number: string;
  /** Full name of the job. */
  readonly job: string;
  readonly memo: string;
  readonly total: string;
  readonly lines: readonly PostedLine[];
}
