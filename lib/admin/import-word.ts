import { rejectedBy } from '../engine/approval.ts';
import { enterHints } from '../engine/enter-hints.ts';
import { told } from '../engine/history.ts';
import { keyText, type SyncRecord } from '../engine/record.ts';
import type { RecordKey } from '../flow.ts';
import { type Choice, type ChoiceDeps, type Chosen, createChoice } from './choice.ts';

const MOST_CONFLICTS = 10;

/** Rejected at once; else whoever writes into Procore decides about it anew. */
const moved = (made: SyncRecord, at: string): SyncRecord => {
  const { rejection, hash } = made;
  const next: SyncRecord =
    rejection && rejection.document === hash
      ? { ...made, state: 'rejected', reason: rejectedBy(rejection) }
      : { ...made, state: 'queued', reason: undefined, notBefore: undefined };
  return next.state === made.state ? next : { ...next, since: at };
};

const ofImport = async (deps: ChoiceDeps, first: SyncRecord, choice: Choice): Promise<Chosen> => {
  const { connection } = first;
  let stored: SyncRecord | undefined = first;
  for (let tries = 0; stored && tries < MOST_CONFLICTS; tries++) {
    const made = choice(stored);
    if (typeof made === 'string') return { is: 'refused', why: made };
    const at = deps.now().toISOString();
    const record: SyncRecord | undefined = await deps.records.save(told(stored, moved(made, at), at), stored);
    if (record) {
      if (record.state === 'queued') await deps.writes.send(enterHints(connection, [record]));
      return { is: 'done', record };
    }
    stored = (await deps.records.get(connection, [first])).get(keyText(first));
  }
  return { is: 'refused', why: 'It is being changed just now: try once more.' };
};

/** What a person says of a record, whichever way it goes: approved, rejected, or to be tried again. */
export const createWord =
  (deps: ChoiceDeps) =>
  async (connection: string, key: RecordKey, choice: Choice): Promise<Chosen> => {
    const stored = (await deps.records.get(connection, [key])).get(keyText(key));
    return stored?.into ? ofImport(deps, stored, choice) : createChoice(deps)(connection, key, choice);
  };
