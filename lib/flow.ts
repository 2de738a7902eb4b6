import type { Procore } from './procore/procore.ts';
import type { Answer, QbRequest } from './qbxml/message.ts';
import type { Reason } from './reasons.ts';
import type { Settings } from './settings.ts';

/** Names one record: a flow, the Procore id as a string, and where Procore keeps it. */
export interface RecordKey {
  readonly flow: string;
  readonly id: string;
}

/** What fetch needs beside the id; known from the webhook or from the record that refers to it. */
export interface Source {
  readonly project?: string;
  /** The webhook resource name, e.g. `Work Order Contracts`; absent when only the id is known. */
  readonly resource?: string;
}

/** A reference to a record that must be mapped first. */
export interface Link extends RecordKey {
  readonly source?: Source;
}

/** Where a record stands in QuickBooks. `id` is a ListID or TxnID (≤ 36); `name` is what a bookkeeper sees. */
export interface Mapping {
  readonly type: string;
  readonly id: string;
  readonly name: string;
  readonly editSequence?: string;
  /** Procore line id → TxnLineID. */
  readonly lines?: Readonly<Record<string, string>>;
  /** False when it stood in QuickBooks before us: then we never overwrite it. */
  readonly created: boolean;
}

/** What every decision may know beside the record itself. All of it is data read beforehand. */
export interface Context {
  readonly settings: Settings;
  readonly key: RecordKey;
  /** Some other record needs this one. */
  readonly referenced: boolean;
  /** What an operator chose for this record: another name or number, a customer. */
  readonly override: Readonly<{ name?: string; number?: string; customer?: string }>;
  /** The company file's closing date (ISO), once a session has read it. */
  readonly closingDate?: string;
  /** Is this GUID (ExternalGUID) ours: `{8-4-4-4-12}`, from connection, flow, id and generation. */
  readonly guid: string;
  /** The mapping of a link; defined for every link when request, lookup and match are called. */
  readonly resolve: (link: RecordKey) => Mapping;
  /** The mapping of this record, once it has one. */
  readonly mapping?: Mapping;
}

/** What a lookup found: nothing, the object to link, one to re-read, or a reason not to go on. */
export type Seen =
  | { readonly is: 'absent' }
  | { readonly is: 'found'; readonly mapping: Mapping }
  | { readonly is: 'refused'; readonly reason: Reason };

/** A claim makes a name or number unique within the connection, e.g. `order-number`, `SC-001`. */
export interface Claim {
  readonly kind: string;
  readonly value: string;
}

/**
 * One row of the feature map, from Procore to QuickBooks. Every flow is one value of this type.
 * `C` is the normal form of its record: plain data, ids as strings, money as decimal strings.
 */
export interface Flow<C> {
  readonly name: string;
  /** Webhook resource names that touch this flow's records. */
  readonly on: readonly string[];
  readonly needs: readonly Flow<never>[];
  /** How a person calls this record: number or name. */
  readonly title: (content: C) => string;
  readonly fetch: (procore: Procore, key: RecordKey, source: Source) => Promise<Fetched<C>>;
  /** Every id of this flow, for the first list and the nightly one. */
  readonly list: (procore: Procore, settings: Settings) => Promise<readonly Link[]>;
  /** Gate 1 and the rules of this flow: the first reason not to go now, or nothing. */
  readonly refuse: (content: C, context: Context) => Reason | undefined;
  readonly links: (content: C, settings: Settings) => readonly Link[];
  readonly claims: (content: C, context: Context) => readonly Claim[];
  /** Queries to be answered in the batch before the write; none when the write needs no look. */
  readonly lookup: (content: C, context: Context) => readonly QbRequest[];
  readonly match: (content: C, context: Context, answers: readonly Answer[]) => Seen;
  /** The write: an Add when unmapped, a Mod of what we created, or nothing left to send. */
  readonly request: (content: C, context: Context, seen: Seen) => QbRequest | undefined;
  /** The mapping that QuickBooks' answer to the write proves, and what of it differs from what was sent. */
  readonly settle: (content: C, context: Context, answer: Answer) => Settled;
}

/** A record as Procore answered it, and when its GET began; `gone` when Procore shows no such record. */
export type Fetched<C> =
  | { readonly startedAt: string; readonly value: C; readonly deleted?: boolean }
  | { readonly startedAt: string; readonly gone: true };

export interface Settled {
  readonly mapping: Mapping;
  readonly flags: readonly string[];
}
