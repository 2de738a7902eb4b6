import type { Fetched, RecordKey } from '../flow.ts';
import type { ImportFlow } from '../import-flow.ts';
import { objectClaim } from './plan.ts';
import type { Make } from './planner.ts';
import type { RecordStore } from './ports.ts';
import { keyText, type SyncRecord } from './record.ts';

export interface EnteredDeps {
  readonly imports: readonly ImportFlow<unknown>[];
  readonly records: Pick<RecordStore, 'get' | 'claim'>;
  readonly now: () => Date;
}

/** A record as it was fetched, and what becomes of it. */
export interface Outcome {
  readonly key: RecordKey;
  readonly make: Make;
  readonly found?: Fetched<unknown>;
}

const originIn = (found: Fetched<unknown> | undefined): string | undefined =>
  found && 'value' in found ? (found.value as { origin?: { id: string } }).origin?.id : undefined;

/**
 * Records of Procore that were entered there for an object of QuickBooks carry its id, and are mapped to it from their
 * first fetch on: whoever told of them, and whether the answer about their creation was heard or not. They are never
 * exported, nor offered to anybody.
 */
export const createEntered = ({ imports, records, now }: EnteredDeps) => {
  /** The import record of the object whose id a fetched record carries, if that was entered, or is just being. */
  const twinsOf = async (connection: string, outcomes: readonly Outcome[]) => {
    const named = outcomes.flatMap((outcome) => {
      const id = originIn(outcome.found);
      const flow = id && imports.find(({ exported }) => exported?.flow === outcome.key.flow);
      return flow && id ? [{ outcome, flow, key: { flow: flow.name, id } }] : [];
    });
    const stored =
      named.length > 0
        ? await records.get(
            connection,
            named.map(({ key }) => key),
          )
        : new Map();
    return named.flatMap(({ outcome, flow, key }) => {
      const twin = stored.get(keyText(key)) as SyncRecord | undefined;
      const object = twin?.entry && flow.exported?.object(twin.id, twin.content);
      return object ? [{ outcome, object }] : [];
    });
  };

  return async (connection: string, outcomes: readonly Outcome[]): Promise<Outcome[]> => {
    const mapped = new Map<Outcome, Outcome>();
    for (const { outcome, object } of await twinsOf(connection, outcomes)) {
      const holder = await records.claim(connection, objectClaim(object), outcome.key);
      if (keyText(holder) !== keyText(outcome.key)) continue;
      const make: Make = (stored) => {
        const made = outcome.make(stored);
        // A restored company file lacks an object that it was mapped to before.
        if (!made || made.mapping || made.undo || made.formerly?.includes(object.id)) return made;
        const open = { reason: undefined, offered: undefined, adoption: undefined, adopting: undefined };
        const hash = made.hash;
        return {
          ...{ ...made, ...open, doubt: undefined, refusedHash: undefined, state: 'synced' },
          ...{ mapping: object, syncedHash: hash, syncedAt: now().toISOString() },
        };
      };
      mapped.set(outcome, { ...outcome, make });
    }
    return outcomes.map((outcome) => mapped.get(outcome) ?? outcome);
  };
};
