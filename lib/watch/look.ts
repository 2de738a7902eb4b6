import type { RecordStore } from '../engine/ports.ts';
import type { Flow, Link } from '../flow.ts';
import type { Procore } from '../procore/procore.ts';
import type { Settings } from '../settings.ts';
import { askFor, type Candidate, type HintDeps } from './ask.ts';

export interface LookDeps extends HintDeps {
  readonly records: Pick<RecordStore, 'get' | 'list'>;
  readonly procore: Procore;
}

/** What is looked at, and what for. */
export interface Look {
  readonly flow: Flow<unknown>;
  /** '' for the company. */
  readonly project: string;
  readonly settings: Settings;
  /** The selected projects. */
  readonly projects: readonly string[];
  /** What changed since then (ISO). */
  readonly since: string;
}

const candidate = (connection: string, { flow, id, source = {} }: Link): Candidate => ({
  change: { do: 'fetch', connection, key: { flow, id }, source },
});

/** Rows of a list that says when its records changed, as candidates; those that nobody wants only if they are known. */
const rowsOf = async (
  procore: Procore,
  { flow, project, settings, projects }: Look,
  since?: string,
): Promise<Candidate[]> => {
  const { changed } = flow;
  if (!changed) return [];
  const rows = await procore.changed(changed.list, project, since);
  return rows.map(({ id, changedAt, resource }) => {
    const source = { ...(project && { project }), ...(resource && { resource }) };
    const ifKnown = changed.takes ? !changed.takes(id, settings, projects) : false;
    return { ...candidate(settings.name, { flow: flow.name, id, source }), changedAt, ifKnown };
  });
};

/** Known records by flow and project, each flow read from the index once. */
export const createKnown = (records: Pick<RecordStore, 'list'>, connection: string) => {
  const read = new Map<string, Promise<Map<string, Link[]>>>();
  const readFlow = async (flow: string): Promise<Map<string, Link[]>> => {
    const byProject = new Map<string, Link[]>();
    for await (const { id, source, deleted } of records.list(connection, flow)) {
      if (deleted) continue;
      const project = source.project ?? '';
      const links = byProject.get(project) ?? [];
      links.push({ flow, id, source });
      byProject.set(project, links);
    }
    return byProject;
  };
  return async ({ flow, project }: Pick<Look, 'flow' | 'project'>): Promise<readonly Link[]> => {
    const known = read.get(flow.name) ?? readFlow(flow.name);
    read.set(flow.name, known);
    const byProject = await known;
    return flow.ofCompany ? [...byProject.values()].flat() : (byProject.get(project) ?? []);
  };
};

export type Known = ReturnType<typeof createKnown>;

/** Asks for what a list says changed. Gives the number of records that are asked for. */
export const lookForChanges = async (deps: LookDeps, look: Look): Promise<number> =>
  askFor(deps, look.settings.name, await rowsOf(deps.procore, look, look.since));

/**
 * Reads a whole list. Asks for what is new, what changed since, and what is known and listed no more; where the list
 * does not say when a record changed, for all of it: what is fetched and says the same changes nothing.
 */
export const lookAtAll = async (deps: LookDeps, known: Known, look: Look): Promise<number> => {
  const { flow, project, settings, projects, since } = look;
  const name = settings.name;
  const rows = flow.changed
    ? await rowsOf(deps.procore, look)
    : (await flow.list(deps.procore, settings, flow.ofCompany ? projects : [project])).map((link) =>
        candidate(name, link),
      );
  const listed = new Set(rows.map(({ change }) => change.key.id));
  const here = await known(look);
  const knownIds = new Set(here.map(({ id }) => id));
  const wanted = rows.filter(
    ({ change, changedAt }) => changedAt === undefined || changedAt >= since || !knownIds.has(change.key.id),
  );
  const gone = here.filter(({ id }) => !listed.has(id)).map((link) => candidate(name, link));
  return askFor(deps, name, [...wanted, ...gone]);
};
