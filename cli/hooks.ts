import { setTimeout as pause } from 'node:timers/promises';
import type { Connection } from '../lib/engine/ports.ts';
import { flows } from '../lib/flows/index.ts';
import { takeHooks, wantHooks } from '../lib/watch/take-hooks.ts';
import { createWatch } from '../lib/watch/watch.ts';
import { hookWords } from '../lib/watch/words.ts';
import { type Command, expectConnection, type Reached } from './command.ts';

/** A person may wait so long; the clock goes on with what is left. */
const PATIENCE_MS = 15 * 60_000;

const now = (): Date => new Date();

/** Read after the outputs, which are the environment that it asks. */
const procoreFor = async (connection: Connection) => {
  const { watchedProcoreOf } = await import('../lambdas/watched.ts');
  return watchedProcoreOf(connection);
};

/** Makes the hooks of a connection what they should be now. Gives how they stand, a line each. */
export const makeHooks = async (reached: Reached, connection: Connection): Promise<readonly string[]> => {
  const { watch, config } = reached;
  await wantHooks({ watch }, connection.name);
  const run = createWatch(
    {
      ...{ ...reached, ...(await procoreFor(connection)), flows, now, publicUrl: config.publicUrl },
      until: new Date(now().getTime() + PATIENCE_MS),
      wait: (seconds) => pause(seconds * 1000),
    },
    ['hooks'],
  );
  const { stopped, trouble } = await run(connection);
  const later = stopped ? [trouble ?? 'That takes more calls of Procore than may be made at once.'] : [];
  const words = hookWords(await watch.get(connection.name));
  return [...words, ...later.map((why) => `${why} The clock goes on with the rest.`)];
};

/** The connection of this name; throws when there is none. */
export const connectionNamed = async (reached: Reached, name: string): Promise<Connection> => {
  await expectConnection(reached, name);
  const connection = await reached.connections.get(name);
  if (!connection) throw new Error(`${name} is gone.`);
  return connection;
};

/** `hooks CONNECTION`: the webhooks in Procore. */
export const hooks: Command = {
  takes: ['CONNECTION'],
  does: 'make the webhooks in Procore what they should be, now; the clock does it once a day',
  options: { remove: { does: 'take them away; everything is polled from then on' } },
  examples: ['hooks acme', 'hooks acme --remove'],
  run: async (reached, { connection: name, has }) => {
    const connection = await connectionNamed(reached, name);
    if (!has('remove')) return (await makeHooks(reached, connection)).join('\n');
    const { hooks: standing } = await procoreFor(connection);
    const { watch, config } = reached;
    const removed = await takeHooks(
      { hooks: standing, watch, flows, now, publicUrl: config.publicUrl ?? '' },
      connection,
    );
    return `${removed} webhooks taken away. Everything is polled every hour until: hooks ${name}`;
  },
};
