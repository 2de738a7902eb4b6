import type { Run } from '../engine/comparison.ts';
import type { Connection } from '../engine/ports.ts';
import type { Answer } from '../qbxml/message.ts';
import type { NumberedRequest } from '../qbxml/write.ts';

/** What a comparison asks, in this order. */
export const STAGES = ['objects', 'deleted', 'jobs', 'costs'] as const;

/** How far a run is. */
export interface Cursor {
  readonly run: string;
  readonly asks: (typeof STAGES)[number];
  /** How many of its stage are done. */
  readonly next: number;
  /** How many the message under way is about. */
  readonly count: number;
  /** How much is asked at once, in 2 KB of answer. */
  readonly size: number;
  /** Objects that are compared. */
  readonly objects: number;
  /** QuickBooks' iterator, which lives as long as the session: how many pages it gave, of how many objects at most. */
  readonly iterator?: { readonly id?: string; readonly pages: number; readonly max: number };
  /** Pages of each feed that was read to its end. */
  readonly pages?: Readonly<Record<string, number>>;
}

/** One kind of question. All of it may be repeated: who died in between does the same once more. */
export interface Stage {
  /** The cursor with what is asked next, of at most `most` objects; undefined: nothing more is asked. */
  begin(connection: Connection, cursor: Cursor, most: number | undefined): Promise<Cursor | undefined>;
  /** The requests of the message that a cursor stands for. */
  requests(connection: Connection, cursor: Cursor): Promise<readonly NumberedRequest[]>;
  /** Keeps what the answers say. Gives where it goes on. */
  take(connection: Connection, cursor: Cursor, answers: readonly Answer[]): Promise<Cursor>;
}

const FIRST_SIZE = 150;
const MOST_SIZE = 400;
/** An answer is to take no longer than this, and to be no larger. */
const SLOW_MS = 10_000;
const LARGE = 1_500_000;

export const begunCursor = ({ run }: Pick<Run, 'run'>): Cursor => ({
  ...{ run, asks: 'objects', next: 0, count: 0, size: FIRST_SIZE, objects: 0 },
});

/** Half as much after a slow or large answer, more after a quick and small one. */
export const sized = (cursor: Cursor, ms: number, bytes: number): Cursor => {
  const { size } = cursor;
  if (ms > SLOW_MS || bytes > LARGE) return { ...cursor, size: Math.max(1, Math.floor(size / 2)) };
  const grows = ms < SLOW_MS / 3 && bytes < LARGE / 3;
  return grows ? { ...cursor, size: Math.min(MOST_SIZE, size + 50) } : cursor;
};

/** In another session QuickBooks knows the iterator no more: its feed is read from the start. */
export const resumed = (cursor: Cursor | undefined): Cursor | undefined =>
  cursor && { ...cursor, iterator: undefined };
