import type { Mapping } from '../flow.ts';
import { explain, reason, stateOf } from '../reasons.ts';
import { type After, missingReference, refused } from './after.ts';
import { sentContent } from './doubt.ts';
import { keep } from './kept.ts';
import { formerly } from './own-mark.ts';
import type { Facts } from './plan.ts';
import { type Flag, type SyncRecord, sameAttempt } from './record.ts';
import { attemptHash } from './refused.ts';
import { AT_ONCE, heldTooLong, MOST_ATTEMPTS, nextTry, secondLookup } from './retry.ts';
import { staying, undone } from './undo.ts';

export { type After, afterAnswer } from './after.ts';

/** Times and chance as arguments, so that the same answer always settles the same way. */
export interface At {
  readonly facts: Facts;
  readonly now: Date;
  /** 0 ≤ chance < 1. */
  readonly chance: number;
}

const OF_A_WRITE: readonly Flag['code'][] = ['field-left-out', 'not-linked', 'total-differs'];

const flagged = (record: SyncRecord, { settled, warning }: After & { do: 'synced' }): readonly Flag[] => {
  const { changed } = settled;
  const kept = record.flags.filter(
    ({ code }) => !OF_A_WRITE.includes(code) && !(changed && code === 'changed-in-quickbooks'),
  );
  const warned = warning?.code === 'field-left-out' ? warning.detail : undefined;
  const unlinked = warning?.code === 'not-linked' ? warning.detail : undefined;
  const notLinked = [unlinked, settled.notLinked].filter((words) => words !== undefined).join('; ');
  const leftOut = [warned, settled.leftOut].filter((words) => words !== undefined).join('; ');
  return [
    ...kept,
    ...(leftOut ? [{ code: 'field-left-out', detail: leftOut } as const] : []),
    ...(notLinked ? [{ code: 'not-linked', detail: notLinked } as const] : []),
    ...(changed ? [{ code: 'changed-in-quickbooks', detail: changed } as const] : []),
    ...(settled.differs ? [{ code: 'total-differs', detail: settled.differs } as const] : []),
  ];
};

/** As many as attempts, and a few refusals. */
const MOST_TRIES = 10;

/** The story of a record that is sent in vain, for whoever has to look at it. */
const tried = ({ tries = [] }: SyncRecord, words: string, { now }: At) =>
  [...tries, { at: now.toISOString(), words }].slice(-MOST_TRIES);

const gaveUp = (times: number, words: string): After & { do: 'refused' } =>
  refused(reason('gave-up', { attempts: String(times), words }));

const again = (stored: SyncRecord, after: After & { do: 'again' | 'relinked' }, at: At): SyncRecord => {
  const counts = after.do === 'relinked' || after.counts;
  const attempts = stored.attempts + (counts ? 1 : 0);
  const tries = counts ? tried(stored, after.words, at) : stored.tries;
  const { most } = after;
  if (most && attempts >= most.times) return refusal(stored, refused(most.ends), at);
  if (attempts >= MOST_ATTEMPTS) return refusal(stored, gaveUp(attempts, after.words), at);
  const waits = after.do === 'again' && (after.wait || (counts && attempts > AT_ONCE));
  const notBefore = waits ? nextTry(attempts, at.now, at.chance) : undefined;
  return { ...stored, attempts, tries, notBefore, reason: undefined, held: undefined };
};

/** Held uses up no attempts: a form may stay open all afternoon. */
const held = (stored: SyncRecord, { words }: After & { do: 'held' }, { now, ...at }: At): SyncRecord => {
  const since = stored.held?.since ?? now.toISOString();
  const times = (stored.held?.times ?? 0) + 1;
  if (heldTooLong(since, times, now)) return refusal(stored, gaveUp(times, words), { now, ...at });
  return {
    ...stored,
    held: { since, times },
    tries: tried(stored, words, { now, ...at }),
    notBefore: nextTry(times, now, at.chance),
    reason: reason('in-use', { since, words }),
  };
};

const refusal = (stored: SyncRecord, after: After & { do: 'refused' }, at: At): SyncRecord =>
  stored.undo ? staying(stored, explain(after.reason).says, at.now) : refusalOf(stored, after, at);

const refusalOf = (
  stored: SyncRecord,
  { reason: why, document, ...what }: After & { do: 'refused' },
  at: At,
): SyncRecord => ({
  ...stored,
  adopting: why.code === 'not-adopted' ? undefined : stored.adopting,
  state: stateOf(why),
  reason: why,
  refusedHash: stateOf(why) === 'failed' ? attemptHash(stored, at.facts) : undefined,
  tries: stateOf(why) === 'failed' ? tried(stored, explain(why).says, at) : stored.tries,
  document,
  actual: document ? what.actual : stored.actual,
  offered: what.offered,
  // Told to a person, whose word then counts.
  doubt: why.code === 'gone-from-quickbooks' || stored.doubt?.of === 'name' ? undefined : stored.doubt,
  ...{ attempts: 0, held: undefined, notBefore: undefined },
  since: at.now.toISOString(),
});

