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
