import { setTimeout as pause } from 'node:timers/promises';
import type { Connection } from '../lib/engine/ports.ts';
import { flows } from '../lib/flows/index.ts';
import { createWatch } from '../lib/watch/watch.ts';
import { environment, log, now, stores } from './deps.ts';
import { watchedProcoreOf, watchStore } from './watched.ts';

/** Less than the function may run, with time for a last step. */
const RUN_MS = 240_000;

const watchOne = async (connection: Connection, until: Date): Promise<void> => {
  const { gauge, ...procore } = watchedProcoreOf(connection);
  const watch = createWatch({
    ...{ ...stores(), ...procore, flows, gauge, now, until, watch: watchStore() },
    publicUrl: environment().publicUrl,
    wait: (seconds) => pause(seconds * 1000),
  });
  const watched = await watch(connection);
  log('watch.done', { connection: connection.name, calls: gauge.calls(), ...watched });
};

/** Every ten minutes, by the clock; connections share the time. A failure is left to the next ten. */
export const handler = async (): Promise<void> => {
  const all = await stores().connections.list();
  const end = now().getTime() + RUN_MS;
  for (const [n, connection] of all.entries()) {
    const share = (end - now().getTime()) / (all.length - n);
    const until = new Date(now().getTime() + share);
    await watchOne(connection, until).catch((error: unknown) =>
      log('watch.failed', { connection: connection.name, error }),
    );
  }
};
