import { batchSize } from '../engine/batch.ts';
import type { Cursor } from '../reconcile/read-back.ts';
import type { Sighting } from './canary.ts';
import { type Importing, isAsked } from './importing.ts';
import { lostPage, type Pages } from './pages.ts';
import type { Pull } from './pull.ts';

/** What the session is about to hand out or has handed out. */
export interface Handed {
  /** Of the batch written down; '' for the messages that need none (identity, end). */
  readonly id: string;
  readonly kind:
    | 'identity'
    | 'deleted'
    | 'pull'
    | 'import'
    | 'reconcile'
    | 'recovery'
    | 'lookup'
    | 'write'
    | 'end';
  readonly records: number;
  /** When a batch was written down (ISO). */
  readonly wroteAt?: string;
  /** When sendRequestXML gave it out (ISO); absent: nobody has seen it. */
  readonly at?: string;
}

/** A write batch whose answer was lost with an earlier session. */
export interface Doubt {
  readonly id: string;
  /** Asked once already: this time without bodies (responseData="includeNone"). */
  readonly bare?: boolean;
  /** How many it carried. */
  readonly records?: number;
  readonly wroteAt?: string;
}

/** One run of the Web Connector. One item per connection; the next session takes its place. */
export interface Session {
  readonly connection: string;
  readonly rev: number;
  readonly ticket: string;
  readonly startedAt: string;
  readonly phase: 'identity' | 'work' | 'over';
  /** closeConnection or connectionError ended it: QuickBooks is at nothing any more. */
  readonly ended?: boolean;
  readonly open?: Handed;
  readonly doubt?: Doubt;
  /** Of the newest objects that we posted some are missing: asked whether they were deleted. */
  readonly sighting?: Sighting;
  /** Lists that are being read for an operator. */
  readonly pull?: Pull;
  /** What is being read from QuickBooks; `imported`: it was, in this session. */
  readonly importing?: Importing;
  readonly imported?: true;
  /** Objects read in this session. */
  readonly read?: number;
  /** How large pages of it may be; carried from session to session. */
  readonly pages?: Pages;
  /** How far the comparison is that was begun last; carried from session to session. */
  readonly reconcile?: Cursor;
  /** The write batch whose answers came last: QuickBooks may forget those it stored, and is told so with the next write. */
  readonly settledSet?: string;
  /** A write batch whose answers are put down, and settled by others meanwhile: one at most. */
  readonly settling?: { readonly batch: string; readonly records: number };
  /** Halves of a message set that QuickBooks could not read, as lists of `flow#id`. */
  readonly suspects?: readonly (readonly string[])[];
  /** A batch of lookups whose settling may have been cut off: who waits for what it found is told once more. */
  readonly unsettled?: string;
  /** At most so many records in one message: the answer to more than that never arrived. */
  readonly most?: number;
  /** Sessions in a row that ended in silence. */
  readonly silent?: number;
  /** What getLastError says. */
  readonly message: string;
  /** NoOp since (ISO). */
  readonly idleSince?: string;
  /** Messages to make visible again when the open batch closes. */
  readonly held: readonly string[];
  readonly synced: number;
  readonly refused: number;
  /** QuickBooks' measured time for one record, in ms; carried from session to session. */
  readonly msPerRecord?: number;
}

const LEASE_MS = 5 * 60_000;

/** How long QuickBooks may still be at a batch whose session went silent: 5 minutes or 3 × its expected work. */
export const leaseEnds = (session: Session): number => {
  const { open, msPerRecord = 0 } = session;
  if (open?.kind !== 'write' || !open.at || session.ended) return 0;
  return Date.parse(open.at) + Math.max(LEASE_MS, 3 * msPerRecord * open.records);
};

/** What the last session handed out and never heard of again: neither an answer nor an error of QuickBooks. */
export const unanswered = (last: Session | undefined): Handed | undefined =>
  last?.phase === 'work' && last.open?.at ? last.open : undefined;

/** Sessions in a row that ended in silence, the last one included; an answer to a batch ends the row. */
export const silentAfter = (last: Session | undefined): number | undefined =>
  unanswered(last) ? (last?.silent ?? 0) + 1 : last?.silent;

