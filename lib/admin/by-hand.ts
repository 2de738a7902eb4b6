import { createPlanner, type Make } from '../engine/planner.ts';
import type { ChangeQueue, Connections, ExportQueue, RecordStore } from '../engine/ports.ts';
import { keyText, type SyncRecord } from '../engine/record.ts';
import { createRelease } from '../engine/release.ts';
import type { Flow, RecordKey } from '../flow.ts';

export interface ByHandDeps {
  readonly flows: readonly Flow<unknown>[];
  readonly records: RecordStore;
  readonly changes: ChangeQueue;
  readonly exports: ExportQueue;
  readonly connections: Pick<Connections, 'get' | 'markWork' | 'posted'>;
  readonly now: () => Date;
}

/** What an operator says of records: changed, planned again, and the next session told. */
export const createByHand = (deps: ByHandDeps) => {
  const { records } = deps;
  const planner = createPlanner(deps);
  const { tell } = createRelease({ ...deps, planner });

  const factsOf = async (connection: string) => {
    const facts = await deps.connections.get(connection);
    if (!facts) throw new Error(`There is no connection "${connection}".`);
    return facts;
  };

  /** Every record changed as it stands by then; `make` gives undefined for one that is to stay. */
  const change = async (
    connection: string,
    work: readonly { readonly key: RecordKey; readonly make: Make }[],
  ): Promise<void> => {
    const facts = await factsOf(connection);
    await tell(connection, await planner.planAll(connection, facts, work));
  };

  /** One record changed; as it stands after that. */
  const changeOne = async (connection: string, key: RecordKey, make: Make): Promise<SyncRecord> => {
    await change(connection, [{ key, make }]);
    const stored = (await records.get(connection, [key])).get(keyText(key));
    if (!stored) throw new Error(`${keyText(key)} is not stored`);
    return stored;
  };

  return { planner, factsOf, change, changeOne };
};

/** What is not done, and what to do first. */
export interface Refused {
  readonly is: 'refused';
  readonly why: string;
}

export const refused = (why: string): Refused => ({ is: 'refused', why });
