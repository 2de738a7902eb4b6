import type { Claim, Context, Link, Mapping, RecordKey, Seen, Settled, Source } from './context.ts';
import type { ChangeList } from './procore/changed.ts';
import type { OriginWrite } from './procore/origins.ts';
import type { Found, Procore } from './procore/procore.ts';
import type { Answer, QbRequest } from './qbxml/message.ts';
import type { Reason } from './reasons.ts';
import type { Settings } from './settings.ts';

export type * from './context.ts';

/**
 * One row of the feature map, from Procore to QuickBooks. Every flow is one value of this type, its fields
 * in this order. `C` is the normal form of its record: plain data, ids as strings, money as decimal
 * strings. All but fetch and list are pure: no clock, no chance, no I/O.
 */
export interface Flow<C> {
  readonly name: string;
  /** Webhook resource names that touch this flow's records. */
  readonly on: readonly string[];
  /** Those of which the event names another id: they touch the record that has its project's id. */
  readonly onProject?: readonly string[];
  /** No webhook tells of all that it waits for: while it is not ready, or not sent as it is, it is fetched hourly. */
  readonly polled?: true;
  /** Flows whose records this one refers to: the dependency graph. */
  readonly needs: readonly Flow<unknown>[];
  /** Records that refer to one of these go only where it goes: before it is decided nothing else is asked for. */
  readonly gates?: true;
  /** The list where people know its objects by the title of its records; absent: it makes transactions. */
  readonly listed?: 'Vendor' | 'Customer' | 'ItemService';
  /** How a person calls this record: its number or name. */
  title(content: C): string;
  /** What an operator may choose for one of its records; absent: nothing. */
  readonly overrides?: readonly (keyof Context['override'])[];
  fetch(procore: Procore, key: RecordKey, source: Source, settings: Settings): Promise<Fetched<C>>;
  /** Every id of this flow, for the first list and for the nightly one. `projects`: the selected ones. */
  list(procore: Procore, settings: Settings, projects: readonly string[]): Promise<readonly Link[]>;
  /** Its records belong to the company, not to a project. */
  readonly ofCompany?: true;
  /** Procore's list that says when its records changed; absent: there is none, and what is listed is fetched to see. */
  readonly changed?: {
    readonly list: ChangeList;
    /** Whether one that is not known yet is asked for; absent: yes. */
    takes?(id: string, settings: Settings, projects: readonly string[]): boolean;
  };
  /** Records whose content tells of this one too: they are fetched again when this one has changed. */
  also?(content: C): readonly Link[];
  /** The first reason why it does not go now: Procore's own approval, then the rules of this flow. */
  refuse(content: C, context: Context): Reason | undefined;
  links(content: C, settings: Settings): readonly Link[];
  /** Whose QuickBooks object the write goes to; absent: its own. One record per target is in flight. */
  target?(content: C): RecordKey;
  /** Of several records of one target the one whose rank sorts first goes first. */
  rank?(content: C): string;
  /** The record of this flow that goes just before this one; one that does not rank before it is passed over. */
  previous?(content: C): Link | undefined;
  /**
   * It takes what those before it leave: it goes once none of them, one before the other, is on its way any more.
   * They need not have gone: one that is refused, skipped or not ready keeps it no longer.
   */
  last?(content: C, settings: Settings): boolean;
  claims(content: C, context: Context): readonly Claim[];
  /** Queries answered in the batch before the write. A mapped record has some only if its changes go out. */
  lookup(content: C, context: Context): readonly QbRequest[];
  /** What a person is asked to do about a change of a mapped record that does not go out; told with its flag. */
  action?(content: C, context: Context): string | undefined;
  /** What the answers say. They may hold other records' objects too: queries of one batch are merged. */
  match(content: C, context: Context, answers: readonly Answer[]): Seen;
  /**
   * The write: an Add when nothing was seen, a Mod of what was; undefined when nothing is left to send. A flow with a
   * target is asked for all of its document when nothing was seen, and that is never sent.
   */
  request(content: C, context: Context, seen: Seen): QbRequest | undefined;
  /**
   * What the answers to its lookup say when nothing may be posted: the object that is this record's already, by what a
   * person would know it by. Absent: match tells. `taken`: TxnLineIDs of its target that other records wrote or took.
   */
  adopt?(content: C, context: Context, answers: readonly Answer[], taken: ReadonlySet<string>): Seen;
  /** Undefined when the answer names no object: then the next lookup tells. Links are not resolved here. */
  settle(content: C, context: Context, answer: Answer): Settled | undefined;
  /** How its records are marked in Procore with what they became in QuickBooks; absent: Procore has no field for that. */
  readonly mark?: Mark<C>;
}

export interface Mark<C> {
  /** Where the setting markProcore says nothing of the flow. */
  readonly byDefault: boolean;
  /** Undefined: Procore has no field for that in this record. */
  with(content: C, mapping: Mapping): OriginWrite | undefined;
}

/** As Procore answered; `notOurs`: there is such a record, but it is none of this connection's. */
export type Fetched<C> = Found<C> | { readonly startedAt: string; readonly notOurs: true };

/** A flow and how other flows link to its records. */
export type LinkedFlow<C> = Flow<C> & { of(id: string, source?: Source): Link };

export const toQuickBooks = <C>(flow: Flow<C>): LinkedFlow<C> => ({
  ...flow,
  of: (id, source) => ({ flow: flow.name, id, ...(source && { source }) }),
});
