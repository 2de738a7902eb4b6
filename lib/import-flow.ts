import type { Mapping, RecordKey } from './context.ts';
import type { EntryKey, ProcoreEntry } from './procore/entries.ts';
import type { Element } from './qbxml/message.ts';
import type { Reason } from './reasons.ts';
import type { ImportSchedule, Settings } from './settings.ts';

/** Queries that bring objects from QuickBooks: its name of the object, as in `CheckQueryRq`. */
export type Feed =
  | 'Customer'
  | 'Vendor'
  | 'Bill'
  | 'VendorCredit'
  | 'Check'
  | 'CreditCardCharge'
  | 'CreditCardCredit'
  | 'JournalEntry'
  | 'BillPaymentCheck'
  | 'BillPaymentCreditCard';

/** An object of QuickBooks by its type (`Bill`, `Customer`) and its ListID or TxnID. */
export interface Ref {
  readonly type: string;
  readonly id: string;
  /** If it becomes somebody's later, what refers to it is decided about once more. */
  readonly late?: true;
}

/** `type:id`. */
export const refText = ({ type, id }: Ref): string => `${type}:${id}`;

/** What one object of QuickBooks means for Procore. Its id is unique within the flow and begins with the object's. */
export interface Part<C> {
  readonly id: string;
  readonly content: C;
}

/** A project or company of Procore by its name. */
export interface Named {
  readonly id: string;
  readonly name: string;
  readonly active: boolean;
}

/** What a decision about a part may know beside its content. All of it is data read beforehand. */
export interface ImportContext {
  readonly settings: Settings;
  /** The record of ours whose object a ref is: exported, linked or adopted; undefined: nobody's. */
  readonly owner: (ref: Ref) => Owned | undefined;
  /** Every project, or company, of Procore with its own name. For flows that create them. */
  readonly named: readonly Named[];
  /** Ids of Procore records in `named` that some record of ours maps to an object of QuickBooks. */
  readonly taken: ReadonlySet<string>;
  /** A person approved this very content. */
  readonly approved: boolean;
  /** Where the part stands in Procore, once it does. */
  readonly mapping?: Mapping;
}

/** A record of ours as an import sees it. `content` is that of its flow. */
export interface Owned {
  readonly key: RecordKey;
  readonly mapping: Mapping;
  readonly content: unknown;
}

/** An amount (decimal) for an item, if it has one, on a job, by their ListIDs; or paid of a bill, by its TxnID. */
export type Counted =
  | { readonly job: string; readonly item?: string; readonly amount: string }
  | { readonly bill: string; readonly amount: string };

export type ImportPlan =
  /** It stays where it is, or is left out. `gone`: what was created for it in Procore is taken away. */
  | { readonly is: 'held'; readonly reason: Reason; readonly gone?: true }
  /** It is one of ours already; nothing is written. */
  | { readonly is: 'ours'; readonly key: RecordKey; readonly mapping: Mapping }
  /** An exported record that is mapped to nothing yet is linked to this object: nothing is written. */
  | { readonly is: 'link'; readonly key: RecordKey; readonly object: Mapping }
  /** `leftOut`: what of it is not entered because it is nobody's: it may be ours in an hour. */
  | { readonly is: 'write'; readonly entry: ProcoreEntry; readonly leftOut?: string };

/**
 * One row of the feature map, from QuickBooks to Procore. `C` is the normal form of one part of an object: plain
 * data, ids as strings, money as decimal strings. All of it is pure.
 */
export interface ImportFlow<C> {
  readonly name: string;
  readonly schedule: ImportSchedule;
  /** The only edition that has it; absent: both. */
  readonly edition?: 'US';
  readonly feeds: readonly Feed[];
  /** What of an object it reads, beside its id, times and key; absent: all. Of people in lists no more is asked for. */
  readonly elements?: readonly string[];
  /** How a person calls this part: a number or a name. */
  title(content: C): string;
  /** The parts of an object as a query told it, those that mean nothing to Procore left out. */
  read(feed: Feed, ret: Element, settings: Settings): readonly Part<C>[];
  /** Objects of QuickBooks of which it must know whose they are. */
  refs(content: C): readonly Ref[];
  /** What becomes of it now. */
  plan(id: string, content: C, context: ImportContext): ImportPlan;
  /** What it comes to in job cost once it stands in Procore, for the comparison of both sides. */
  counts?(content: C): readonly Counted[];
  /** Whether what was created is taken away again once its object is voided, deleted or no longer ours to show. */
  readonly removes: boolean;
  /**
   * Procore tells of what it enters, too: the record under this export flow is mapped to the object from then on, so
   * that it is never exported. `list`: where Procore lists all of them.
   */
  readonly exported?: {
    readonly flow: string;
    readonly list: 'projects' | 'companies';
    object(id: string, content: C): Mapping;
  };
}

/** Where in Procore a part is entered: what stands there is found by its origin_id. */
export type EntryPlace = Omit<EntryKey, 'id'>;

export const toProcore = <C>(flow: ImportFlow<C>): ImportFlow<C> => flow;
