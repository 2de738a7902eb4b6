import type { Archive, ListRow, PulledList } from '../lib/engine/archive.ts';
import { flows } from '../lib/flows/index.ts';
import { createArchive } from '../lib/stores/archive.ts';
import type { Reached } from './command.ts';

/** What a connection keeps for people. */
export const archiveOf = ({ dynamo, config }: Reached): Archive =>
  createArchive({ client: dynamo, table: config.sessionsTable });

/** Flows whose objects are known by name. */
export const listedFlows = flows.flatMap(({ name, listed }) => (listed ? [{ name, listed }] : []));

/** QuickBooks' list of a flow as it was pulled last; undefined when none was, or the flow has none. */
export const pulledRows = async (
  reached: Reached,
  connection: string,
  flow: string,
): Promise<readonly ListRow[] | undefined> => {
  const list: PulledList | undefined = listedFlows.find(({ name }) => name === flow)?.listed;
  const pulled = (await reached.connections.get(connection))?.pulled;
  return list && pulled && archiveOf(reached).rows(connection, pulled.run, list);
};
