import { attempt } from '../engine/guarded.ts';
import { ownedOf, readOwners } from '../engine/owners.ts';
import type { RecordStore } from '../engine/ports.ts';
import type { SyncRecord } from '../engine/record.ts';
import { type ImportFlow, type Named, refText } from '../import-flow.ts';
import type { Procore } from '../procore/procore.ts';
import type { Known } from './decide.ts';

export interface KnownDeps {
  readonly records: Pick<RecordStore, 'get' | 'holders' | 'list'>;
}

interface Names {
  readonly named: readonly Named[];
  readonly taken: ReadonlySet<string>;
}

const NO_NAMES: Names = { named: [], taken: new Set() };

/** What decisions about some records of one connection may know. Throws ProcoreFailure where that has to be asked for. */
export const createKnown = ({ records }: KnownDeps, connection: string, procore: () => Promise<Procore>) => {
  const namesOf = async ({ list, flow }: NonNullable<ImportFlow<unknown>['exported']>): Promise<Names> => {
    const { value: named } = await (await procore())[list]();
    const taken = new Set<string>();
    for await (const { id, mapping } of records.list(connection, flow)) if (mapping) taken.add(id);
    return { named, taken };
  };

  /** For records of one flow. */
  return async (flow: ImportFlow<unknown>, some: readonly SyncRecord[]): Promise<Known> => {
    const there = some.filter(({ deleted }) => !deleted);
    // A flow that throws at one record fails that one, when it is decided about.
    const refs = there.flatMap(({ content }) =>
      attempt(
        () => flow.refs(content),
        () => [],
      ),
    );
    const owners = await readOwners(records, connection, refs);
    const names = flow.exported && there.length > 0 ? await namesOf(flow.exported) : NO_NAMES;
    return { ...names, owner: (ref) => ownedOf(owners.get(refText(ref))) };
  };
};
