import type { Fetched, Flow, Link, RecordKey, Source } from '../flow.ts';
import type { ProcoreFailure } from '../procore/procore.ts';
import { type Reason, reason } from '../reasons.ts';
import { contentHash } from './hash.ts';
import { keep } from './kept.ts';
import { withoutOwnMark } from './own-mark.ts';
import type { Make } from './planner.ts';
import type { SyncRecord } from './record.ts';
import { isTakenOut } from './refused.ts';

/** A malformed answer may be a hiccup; after so many tries it is the record's state. */
const PATIENCE = 3;
const LONGEST_DELAY_SECONDS = 900;

/** Where a record comes from, and when (ISO). */
export interface Origin {
  readonly connection: string;
  readonly key: RecordKey;
  readonly source: Source;
  readonly now: string;
}

const fresh = ({ connection, key, source, now }: Origin): SyncRecord => ({
  connection,
  flow: key.flow,
  id: key.id,
  rev: 0,
  source,
  state: 'wanted',
  flags: [],
  generation: 0,
  attempts: 0,
  since: now,
});

/** What QuickBooks holds, for whoever asks in what a change differs from it. */
const before = (
  { hash, syncedHash, syncedContent, content }: SyncRecord,
  now: string,
): string | undefined => {
  if (syncedHash === undefined || now === syncedHash) return undefined;
  return hash === syncedHash && content !== undefined ? keep(content) : syncedContent;
};

/**
 * The record with what Procore answered; undefined when content fetched later is stored already. What was
 * refused or tried in vain counts no more once the content is another.
 */
export const withContent =
  (flow: Flow<unknown>, from: Origin, found: Fetched<unknown>): Make =>
  (stored) => {
    if (stored?.fetchStartedAt && stored.fetchStartedAt >= found.startedAt) return undefined;
    const base = stored ?? fresh(from);
    const dated = { ...base, source: { ...base.source, ...from.source }, fetchStartedAt: found.startedAt };
    if ('notOurs' in found && !stored) return undefined;
    if (!('value' in found)) {
      if (base.content !== undefined) return { ...dated, deleted: true };
      return { ...dated, state: 'failed', reason: reason('not-visible') };
    }
    const hash = contentHash(found.value);
    const renewed =
      hash === base.hash
        ? {}
        : {
            ...{ attempts: 0, held: undefined, notBefore: undefined },
            refusedHash: isTakenOut(base) ? base.refusedHash : undefined,
          };
    return {
      ...dated,
      ...renewed,
      syncedContent: before(base, hash),
      hash,
      content: base.mapping ? found.value : withoutOwnMark(found.value, base.formerly),
      deleted: found.deleted || undefined,
      title: flow.title(found.value),
    };
  };

/** A record that Procore would not show. Content that it has shown before stays as it is. */
export const withoutContent =
  (from: Origin, why: Reason): Make =>
  (stored) => {
    const base = stored ?? fresh(from);
    return base.content === undefined ? { ...base, state: 'failed', reason: why } : undefined;
  };

/**
 * Who tells of a record that is no longer as it was stored: by what it says now, and by what it said before.
 * `found` is absent when Procore did not answer.
 */
export const alsoChanged = (
  flow: Flow<unknown>,
  found: Fetched<unknown> | undefined,
  stored: SyncRecord | undefined,
): readonly Link[] => {
  if (!found) return [];
  const now = 'value' in found ? found.value : undefined;
  const isGone = now === undefined || ('deleted' in found && found.deleted === true);
  const isSame = now === undefined || contentHash(now) === stored?.hash;
  if (isSame && isGone === (stored?.deleted ?? stored === undefined)) return [];
  return [now, stored?.content].flatMap((content) =>
    content === undefined ? [] : (flow.also?.(content) ?? []),
  );
};

/** What a failed fetch comes to: another try after some seconds, or a reason that the record keeps. */
export const afterFailure = (
  failure: ProcoreFailure,
  tries: number,
): { readonly later: number } | { readonly reason: Reason } => {
  const why = { why: failure.message };
  switch (failure.kind) {
    case 'throttled':
    case 'unavailable':
      return { later: Math.min(LONGEST_DELAY_SECONDS, failure.retryAfterSeconds ?? 60) };
    case 'unauthorized':
      return { later: 300 };
    case 'forbidden':
      return { reason: reason('no-permission', why) };
    case 'malformed':
      return tries < PATIENCE ? { later: 60 } : { reason: reason('procore-refused', why) };
    case 'refused':
      return { reason: reason('procore-refused', why) };
  }
};
