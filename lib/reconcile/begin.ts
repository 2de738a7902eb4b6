import type { Connections, RecordStore } from '../engine/ports.ts';
import { keyText } from '../engine/record.ts';
import type { DriftStore, Subject } from './ports.ts';
import { READ_TYPES } from './queries.ts';

export interface BeginDeps {
  /** Names of the flows whose records stand in QuickBooks. */
  readonly flows: readonly string[];
  readonly records: Pick<RecordStore, 'list'>;
  readonly connections: Pick<Connections, 'note'>;
  readonly drift: Pick<DriftStore, 'putSubjects'>;
  readonly now: () => Date;
}

const listed = async ({ flows, records }: BeginDeps, connection: string): Promise<readonly Subject[]> => {
  const byObject = new Map<string, Subject>();
  for (const flow of flows)
    for await (const record of records.list(connection, flow)) {
      const { mapping } = record;
      if (!mapping || !READ_TYPES.includes(mapping.type)) continue;
      const { type, id, lines = {} } = mapping;
      const before = byObject.get(`${type}:${id}`);
      byObject.set(`${type}:${id}`, {
        ...{ type, id, keys: [...(before?.keys ?? []), keyText(record)] },
        lines: (before?.lines ?? 0) + Object.keys(lines).length,
      });
    }
  const place = new Map(READ_TYPES.map((type, n) => [type, n]));
  return [...byObject.values()].sort((a, b) => (place.get(a.type) ?? 0) - (place.get(b.type) ?? 0));
};

/**
 * Has the next session read back every object that a record is mapped to; in place of a comparison that is under way.
 * Gives how many there are.
 */
export const beginReconcile = async (deps: BeginDeps, connection: string): Promise<number> => {
  const run = deps.now().toISOString();
  const subjects = await listed(deps, connection);
  await deps.drift.putSubjects(connection, run, subjects);
  await deps.connections.note(connection, { reconcile: { run, subjects: subjects.length } });
  return subjects.length;
};
