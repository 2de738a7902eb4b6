import type { Settings } from '../../../lib/settings.ts';
import { GST_ONLY } from './posted.ts';
import { ECOLE, LEVIS, TORONTO } from './projects.ts';
import { COTE } from './vendors.ts';

/** Settings of the Canadian connection; where Procore answers is filled in by whoever starts it. */
export const CA_SETTINGS: Settings = {
  name: 'laurentides',
  mode: 'live',
  country: 'CA',
  startDate: '2025-09-01',
  procore: {
    companyId: '562949953421900',
    apiUrl: 'http://127.0.0.1:4010',
    loginUrl: 'http://127.0.0.1:4010',
    clientId: 'sample-client-ca',
    clientSecret: 'env:SAMPLE_PROCORE_SECRET',
  },
  webConnector: { user: 'laurentides', companyFile: '', everyMinutes: 5 },
  projects: [ECOLE, TORONTO, LEVIS],
  companies: 'referenced',
  projectsAs: 'customer',
  customers: { byProject: {} },
  accounts: {
    income: 'Revenus de construction',
    expense: 'Coût des travaux',
    payable: 'Comptes fournisseurs',
    bank: 'Encaisse',
    byPrefix: [{ prefix: '01', expense: 'Frais de chantier' }],
  },
  taxCodes: {
    default: 'H',
    byProcoreTaxCode: { [GST_ONLY]: 'G' },
    byVendor: { [COTE]: 'E' },
    byProject: { [ECOLE]: 'Q' },
  },
  link: 'exact-name',
  approval: {},
  off: [],
  orderStatuses: ['Approved'],
  orderNumber: '{number}',
  retainageItem: 'Retenue',
  linkBills: true,
  negativeLines: 'refuse',
  credits: 'vendor-credit',
  closeOrders: 'ask',
  billable: 'never',
  markProcore: {},
  imports: { jobs: '1h', vendors: '1h', costs: '2h', payments: '1h' },
  procoreCallsPerHour: 1_800,
  reconcile: 'never',
};
