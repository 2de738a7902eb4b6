import pMap from 'p-map';
import type { Change, ChangeQueue, RecordStore } from '../engine/ports.ts';
import type { Flow, Link } from '../flow.ts';
import type { Procore } from '../procore/procore.ts';
import type { Settings } from '../settings.ts';

export interface RelistDeps {
  readonly flows: readonly Flow<unknown>[];
  readonly records: Pick<RecordStore, 'list'>;
  readonly changes: ChangeQueue;
  readonly procore: Procore;
}

const FLOWS_AT_ONCE = 2;

const selected = async (procore: Procore, { projects }: Settings): Promise<string[]> => {
  const { value } = await procore.projects();
  const chosen = (id: string) => typeof projects === 'string' || projects.includes(id);
  return value.filter(({ id, active }) => active && chosen(id)).map(({ id }) => id);
};

/** Records that others wait for and nobody has fetched: their hint may be lost with the queue that had it. */
const wanted = async (records: RelistDeps['records'], connection: string, flow: string): Promise<Link[]> => {
  const found: Link[] = [];
  for await (const { state, id, source } of records.list(connection, flow))
    if (state === 'wanted') found.push({ flow, id, source });
  return found;
};

/**
 * A hint for every record of the selected projects: the first list of a connection, and what finds again what
 * webhooks have lost. Gives the number of hints by flow. Throws ProcoreFailure.
 */
export const relist = async (
  { flows, records, changes, procore }: RelistDeps,
  settings: Settings,
): Promise<Record<string, number>> => {
  const connection = settings.name;
  const projects = await selected(procore, settings);
  const on = flows.filter(({ name }) => !settings.off.includes(name));
  const counts = await pMap(
    on,
    async (flow) => {
      const listed = await flow.list(procore, settings, projects);
      const links = [...listed, ...(await wanted(records, connection, flow.name))];
      const hints = links.map(
        ({ flow: name, id, source = {} }): Change => ({
          do: 'fetch',
          connection,
          key: { flow: name, id },
          source,
        }),
      );
      await changes.send(hints);
      return [flow.name, hints.length] as const;
    },
    { concurrency: FLOWS_AT_ONCE },
  );
  return Object.fromEntries(counts);
};
