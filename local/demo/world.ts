import { mkdir, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { applyLocally } from '../apply.ts';
import { type LocalPlumbline, startPlumbline } from '../plumbline.ts';
import { dump } from '../qbxml-dump.ts';
import { openBooks } from '../sample/open-books.ts';
import { canadaSample, type Sample, usSample } from '../sample/samples.ts';
import { seeded } from '../sample/seeded.ts';
import { type ProcoreSimulator, startProcore } from '../simulators/procore/start.ts';
import { createQuickBooks, type QuickBooks } from '../simulators/quickbooks/quickbooks.ts';
import {
  addApplication,
  type SessionOptions,
  type SessionReport,
  signInOf,
  startWebConnector,
  type WebConnector,
} from '../simulators/web-connector/web-connector.ts';

/** One contractor with both systems and the connection between them. */
export interface Branch {
  readonly sample: Sample;
  readonly connection: string;
  readonly quickbooks: QuickBooks;
  readonly session: SessionOptions;
  readonly webConnector: WebConnector;
  readonly webhook: { readonly url: string; readonly token: string };
}

export interface World {
  readonly plumbline: LocalPlumbline;
  readonly procore: ProcoreSimulator;
  readonly branches: readonly Branch[];
  close(): Promise<void>;
}

/** Where `npm run plumbline` finds this process. */
export const DATA_DIR = 'data/sample';

export interface WorldOptions {
  readonly port?: number;
  readonly onSession: (report: SessionReport) => void;
  readonly onCrash: (error: unknown) => void;
}

const SECRET = 'sample-secret';
/** Where commands in another terminal find it, too. */
const SECRET_FILE = resolve(DATA_DIR, 'procore-secret');

const keepSecret = async (): Promise<void> => {
  await mkdir(DATA_DIR, { recursive: true });
  await writeFile(SECRET_FILE, SECRET, { mode: 0o600 });
};

/** Seconds between two sessions: a real Web Connector waits a minute at least. */
const EVERY_SECONDS = 1;
/** Procore's own windows are narrower: what they hold up is marked by the clock later, and nobody watches a sample so long. */
const RATE = { perTenSeconds: 1_000, perHour: 10_000 };
const SEED = 20261122;

/** Every message set that it is given is written down where PLUMBLINE_QBXML_DIR says, for the schema's check. */
const dumped = (quickbooks: QuickBooks, name: string): QuickBooks => ({
  ...quickbooks,
  process: (qbxml) => {
    dump(`start-${name}`, qbxml);
    return quickbooks.process(qbxml);
  },
});

const startBranch = async (
  sample: Sample,
  procore: ProcoreSimulator,
  plumbline: LocalPlumbline,
  onSession: WorldOptions['onSession'],
): Promise<Branch> => {
  const urls = { apiUrl: procore.url, loginUrl: procore.url, clientSecret: `file:${SECRET_FILE}` };
  const settings = { ...sample.settings, procore: { ...sample.settings.procore, ...urls } };
  const { qwc, password = '', webhookToken = '' } = await applyLocally(plumbline, settings);
  const { companyName, country, closingDate } = sample.quickbooks;
  const quickbooks = dumped(createQuickBooks({ companyName, country, closingDate }), settings.name);
  openBooks(quickbooks.people, sample.quickbooks);
  const added = await addApplication(qwc, quickbooks);
  if ('refused' in added)
    throw new Error(`the Web Connector refused the .qwc file: ${JSON.stringify(added.refused)}`);
  const signIn = signInOf(added.qwc);
  const session: SessionOptions = { ...signIn, password, quickbooks };
  const webConnector = startWebConnector({ ...session, everySeconds: EVERY_SECONDS, onSession });
  const webhook = { url: `${plumbline.url}/webhooks/${settings.name}`, token: webhookToken };
  return { sample, connection: settings.name, quickbooks, session, webConnector, webhook };
};

/** The connector over its embedded services, between a simulated Procore and two simulated QuickBooks. */
export const startWorld = async ({ port, onSession, onCrash }: WorldOptions): Promise<World> => {
  await keepSecret();
  const samples = [usSample(), canadaSample()];
  const chance = seeded(SEED);
  const procore = await startProcore({
    companies: samples.map((sample) => sample.procore()),
    clients: samples.map(({ settings }) => ({ clientId: settings.procore.clientId, clientSecret: SECRET })),
    random: () => chance.between(0, 999_999) / 1_000_000,
    rateLimit: RATE,
    deliveries: { duplicate: 0.05, reorder: 0.2 },
  });
  const plumbline = await startPlumbline({ port, onCrash });
  const branches = await Promise.all(
    samples.map((sample) => startBranch(sample, procore, plumbline, onSession)),
  );
  // The connector makes its webhooks itself.
  await plumbline.watch();
  return {
    plumbline,
    procore,
    branches,
    close: async () => {
      await Promise.all(branches.map(({ webConnector }) => webConnector.stop()));
      await procore.close();
      await plumbline.close();
    },
  };
};
