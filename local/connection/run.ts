import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { handOutLines } from '../../lib/admin/hand-out.ts';
import { firstList } from '../../lib/admin/relist.ts';
import { readConnectionFile } from '../../lib/connection-file.ts';
import { flows } from '../../lib/flows/index.ts';
import { flowNames } from '../../lib/flows/names.ts';
import type { Settings } from '../../lib/settings.ts';
import { hookWords } from '../../lib/watch/words.ts';
import { type AppliedLocally, applyLocally } from '../apply.ts';
import { createProgress } from '../demo/progress.ts';
import { reasonsTable, statesTable } from '../demo/report.ts';
import { recordsOf } from '../demo/states.ts';
import { writeOutputs } from '../outputs.ts';
import { type LocalPlumbline, startPlumbline } from '../plumbline.ts';
import { watch } from './watch.ts';

export interface RunOptions {
  /** The connection file. */
  readonly file: string;
  readonly dataDir: string;
  /** Default 8080. */
  readonly port?: number;
  /** Address under which Procore and the Web Connector find this process; default http://localhost:port. */
  readonly url?: string;
  /** Plan everything, show it, and exit. */
  readonly once: boolean;
  readonly newPassword: boolean;
  readonly newWebhookToken: boolean;
}

const PORT = 8080;

const say = (text = ''): void => {
  process.stdout.write(`${text}\n`);
};

const readSettings = async (file: string): Promise<Settings | undefined> => {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new Error(`${file} can't be read: ${(cause as Error).message}`);
  });
  const read = readConnectionFile(text, basename(file), flowNames);
  if ('settings' in read) return read.settings;
  process.stderr.write(`${read.problems.join('\n')}\n`);
  return undefined;
};

/** Writes the .qwc file and tells the credentials that are new. */
const handOut = async (
  dataDir: string,
  url: string,
  settings: Settings,
  { qwc, password, webhookToken }: AppliedLocally,
): Promise<void> => {
  const qwcPath = join(dataDir, `${settings.name}.qwc`);
  await writeFile(qwcPath, qwc, { mode: 0o600 });
  say(handOutLines({ connection: settings.name, qwcPath, url, password, webhookToken }).join('\n'));
};

const listAll = async (settings: Settings): Promise<void> => {
  const [{ stores }, { procoreOf }] = await Promise.all([
    import('../../lambdas/deps.ts'),
    import('../../lambdas/procore.ts'),
  ]);
  const procore = () => procoreOf({ settings });
  const wait = (seconds: number) => pause(seconds * 1000);
  const counts = await firstList({ ...stores(), flows, procore, say, wait }, settings);
  const listed = Object.entries(counts).map(([flow, number]) => `${flow} ${number}`);
  say(`Listed in Procore         ${listed.join(', ')}`);
};

const showHooks = async (plumbline: LocalPlumbline, name: string): Promise<void> => {
  await plumbline.watch();
  const { watchStore } = await import('../../lambdas/watched.ts');
  const words = hookWords(await watchStore().get(name));
  say(`Webhooks                  ${words.join('\n                          ')}`);
};

const settled = (plumbline: LocalPlumbline, name: string): Promise<void> =>
  createProgress([
    {
      title: 'Records fetched and decided',
      count: async () => {
        const all = await recordsOf(plumbline, name);
        return { done: all.filter(({ state }) => state !== 'wanted').length, of: all.length };
      },
    },
  ]).during(plumbline.idle());

const showPlan = async (plumbline: LocalPlumbline, settings: Settings): Promise<void> => {
  const records = await recordsOf(plumbline, settings.name);
  if (records.length === 0) return say('Procore shows no records in the selected projects.');
  say(`\n${statesTable(records)}`);
  if (records.some(({ reason }) => reason)) say(reasonsTable(records));
  if (settings.mode === 'read-only')
    say('Mode read-only: "queued" is what would be posted. Nothing is; set mode: live to post.');
};

/** One connection for real, on this machine. Gives the exit code, or nothing while it serves. */
export const runConnection = async (options: RunOptions): Promise<number | undefined> => {
  const settings = await readSettings(options.file);
  if (!settings) return 2;
  await mkdir(options.dataDir, { recursive: true, mode: 0o700 });
  const onCrash = (error: unknown) =>
    say(`A function failed: ${error instanceof Error ? error.stack : String(error)}`);
  const plumbline = await startPlumbline({
    dataDir: options.dataDir,
    port: options.port ?? PORT,
    publicUrl: options.url,
    onCrash,
  });
  const url = (options.url ?? plumbline.url).replace(/\/$/, '');
  const removeOutputs = await writeOutputs(options.dataDir, { ...plumbline, url });
  const close = async () => {
    await removeOutputs();
    await plumbline.close();
  };
  say(
    `Connection ${settings.name}, ${settings.mode}, Procore company ${settings.procore.companyId} at ${settings.procore.apiUrl}\n`,
  );
  try {
    await handOut(
      options.dataDir,
      url,
      settings,
      await applyLocally({ ...plumbline, url }, settings, options),
    );
    await listAll(settings);
    await showHooks(plumbline, settings.name);
    await settled(plumbline, settings.name);
    await showPlan(plumbline, settings);
  } catch (error) {
    await close();
    throw error;
  }
  if (options.once) {
    await close();
    return 0;
  }
  say(`\nListening on ${plumbline.url}; Ctrl-C stops. State is in ${options.dataDir}.`);
  const stop = watch(plumbline, settings.name, say);
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      stop();
      void close().then(() => process.exit(0));
    });
  return undefined;
};
