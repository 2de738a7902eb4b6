import type { Fetched, Mapping, RecordKey } from '../flow.ts';
import type { ImportFlow } from '../import-flow.ts';
import { type Facts, objectClaim } from './plan.ts';
import type { Make, Planner } from './planner.ts';
import type { RecordStore } from './ports.ts';
import { keyText, type SyncRecord } from './record.ts';
import { isResting } from './undo.ts';

export interface EnteredDeps {
  readonly imports: readonly ImportFlow<unknown>[];
  readonly records: Pick<RecordStore, 'get'>;
  readonly planner: Pick<Planner, 'win'>;
  readonly now: () => Date;
}

/** A record as it was fetched, and what becomes of it. */
export interface Outcome {
  readonly key: RecordKey;
  readonly make: Make;
  readonly found?: Fetched<unknown>;
}

/** The outcomes with the mappings, and the objects that some of them are mapped to. */
export interface Entered {
  readonly outcomes: readonly Outcome[];
  readonly objects: readonly Mapping[];
}

const originIn = (found: Fetched<unknown> | undefined): string | undefined =>
  found && 'value' in found ? (found.value as { origin?: { id: string } }).origin?.id : undefined;

/**
 * Records of Procore that were entered there for an object of QuickBooks carry its id, and are mapped to it from their
 * first fetch on: whoever told of them, and whether the answer about their creation was heard or not. They are never
 * exported, nor offered to anybody.
 */
export const createEntered = ({ imports, records, planner, now }: EnteredDeps) => {
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

  /** An operator's word that it is not its object, or is to leave it, holds; a restored company file lacks others. */
  const isOpen = (record: SyncRecord, { id }: Mapping): boolean =>
    !record.mapping && !record.undo && !isResting(record) && !record.formerly?.includes(id);

  const asObject = (made: SyncRecord, object: Mapping): SyncRecord => ({
    ...{ ...made, state: 'synced', reason: undefined, mapping: object },
    ...{ offered: undefined, adoption: undefined, adopting: undefined, doubt: undefined },
    ...{ refusedHash: undefined, syncedHash: made.hash, syncedAt: now().toISOString() },
  });

  return async (connection: string, facts: Facts, outcomes: readonly Outcome[]): Promise<Entered> => {
    const mapped = new Map<Outcome, Outcome>();
    const objects: Mapping[] = [];
    for (const { outcome, object } of await twinsOf(connection, outcomes)) {
      const holder = await planner.win(facts, { connection, ...outcome.key }, objectClaim(object));
      if (holder) continue;
      const make: Make = (stored) => {
        const made = outcome.make(stored);
        return made && isOpen(made, object) ? asObject(made, object) : made;
      };
      mapped.set(outcome, { ...outcome, make });
      objects.push(object);
    }
    return { outcomes: outcomes.map((outcome) => mapped.get(outcome) ?? outcome), objects };
  };
};
