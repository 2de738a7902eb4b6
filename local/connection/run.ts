import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { relist } from '../../lib/admin/relist.ts';
import { readConnectionFile } from '../../lib/connection-file.ts';
import { flows } from '../../lib/flows/index.ts';
import { ProcoreFailure } from '../../lib/procore/procore.ts';
import type { Settings } from '../../lib/settings.ts';
import { type AppliedLocally, applyLocally } from '../apply.ts';
import { reasonsTable, statesTable } from '../demo/report.ts';
import { recordsOf } from '../demo/states.ts';
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
  const read = readConnectionFile(
    text,
    basename(file),
    flows.map(({ name }) => name),
  );
  if ('settings' in read) return read.settings;
  process.stderr.write(`${read.problems.join('\n')}\n`);
  return undefined;
};

/** Passwords and tokens are said once; the .qwc file holds none. */
const handOut = async (
  dataDir: string,
  url: string,
  settings: Settings,
  applied: AppliedLocally,
): Promise<void> => {
  const { qwc, password, webhookToken } = applied;
  const path = join(dataDir, `${settings.name}.qwc`);
  await writeFile(path, qwc, { mode: 0o600 });
  say(`Web Connector file        ${path}`);
  if (password) say(`Web Connector password    ${password}   (shown once; --new-password makes another)`);
  say(`Procore webhooks go to    ${url}/webhooks/${settings.name}`);
  if (webhookToken)
    say(
      `  with the header         Authorization: Bearer ${webhookToken}   (shown once; --new-webhook-token)`,
    );
};

/** The first list: so it works before any webhook arrives. Waits and tries again when Procore is busy. */
const listAll = async (settings: Settings): Promise<void> => {
  const [{ stores }, { procoreOf }] = await Promise.all([
    import('../../lambdas/deps.ts'),
    import('../../lambdas/procore.ts'),
  ]);
  for (;;) {
    try {
      const { records, changes } = stores();
      const procore = await procoreOf({ settings });
      const counts = await relist({ flows, records, changes, procore }, settings);
      say(
        `Listed in Procore         ${Object.entries(counts)
          .map(([flow, n]) => `${flow} ${n}`)
          .join(', ')}`,
      );
      return;
    } catch (error) {
      if (!(error instanceof ProcoreFailure) || !['throttled', 'unavailable'].includes(error.kind))
        throw error;
      const wait = error.retryAfterSeconds ?? 60;
      say(`${error.message} Trying again in ${wait} s.`);
      await new Promise((resolve) => setTimeout(resolve, wait * 1000));
    }
  }
};

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
  const plumbline = await startPlumbline({ dataDir: options.dataDir, port: options.port ?? PORT, onCrash });
  const url = (options.url ?? plumbline.url).replace(/\/$/, '');
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
    await plumbline.idle();
    await showPlan(plumbline, settings);
  } catch (error) {
    await plumbline.close();
    throw error;
  }
  if (options.once) {
    await plumbline.close();
    return 0;
  }
  say(`\nListening on ${plumbline.url}; Ctrl-C stops. State is in ${options.dataDir}.`);
  const stop = watch(plumbline, settings.name, say);
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      stop();
      void plumbline.close().then(() => process.exit(0));
    });
  return undefined;
};
