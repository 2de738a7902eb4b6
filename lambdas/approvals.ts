import pMap from 'p-map';
import { approvalsEvent } from '../lib/events/events.ts';
import { importFlows } from '../lib/flows/imports.ts';
import { flows } from '../lib/flows/index.ts';
import { createStatusStore } from '../lib/stores/status.ts';
import { clients, environment, now } from './deps.ts';
import { teller } from './telling.ts';

/** Tells how many documents of a connection wait for a person's word. */
export const tellOfApprovals = async (connection: string): Promise<void> => {
  const status = createStatusStore({ client: clients().dynamo, table: environment().recordsTable });
  const counts = await pMap([...flows, ...importFlows], async ({ name }) => [
    name,
    await status.count(connection, name, 'awaiting-approval'),
  ]);
  teller().tell(approvalsEvent(connection, now().toISOString(), Object.fromEntries(counts)));
};
