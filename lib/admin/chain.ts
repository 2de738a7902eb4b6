import type { RecordStore } from '../engine/ports.ts';
import { keyOf, keyText, type SyncRecord } from '../engine/record.ts';
import { explain } from '../reasons.ts';

/** A record that another one waits for, and what that one waits for. */
export interface Blocker {
  readonly flow: string;
  readonly id: string;
  readonly title?: string;
  /** Absent: nobody has seen such a record. */
  readonly state?: string;
  readonly says?: string;
  readonly who?: string;
  readonly cure?: string;
  readonly waitsFor: readonly Blocker[];
  /** It waits for others, which are told elsewhere in the chain or are too many. */
  readonly cut?: true;
}

/** A document may wait for a hundred items, each of which waits for the same account. */
const MOST_SHOWN = 50;

const blockerOf = (text: string, record: SyncRecord | undefined): Blocker => {
  const { title, state, reason } = record ?? {};
  const why = reason && explain(reason);
  const told = why ? { says: why.says, who: why.who, cure: why.cure } : {};
  return { ...keyOf(text), title, state, ...told, waitsFor: [] };
};

/**
 * What a record waits for, down to the roots that wait for nobody: there somebody can do something. Each record is
 * told once.
 */
export const chainOf = async (
  records: Pick<RecordStore, 'get'>,
  record: SyncRecord,
): Promise<readonly Blocker[]> => {
  const seen = new Set([keyText(record)]);
  const below = async (blocked: SyncRecord): Promise<Blocker[]> => {
    const fresh = (blocked.blockedBy ?? []).filter((text) => !seen.has(text));
    const shown = fresh.slice(0, Math.max(0, MOST_SHOWN - seen.size));
    for (const text of shown) seen.add(text);
    const stored = await records.get(blocked.connection, shown.map(keyOf));
    const found: Blocker[] = [];
    for (const text of shown) {
      const next = stored.get(text);
      const waitsFor = next ? await below(next) : [];
      const isCut = waitsFor.length < (next?.blockedBy?.length ?? 0);
      found.push({ ...blockerOf(text, next), waitsFor, ...(isCut && { cut: true }) });
    }
    return found;
  };
  return below(record);
};
