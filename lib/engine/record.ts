import type { Mapping, RecordKey, Source } from '../flow.ts';
import type { EntryPlace } from '../import-flow.ts';
import type { Reason, State } from '../reasons.ts';
import type { History } from './history.ts';

/** Something true of a synced record that a person should know. */
export interface Flag {
  readonly code:
    | 'changed-in-procore'
    | 'changed-in-quickbooks'
    | 'deleted-in-procore'
    | 'deleted-in-quickbooks'
    | 'field-left-out'
    | 'not-linked'
    | 'not-marked'
    | 'total-differs'
    | 'undo-refused';
  readonly detail?: string;
}

/** A send that QuickBooks did not take. */
export interface Try {
  /** ISO. */
  readonly at: string;
  /** QuickBooks' words, or ours where it said nothing. */
  readonly words: string;
}

/** A person's word about one document: who, when (ISO), why. */
export interface Verdict {
  /** Hash of the document: without EditSequence and kept lines. */
  readonly document: string;
  readonly by: string;
  readonly at: string;
  readonly why?: string;
}

/** A person's word about linking an object of QuickBooks: whether it is the one. */
export interface Adoption {
  /** Type and id: `Vendor:80-1`. */
  readonly object: string;
  readonly accepted: boolean;
  /** Hash of the content of which it was said; a refusal holds for that content. */
  readonly hash?: string;
  readonly by: string;
  readonly at: string;
  readonly why?: string;
}

/**
 * A document as it was rendered just before it would have been posted, where it is not the planned one because it
 * depends on how QuickBooks stood then. It waits for approval.
 */
export interface ActualDocument {
  /** Hash of the document as planned: once that is another, this one counts no more. */
  readonly planned: string;
  readonly document: string;
  /** The request, as kept.ts keeps it. */
  readonly request: string;
}

/**
 * Content as it was sent, with what the operator had chosen. QuickBooks may have an object of its name, whatever
 * Procore or the operator calls it by now. Without content where that is too large to be kept.
 */
export interface SentContent extends Pick<SyncRecord, 'override'> {
  readonly hash?: string;
  readonly content?: unknown;
}

/**
 * What is not sure of a record's object in QuickBooks. `answer`: an Add was sent, and QuickBooks knows nothing of
 * its message set; `absentAt` (ISO): a lookup found nothing then; `sent`: what the Add said. `object`: the object that it is mapped to may be
 * gone, because the company file was restored, or (`missed`) because QuickBooks did not find it for another record.
 * `name`: that one is gone; another may have its name.
 */
export type InDoubt =
  | { readonly of: 'answer'; readonly absentAt?: string; readonly sent?: SentContent }
  | { readonly of: 'object'; readonly missed?: true }
  | { readonly of: 'name'; readonly gone: string };

/** An operator's word; `at`: ISO. */
export interface Word {
  readonly by: string;
  readonly at: string;
}

/**
 * It is to be taken out of QuickBooks: its object is deleted, its lines leave the order that they were added to, or
 * (`close`) the order is closed and stays.
 */
export interface Undo extends Word {
  readonly why: string;
  readonly how: 'delete' | 'close';
}

/**
 * What stands in QuickBooks already becomes its object, and nothing is posted: what is found of its name or number, or
 * what an operator named (`to`: ListID or TxnID, full name or number).
 */
export interface Adopting extends Word {
  readonly to?: { readonly id?: string; readonly name?: string };
  /** Nobody's word: it has the name of what QuickBooks told. Where that is gone, it is planned as before. */
  readonly own?: true;
}

/**
 * One Procore entity under one flow: its sync status and its mapping. The only truth there is;
 * every message is a hint to look at it again. Times are ISO with milliseconds, UTC.
 */
