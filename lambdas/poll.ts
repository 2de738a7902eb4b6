import { poll } from '../lib/admin/poll.ts';
import { flows } from '../lib/flows/index.ts';
import { log, stores } from './deps.ts';

/** Every hour, by the clock. A failure is left to the next hour. */
export const handler = async (): Promise<void> => {
  const { connections, records, changes } = stores();
  for (const { name } of await connections.list()) {
    const asked = await poll({ flows, records, changes }, name);
    log('poll.asked', { connection: name, asked });
  }
};
