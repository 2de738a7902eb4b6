import pMap from 'p-map';
import type { RecordKey } from '../flow.ts';
import { type After, missingReference, type Told } from './after.ts';
import { told } from './history.ts';
import type { Facts } from './plan.ts';
import type { Planner } from './planner.ts';
import type { RecordStore } from './ports.ts';
import { keyText, type SyncRecord } from './record.ts';
import { relink } from './relink.ts';
import { REFERENCE_TRIES } from './retry.ts';

export interface MissingDeps {
  readonly planner: Pick<Planner, 'linksOf'>;
  readonly records: Pick<RecordStore, 'get' | 'save'>;
  readonly now: () => Date;
}

type Missing = After & { do: 'missing' };

const CONCURRENCY = 16;

const same = (a: string, b: string | undefined): boolean => a.toLowerCase() === b?.toLowerCase();

/**
 * Whose object QuickBooks may miss: those that it names by id or name; else those of the kind that it names; all of
 * them when it names nothing. None: it is something of the settings.
 */
export const suspected = (linked: readonly SyncRecord[], { reference, kind }: Missing): SyncRecord[] => {
  const mapped = linked.filter(({ mapping }) => mapping);
  if (!reference) return mapped;
  const named = mapped.filter(
    ({ mapping }) => mapping && (same(mapping.id, reference) || same(mapping.name, reference)),
  );
  if (named.length > 0 || !kind) return named;
  return mapped.filter(({ mapping }) => mapping?.type.startsWith(kind));
};

/**
 * A record that QuickBooks refused because it misses what it refers to: the records that may be to blame are put in
 * doubt, and it waits for them. Each comes back when its object is there or another has its name; one that is gone
 * says so, and holds whoever refers to it.
 */
export const createMissing = ({ planner, records, now }: MissingDeps) => {
  const putInDoubt = async (listed: SyncRecord): Promise<void> => {
    let stored: SyncRecord | undefined = listed;
    while (stored) {
      // Mapped anew meanwhile: there is nothing to doubt.
      const doubted = stored.mapping?.id === listed.mapping?.id && relink(stored, now().toISOString(), true);
      if (!doubted) return;
      if (await records.save(told(stored, doubted, now().toISOString()), stored)) return;
      stored = (await records.get(listed.connection, [listed])).get(keyText(listed));
    }
  };

  const blame = async (connection: string, facts: Facts, sent: SyncRecord, after: Missing) => {
    const keys: readonly RecordKey[] = [...planner.linksOf(sent, facts), ...(sent.mapping ? [sent] : [])];
    const linked = [...(await records.get(connection, keys)).values()];
    const suspects = suspected(linked, after);
    await pMap(suspects, putInDoubt, { concurrency: CONCURRENCY });
    return suspects;
  };

  return async (
    connection: string,
    facts: Facts,
    all: readonly Told[],
  ): Promise<{ outcomes: readonly Told[]; relinked: readonly RecordKey[] }> => {
    const relinked: RecordKey[] = [];
    const one = async (outcome: Told): Promise<Told> => {
      const { sent, after } = outcome;
      if (after.do !== 'missing') return outcome;
      const suspects = await blame(connection, facts, sent, after);
      if (suspects.length === 0) return outcome;
      relinked.push(...suspects);
      const most = { times: REFERENCE_TRIES, ends: missingReference(after) };
      return { ...outcome, after: { do: 'relinked', words: after.words, most } };
    };
    const outcomes = await pMap(all, one, { concurrency: CONCURRENCY });
    return { outcomes, relinked: [...new Map(relinked.map((key) => [keyText(key), key])).values()] };
  };
};
