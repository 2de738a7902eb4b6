import { wordsOf } from './failure.ts';
import type { ProcoreFailure } from './procore.ts';

/** Why a write is not done. */
export type NotWritten =
  /** Procore's words, and ours where it refuses all of a kind. `forbidden`: this app may not do it, or see what it is about. */
  | { readonly is: 'refused'; readonly words: string; readonly forbidden?: true }
  /** `counts`: Procore was in reach, so it can't go on like this for ever. */
  | { readonly is: 'later'; readonly seconds: number; readonly words: string; readonly counts: true }
  /** The connection's trouble, not the record's. */
  | { readonly is: 'later'; readonly seconds: number; readonly trouble: ProcoreFailure };

/** Answers to a DELETE of what may not be deleted. */
export const REFUSALS: readonly number[] = [400, 403, 405, 422];

/** Another write holds the record, or its project. */
const CONFLICT_SECONDS = 30;
const DEFAULT_SECONDS = 60;
/** What an operator has to mend: no hurry to see whether it is. */
const UNAUTHORIZED_SECONDS = 300;

export const afterFailure = (failure: ProcoreFailure): NotWritten => {
  const seconds = failure.retryAfterSeconds ?? DEFAULT_SECONDS;
  if (failure.status === 409)
    return { is: 'later', seconds: CONFLICT_SECONDS, words: failure.message, counts: true };
  switch (failure.kind) {
    case 'throttled':
    case 'unavailable':
      return { is: 'later', seconds, trouble: failure };
    case 'unauthorized':
      return { is: 'later', seconds: UNAUTHORIZED_SECONDS, trouble: failure };
    case 'malformed':
      return { is: 'later', seconds, words: failure.message, counts: true };
    case 'forbidden':
      return { is: 'refused', words: failure.message, forbidden: true };
    case 'refused':
      return { is: 'refused', words: failure.message };
  }
};

/** A row that a sync endpoint, which always answers 200, passed over. */
export const NOTHING_SAID: NotWritten = {
  is: 'later',
  seconds: DEFAULT_SECONDS,
  words: 'Procore answered for others, but not for this record.',
  counts: true,
};

/** What a sync endpoint says against one row, by field. */
export const rowWords = (errors: unknown): string => wordsOf(JSON.stringify({ errors })) || 'no reason given';
