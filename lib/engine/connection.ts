import type { Pulled } from './archive.ts';
import type { Reconciled, Run } from './comparison.ts';
import type { Imported, ImportWish } from './import-schedule.ts';
import type { Facts } from './plan.ts';

/** An object that we posted, as a witness that a company file is the one that we posted to. */
export interface Canary {
  /** `Vendor`, `PurchaseOrder`. */
  readonly type: string;
  /** ListID or TxnID. */
  readonly id: string;
  readonly name: string;
  /** When its answer came (ISO). */
  readonly at: string;
}

/** The open company file lacks what we posted, and nobody deleted it. Nothing is posted until an operator decides. */
export interface FileAlarm {
  readonly since: string;
  /** Newest first. */
  readonly missing: readonly Canary[];
  /** The newest object that is there; absent: none of those that are asked for. */
  readonly alive?: Canary;
}

/** A connection as the connections table holds it. */
export interface Connection extends Facts {
  readonly name: string;
  /** `{8-4-4-4-12}`, stamped into the company file by the Web Connector under the product's OwnerID. */
  readonly fileId: string;
  /** SHA-256 (hex) of each webhook token that is accepted: two while one is being replaced. */
  readonly webhookTokens: readonly string[];
  /** The same of the hooks that Plumbline makes itself. */
  readonly hookTokens?: readonly string[];
  /** There is work for a session from this time on (ISO); absent: none. */
  readonly workAt?: string;
  /** Raised with every mark of work. */
  readonly marks: number;
  readonly markedAt?: string;
  /** Last call of a Web Connector (ISO). */
  readonly contactAt?: string;
  /** The company file as its first session found it; a file that does not fit it is turned away. */
  readonly file?: CompanyFile;
  /** When a session last read that file's identity (ISO). */
  readonly identifiedAt?: string;
  /** The newest objects that we posted, newest first: one for each batch, at most 20. */
  readonly canaries?: readonly Canary[];
  readonly alarm?: FileAlarm;
  /** An operator wants to see QuickBooks' lists: the next session reads them. Since when (ISO). */
  readonly pullWanted?: string;
  /** The lists as they were read last. */
  readonly pulled?: Pulled;
  /** Import flows by name, as they were read last. */
  readonly imported?: Readonly<Record<string, Imported>>;
  /** An operator wants import flows to be read by the next session. */
  readonly importWish?: ImportWish;
  /** What sessions are to carry out. */
  readonly reconcile?: Run;
  readonly reconciled?: Reconciled;
  /** What is wrong with the connection to QuickBooks, in words; absent when all is well. */
  readonly trouble?: string;
  /** The same of the connection to Procore: changes wait on their queue until it is mended. */
  readonly procoreTrouble?: string;
  /** The last contact (ISO) before a silence that was told of. */
  readonly silentSince?: string;
}

export interface CompanyFile {
  readonly companyName: string;
  readonly product: string;
  readonly majorVersion: string;
  readonly country: string;
  /** Whether the file carried our stamp; once it did, a file without one is another file. */
  readonly stamped: boolean;
}

/** The connections table. */
export interface Connections {
  /** Undefined for a name that was never applied. */
  get(name: string): Promise<Connection | undefined>;
  /** Notes that there is work for a session from `at` (ISO) on. */
  markWork(name: string, at: string): Promise<void>;
  /** Notes that there is none, or none before `nextAt`, unless somebody marked work after `marks` was read. */
  endWork(name: string, marks: number, nextAt?: string): Promise<void>;
  /** Puts an object before the canaries. */
  posted(name: string, canary: Canary): Promise<void>;
  note(
    name: string,
    news: Partial<
      Pick<
        Connection,
        | 'contactAt'
        | 'file'
        | 'identifiedAt'
        | 'trouble'
        | 'procoreTrouble'
        | 'closingDate'
        | 'canaries'
        | 'alarm'
        | 'pullWanted'
        | 'pulled'
        | 'imported'
        | 'importWish'
        | 'hookTokens'
        | 'silentSince'
        | 'reconcile'
        | 'reconciled'
      >
    >,
  ): Promise<void>;
}
