import pMap from 'p-map';
import type { Change, ChangeQueue, RecordStore } from '../engine/ports.ts';
import { keyText } from '../engine/record.ts';
import type { Flow, Link } from '../flow.ts';
import { type Procore, ProcoreFailure } from '../procore/procore.ts';
import type { Settings } from '../settings.ts';

export interface RelistDeps {
  readonly flows: readonly Flow<unknown>[];
  readonly changes: ChangeQueue;
  readonly records: Pick<RecordStore, 'list'>;
  readonly procore: Procore;
}

/** How the first list waits and tells. */
export interface FirstListDeps extends Omit<RelistDeps, 'procore'> {
  readonly procore: () => Promise<Procore>;
  readonly say: (text: string) => void;
  readonly wait: (seconds: number) => Promise<void>;
}

const FLOWS_AT_ONCE = 2;

/** Ids of the active projects that the settings choose. */
export const selected = async (procore: Procore, { projects }: Settings): Promise<string[]> => {
  const { value } = await procore.projects();
  const chosen = (id: string) => typeof projects === 'string' || projects.includes(id);
  return value.filter(({ id, active }) => active && chosen(id)).map(({ id }) => id);
};

/** Listed no more, or never: what is gone, and vendors that are exported only when an order needs them. */
const knownBeside = async (
  { records }: Pick<RelistDeps, 'records'>,
  connection: string,
  flow: string,
  listed: readonly Link[],
): Promise<Link[]> => {
  const found = new Set(listed.map(keyText));
  const known: Link[] = [];
  for await (const { id, source } of records.list(connection, flow))
    if (!found.has(keyText({ flow, id }))) known.push({ flow, id, source });
  return known;
};

/**
 * A hint for every record of the selected projects, and for every other one that is known: the first list of a
 * connection, and what finds again what webhooks have lost. Gives the number of records that Procore listed, by
 * flow. Throws ProcoreFailure.
 */
export const relist = async (
  { flows, changes, records, procore }: RelistDeps,
  settings: Settings,
): Promise<Record<string, number>> => {
  const connection = settings.name;
  const projects = await selected(procore, settings);
  const on = flows.filter(({ name }) => !settings.off.includes(name));
  const counts = await pMap(
    on,
    async (flow) => {
      const listed = await flow.list(procore, settings, projects);
      const known = await knownBeside({ records }, connection, flow.name, listed);
      const fetches = [...listed, ...known].map(
        ({ flow: name, id, source = {} }): Change => ({
          do: 'fetch',
          connection,
          key: { flow: name, id },
          source,
        }),
      );
      await changes.send(fetches);
      return [flow.name, listed.length] as const;
    },
    { concurrency: FLOWS_AT_ONCE },
  );
  return Object.fromEntries(counts);
};

const WAIT_SECONDS = 60;

/**
 * The first list of a connection, so that it works before any webhook arrives. Waits while Procore is busy or
 * out of reach; throws ProcoreFailure for what a person has to mend.
 */
export const firstList = async (deps: FirstListDeps, settings: Settings): Promise<Record<string, number>> => {
  // One for all tries: what was listed before Procore's window closed is not listed again.
  const procore = await deps.procore();
  for (;;) {
    try {
      return await relist({ ...deps, procore }, settings);
    } catch (error) {
      if (!(error instanceof ProcoreFailure) || !['throttled', 'unavailable'].includes(error.kind))
        throw error;
      const seconds = error.retryAfterSeconds ?? WAIT_SECONDS;
      deps.say(`${error.message} Trying again in ${seconds} s.`);
      await deps.wait(seconds);
    }
  }
};
