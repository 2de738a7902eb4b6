import type { Connection, Connections } from '../engine/ports.ts';
import type { HookForm, Hooks } from '../procore/hooks.ts';
import type { Settings } from '../settings.ts';
import { hashToken, hookToken } from '../webhook/tokens.ts';
import { askForLost, type HintDeps } from './ask.ts';
import { type Kept, keepHook } from './keep-hook.ts';
import type { HookState } from './state.ts';
import { type Wanted, wantedFrom } from './wanted.ts';

export interface RegisterDeps extends HintDeps {
  readonly hooks: Hooks;
  readonly connections: Pick<Connections, 'note'>;
  /** The client secret of the connection's app. */
  readonly secret: () => Promise<string>;
  readonly now: () => Date;
}

/** What all hooks of a connection are to be. */
export interface HookDesign {
  readonly form: HookForm;
  readonly formerUrl?: string;
  readonly wanted: Wanted;
}

const DAY_MS = 24 * 3600_000;

/** Where Procore is to deliver for a connection. */
export const hookUrl = (publicUrl: string, connection: string): string =>
  `${publicUrl.replace(/\/+$/, '')}/webhooks/${connection}`;

const LOCAL = /^(localhost|127(\.\d+){3}|\[::1\]|[^.]+)$/;

const isLocal = (url: string): boolean => LOCAL.test(new URL(url).hostname);

/**
 * Why no hooks are made; undefined: they are. Procore delivers to https addresses alone; one that runs on this machine
 * reaches this machine.
 */
export const obstacle = (
  publicUrl: string | undefined,
  { mode, procore }: Pick<Settings, 'mode' | 'procore'>,
): string | undefined => {
  if (mode === 'read-only') return 'Mode read-only: nothing is written to Procore, and no webhooks are made.';
  if (publicUrl === undefined) return 'No public address is known to which Procore could deliver.';
  if (isLocal(publicUrl) ? isLocal(procore.apiUrl) : publicUrl.startsWith('https:')) return undefined;
  return `Procore can't deliver to ${publicUrl}: it sends to public https addresses only.`;
};

/**
 * Decides what the hooks are to be, by the catalogue as it is now: a call for the company, one for the first of the
 * projects. Their token is accepted before any of them carries it; the one before is accepted still.
 */
export const designHooks = async (
  { flows, hooks, connections, secret }: RegisterDeps,
  connection: Connection,
  url: string,
  { projects, former }: { readonly projects: readonly string[]; readonly former?: HookState },
): Promise<HookDesign> => {
  const { name, settings, webhookTokens, hookTokens = [] } = connection;
  const [first] = projects;
  const company = await hooks.resources();
  const project = first === undefined ? undefined : await hooks.resources(first);
  const token = hookToken(await secret(), name, webhookTokens[0] ?? '');
  const hash = hashToken(token);
  if (hookTokens[0] !== hash)
    await connections.note(name, {
      hookTokens: [hash, ...hookTokens.filter((one) => one !== hash)].slice(0, 2),
    });
  return {
    form: { url, authorization: `Bearer ${token}` },
    formerUrl: former?.url,
    wanted: wantedFrom(flows, settings, company, project),
  };
};

/** Brings the hook of the company, or of a project, in order. Undefined: there is nothing that it could be told of. */
export const registerHook = async (
  deps: RegisterDeps,
  connection: string,
  { form, formerUrl, wanted }: HookDesign,
  project?: string,
): Promise<Kept | undefined> => {
  const triggers = project === undefined ? wanted.company : wanted.project;
  if (triggers.length === 0) return undefined;
  const since = new Date(deps.now().getTime() - 2 * DAY_MS).toISOString().slice(0, 10);
  return keepHook(
    deps.hooks,
    { form, formerUrl, triggers },
    {
      project,
      leaving: async ({ id }) => {
        await askForLost(deps, connection, await deps.hooks.lost(id, since, project));
      },
    },
  );
};

/** Takes our hooks of a company or project away. Gives their number. */
export const removeHooks = async (
  hooks: Hooks,
  urls: readonly (string | undefined)[],
  project?: string,
): Promise<number> => {
  const ours = (await hooks.list(project)).filter(({ url }) => urls.includes(url));
  for (const { id } of ours) await hooks.remove(id, project);
  return ours.length;
};
