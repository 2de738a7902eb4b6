import type { Settled } from '../flow.ts';
import type { Answer } from '../qbxml/message.ts';
import { type Outcome, outcomeOf } from '../qbxml/status.ts';
import { explain, type Reason, reason, stateOf } from '../reasons.ts';
import { attemptHash, type Facts } from './plan.ts';
import type { Flag, SyncRecord } from './record.ts';
import { MOST_ATTEMPTS, nextTry, secondLookup } from './retry.ts';

/** Times and chance as arguments, so that the same answer always settles the same way. */
export interface At {
  readonly facts: Facts;
  readonly now: Date;
  /** 0 ≤ chance < 1. */
  readonly chance: number;
}

/** How one record goes on after QuickBooks answered, or after it did not. */
export type After =
  | { readonly do: 'synced'; readonly settled: Settled; readonly warning?: string }
  /** Stays queued. `counts`: this send used up one of the attempts. */
  /** QuickBooks knows nothing of the message set that carried its Add. */
  | { readonly do: 'lost' }
  /** In doubt, and a lookup found nothing. */
  | { readonly do: 'absent' }
  /** The doubt is over: its object is in QuickBooks as before, or there is none and it begins anew. */
  | { readonly do: 'confirmed' }
  | { readonly do: 'forgotten' }
  | { readonly do: 'again'; readonly counts: boolean; readonly wait: boolean; readonly words: string }
  /** `document`: hash of what a person would approve. */
  | { readonly do: 'refused'; readonly reason: Reason; readonly document?: string };

const refused = (why: Reason): After & { do: 'refused' } => ({ do: 'refused', reason: why });

const done = (settled: Settled | undefined, warning?: string): After =>
  settled
    ? { do: 'synced', settled, warning }
    : { do: 'again', counts: true, wait: false, words: 'QuickBooks named no object in its answer' };

/** The row of the outcome table that an answer meets, in the engine's words. */
export const afterAnswer = (answer: Answer, settle: (answer: Answer) => Settled | undefined): After => {
  const outcome: Outcome = outcomeOf(answer);
  const words = answer.statusMessage;
  switch (outcome.is) {
    case 'done':
      return done(settle(answer));
    case 'done-with-warning':
      return done(settle(answer), words);
    case 'not-processed':
      return { do: 'again', counts: false, wait: false, words };
    case 'stale':
    case 'exists':
      return { do: 'again', counts: true, wait: false, words };
    case 'retry-later':
      return { do: 'again', counts: true, wait: true, words };
    case 'missing-reference':
      return refused(reason('missing-reference', { words }));
    case 'person':
      return refused(reason('quickbooks-refused', { code: answer.statusCode, words, cure: outcome.cure }));
    case 'nothing-found':
    case 'our-bug':
      return refused(reason('unreadable', { words: `${answer.statusCode}: ${words}` }));
  }
};

const flagged = (record: SyncRecord, { settled, warning }: After & { do: 'synced' }): readonly Flag[] => {
  const kept = record.flags.filter(({ code }) => code !== 'field-left-out' && code !== 'total-differs');
  const leftOut = [warning, settled.leftOut].filter((words) => words !== undefined).join('; ');
  return [
    ...kept,
    ...(leftOut ? [{ code: 'field-left-out', detail: leftOut } as const] : []),
    ...(settled.differs ? [{ code: 'total-differs', detail: settled.differs } as const] : []),
  ];
};

/** As many as attempts, and a few refusals. */
const MOST_TRIES = 10;

/** The story of a record that is sent in vain, for whoever has to look at it. */
const tried = ({ tries = [] }: SyncRecord, words: string, { now }: At) =>
  [...tries, { at: now.toISOString(), words }].slice(-MOST_TRIES);

const again = (stored: SyncRecord, after: After & { do: 'again' }, at: At): SyncRecord => {
  const attempts = stored.attempts + (after.counts ? 1 : 0);
  const tries = after.counts ? tried(stored, after.words, at) : stored.tries;
  if (attempts >= MOST_ATTEMPTS)
    return refusal(
      stored,
      refused(reason('gave-up', { attempts: String(attempts), words: after.words })),
      at,
    );
  const notBefore = after.wait ? nextTry(attempts, at.now, at.chance) : undefined;
  return { ...stored, attempts, tries, notBefore };
};

const refusal = (
  stored: SyncRecord,
  { reason: why, document }: After & { do: 'refused' },
  at: At,
): SyncRecord => ({
  ...stored,
  state: stateOf(why),
  reason: why,
  refusedHash: stateOf(why) === 'failed' ? attemptHash(stored, at.facts) : undefined,
  tries: stateOf(why) === 'failed' ? tried(stored, explain(why).says, at) : stored.tries,
  document,
  // Told to a person, whose word then counts.
  doubt: stored.doubt?.of === 'name' ? undefined : stored.doubt,
  attempts: 0,
  notBefore: undefined,
  since: at.now.toISOString(),
});

/** An object that others missed is gone: one of its name is looked for. */
const stillInDoubt = ({ doubt, mapping }: SyncRecord): SyncRecord['doubt'] =>
  doubt?.of === 'object' && doubt.missed && mapping
    ? { of: 'name', gone: `${mapping.type} "${mapping.name}"` }
    : undefined;

type OfDoubt = After & { do: 'lost' | 'absent' | 'confirmed' | 'forgotten' };

/** What is in QuickBooks is found out, whatever the content has become meanwhile. */
const doubted = (stored: SyncRecord, after: OfDoubt, { now }: At): SyncRecord => {
  const { doubt, mapping } = stored;
  switch (after.do) {
    case 'lost':
      return mapping ? stored : { ...stored, doubt: { of: 'answer' }, notBefore: undefined };
    case 'absent': {
      if (doubt?.of !== 'answer') return stored;
      const absentAt = doubt.absentAt ?? now.toISOString();
      return { ...stored, doubt: { of: 'answer', absentAt }, notBefore: secondLookup(absentAt) };
    }
    case 'confirmed':
      return { ...stored, doubt: undefined, state: 'synced', since: now.toISOString() };
    case 'forgotten':
      return {
        ...stored,
        ...{ doubt: stillInDoubt(stored), notBefore: undefined },
        ...(doubt?.of === 'object' && { mapping: undefined, syncedHash: undefined, syncedAt: undefined }),
      };
  }
};

/**
 * The stored record after an answer to the record as it was sent. What QuickBooks holds is always noted,
 * whatever became of the content meanwhile; a refusal of content that has been replaced says nothing.
 */
export const settled = (stored: SyncRecord, sent: SyncRecord, after: After, at: At): SyncRecord => {
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
      doubt: undefined,
      syncedHash: sent.hash,
      syncedAt: at.now.toISOString(),
      refusedHash: undefined,
      attempts: 0,
      tries: undefined,
      notBefore: undefined,
    };
  }
  if (after.do !== 'again' && after.do !== 'refused') return doubted(stored, after, at);
  if (stored.state !== 'queued' || stored.hash !== sent.hash) return stored;
  return after.do === 'again' ? again(stored, after, at) : refusal(stored, after, at);
};
