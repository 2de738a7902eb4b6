import { randomBytes } from 'node:crypto';
import { GetQueueUrlCommand } from '@aws-sdk/client-sqs';
import { type Applied, type ApplyDeps, applyConnection } from '../../lib/admin/apply.ts';
import { newGuid, newPassword, newToken } from '../../lib/admin/credentials.ts';
import type { Change } from '../../lib/engine/ports.ts';
import type { Settings } from '../../lib/settings.ts';
import { createConnectionStore } from '../../lib/stores/connections.ts';
import { createConnectionQueue, exportsQueueName } from '../../lib/stores/queues.ts';
import { acceptedHashes } from '../../lib/web-connector/lockout.ts';
import { fittingHash } from '../../lib/web-connector/password.ts';
import { tokenFits } from '../../lib/webhook/tokens.ts';
import { US_SETTINGS } from '../../local/sample/us/settings.ts';
import { withAws } from '../stores/stores.ts';

const aws = withAws();

const hints: Change[] = [];
let time = Date.parse('2026-11-22T09:00:00.000Z');

const deps = (): ApplyDeps => ({
  changes: {
    send: async (changes) => {
      hints.push(...changes);
    },
  },
  connections: createConnectionStore({ client: aws().dynamo, table: `${aws().prefix}connections` }),
  createQueue: (name) => createConnectionQueue(aws().sqs, aws().prefix, name),
  randomBytes,
  now: () => new Date(time),
});

/** Settings of a connection that no other test has. */
const settingsOf = (name: string, more: Partial<Settings> = {}): Settings => ({
  ...US_SETTINGS,
  name,
  webConnector: { user: `user-${name}`, companyFile: '', everyMinutes: 7 },
  ...more,
});

type Done = Extract<Applied, { is: 'applied' }>;

const apply = async (settings: Settings, options = {}): Promise<Done> => {
  const applied = await applyConnection(deps(), settings, options);
  if (applied.is === 'refused') throw new Error(applied.why);
  return applied;
};

const signsIn = async (user: string, password = ''): Promise<boolean> =>
  fittingHash(password, acceptedHashes(await deps().connections.user(user), new Date(time))) !== undefined;

const GUID = /^\{[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\}$/;

test('settings that are applied once more plan every record again', async () => {
  const ofRenewed = () => hints.filter(({ connection }) => connection === 'renewed');
  await apply(settingsOf('renewed'));
  expect(ofRenewed()).toEqual([]);
  await apply(settingsOf('renewed', { projects: 'erp' }));
  expect(ofRenewed()).toEqual([{ do: 'replan-all', connection: 'renewed' }]);
});

describe('the first time', () => {
  test('everything that a connection needs is made, and credentials are said', async () => {
    const settings = settingsOf('first');
    const { connection, newPassword: password, newWebhookToken: token } = await apply(settings);
    expect(connection).toMatchObject({ name: 'first', settings, marks: 0 });
    expect(connection.fileId).toMatch(GUID);
    expect(password).toMatch(/^(?:[0-9a-z]{4}-){6}[0-9a-z]{4}$/);
    expect(await signsIn('user-first', password)).toBe(true);
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(tokenFits(`Bearer ${token}`, connection.webhookTokens)).toBe(true);
    const QueueName = exportsQueueName(aws().prefix, 'first');
    await expect(aws().sqs.send(new GetQueueUrlCommand({ QueueName }))).resolves.toBeDefined();
  });

  test('neither password nor token is stored', async () => {
    const {
      connection,
      newPassword: password = '',
      newWebhookToken: token = '',
    } = await apply(settingsOf('hashes'));
    const stored = JSON.stringify([connection, await deps().connections.user('user-hashes')]);
    expect(stored).not.toContain(password);
    expect(stored).not.toContain(token);
    expect(connection.webhookTokens).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/)]);
  });

  test('a file id of the settings is taken', async () => {
    const fileId = '{1b4e28ba-2fa1-4d3b-a3f5-ef19b5a7633b}';
    const webConnector = { user: 'user-moved', companyFile: '', everyMinutes: 5, fileId };
    expect((await apply(settingsOf('moved', { webConnector }))).connection.fileId).toBe(fileId);
  });

  test('the .qwc file names the deployment, the user and the file, and no password', async () => {
    const { qwc, connection, newPassword: password = '' } = await apply(settingsOf('qwc'));
    const file = qwc('https://abc.example.com/');
    expect(file).toContain('<AppURL>https://abc.example.com/qbwc</AppURL>');
    expect(file).toContain('<UserName>user-qwc</UserName>');
    expect(file).toContain(`<FileID>${connection.fileId}</FileID>`);
    expect(file).toContain('<RunEveryNMinutes>7</RunEveryNMinutes>');
    expect(file).not.toContain(password);
  });
});

