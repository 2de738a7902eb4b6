import type { Settings } from '../../lib/settings.ts';

/** A connection of an American builder whose projects become jobs. */
export const us: Settings = {
  name: 'kestrel',
  mode: 'live',
  country: 'US',
  startDate: '2026-01-01',
  procore: {
    companyId: '77',
    apiUrl: 'https://procore.example',
    loginUrl: 'https://login.procore.example',
    clientId: 'app-1',
    clientSecret: 'env:PROCORE_SECRET',
  },
  webConnector: { user: 'plumbline-kestrel', companyFile: '', everyMinutes: 5 },
  projects: 'all',
  companies: 'referenced',
  projectsAs: 'job',
  customers: { default: 'Harbor Trust', byProject: { '9002': 'City of Tacoma:Parks' } },
  accounts: {
    income: 'Construction Income',
    expense: 'Cost of Goods Sold',
    bank: 'Operating Account',
    byPrefix: [
      { prefix: '0', expense: 'Cost of Goods Sold:Other' },
      { prefix: '03', expense: 'Cost of Goods Sold:Concrete' },
      { prefix: '03-3', income: 'Construction Income:Concrete' },
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
  imports: { jobs: 'never', vendors: 'never', costs: 'never', payments: 'never' },
  procoreCallsPerHour: 1_800,
};

/** The same builder over a Canadian company file. */
export const canada: Settings = {
  ...us,
  country: 'CA',
  taxCodes: { default: 'E', byProcoreTaxCode: { '71': 'H' }, byVendor: {}, byProject: {} },
};
