import type { Settled } from '../flow.ts';
import type { Answer } from '../qbxml/message.ts';
import { type Outcome, outcomeOf } from '../qbxml/status.ts';
import { type Reason, reason } from '../reasons.ts';
import type { Flag, SyncRecord } from './record.ts';
import { NAME_TRIES } from './retry.ts';

/** How one record goes on after QuickBooks answered, or after it did not. */
export type After =
  /** `hash`: of the content that QuickBooks holds, where that is not what was sent last. */
  | { readonly do: 'synced'; readonly settled: Settled; readonly warning?: Flag; readonly hash?: string }
  /** QuickBooks knows nothing of the message set that carried its Add. */
  | { readonly do: 'lost' }
  /** In doubt, and a lookup found nothing. */
  | { readonly do: 'absent' }
  /** The doubt is over: its object is in QuickBooks as before, or there is none and it begins anew. */
  | { readonly do: 'confirmed' }
  | { readonly do: 'forgotten' }
  /** Its object is gone; one of its name is looked for, but none is made. */
  | { readonly do: 'gone' }
  /** Stays queued. `counts`: this send used up one of the attempts. */
  | ({ readonly do: 'again'; readonly counts: boolean; readonly wait: boolean } & Tried)
  /** Stays queued: somebody holds it. */
  | { readonly do: 'held'; readonly words: string }
  /** QuickBooks does not find what it refers to. */
  | ({ readonly do: 'missing' } & Pick<Outcome, 'words' | 'reference' | 'kind'>)
  /** What it may refer to in vain is looked up first. */
  | ({ readonly do: 'relinked' } & Tried)
  /** It is out of QuickBooks, or it stays there and these words say why. */
  | { readonly do: 'undone' }
  | { readonly do: 'kept'; readonly words: string }
  /** `document`: hash of what a person would approve; `offered`: what would be linked. */
  | ({ readonly do: 'refused'; readonly reason: Reason } & Pick<
      SyncRecord,
      'document' | 'actual' | 'offered'
    >);

/** A record of a batch, and what QuickBooks' answer means for it. */
export interface Told {
  readonly sent: SyncRecord;
  readonly after: After;
  /** Id of the batch that carried its write. */
  readonly batch?: string;
}

/** `most`: what it ends in when it was sent so often; else it is given up after MOST_ATTEMPTS. */
interface Tried {
  readonly words: string;
  readonly most?: { readonly times: number; readonly ends: Reason };
}

/** Told to a person, or waiting for a word of one. */
export const refused = (why: Reason): After & { do: 'refused' } => ({ do: 'refused', reason: why });

const done = (settled: Settled | undefined, warning?: Flag): After =>
  settled
    ? { do: 'synced', settled, warning }
    : { do: 'again', counts: true, wait: false, words: 'QuickBooks named no object in its answer' };

const SAME_NAME = 'Something else in QuickBooks has this name. Rename one of the two, then retry.';

/** Settings by what QuickBooks calls that which they name. */
const SETTING_OF: Readonly<Record<string, string>> = {
  Account: 'accounts',
  Class: 'defaultClass',
  Terms: 'defaultTerms',
  SalesTaxCode: 'taxCodes',
  Customer: 'customers',
  Item: 'retainageItem',
};

/** Told when no record of ours is to blame. */
export const missingReference = ({ words, kind }: Pick<Outcome, 'words' | 'kind'>): Reason =>
  reason('missing-reference', { words, setting: SETTING_OF[kind ?? ''] ?? 'if it stands there' });

/** The row of the outcome table that an answer meets, in the engine's words. */
export const afterAnswer = (answer: Answer, settle: (answer: Answer) => Settled | undefined): After => {
  const outcome: Outcome = outcomeOf(answer);
  const words = answer.statusMessage;
  switch (outcome.is) {
    case 'done':
      return done(settle(answer));
    case 'done-with-warning':
      return done(settle(answer), { code: outcome.flag, detail: words });
    case 'not-processed':
      return { do: 'again', counts: false, wait: true, words };
    case 'stale':
      return { do: 'again', counts: true, wait: false, words };
    case 'exists': {
      // The next lookup finds what has the name, unless it is of a list that the lookup does not see.
      const ends = reason('quickbooks-refused', { code: answer.statusCode, words, cure: SAME_NAME });
      return { do: 'again', counts: true, wait: false, words, most: { times: NAME_TRIES, ends } };
    }
    case 'retry-later':
      return outcome.limited ? { do: 'again', counts: true, wait: true, words } : { do: 'held', words };
    case 'missing-reference':
      return { do: 'missing', words, reference: outcome.reference, kind: outcome.kind };
    case 'person':
      return refused(reason('quickbooks-refused', { code: answer.statusCode, words, cure: outcome.cure }));
    case 'nothing-found':
    case 'our-bug':
      return refused(reason('unreadable', { words: `${answer.statusCode}: ${words}` }));
  }
};
