import type { Facts } from '../engine/plan.ts';
import type { Connections, RecordStore } from '../engine/ports.ts';
import { keyText } from '../engine/record.ts';
import type { ImportFlow } from '../import-flow.ts';
import { readEntered } from './entered.ts';
import type { DriftStore, Subject } from './ports.ts';
import { READ_TYPES } from './queries.ts';
import { type ReadStanding, standingFindings } from './standing-entries.ts';

export interface BeginDeps {
  /** Flows whose records stand in QuickBooks. */
  readonly flows: readonly { readonly name: string }[];
  readonly imports: readonly ImportFlow<unknown>[];
  readonly records: Pick<RecordStore, 'list' | 'get'>;
  readonly connections: Pick<Connections, 'get' | 'note'>;
  readonly drift: Pick<DriftStore, 'putSubjects' | 'putPage'>;
  /** Procore for one connection. */
  readonly standing: (facts: Facts) => ReadStanding;
  readonly now: () => Date;
}

const listed = async ({ flows, records }: BeginDeps, connection: string): Promise<readonly Subject[]> => {
  const byObject = new Map<string, Subject>();
  for (const { name } of flows)
    for await (const record of records.list(connection, name)) {
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
 * Has the next sessions read back every object that a record is mapped to, and what jobs cost; in place of a comparison
 * that is under way. Gives how many objects there are.
 */
export const beginReconcile = async (deps: BeginDeps, connection: string): Promise<number> => {
  const { drift, records, imports } = deps;
  const run = deps.now().toISOString();
  const subjects = await listed(deps, connection);
  const items = new Set(subjects.filter(({ type }) => type === 'ItemService').map(({ id }) => id));
  const entered = await readEntered(records, connection, imports, items);
  const facts = await deps.connections.get(connection);
  const found = facts && (await standingFindings(entered.records, deps.standing(facts), run));
  await drift.putSubjects(connection, run, 'objects', subjects);
  const jobs = subjects.filter(({ type }) => type === 'Customer');
  await drift.putSubjects(connection, run, 'jobs', jobs);
  const page = { posts: entered.posts, ...found };
  await drift.putPage(connection, run, { kind: 'entered', n: 0, page });
  await deps.connections.note(connection, { reconcile: { run, subjects: subjects.length } });
  return subjects.length;
};
