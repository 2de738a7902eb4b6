import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { applyConnection } from '../lib/admin/apply.ts';
import { handOutLines } from '../lib/admin/hand-out.ts';
import { firstList } from '../lib/admin/relist.ts';
import { readConnectionFile } from '../lib/connection-file.ts';
import { flows } from '../lib/flows/index.ts';
import { flowNames } from '../lib/flows/names.ts';
import type { Settings } from '../lib/settings.ts';
import { createConnectionQueue } from '../lib/stores/queues.ts';
import { makeHooks } from './hooks.ts';
import { readOutputs } from './outputs.ts';

const USAGE = `npm run apply -- FILE --outputs outputs.json

Creates or renews a connection of a deployment, with the AWS credentials of this shell.

  FILE                 the connection file (examples/acme.yaml explains it)
  --outputs FILE       what "npx cdk deploy --outputs-file FILE" wrote
  --new-password       give the Web Connector user a new password; the last one is taken
                       until the new one is used, 24 hours at most
  --new-webhook-token  give the webhook a new token; the last one is still taken
  --help               this text
`;

const OPTIONS = {
  outputs: { type: 'string' },
  'new-password': { type: 'boolean', default: false },
  'new-webhook-token': { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

const complain = (text: string): number => {
  process.stderr.write(`${text}\n`);
  return 2;
};

interface Asked {
  readonly file: string;
  readonly outputs: string;
  readonly options: { readonly newPassword: boolean; readonly newWebhookToken: boolean };
}

const readSettings = async (file: string): Promise<Settings | readonly string[]> => {
  const read = readConnectionFile(await readFile(file, 'utf8'), basename(file), flowNames);
  return 'settings' in read ? read.settings : read.problems;
};

const apply = async ({ outputs, options }: Asked, settings: Settings): Promise<number> => {
  const { url, environment } = await readOutputs(outputs);
  Object.assign(process.env, environment);
  const [{ clients, stores, environment: config }, { procoreOf }] = await Promise.all([
    import('../lambdas/deps.ts'),
    import('../lambdas/procore.ts'),
  ]);
  const createQueue = (name: string) =>
    createConnectionQueue(clients().sqs, config().exportsQueuePrefix, name);
  const applied = await applyConnection(
    { ...stores(), createQueue, randomBytes, now: () => new Date() },
    settings,
    options,
  );
  if (applied.is === 'refused') return complain(applied.why);
  const qwcPath = `${settings.name}.qwc`;
  await writeFile(qwcPath, applied.qwc(url), { mode: 0o600 });
  const { newPassword: password, newWebhookToken: webhookToken } = applied;
  say(handOutLines({ connection: settings.name, qwcPath, url, password, webhookToken }).join('\n'));
  const procore = () => procoreOf({ settings });
  const wait = (seconds: number) => pause(seconds * 1000);
  const counts = await firstList({ ...stores(), flows, procore, say, wait }, settings);
  const listed = Object.entries(counts).map(([flow, number]) => `${flow} ${number}`);
  say(`Listed in Procore         ${listed.join(', ')}`);
  const { watchStore } = await import('../lambdas/watched.ts');
  const reached = { ...stores(), ...clients(), watch: watchStore(), config: config() };
  const hooks = await makeHooks(reached, applied.connection);
  say(`Webhooks                  ${hooks.join('\n                          ')}`);
  return 0;
};

const main = async (): Promise<number> => {
  const { values, positionals } = parseArgs({ options: OPTIONS, strict: true, allowPositionals: true });
  if (values.help) {
    say(USAGE);
    return 0;
  }
  const [file, ...more] = positionals;
  if (!file || more.length > 0 || !values.outputs) return complain(USAGE);
  const settings = await readSettings(file);
  if (!('name' in settings)) return complain(settings.join('\n'));
  const options = {
    newPassword: values['new-password'],
    newWebhookToken: values['new-webhook-token'],
  };
  return apply({ file, outputs: values.outputs, options }, settings);
};

main().then(
  (code) => process.exit(code),
  (error: unknown) => process.exit(complain(error instanceof Error ? error.message : String(error))),
);