export interface SyncRecord extends RecordKey {
  readonly connection: string;
  /** Raised by every write; each save is conditional on it. 0 = not stored yet. */
  readonly rev: number;
  readonly source: Source;
  /** It comes from QuickBooks and stands in Procore once it is mapped; absent: the other way round. */
  readonly into?: 'procore';
  /** Where it is entered in Procore: stored before that is tried, and kept until it is known to be gone from there. */
  readonly entry?: EntryPlace;
  /** Hash of what stands there. */
  readonly enteredHash?: string;
  readonly state: State;
  readonly reason?: Reason;
  readonly flags: readonly Flag[];
  /** Number or name, for people. */
  readonly title?: string;
  /** Normal form of the Procore record; absent while wanted or gone. */
  readonly content?: unknown;
  readonly hash?: string;
  /** When the GET of `content` began: older content never replaces newer. */
  readonly fetchStartedAt?: string;
  readonly deleted?: boolean;
  /** Some other record needs (or needed) this one. */
  readonly waited?: boolean;
  /** Records that this one waits for, as `flow#id`. */
  readonly blockedBy?: readonly string[];
  readonly mapping?: Mapping;
  /** Until its object is gone it stays mapped, but nobody may refer to it. */
  readonly undo?: Undo;
  readonly adopting?: Adopting;
  /** A project that was under way before the start date: what is in it goes all the same. */
  readonly adopted?: Word;
  /** What Procore may carry as the mark of the object that it was mapped to before, and is no more. */
  readonly formerly?: readonly string[];
  /** Looked up before anything else is done with it. */
  readonly doubt?: InDoubt;
  /** The company file was restored, and its object is there, perhaps as it was before its last change. */
  readonly restored?: true;
  /** Hash of the content that QuickBooks holds. */
  readonly syncedHash?: string;
  readonly syncedAt?: string;
  /** Raised by undo, so that a record may be added once more under a new ExternalGUID. */
  readonly generation: number;
  /** Content that QuickBooks holds, as kept.ts keeps it, where `content` is another and it is not too large. */
  readonly syncedContent?: string;
  /** Accounting's approval of a document, or its rejection; the later word takes the earlier one's place. */
  readonly approval?: Verdict;
  readonly rejection?: Verdict;
  /** Hash of the document that waits for approval, or was approved. */
  readonly document?: string;
  readonly actual?: ActualDocument;
  /** What a lookup found that may be its object: a person says whether it is. */
  readonly offered?: Pick<Mapping, 'type' | 'id' | 'name'>;
  readonly adoption?: Adoption;
  /** What an operator chose. `close`: that the order of an ended commitment is closed in QuickBooks. */
  readonly override?: {
    readonly name?: string;
    readonly number?: string;
    readonly customer?: string;
    readonly close?: true;
  };
  /** attemptHash of what QuickBooks or a lookup refused for good: sent again only when that is another. */
  readonly refusedHash?: string;
  /** Sends that QuickBooks did not take and that may succeed later. */
  readonly attempts: number;
  /** What became of its last sends, until one succeeds; oldest first, at most MOST_TRIES. */
  readonly tries?: readonly Try[];
  /** Somebody has it, or what it refers to, open in QuickBooks: since when (ISO), and how often it was tried. */
  readonly held?: { readonly since: string; readonly times: number };
  /** Not to be sent before. */
  readonly notBefore?: string;
  /** Since when it is in this state. */
  readonly since: string;
  readonly history?: History;
}

/** Others may refer to its object: it is in QuickBooks, that is not in doubt, and it is to stay there. */
export const isMapped = (record: SyncRecord | undefined): boolean =>
  record?.mapping !== undefined && record.doubt?.of !== 'object' && !record.undo;

/** Whether two states of a record say the same to QuickBooks: its content, and what an operator chose for it. */
export const sameAttempt = (a: SyncRecord, b: SyncRecord): boolean =>
  a.hash === b.hash &&
  (['name', 'number', 'customer', 'close'] as const).every(
    (field) => a.override?.[field] === b.override?.[field],
  );

/** `flow#id`, unique within a connection. */
export const keyText = (key: RecordKey): string => `${key.flow}#${key.id}`;

export const keyOf = (text: string): RecordKey => {
  const cut = text.indexOf('#');
  return { flow: text.slice(0, cut), id: text.slice(cut + 1) };
};
