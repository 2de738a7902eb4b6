import type { Element } from './qbxml/message.ts';
import type { Reason } from './reasons.ts';
import type { Settings } from './settings.ts';

/** Names one record of a connection: a flow and the Procore id as a string. */
export interface RecordKey {
  readonly flow: string;
  readonly id: string;
}

/** What fetch needs beside the id; known from the webhook or from the record that refers to it. */
export interface Source {
  readonly project?: string;
  /** The webhook resource name, e.g. `Work Order Contracts`; absent when only the id is known. */
  readonly resource?: string;
  /** The commitment that a payment is issued on: Procore shows none without it. */
  readonly commitment?: string;
}

/** A reference to a record that must be mapped first. */
export interface Link extends RecordKey {
  readonly source?: Source;
}

/** Where a record stands in QuickBooks. `id` is a ListID or TxnID (≤ 36); `name` is what a bookkeeper sees. */
export interface Mapping {
  /** QuickBooks' name of the object: `Vendor`, `Customer`, `ItemService`, `PurchaseOrder`, `Estimate`, `Bill`. */
  readonly type: string;
  readonly id: string;
  readonly name: string;
  readonly editSequence?: string;
  /** Procore line id → TxnLineID. */
  readonly lines?: Readonly<Record<string, string>>;
  /** False when it stood in QuickBooks before us: then we never overwrite it. */
  readonly created: boolean;
  /** It is the flow's target, the object of another record: this one wrote `lines` to it and does not own it. */
  readonly ofTarget?: true;
  /** It belongs to another record, and an operator let this one share it. */
  readonly shared?: true;
}

/** What every decision may know beside the record's content. All of it is data read beforehand. */
export interface Context {
  readonly settings: Settings;
  readonly key: RecordKey;
  /** Some other record needs this one. */
  readonly referenced: boolean;
  /** What an operator chose for this record. */
  readonly override: Readonly<{ name?: string; number?: string; customer?: string; close?: true }>;
  /** An operator took this project over though it was under way before the start date. */
  readonly adopted?: boolean;
  /** The company file's closing date (ISO), once a session has read it. */
  readonly closingDate?: string;
  /** Our ExternalGUID for this record, `{8-4-4-4-12}`: from connection, flow, id and generation. */
  readonly guid: string;
  /** The mapping of a link. Every link is mapped when request, lookup and match are called. */
  readonly resolve: (link: RecordKey) => Mapping;
  /** The mapping of this record, once it has one. */
  readonly mapping?: Mapping;
}

/** What a lookup found: nothing, the object to link or to change, or a reason not to go on. */
export type Seen =
  /**
   * `ret`: of its target, as QuickBooks told it just now, for an Add that depends on how that stands; `notLinked`: what
   * of the Add that cannot be linked to, and why.
   */
  | { readonly is: 'absent'; readonly ret?: Element; readonly notLinked?: string }
  /** `offered`: found by what another integration wrote into Procore; a person says whether it is the one. */
  | {
      readonly is: 'found';
      readonly mapping: Mapping;
      readonly offered?: boolean;
      /** In which words QuickBooks' amounts differ: it may have been written before Procore changed. */
      readonly differs?: string;
      /** What somebody else did to it in QuickBooks. */
      readonly changed?: string;
      /** As QuickBooks told it just now, for a request that keeps its lines and adds only those that are not there. */
      readonly ret?: Element;
    }
  | { readonly is: 'refused'; readonly reason: Reason };

/** A claim makes a name or number unique within the connection. */
export interface Claim {
  readonly kind: string;
  /** Names and numbers in lower case: QuickBooks ignores case. */
  readonly value: string;
  /** The same for people. */
  readonly shown: string;
  /** Said of a record that loses it to another. */
  readonly lost: 'name-taken' | 'number-taken' | 'posted-already';
}

/** What QuickBooks' answer to a write proves. */
export interface Settled {
  readonly mapping: Mapping;
  /** In which words QuickBooks' amounts differ from those sent. */
  readonly differs?: string;
  /** What did not fit and was cut or left out. */
  readonly leftOut?: string;
  /** What somebody else did to the object in QuickBooks. */
  readonly changed?: string;
  /** What of it is not linked to its purchase order, and why. */
  readonly notLinked?: string;
}
