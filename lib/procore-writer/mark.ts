import { bugOf } from '../engine/guarded.ts';
import { toMark } from '../engine/marks.ts';
import type { ProcoreMark } from '../engine/procore-writes.ts';
import type { Flag, SyncRecord } from '../engine/record.ts';
import type { Flow } from '../flow.ts';
import type { Marked, OriginWrite } from '../procore/mark.ts';
import { explain, reason } from '../reasons.ts';

/** A mark that is to be written, and for which record. */
export interface Wanted {
  readonly record: SyncRecord;
  readonly mark: ProcoreMark;
}

/** After so many times that Procore was in reach and did not take it, a person is told. */
const MOST_TRIES = 10;

/** What goes to Procore, or why nothing does. */
export type Rendered = { readonly write?: OriginWrite } | { readonly refused: string };

/**
 * What is written for a record. `ours`: every origin_id that was ever noted for it. What another integration has
 * written there stays.
 */
export const rendered = (
  flow: Flow<unknown>,
  { record: { content, mapping }, mark }: Wanted,
  ours: readonly string[],
): Rendered => {
  try {
    const write = mapping ? flow.mark?.with(content, mapping) : clearing(flow, content, mark);
    if (!write) return {};
    const origin = originIn(content);
    const isOurs = origin === undefined || origin === write.originId || ours.includes(origin);
    return isOurs ? { write } : { refused: explain(reason('owned-by-other-integration', { origin })).says };
  } catch (error) {
    return { refused: explain(bugOf(error)).says };
  }
};

/** Nobody has a use for an origin_id that leads nowhere. What it was is all that is known of the mapping. */
const clearing = (
  flow: Flow<unknown>,
  content: unknown,
  { originId }: ProcoreMark,
): OriginWrite | undefined => {
  const was = { type: '', id: originId, name: '', created: true, lines: { '': originId } };
  const write = flow.mark?.with(content, was);
  return write && { ...write, clears: true };
};

/** What Procore said of the record's origin_id when it was fetched last. */
export const originIn = (content: unknown): string | undefined =>
  (content as { origin?: { id: string } } | undefined)?.origin?.id;

/** What is noted of a mark after Procore's answer. */
export const noted = (
  { mark }: Wanted,
  write: OriginWrite | undefined,
  answer: Marked,
  now: Date,
): ProcoreMark => {
  const { flow, id, hash } = mark;
  const originId = write?.originId ?? mark.originId;
  if (answer.is === 'done') return { flow, id, hash, originId };
  if (answer.is === 'refused') return { flow, id, hash, originId, refused: answer.words };
  const counts = 'counts' in answer && answer.counts;
  const tries = (mark.tries ?? 0) + (counts ? 1 : 0);
  if (counts && tries >= MOST_TRIES) return { flow, id, hash, originId, refused: answer.words };
  const due = new Date(now.getTime() + answer.seconds * 1000).toISOString();
  return { flow, id, hash, originId, due, ...(tries > 0 && { tries }) };
};

/** The record with what a person should know of its mark; the same object when that is nothing new. */
export const flaggedMark = (record: SyncRecord, mark: ProcoreMark): SyncRecord => {
  if (mark.due !== undefined || toMark(record)?.hash !== mark.hash) return record;
  const before = record.flags.find(({ code }) => code === 'not-marked');
  if (before?.detail === mark.refused) return record;
  const others = record.flags.filter((flag) => flag !== before);
  const flag: Flag = { code: 'not-marked', detail: mark.refused };
  return { ...record, flags: mark.refused === undefined ? others : [...others, flag] };
};