/** A computer may be switched off once. Twice in a row: the answer itself may be what does not arrive. */
export const isStuck = (last: Session | undefined): boolean =>
  unanswered(last) !== undefined && (silentAfter(last) ?? 0) > 1;

/** The batch of lookups that the last session may not have settled to the end. */
export const unsettledAfter = (last: Session | undefined): string | undefined => {
  const open = unanswered(last);
  return open?.kind === 'lookup' ? open.id : last?.unsettled;
};

/** The last session has left something to be found out or settled, though nothing is queued. */
export const isLeftOver = (last: Session | undefined): boolean =>
  Boolean(doubtOf(last) || unsettledAfter(last) || last?.settling);

/**
 * How many records a message may carry at most after the last session. An answer that is larger than API
 * Gateway and Lambda take is turned away before we see it, and looks like a line that was cut: when it happens
 * twice in a row, half of what was asked is asked next.
 */
export const mostAfter = (last: Session | undefined): number | undefined => {
  const open = isStuck(last) ? last?.open : undefined;
  const records = open?.kind === 'recovery' ? last?.doubt?.records : open?.records;
  return records ? Math.max(1, Math.floor(records / 2)) : last?.most;
};

/** Pages that never arrived are half as large next time. */
export const pagesAfter = (last: Session | undefined): Pages | undefined =>
  unanswered(last)?.kind === 'import'
    ? lostPage(last?.pages, last?.importing?.queries.filter(isAsked).map(({ asked }) => asked) ?? [])
    : last?.pages;

/** Records by which the size grows again with every answer that arrives. */
const GROWTH = 10;

/** How many records the next message may carry: by QuickBooks' measured time, and by what can arrive. */
export const roomOf = ({ msPerRecord, most }: Session): number =>
  Math.min(batchSize(msPerRecord), most ?? Number.POSITIVE_INFINITY);

/** The limit after an answer that did arrive; it ends where it limits nothing any more. */
export const grown = ({ most, msPerRecord, open }: Session): number | undefined => {
  if (most === undefined || !open?.records) return most;
  return most + GROWTH < batchSize(msPerRecord) ? most + GROWTH : undefined;
};

/** What a new session must find out before it writes: the write batch that the last one left unanswered. */
export const doubtOf = (last: Session | undefined): Doubt | undefined => {
  const { open, doubt } = last ?? {};
  if (open?.kind === 'write' && open.at) return { id: open.id, records: open.records, wroteAt: open.wroteAt };
  // The status check brings what the batch's own answer would have brought: it may be too large once more.
  return doubt && unanswered(last)?.kind === 'recovery' ? { ...doubt, bare: true } : doubt;
};

/**
 * The settled batch whose stored answers QuickBooks still keeps; undefined after a write that nobody answered,
 * which may have made QuickBooks forget it already.
 */
export const settledSetOf = (last: Session | undefined): string | undefined =>
  last && !doubtOf(last) ? last.settledSet : undefined;

/** Whole per cent, 1 to 99: 100 would end the session, 0 says nothing. */
export const progress = (session: Session): number => {
  const done = session.synced + session.refused + (session.settling?.records ?? 0);
  // A status check carries no records.
  const left = Math.max(1, session.open?.records ?? 1);
  return Math.min(99, Math.max(1, Math.floor((100 * done) / (done + left))));
};

/** Smoothed: the last batch counts as much as all before. */
export const measured = (session: Session, now: number): number | undefined => {
  const { open, msPerRecord } = session;
  if (open?.kind !== 'write' || !open.at || open.records === 0) return msPerRecord;
  const ms = (now - Date.parse(open.at)) / open.records;
  return msPerRecord === undefined ? ms : (ms + msPerRecord) / 2;
};

/** So long QuickBooks has to be at a batch, that the one before is settled meanwhile: else both would be at it. */
const SETTLING_MS = 5_000;

/**
 * Whether what QuickBooks has just answered may be settled by others: while it is at so many records, or, after as many,
 * when the session is over.
 */
export const hasTime = (session: Session, records: number, now: number): boolean =>
  (measured(session, now) ?? 0) * records >= SETTLING_MS;
