import type { Finding } from './findings.ts';

/** An object of QuickBooks that is read back, and the records that stand in it, as `flow#id`. */
export interface Subject {
  /** `Vendor`, `PurchaseOrder`. */
  readonly type: string;
  /** ListID or TxnID. */
  readonly id: string;
  readonly keys: readonly string[];
  /** Lines that are known of it. */
  readonly lines: number;
}

/** How both sides stood when they were compared last. Times are ISO. */
export interface DriftReport {
  readonly connection: string;
  readonly run: string;
  /** When it came to its end. */
  readonly at: string;
  readonly subjects: number;
  readonly findings: readonly Finding[];
}

/** Where comparisons are kept. */
export interface DriftStore {
  /** The objects of a run from its `from`th on; written before the run is noted as wanted. */
  putSubjects(connection: string, run: string, subjects: readonly Subject[]): Promise<void>;
  subjects(connection: string, run: string, from: number, limit: number): Promise<readonly Subject[]>;
  /** What was found among the objects from the `from`th on; again: in place of what was found there before. */
  putFindings(connection: string, run: string, from: number, findings: readonly Finding[]): Promise<void>;
  findings(connection: string, run: string): Promise<readonly Finding[]>;
  putReport(report: DriftReport): Promise<void>;
  /** The last one. */
  report(connection: string): Promise<DriftReport | undefined>;
}
