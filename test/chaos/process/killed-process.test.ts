import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ProcoreSimulator } from '../../../local/simulators/procore/start.ts';
import { startProcore } from '../../../local/simulators/procore/start.ts';
import { createQuickBooks, type QuickBooks } from '../../../local/simulators/quickbooks/quickbooks.ts';
import {
  addApplication,
  runSession,
  type SessionOptions,
  type SessionReport,
  signInOf,
} from '../../../local/simulators/web-connector/web-connector.ts';
import { sampleCompany } from '../../procore/company-data.ts';
import { freePort, type PlumblineProcess, startProcess } from './plumbline-process.ts';

const SECRET = 'secret-of-app-1';
/** Longer than QuickBooks may still be at a batch whose session went silent. */
const LEASE_MS = 6 * 60_000;

const connectionFile = (procoreUrl: string): string => `name: killed
mode: live
country: US
startDate: 2026-01-01
procore:
  apiUrl: ${procoreUrl}
  loginUrl: ${procoreUrl}
  companyId: 77
  clientId: client-of-app-1
  clientSecret: env:TEST_PROCORE_SECRET
webConnector:
  user: killed
  companyFile: ''
  everyMinutes: 5
customers:
  default: Harbor Trust
accounts:
  income: Income
  expense: Costs
taxCodes:
  default: Non
`;

let procore: ProcoreSimulator;
let quickbooks: QuickBooks;
let dataDir: string;
let port: number;
let running: PlumblineProcess | undefined;

const start = async (msLater: number): Promise<void> => {
  running = await startProcess({
    file: join(dataDir, '..', 'killed.yaml'),
    dataDir,
    port,
    secret: SECRET,
    msLater,
  });
};

beforeEach(async () => {
  const company = sampleCompany();
  for (const code of company.standard_cost_codes) Object.assign(code, { origin_id: null, origin_data: null });
  procore = await startProcore({
    companies: [company],
    clients: [{ clientId: 'client-of-app-1', clientSecret: SECRET }],
  });
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-killed-'));
  dataDir = join(folder, 'data');
  await writeFile(join(folder, 'killed.yaml'), connectionFile(procore.url));
  quickbooks = createQuickBooks();
  quickbooks.people.add('Account', 'Income', { AccountType: 'Income' });
  quickbooks.people.add('Account', 'Costs', { AccountType: 'CostOfGoodsSold' });
  quickbooks.people.add('SalesTaxCode', 'Non', { IsTaxable: 'false' });
  quickbooks.people.add('Customer', 'Harbor Trust');
  port = await freePort();
});

afterEach(async () => {
  await running?.kill();
  await procore.close();
  await rm(join(dataDir, '..'), { recursive: true, force: true });
});

/** A session at this QuickBooks; `met` is called when it has executed a document, before its answer goes back. */
const session = async (login: Login, met?: (qbxml: string) => Promise<void>): Promise<SessionReport> => {
  const process: SessionOptions['quickbooks']['process'] = async (qbxml) => {
    const processed = await quickbooks.process(qbxml);
    await met?.(qbxml);
    return processed;
  };
  return runSession({ ...login, quickbooks: { ...quickbooks, process }, pause: () => Promise.resolve() });
};

type Login = Pick<SessionOptions, 'url' | 'user' | 'password' | 'appName' | 'ownerId'>;

const joinIn = async (): Promise<Login> => {
  const added = await addApplication(await readFile(join(dataDir, 'killed.qwc'), 'utf8'), quickbooks);
  if ('refused' in added) throw new Error(JSON.stringify(added.refused));
  const password = /password +(\S+)/.exec(running?.output() ?? '')?.[1] ?? '';
  return { ...signInOf(added.qwc), password };
};

const numbers = (): string[] => quickbooks.books().purchaseOrders.map(({ refNumber }) => refNumber);

test('a process that is killed when QuickBooks has just committed posts each order once after its next start', async () => {
  await start(0);
  const login = await joinIn();
  const first = await session(login, async (qbxml) => {
    if (qbxml.includes('PurchaseOrderAddRq')) await running?.kill();
  });
  expect(first.ending).toBe('failed');
  expect(numbers().length).toBeGreaterThan(0);

  await start(LEASE_MS);
  const next = await session(login);
  expect(next.ending).toBe('complete');
  expect(numbers().sort()).toEqual(['PO-001', 'SC-001']);
}, 300_000);
