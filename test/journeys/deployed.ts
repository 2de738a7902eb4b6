import { applyLocally } from '../../local/apply.ts';
import { tellAll } from '../../local/demo/events.ts';
import { recordsOf } from '../../local/demo/states.ts';
import { type LocalPlumbline, startPlumbline } from '../../local/plumbline.ts';
import { describeDifference } from '../../local/sample/difference.ts';
import { compareBooks } from '../../local/sample/expectation.ts';
import { marksIn } from '../../local/sample/marks.ts';
import { openBooks } from '../../local/sample/open-books.ts';
import { readBooks } from '../../local/sample/read-books.ts';
import { canadaSample, type Sample, usSample } from '../../local/sample/samples.ts';
import { seeded } from '../../local/sample/seeded.ts';
import { type ProcoreSimulator, startProcore } from '../../local/simulators/procore/start.ts';
import { createQuickBooks, type QuickBooks } from '../../local/simulators/quickbooks/quickbooks.ts';
import {
  addApplication,
  runSession,
  type SessionOptions,
  type SessionReport,
  signInOf,
} from '../../local/simulators/web-connector/web-connector.ts';
import { dump } from '../qbxml-dump.ts';

/** One sample contractor with both systems; its Web Connector runs when it is told to. */
export interface Company {
  readonly sample: Sample;
  readonly quickbooks: QuickBooks;
  session(): Promise<SessionReport>;
  /** Everything that is not as the sample expects, a line each. */
  differences(): Promise<string[]>;
}

/** The Lambdas as deployed, between Procore and two QuickBooks. */
export interface Deployed {
  readonly procore: ProcoreSimulator;
  readonly companies: readonly Company[];
  /** What the Lambdas threw. */
  readonly crashes: unknown[];
  /** Every webhook of everything there is, in all companies or in one, as if it had just been saved; worked off. */
  tellAll(company?: Company): Promise<void>;
  /** Webhooks, changes and sessions, until a session of each company had nothing to post. */
  settleDown(): Promise<void>;
  close(): Promise<void>;
}

const SECRET = 'sample-secret';
const MOST_ROUNDS = 20;

const hooks = (procore: ProcoreSimulator, { settings, procore: open }: Sample, url: string, token = '') => {
  const { id, projects } = open();
  const hook = {
    companyId: id,
    destinationUrl: `${url}/webhooks/${settings.name}`,
    authorization: `Bearer ${token}`,
  };
  procore.webhooks.register({ ...hook, payloadVersion: 'v2.0' });
  for (const [n, { record }] of projects.entries())
    procore.webhooks.register({ ...hook, projectId: record.id, payloadVersion: n % 2 ? 'v3.0' : 'v4.0' });
};

const dumping = (quickbooks: QuickBooks, name: string): QuickBooks => ({
  ...quickbooks,
  process: (qbxml) => {
    dump(name, qbxml);
    return quickbooks.process(qbxml);
  },
});

const join = async (
  sample: Sample,
  procore: ProcoreSimulator,
  plumbline: LocalPlumbline,
): Promise<Company> => {
  const { name, country } = sample.settings;
  const here = { apiUrl: procore.url, loginUrl: procore.url, clientSecret: 'env:SAMPLE_PROCORE_SECRET' };
  const settings = { ...sample.settings, procore: { ...sample.settings.procore, ...here } };
  const { qwc, password = '', webhookToken } = await applyLocally(plumbline, settings);
  const { companyName, closingDate } = sample.quickbooks;
  const quickbooks = createQuickBooks({ companyName, country, closingDate });
  openBooks(quickbooks.people, sample.quickbooks);
  const added = await addApplication(qwc, quickbooks);
  if ('refused' in added) throw new Error(JSON.stringify(added.refused));
  hooks(procore, sample, plumbline.url, webhookToken);
  const options: SessionOptions = {
    ...{ ...signInOf(added.qwc), password, quickbooks: dumping(quickbooks, `journey-${country}`) },
    pause: () => plumbline.idle(),
  };
  const differences = async () => {
    const records = await recordsOf(plumbline, name);
    const states = records.map(({ reason, ...record }) => ({ ...record, reasonCode: reason?.code }));
    const found = compareBooks(readBooks(quickbooks.books()), states, sample.expectation);
    const { data } = procore.company(sample.settings.procore.companyId);
    return [...found.map(describeDifference), ...marksIn(data, records).missing];
  };
  return { sample, quickbooks, session: () => runSession(options), differences };
};

/** Starts everything over embedded services; no session runs by itself. */
export const startDeployed = async (): Promise<Deployed> => {
  process.env.SAMPLE_PROCORE_SECRET = SECRET;
  const crashes: unknown[] = [];
  const samples = [usSample(), canadaSample()];
  const chance = seeded(20261123);
  const procore = await startProcore({
    companies: samples.map((sample) => sample.procore()),
    clients: samples.map(({ settings }) => ({ clientId: settings.procore.clientId, clientSecret: SECRET })),
    rateLimit: { perTenSeconds: 10_000, perHour: 100_000 },
    random: () => chance.between(0, 999_999) / 1_000_000,
    deliveries: { duplicate: 0.1, reorder: 0.3 },
  });
  const plumbline = await startPlumbline({ onCrash: (error) => crashes.push(error) });
  const close = async () => {
    await procore.close();
    await plumbline.close();
  };
  const joining = Promise.all(samples.map((sample) => join(sample, procore, plumbline)));
  const companies = await joining.catch(async (error: unknown) => {
    await close();
    throw error;
  });
  const delivered = async () => {
    // Marks that are being written come back as webhooks.
    await plumbline.idle();
    await procore.webhooks.settled();
    await plumbline.idle();
  };
  const settleDown = async () => {
    for (let round = 0; round < MOST_ROUNDS; round++) {
      await delivered();
      const reports = await Promise.all(companies.map(({ session }) => session()));
      if (reports.every(({ documents }) => documents <= 1)) return;
    }
    throw new Error(`still at work after ${MOST_ROUNDS} rounds`);
  };
  return {
    ...{ procore, companies, crashes, settleDown, close },
    tellAll: async (company) => {
      for (const sample of company ? [company.sample] : samples) tellAll(procore, sample);
      await delivered();
    },
  };
};
