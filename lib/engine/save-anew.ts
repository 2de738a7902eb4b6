import type { RecordKey } from '../context.ts';
import type { RecordStore } from './ports.ts';
import { keyText, type SyncRecord } from './record.ts';

const MOST_CONFLICTS = 10;

/**
 * Saves what `make` gives for a record as it is stored, made anew from what somebody else wrote first. Undefined when
 * there is nothing to save.
 */
export const saveAnew = async (
  records: Pick<RecordStore, 'get' | 'save'>,
  connection: string,
  key: RecordKey,
  first: SyncRecord | undefined,
  make: (stored: SyncRecord | undefined) => SyncRecord | undefined,
): Promise<SyncRecord | undefined> => {
  let stored = first;
  for (let tries = 0; tries < MOST_CONFLICTS; tries++) {
    const next = make(stored);
    if (!next) return undefined;
    const saved = await records.save(next, stored);
    if (saved) return saved;
    stored = (await records.get(connection, [key])).get(keyText(key));
  }
  throw new Error(`${keyText(key)} of ${connection} is changed again and again`);
};
