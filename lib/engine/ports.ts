import type { Claim, RecordKey, Source } from '../flow.ts';
import type { Answer } from '../qbxml/message.ts';
import type { State } from '../reasons.ts';
import type { Archive } from './archive.ts';
import type { Batch, Tally } from './batch.ts';
import type { Cursors } from './cursors.ts';
import type { SyncRecord } from './record.ts';

export type * from './connection.ts';

/** A record and what it waits for. */
export interface Waiting {
  readonly record: RecordKey;
  readonly links: readonly RecordKey[];
}

/** The records table as the engine needs it. Every call is for one connection. */
export interface RecordStore {
  /** Consistent, batched; the map's key is keyText; what is not stored is not in it. */
  get(connection: string, keys: readonly RecordKey[]): Promise<Map<string, SyncRecord>>;
  /**
   * Stores `record` if the stored rev is still `record.rev` (0: if none is stored) and gives it back with
   * its new rev; undefined when somebody else wrote first. `before`: the record of that rev; where its content
   * is the same object, only what changed beside it is written.
   */
  save(record: SyncRecord, before?: SyncRecord): Promise<SyncRecord | undefined>;
  /**
   * Marks a record as waited for, creating it in state `wanted` if there is none, in one atomic write.
   * Gives the record as it is after that write: consistent, so a link mapped before it is seen here.
   */
  want(connection: string, link: RecordKey, source: Source, now: string): Promise<SyncRecord>;
  /** One item per link: key link, then record. Written before the record is stored as blocked. */
  addWaiters(connection: string, waiting: readonly Waiting[]): Promise<void>;
  /** Who waits for a link, a page at a time (consistent). `next` is absent on the last page. */
  waiters(
    connection: string,
    link: RecordKey,
    limit: number,
    after?: string,
  ): Promise<{ waiting: RecordKey[]; next?: string }>;
  removeWaiters(connection: string, waiting: readonly Waiting[]): Promise<void>;
  /** The index of queued records, oldest first; those whose notBefore has not come are left out. */
  queued(connection: string, limit: number, now: string): Promise<RecordKey[]>;
  /** The same of records that are to be entered in Procore. */
  entering(connection: string, limit: number, now: string): Promise<RecordKey[]>;
  /** When the first queued record may be sent (ISO); undefined when none is queued. */
  firstQueued(connection: string): Promise<string | undefined>;
  /** Are any records `wanted` since a time, or any release under way since then? */
  underWay(connection: string, since: string): Promise<boolean>;
  /** Notes a release of many waiters as begun (at: ISO) or ended (undefined). */
  markRelease(connection: string, link: RecordKey, at: string | undefined): Promise<void>;
  /** Puts a claim on condition "absent or mine"; gives the holder, which is `owner` when it succeeded. */
  claim(connection: string, claim: Claim, owner: RecordKey): Promise<RecordKey>;
  /** Who holds claims, by `kind#value`; consistent. What nobody holds is not in it. */
  holders(
    connection: string,
    claims: readonly Pick<Claim, 'kind' | 'value'>[],
  ): Promise<Map<string, RecordKey>>;
  /** Takes a claim over from a holder that no longer uses it. False when the holder changed meanwhile. */
  takeClaim(connection: string, claim: Claim, owner: RecordKey, from: RecordKey): Promise<boolean>;
  /** Claims that nobody can contest (new ListIDs and TxnIDs), many at once, without condition. */
  putClaims(connection: string, claims: readonly { claim: Claim; owner: RecordKey }[]): Promise<void>;
  /**
   * Counts and examples for the status tables: every record of a flow, or those in one state, oldest in it first;
   * without content, in pages.
   */
  list(connection: string, flow: string, state?: State): AsyncIterable<SyncRecord>;
}

/** A hint that something may have to be looked at again. */
export type Change =
  | {
      readonly do: 'fetch';
      readonly connection: string;
      readonly key: RecordKey;
      readonly source: Source;
      readonly tries?: number;
    }
  /** Every record that is not synced: what they are planned by has changed. */
  | { readonly do: 'replan-all'; readonly connection: string }
  | { readonly do: 'replan'; readonly connection: string; readonly key: RecordKey }
  | {
      readonly do: 'release';
      readonly connection: string;
      readonly link: RecordKey;
      readonly after?: string;
    };

/** A hint that a record is queued; names it and nothing more. Group = target. */
export interface Export {
  readonly connection: string;
  readonly key: RecordKey;
  readonly target: string;
}

/** One that was taken from the queue. */
export interface ReceivedExport {
  readonly key: RecordKey;
  readonly receipt: string;
}

export interface ChangeQueue {
  send(changes: readonly Change[], delaySeconds?: number): Promise<void>;
}

/** `exports-<connection>.fifo`. */
export interface ExportQueue {
  /** At least once; a unique deduplication id per send. */
  send(exports: readonly Export[]): Promise<void>;
  /** Takes up to `limit` messages without waiting. */
  receive(connection: string, limit: number): Promise<ReceivedExport[]>;
  remove(connection: string, receipts: readonly string[]): Promise<void>;
  /** Makes messages visible again at once. */
  giveBack(connection: string, receipts: readonly string[]): Promise<void>;
}

/** A write batch whose answers are put down. */
export interface AnsweredBatch {
  readonly connection: string;
  readonly batch: string;
}

/** The queue `answers`: hints at what may be settled while QuickBooks is at the next batch. At least once. */
export interface AnswersQueue {
  send(answered: AnsweredBatch): Promise<void>;
}

/** Answers that are put down, or what came of them. */
export interface PutDown {
  /** Absent once they are settled. */
  readonly answers?: readonly Answer[];
  readonly tally?: Tally;
}

/** The session of each connection, one item, and the batches that sessions write down. */
export interface Sessions<S extends { readonly connection: string; readonly rev: number }> {
  get(connection: string): Promise<S | undefined>;
  /** Conditional on rev (0 = none stored); the session with its new rev, undefined when another write won. */
  save(session: S): Promise<S | undefined>;
  /** `xml`: the very text that is handed out. */
  putBatch(connection: string, batch: OpenBatch, xml: string): Promise<void>;
  batch(connection: string, id: string): Promise<OpenBatch | undefined>;
  batchText(connection: string, id: string): Promise<string | undefined>;
  /** Puts down what QuickBooks answered to a write batch; its settling may be left to others then. */
  putAnswers(connection: string, id: string, answers: readonly Answer[]): Promise<void>;
  /** Undefined: never put down, or dropped with its batch. */
  answers(connection: string, id: string): Promise<PutDown | undefined>;
  /** In the answers' place; nothing where they are gone already. */
  noteSettled(connection: string, id: string, tally: Tally): Promise<void>;
  /** With its text, and with what was put down of its answers. */
  dropBatch(connection: string, id: string): Promise<void>;
  readonly archive: Archive;
  /** How far QuickBooks has been read; rev 0: not at all. */
  cursors(connection: string): Promise<Cursors>;
  /** Conditional on rev; false when another write won. */
  putCursors(connection: string, cursors: Cursors): Promise<boolean>;
}

/** A batch as it was written down before it was handed out: for whom, not in which words. */
export type OpenBatch = Omit<Batch, 'requests'>;
