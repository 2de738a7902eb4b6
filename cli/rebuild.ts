import { rebuildQueues } from '../lib/admin/rebuild.ts';
import { flows } from '../lib/flows/index.ts';
import { createConnectionQueue } from '../lib/stores/queues.ts';
import { createStatusStore } from '../lib/stores/status.ts';
import { type Command, expectConnection } from './command.ts';

/** `rebuild CONNECTION`: the messages of its queues once more, from the records table. */
export const rebuild: Command = {
  takes: ['CONNECTION'],
  does: 'make what its queues hold anew from its records; harmless at any time',
  examples: ['rebuild acme'],
  run: async (reached, { connection }) => {
    await expectConnection(reached, connection);
    const { dynamo, sqs, config } = reached;
    const status = createStatusStore({ client: dynamo, table: config.recordsTable });
    const createQueue = (name: string) => createConnectionQueue(sqs, config.exportsQueuePrefix, name);
    const now = () => new Date();
    const made = await rebuildQueues({ ...reached, flows, status, createQueue, now }, connection);
    return [
      `Queues of ${connection} rebuilt from its records:`,
      `  told to the next session    ${made.queued}`,
      `  fetched from Procore anew   ${made.wanted}`,
      `  planned again               ${made.planned}`,
      `  waiters looked at again     ${made.releases} records that others wait for`,
    ].join('\n');
  },
};