describe('once more', () => {
  test('settings change; file id, password, token and what sessions noted stay', async () => {
    const before = await apply(settingsOf('again'));
    const store = createConnectionStore({ client: aws().dynamo, table: `${aws().prefix}connections` });
    await store.note('again', { contactAt: '2026-11-22T09:00:00.000Z' });
    const after = await apply(settingsOf('again', { mode: 'read-only' }));
    expect(after.newPassword).toBeUndefined();
    expect(after.newWebhookToken).toBeUndefined();
    expect(after.connection).toEqual({
      ...before.connection,
      settings: settingsOf('again', { mode: 'read-only' }),
      contactAt: '2026-11-22T09:00:00.000Z',
    });
    expect(await signsIn('user-again', before.newPassword)).toBe(true);
  });

  test('a new password leaves the one before for 24 hours', async () => {
    const { newPassword: before } = await apply(settingsOf('password'));
    const { newPassword: after, newWebhookToken } = await apply(settingsOf('password'), {
      newPassword: true,
    });
    expect(newWebhookToken).toBeUndefined();
    expect(await signsIn('user-password', before)).toBe(true);
    expect(await signsIn('user-password', after)).toBe(true);
    time += 24 * 3600_000;
    expect(await signsIn('user-password', before)).toBe(false);
    expect(await signsIn('user-password', after)).toBe(true);
  });

  test('a new password that nobody has used gives way to the next: the one in use is still taken', async () => {
    const passwords = [(await apply(settingsOf('unused'))).newPassword];
    for (let round = 0; round < 2; round += 1)
      passwords.push((await apply(settingsOf('unused'), { newPassword: true })).newPassword);
    const taken = [];
    for (const password of passwords) taken.push(await signsIn('user-unused', password));
    expect(taken).toEqual([true, false, true]);
  });

  test('a new token leaves the one before, until the next', async () => {
    const tokens = [(await apply(settingsOf('token'))).newWebhookToken];
    let hashes: readonly string[] = [];
    for (let round = 0; round < 2; round += 1) {
      const { newWebhookToken, connection } = await apply(settingsOf('token'), { newWebhookToken: true });
      tokens.push(newWebhookToken);
      hashes = connection.webhookTokens;
    }
    expect(tokens.map((token) => tokenFits(token, hashes))).toEqual([false, true, true]);
  });

  test('another user name gets a password, and the old name signs in no more', async () => {
    const { newPassword: before } = await apply(settingsOf('renamed'));
    const webConnector = { user: 'somebody-else', companyFile: '', everyMinutes: 5 };
    const { newPassword: after } = await apply(settingsOf('renamed', { webConnector }));
    expect(await signsIn('somebody-else', after)).toBe(true);
    expect(await signsIn('user-renamed', before)).toBe(false);
  });

  test('a run that died after the password was stored is repeated with a new one', async () => {
    await deps().connections.setUser('user-died', 'died', 'scrypt$lost$lost');
    const { newPassword: password } = await apply(settingsOf('died'));
    expect(await signsIn('user-died', password)).toBe(true);
  });
});

describe('refused, and nothing is changed', () => {
  const refused = async (settings: Settings): Promise<string> => {
    const before = await deps().connections.get(settings.name);
    const applied = await applyConnection(deps(), settings, { newPassword: true, newWebhookToken: true });
    expect(await deps().connections.get(settings.name)).toEqual(before);
    return applied.is === 'refused' ? applied.why : 'applied';
  };

  test('the user of another connection', async () => {
    const { newPassword: password } = await apply(settingsOf('owner'));
    const webConnector = { user: 'user-owner', companyFile: '', everyMinutes: 5 };
    expect(await refused(settingsOf('thief', { webConnector }))).toBe(
      'The Web Connector user user-owner belongs to connection owner; choose another one in webConnector.user.',
    );
    expect(await signsIn('user-owner', password)).toBe(true);
  });

  test('a user that another connection took at the same moment', async () => {
    const { connections, ...rest } = deps();
    const webConnector = { user: 'user-contested', companyFile: '', everyMinutes: 5 };
    const createQueue = async () => {
      await connections.setUser('user-contested', 'faster', 'scrypt$a$b');
    };
    const settings = settingsOf('slower', { webConnector });
    expect(await applyConnection({ ...rest, connections, createQueue }, settings)).toEqual({
      is: 'refused',
      why: 'The Web Connector user user-contested belongs to another connection; choose another one in webConnector.user.',
    });
    expect(await connections.get('slower')).toBeUndefined();
  });

  test('another company, another country, another file: the records belong to the first', async () => {
    const { connection } = await apply(settingsOf('fixed'));
    const procore = { ...US_SETTINGS.procore, companyId: '4419' };
    expect(await refused(settingsOf('fixed', { procore }))).toBe(
      'Connection fixed is for Procore company 4418; give company 4419 a connection of its own.',
    );
    expect(await refused(settingsOf('fixed', { country: 'CA' }))).toBe(
      'Connection fixed is for QuickBooks of country US; give the file of country CA a connection of its own.',
    );
    const fileId = '{1b4e28ba-2fa1-4d3b-a3f5-ef19b5a7633b}';
    const webConnector = { ...connection.settings.webConnector, fileId };
    expect(await refused(settingsOf('fixed', { webConnector }))).toBe(
      `Connection fixed has the file id ${connection.fileId}; delete webConnector.fileId, or give the other file a connection of its own.`,
    );
  });
});

describe('credentials come from chance alone', () => {
  const bytes = (size: number): Buffer =>
    Buffer.from(Array.from({ length: size }, (_, place) => 255 - place * 37));

  test('of 140 bits, 256 bits and a GUID of version 4', () => {
    expect(newPassword(bytes)).toBe('ztng-b61w-qjd8-3ysm-fa50-vphc-72xr');
    expect(Buffer.from(newToken(bytes), 'base64url')).toEqual(bytes(32));
    expect(newGuid(bytes)).toBe('{ffdab590-6b46-41fc-97b2-8d68431ef9d4}');
  });
});
