import { createPlanner, type Make } from '../engine/planner.ts';
import type { Change, Connection } from '../engine/ports.ts';
import { keyOf, keyText, type SyncRecord } from '../engine/record.ts';
import { createRelease } from '../engine/release.ts';
import type { Link, RecordKey } from '../flow.ts';
import type { ChoiceDeps, Chosen } from './choice.ts';

/** What an adoption asks of the next session. */
export interface Adoption {
  readonly is: 'asked';
  /** Records of the project that are looked for in QuickBooks. */
  readonly records: readonly SyncRecord[];
  /** Vendors, items and whatever else they refer to that is not linked yet: found by name, never created. */
  readonly beside: readonly RecordKey[];
}

/** How a record of an adopted project stands. */
export interface Taken {
  readonly record: SyncRecord;
  readonly is: 'taken over' | 'looked for' | 'not taken over' | 'elsewhere';
}

const isOpen = (record: SyncRecord | undefined): boolean => !record?.mapping && !record?.undo;

/** Not approved in Procore, or rejected by somebody: these are posted in their time, like others. */
const stays = ({ state, reason }: SyncRecord): boolean =>
  state === 'not-ready' || (state === 'rejected' && reason?.code !== 'not-adopted');

/** Takes over a project that was under way before Plumbline: what stands in QuickBooks is linked, nothing is posted. */
export const createAdoption = (deps: ChoiceDeps) => {
  const { records, changes, connections, now } = deps;
  const planner = createPlanner(deps);
  const { tell } = createRelease({ ...deps, planner });

  const factsOf = async (connection: string): Promise<Connection> => {
    const facts = await connections.get(connection);
    if (!facts) throw new Error(`There is no connection "${connection}".`);
    return facts;
  };

  const change = async (connection: string, keys: readonly RecordKey[], make: Make): Promise<void> => {
    const work = keys.map((key) => ({ key, make }));
    await tell(connection, await planner.planAll(connection, await factsOf(connection), work));
  };

  /** Every record that refers to the project, itself last, with content. */
  const membersOf = async (project: SyncRecord): Promise<SyncRecord[]> => {
    const { connection } = project;
    const facts = await factsOf(connection);
    const found: SyncRecord[] = [];
    const flows = planner.flows.filter(({ needs }) => needs.some(({ name }) => name === project.flow));
    for (const { name } of flows)
      for await (const { flow, id } of records.list(connection, name)) {
        const [stored] = (await records.get(connection, [{ flow, id }])).values();
        const refers = planner.linksOf(stored, facts).some((link) => keyText(link) === keyText(project));
        if (stored && refers) found.push(stored);
      }
    return found;
  };

  const linksOf = async (members: readonly SyncRecord[], project: SyncRecord): Promise<Link[]> => {
    const facts = await factsOf(project.connection);
    const all = members.flatMap((record) => planner.linksOf(record, facts));
    const own = new Set([project, ...members].map(keyText));
    const links = new Map(all.map((link) => [keyText(link), link]));
    return [...links].flatMap(([key, link]) => (own.has(key) ? [] : [link]));
  };

  /**
   * Asks for it. What refers to the project is marked before the project is let go, so that nothing of it is posted
   * in between; may be repeated if it was cut off.
   */
  const adopt = async (project: SyncRecord, by: string): Promise<Adoption | (Chosen & { is: 'refused' })> => {
    const flow = planner.flowOf(project.flow);
    if (!flow.gates)
      return { is: 'refused', why: `Only projects are adopted; this is one of ${project.flow}.` };
    const { connection } = project;
    const at = now().toISOString();
    const mark = (stored: SyncRecord | undefined): SyncRecord | undefined =>
      stored && isOpen(stored) && !stays(stored)
        ? { ...stored, adopting: { by, at }, refusedHash: undefined }
        : undefined;
    const members = (await membersOf(project)).filter((record) => isOpen(record) && !stays(record));
    const links = await linksOf(members, project);
    const known = await records.get(connection, links);
    const beside = links.filter((link) => isOpen(known.get(keyText(link))));
    const unknown = beside.filter((link) => !known.has(keyText(link)));
    for (const link of unknown) await records.want(connection, link, link.source ?? {}, at);
    await change(connection, [...beside, ...members], mark);
    // Fetched once they are marked: before that, one that is not found would be created.
    await changes.send(
      unknown.map((key): Change => ({ do: 'fetch', connection, key, source: key.source ?? {} })),
    );
    await change(
      connection,
      [project],
      (stored) =>
        stored && { ...stored, adopted: { by, at }, ...(isOpen(stored) && { adopting: { by, at } }) },
    );
    return { is: 'asked', records: members, beside };
  };

  const standing = (record: SyncRecord): Taken['is'] => {
    if (record.mapping) return record.mapping.created ? 'elsewhere' : 'taken over';
    if (record.adopting) return 'looked for';
    return record.reason?.code === 'not-adopted' ? 'not taken over' : 'elsewhere';
  };

  /** What became of an adoption: the project, what refers to it, and what those refer to. */
  const report = async (project: SyncRecord): Promise<readonly Taken[]> => {
    const members = await membersOf(project);
    const links = await linksOf(members, project);
    const beside = await records.get(
      project.connection,
      links.map((link) => keyOf(keyText(link))),
    );
    return [project, ...beside.values(), ...members].map((record) => ({ record, is: standing(record) }));
  };

  return { adopt, report };
};