type OfDoubt = After & { do: 'lost' | 'absent' | 'confirmed' | 'forgotten' | 'gone' };

const UNMAPPED = {
  mapping: undefined,
  restored: undefined,
  syncedHash: undefined,
  syncedAt: undefined,
  notBefore: undefined,
};

const unmapped = (stored: SyncRecord, { type, name }: Mapping, now: Date): SyncRecord => ({
  ...stored,
  ...{ ...UNMAPPED, ...formerly(stored) },
  ...{ state: 'queued', reason: undefined, blockedBy: undefined, attempts: 0, since: now.toISOString() },
  doubt: { of: 'name', gone: `${type} "${name}"` },
});

/** What is in QuickBooks is found out, whatever the content has become meanwhile. */
const doubted = (stored: SyncRecord, sent: SyncRecord, after: OfDoubt, { now }: At): SyncRecord => {
  const { doubt, mapping } = stored;
  switch (after.do) {
    case 'lost':
      return mapping
        ? stored
        : { ...stored, doubt: { of: 'answer', sent: sentContent(sent) }, notBefore: undefined };
    case 'absent': {
      if (doubt?.of !== 'answer') return stored;
      const absentAt = doubt.absentAt ?? now.toISOString();
      return { ...stored, doubt: { ...doubt, absentAt }, notBefore: secondLookup(absentAt) };
    }
    case 'confirmed':
      return {
        ...{ ...stored, doubt: undefined, state: 'synced', since: now.toISOString() },
        ...(doubt?.of === 'object' && !doubt.missed && { restored: true as const }),
      };
    case 'forgotten':
      return {
        ...{ ...stored, doubt: undefined, notBefore: undefined },
        adopting: stored.adopting?.own ? undefined : stored.adopting,
        ...(doubt?.of === 'object' && { ...UNMAPPED, ...formerly(stored) }),
      };
    case 'gone':
      return mapping ? unmapped(stored, mapping, now) : stored;
  }
};

type Unsettled = After & { do: 'again' | 'relinked' | 'held' | 'missing' | 'refused' };

const unsettled = (stored: SyncRecord, after: Unsettled, at: At): SyncRecord => {
  switch (after.do) {
    case 'again':
    case 'relinked':
      return again(stored, after, at);
    case 'held':
      return held(stored, after, at);
    case 'missing':
      return refusal(stored, refused(missingReference(after)), at);
    case 'refused':
      return refusal(stored, after, at);
  }
};

/** What QuickBooks holds, where Procore says something else by now. */
const other = (stored: SyncRecord, sent: SyncRecord, { hash = sent.hash }: After & { do: 'synced' }) =>
  hash === sent.hash && hash !== stored.hash && sent.content !== undefined ? keep(sent.content) : undefined;

/** Somebody approved this very document while it was being found unapproved. */
const isApproved = ({ approval }: SyncRecord, { document }: After & { do: 'refused' }): boolean =>
  document !== undefined && approval?.document === document;

/**
 * The stored record after an answer to the record as it was sent. What QuickBooks holds is always noted,
 * whatever became of the content meanwhile; a refusal of content that has been replaced says nothing.
 */
export const settled = (stored: SyncRecord, sent: SyncRecord, after: After, at: At): SyncRecord => {
  // It was undone since: what is told is of an object that is gone.
  if (stored.generation !== sent.generation) return stored;
  if (after.do === 'synced') {
    const moved = stored.state === 'synced' ? {} : { since: at.now.toISOString() };
    return {
      ...stored,
      ...moved,
      state: 'synced',
      reason: undefined,
      blockedBy: undefined,
      flags: flagged(stored, after),
      mapping: after.settled.mapping,
      ...{ doubt: undefined, adopting: undefined },
      syncedHash: after.hash ?? sent.hash,
      syncedAt: at.now.toISOString(),
      refusedHash: undefined,
      ...{ actual: undefined, offered: undefined, restored: undefined },
      syncedContent: other(stored, sent, after),
      ...{ attempts: 0, tries: undefined, held: undefined, notBefore: undefined },
    };
  }
  // Asked for after the batch was written that this answers.
  if (stored.undo?.at !== sent.undo?.at) return stored;
  switch (after.do) {
    case 'undone':
      return stored.undo ? undone(stored, stored.undo, at.now) : stored;
    case 'kept':
      return stored.undo ? staying(stored, after.words, at.now) : stored;
    case 'again':
    case 'relinked':
    case 'held':
    case 'missing':
    case 'refused': {
      const isOld = stored.state !== 'queued' || !sameAttempt(stored, sent);
      return isOld || (after.do === 'refused' && isApproved(stored, after))
        ? stored
        : unsettled(stored, after, at);
    }
    default:
      // Linked to another object meanwhile: nothing is known of that one.
      if (after.do === 'gone' && stored.mapping?.id !== sent.mapping?.id) return stored;
      return doubted(stored, sent, after, at);
  }
};
