import type { Settings } from '../../../lib/settings.ts';
import { ALDER, NORTHGATE, PENA, VISTA } from './projects.ts';

/** Settings of the US connection; where Procore answers is filled in by whoever starts it. */
export const US_SETTINGS: Settings = {
  name: 'cedar-summit',
  mode: 'live',
  country: 'US',
  startDate: '2025-09-01',
  procore: {
    companyId: '4418',
    apiUrl: 'http://127.0.0.1:4010',
    loginUrl: 'http://127.0.0.1:4010',
    clientId: 'sample-client-us',
    clientSecret: 'env:SAMPLE_PROCORE_SECRET',
  },
  webConnector: { user: 'cedar-summit', companyFile: '', everyMinutes: 5 },
  projects: 'all',
  companies: 'referenced',
  projectsAs: 'job',
  customers: {
    byProject: {
      [NORTHGATE]: 'Northgate Health Partners',
      [ALDER]: 'Alder School District No. 7',
      [VISTA]: 'Vista Ridge LLC',
      [PENA]: 'Lodz Software Inc.',
    },
  },
  accounts: {
    income: 'Construction Income',
    expense: 'Cost of Goods Sold',
    payable: 'Accounts Payable',
    bank: 'Checking',
    byPrefix: [
      { prefix: '01', expense: 'Job Overhead' },
      { prefix: '26', expense: 'Cost of Goods Sold:Electrical' },
      {
        prefix: '26-050',
        income: 'Construction Income:Low Voltage',
        expense: 'Cost of Goods Sold:Low Voltage',
      },
    ],
  },
  taxCodes: { default: 'Non', byProcoreTaxCode: {}, byVendor: {}, byProject: {} },
  link: 'exact-name',
  approval: {},
  off: [],
  orderStatuses: ['Approved'],
  orderNumber: '{number}',
  retainageItem: 'Retainage',
  linkBills: true,
  negativeLines: 'refuse',
  credits: 'off',
  closeOrders: 'ask',
  billable: 'never',
  markProcore: {},
  imports: { jobs: '1h', vendors: '1h', costs: '2h', payments: '1h' },
  journalCodes: { 'Job Overhead': '01-500' },
  procoreCallsPerHour: 1_800,
  reconcile: 'never',
};
