import { objectOf } from '../engine/approval.ts';
import type { SyncRecord } from '../engine/record.ts';
import type { RecordKey } from '../flow.ts';
import { explain } from '../reasons.ts';
import type { ChoiceDeps, Chosen } from './choice.ts';
import { createWord } from './import-word.ts';

/** A person's word: who says it and why. */
export interface Word {
  readonly by: string;
  readonly why?: string;
  /** The beginning of the hash of the document that was shown; the word is refused when it is another by now. */
  readonly document?: string;
}

const standing = ({ state, reason }: SyncRecord): string =>
  reason ? `${state}: ${explain(reason).says}` : state;

const wrongDocument = (document: string, shown: string | undefined): string | undefined =>
  shown === undefined || document.startsWith(shown)
    ? undefined
    : `The document is another one by now (${document.slice(0, 8)}, not ${shown}): look at it once more with preview.`;

const verdict = (document: string, { by, why }: Word, at: string) => ({
  ...{ document, by, at },
  ...(why && { why }),
});

/** The linking of an object, if that is what waits of a record: with this word. */
const adoptedAs = (
  stored: SyncRecord,
  accepted: boolean,
  { by, why }: Word,
  at: string,
): SyncRecord | undefined => {
  const { state, reason, offered, adoption, hash } = stored;
  const waits = state === 'awaiting-approval' && reason?.code === 'adoption-offered' && offered;
  const refused = accepted && state === 'rejected' && adoption?.accepted === false && adoption;
  const object = waits ? objectOf(waits) : refused ? refused.object : undefined;
  if (object === undefined) return undefined;
  return { ...stored, adoption: { object, accepted, hash, by, at, ...(why && { why }) } };
};

const NOTHING_WAITS = 'Nothing of it waits for approval. It is';

const approved =
  (word: Word, at: string) =>
  (stored: SyncRecord): SyncRecord | string => {
    const adopted = adoptedAs(stored, true, word, at);
    if (adopted) return adopted;
    const { state, document, rejection } = stored;
    const isRejected = state === 'rejected' && rejection !== undefined && document === rejection.document;
    if (!document || !(state === 'awaiting-approval' || isRejected))
      return `${NOTHING_WAITS} ${standing(stored)}`;
    return (
      wrongDocument(document, word.document) ?? {
        ...stored,
        approval: verdict(document, word, at),
        rejection: undefined,
      }
    );
  };

const rejected =
  (word: Word, at: string) =>
  (stored: SyncRecord): SyncRecord | string => {
    const adopted = adoptedAs(stored, false, word, at);
    if (adopted) return adopted;
    const { state, document, approval } = stored;
    const isApproved = state === 'queued' && approval !== undefined && document === approval.document;
    if (!document || !(state === 'awaiting-approval' || isApproved))
      return `${NOTHING_WAITS} ${standing(stored)}`;
    return (
      wrongDocument(document, word.document) ?? {
        ...stored,
        rejection: verdict(document, word, at),
        approval: undefined,
      }
    );
  };

/**
 * Approves what waits of a record: its document, which then goes, or the linking of the object that was
 * offered. A document that was rejected may be approved after all.
 */
export const approve = (deps: ChoiceDeps, connection: string, key: RecordKey, word: Word): Promise<Chosen> =>
  createWord(deps)(connection, key, approved(word, deps.now().toISOString()));

/**
 * Rejects what waits of a record, or takes back the approval of a document that is not posted yet. It holds for that
 * document: another one, after an edit in Procore, awaits approval again.
 */
export const reject = (deps: ChoiceDeps, connection: string, key: RecordKey, word: Word): Promise<Chosen> =>
  createWord(deps)(connection, key, rejected(word, deps.now().toISOString()));
