import type { Connection } from '../engine/ports.ts';
import type { Flow } from '../flow.ts';
import type { Hooks } from '../procore/hooks.ts';
import { originOf } from './due.ts';
import { hookUrl, removeHooks } from './register.ts';
import type { WatchStore } from './state.ts';
import { wantedNames } from './wanted.ts';

export interface TakeDeps {
  readonly hooks: Hooks;
  readonly watch: WatchStore;
  readonly flows: readonly Flow<unknown>[];
  readonly publicUrl: string;
  readonly now: () => Date;
}

/** Takes all hooks of a connection away, until somebody wants them again. Gives their number. Throws ProcoreFailure. */
export const takeHooks = async (
  { hooks, watch, flows, publicUrl, now }: TakeDeps,
  connection: Connection,
): Promise<number> => {
  const { name, settings } = connection;
  const { hooks: state } = await watch.get(name);
  const urls = [hookUrl(publicUrl, name), state?.url];
  let removed = await removeHooks(hooks, urls);
  for (const project of state?.projects ?? []) removed += await removeHooks(hooks, urls, project);
  await watch.note(name, {
    rounds: {},
    hooks: {
      ...{ at: now().toISOString(), url: '', projects: [], ids: {}, removed: true },
      from: originOf(connection, publicUrl, flows),
      lacking: wantedNames(flows, settings),
      trouble: ['An operator took the webhooks away; npm run plumbline -- hooks makes them again.'],
    },
  });
  return removed;
};

/** Has the hooks looked at by the next run, whatever was said before. */
export const wantHooks = async ({ watch }: Pick<TakeDeps, 'watch'>, name: string): Promise<void> => {
  const { hooks } = await watch.get(name);
  if (hooks) await watch.note(name, { hooks: { ...hooks, at: '', removed: undefined } });
};
