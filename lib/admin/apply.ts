import type { LoginUser } from '../engine/logins.ts';
import type { ChangeQueue, Connection } from '../engine/ports.ts';
import type { Settings } from '../settings.ts';
import type { ConnectionStore } from '../stores/connections.ts';
import { hashPassword, hashSuccessor } from '../web-connector/password.ts';
import { qwcFile } from '../web-connector/qwc.ts';
import { hashToken } from '../webhook/tokens.ts';
import { newGuid, newPassword, newToken, type RandomBytes } from './credentials.ts';

export interface ApplyDeps {
  readonly connections: Pick<ConnectionStore, 'get' | 'user' | 'apply' | 'setUser'>;
  readonly changes: ChangeQueue;
  /** Creates the export queue of a connection, if there is none. */
  readonly createQueue: (connection: string) => Promise<unknown>;
  readonly randomBytes: RandomBytes;
  readonly now: () => Date;
}

export interface ApplyOptions {
  /** Gives the Web Connector user a new password; the one before is taken until this one is used, 24 h at most. */
  readonly newPassword?: boolean;
  /** Gives the webhook a new token; the one before is taken until the next new one. */
  readonly newWebhookToken?: boolean;
}

/** New credentials are said here and nowhere else: only their hashes are stored. */
export type Applied =
  | {
      readonly is: 'applied';
      readonly connection: Connection;
      /** The .qwc file. `baseUrl` is the address of the deployment. */
      readonly qwc: (baseUrl: string) => string;
      readonly newPassword?: string;
      readonly newWebhookToken?: string;
    }
  | { readonly is: 'refused'; readonly why: string };

type User = LoginUser | undefined;

/** Time to type a new password into the Web Connector. */
const OVERLAP_MS = 24 * 3600_000;

/** Why these settings can't be those of this connection; its records belong to one company and one file. */
const refusalOf = (
  { name, country, procore, webConnector }: Settings,
  known: Connection | undefined,
  user: User,
): string | undefined => {
  if (user && user.connection !== name) return userTaken(webConnector.user, user.connection);
  if (!known) return undefined;
  const before = known.settings;
  if (before.procore.companyId !== procore.companyId)
    return `Connection ${name} is for Procore company ${before.procore.companyId}; give company ${procore.companyId} a connection of its own.`;
  if (before.country !== country)
    return `Connection ${name} is for QuickBooks of country ${before.country}; give the file of country ${country} a connection of its own.`;
  if (webConnector.fileId && webConnector.fileId !== known.fileId)
    return `Connection ${name} has the file id ${known.fileId}; delete webConnector.fileId, or give the other file a connection of its own.`;
  return undefined;
};

const userTaken = (user: string, connection?: string): string =>
  `The Web Connector user ${user} belongs to ${connection ? `connection ${connection}` : 'another connection'}; choose another one in webConnector.user.`;

/** What is kept of a connection and what is new. */
const chosen = (
  { settings, known, user }: { settings: Settings; known: Connection | undefined; user: User },
  options: ApplyOptions,
  randomBytes: RandomBytes,
) => {
  const kept = known?.webhookTokens ?? [];
  const password = !known || !user || options.newPassword ? newPassword(randomBytes) : undefined;
  const token = kept.length === 0 || options.newWebhookToken ? newToken(randomBytes) : undefined;
  return {
    password,
    token,
    webhookTokens: token ? [hashToken(token), ...kept.slice(0, 1)] : kept,
    fileId: known?.fileId ?? settings.webConnector.fileId ?? newGuid(randomBytes),
  };
};

/**
 * Creates a connection, or gives it other settings. Its file id, and what sessions have noted of it, stay; so do
 * password and webhook token unless new ones are asked for. May be repeated: what an interrupted run has made is
 * made again or kept.
 */
export const applyConnection = async (
  deps: ApplyDeps,
  settings: Settings,
  options: ApplyOptions = {},
): Promise<Applied> => {
  const { connections, changes, createQueue, randomBytes } = deps;
  const { name, webConnector } = settings;
  const known = await connections.get(name);
  const user = await connections.user(webConnector.user);
  const why = refusalOf(settings, known, user);
  if (why) return { is: 'refused', why };

  const { password, token, webhookTokens, fileId } = chosen({ settings, known, user }, options, randomBytes);
  await createQueue(name);
  if (password) {
    const hash = user ? hashSuccessor(password, user.passwordHash) : hashPassword(password, randomBytes(16));
    if (!(await connections.setUser(webConnector.user, name, hash, previousOf(user, deps.now()))))
      return { is: 'refused', why: userTaken(webConnector.user) };
  }
  await connections.apply(name, { settings, fileId, webhookTokens });
  await lockOut(deps, known?.settings.webConnector.user, settings);
  if (known) await changes.send([{ do: 'replan-all', connection: name }]);
  const connection = await connections.get(name);
  if (!connection) throw new Error(`Connection ${name} was stored and is not there.`);
  const { user: userName, everyMinutes } = webConnector;
  return {
    is: 'applied',
    connection,
    qwc: (baseUrl) =>
      qwcFile({
        connection: name,
        baseUrl: baseUrl.replace(/\/+$/, ''),
        ...{ user: userName, fileId, everyMinutes },
      }),
    newPassword: password,
    newWebhookToken: token,
  };
};

/**
 * The password that is taken beside a new one. While the last new one was never used, the Web Connector still
 * has the one before it: a run that died before anybody was told the password may be repeated.
 */
const previousOf = (user: User, now: Date): LoginUser['previous'] => {
  if (!user) return undefined;
  const pending = user.previous && Date.parse(user.previous.until) > now.getTime();
  const hash = pending ? user.previous.hash : user.passwordHash;
  return { hash, until: new Date(now.getTime() + OVERLAP_MS).toISOString() };
};

/** A user that the settings no longer name keeps a password that nobody knows. */
const lockOut = async (
  { connections, randomBytes }: ApplyDeps,
  before: string | undefined,
  { name, webConnector }: Settings,
): Promise<void> => {
  if (before === undefined || before === webConnector.user) return;
  await connections.setUser(before, name, hashPassword(newPassword(randomBytes), randomBytes(16)));
};
