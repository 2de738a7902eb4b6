import { poll } from '../lib/admin/poll.ts';
import { importFlows as imports } from '../lib/flows/imports.ts';
import { flows } from '../lib/flows/index.ts';
import { log, stores } from './deps.ts';

/** Every hour, by the clock. A failure is left to the next hour. */
export const handler = async (): Promise<void> => {
  const { connections, records, changes, writes } = stores();
  for (const { name } of await connections.list()) {
    const asked = await poll({ flows, imports, records, changes, writes }, name);
    log('poll.asked', { connection: name, asked });
  }
};
