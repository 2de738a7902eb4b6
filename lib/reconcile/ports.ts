import type { Finding } from './findings.ts';
import type { JobActuals, JobCosts, UncodedSum } from './job-costs.ts';
import type { Post } from './ledger.ts';
import type { UncodedLine } from './uncoded-lines.ts';

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
  readonly jobs: readonly JobCosts[];
  /** Lines of the books that are no costs in Procore: all by reason, and the largest. */
  readonly uncoded: readonly UncodedSum[];
  readonly uncodedLines: readonly UncodedLine[];
  /** What could not be compared, in words. */
  readonly trouble: readonly string[];
}

/** What one message, or the beginning of a run, brought. */
export interface Page {
  readonly findings?: readonly Finding[];
  readonly posts?: readonly Post[];
  /** Full names by ListID. */
  readonly names?: Readonly<Record<string, string>>;
  /** When missing objects were deleted, by id. */
  readonly deleted?: Readonly<Record<string, string>>;
  readonly actuals?: readonly JobActuals[];
  readonly uncoded?: readonly UncodedLine[];
  readonly trouble?: readonly string[];
}

export type PageKind = 'entered' | 'objects' | 'deleted' | 'jobs' | `costs-${string}`;

export interface NumberedPage {
  readonly kind: PageKind;
  readonly n: number;
  readonly page: Page;
}

/** Where comparisons are kept. */
export interface DriftStore {
  /** What a run is about, by kind; written before the run is noted as wanted. */
  putSubjects(
    connection: string,
    run: string,
    kind: 'objects' | 'jobs',
    subjects: readonly Subject[],
  ): Promise<void>;
  subjects(
    connection: string,
    run: string,
    kind: 'objects' | 'jobs',
    from: number,
    limit: number,
  ): Promise<readonly Subject[]>;
  /** In place of the page of that kind and number, if there is one. */
  putPage(connection: string, run: string, page: NumberedPage): Promise<void>;
  pages(connection: string, run: string, kind?: PageKind): Promise<readonly NumberedPage[]>;
  putReport(report: DriftReport): Promise<void>;
  /** The last one. */
  report(connection: string): Promise<DriftReport | undefined>;
}
