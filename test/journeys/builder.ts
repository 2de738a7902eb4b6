import { flows } from '../../lib/flows/index.ts';
import { createProcore } from '../../lib/procore/client.ts';
import { createEntering } from '../../lib/procore/entering.ts';
import { createMarker } from '../../lib/procore/mark.ts';
import { createTokenSource, type TokenSource } from '../../lib/procore/oauth.ts';
import { createRateLimit } from '../../lib/procore/rate-limit.ts';
import { createStandingEntries } from '../../lib/procore/standing-entries.ts';
import * as text from '../../lib/qbxml/latin.ts';
import type { Settings } from '../../lib/settings.ts';
import type { LocalAws } from '../../local/aws.ts';
import type { ProcoreCompany } from '../../local/simulators/procore/data.ts';
import {
  type ProcoreOptions,
  type ProcoreSimulator,
  startProcore,
} from '../../local/simulators/procore/start.ts';
import type { QuickBooksOptions } from '../../local/simulators/quickbooks/quickbooks.ts';
import { sampleCompany } from '../procore/company-data.ts';
import { createClock } from './clock.ts';
import { type Connector, type ConnectorOptions, startConnector } from './connector.ts';
import { createOffice, type Office } from './office.ts';

/** The real flows between a simulated Procore and a QuickBooks, on one clock. */
export interface Builder {
  readonly connector: Connector;
  readonly office: Office;
  readonly procore: ProcoreSimulator;
  readonly company: ProcoreCompany;
  /** Requests to the API so far, tokens aside. */
  asked(): number;
  /** Numbers of the purchase orders in QuickBooks. */
  orders(): string[];
}

export interface BuilderOptions {
  readonly settings?: Partial<Settings>;
  readonly procore?: Partial<ProcoreOptions>;
  readonly wrap?: ConnectorOptions['wrap'];
  /** Changes the company before anything starts. */
  readonly change?: (company: ProcoreCompany) => void;
  readonly secret?: string;
  readonly imports?: ConnectorOptions['imports'];
  readonly quickbooks?: QuickBooksOptions;
}

export const PROJECT = '9001';
export const ORDER = '801';
export const SUBCONTRACT = '901';
const CLIENT = { clientId: 'app-1', clientSecret: 'secret-of-app-1' };

const openBooks = ({ people }: Office['quickbooks']): void => {
  people.add('Account', 'Income', { AccountType: 'Income' });
  people.add('Account', 'Costs', { AccountType: 'CostOfGoodsSold' });
  people.add('Customer', 'Harbor Trust');
};

const usual: Partial<Settings> = {
  startDate: '2026-01-01',
  customers: { default: 'Harbor Trust', byProject: {} },
  accounts: { income: 'Income', expense: 'Costs', byPrefix: [] },
  taxCodes: { byProcoreTaxCode: {}, byVendor: {}, byProject: {} },
};

/** A small contractor: two vendors, three cost codes, one project, one order and one subcontract. */
export const startBuilder = async (aws: LocalAws, options: BuilderOptions = {}): Promise<Builder> => {
  const clock = createClock();
  const company = sampleCompany();
  for (const code of company.standard_cost_codes) Object.assign(code, { origin_id: null, origin_data: null });
  options.change?.(company);
  const procore = await startProcore({
    ...{ companies: [company], clients: [CLIENT], now: clock.now },
    ...options.procore,
  });
  const limit = createRateLimit(clock.now);
  const credentials = {
    loginUrl: procore.url,
    ...CLIENT,
    clientSecret: async () => options.secret ?? CLIENT.clientSecret,
  };
  const token: TokenSource = createTokenSource(credentials, { fetch, now: clock.now });
  const calls = {
    ...{ fetch, now: clock.now, token, limit },
    ...{ apiUrl: procore.url, companyId: String(company.id) },
  };
  const connector = await startConnector(aws, {
    ...{ flows, imports: options.imports, clock, wrap: options.wrap },
    standing: createStandingEntries(calls),
    settings: { ...usual, ...options.settings },
    procore: async () => createProcore({ ...calls, text }),
    marker: async () => createMarker(calls),
    entering: async () => createEntering(calls),
  });
  const office = createOffice({ now: clock.now, ...options.quickbooks });
  openBooks(office.quickbooks);
  return {
    ...{ connector, office, procore, company },
    asked: () => procore.requests.filter(({ path }) => path !== '/oauth/token').length,
    orders: () => office.quickbooks.books().purchaseOrders.map(({ refNumber }) => refNumber),
  };
};

export const commitment = { project: PROJECT };
