import type {
  Commitment,
  CommitmentLine,
  Company,
  Project,
  StandardCostCode,
} from '../lib/procore/shapes.ts';
import type { Settings } from '../lib/settings.ts';
import type { QuickBooksBefore } from '../local/sample/quickbooks-before.ts';

/** How many there are of what commitments refer to. */
export const COUNTS = { vendors: 120, projects: 24, codes: 80 } as const;
const LINES = 8;
const CUSTOMER = 'Harbor Trust';
const CODE_LIST = '900';

const TRADES = ['Concrete', 'Masonry', 'Structural Steel', 'Roofing', 'Drywall', 'Fire Protection'];
const STREETS = ['Alder', 'Cedar', 'Dogwood', 'Elm', 'Hawthorn', 'Juniper', 'Larch', 'Madrone'];

const pick = (list: readonly string[], n: number): string => list[n % list.length] ?? '';
const digits = (n: number, length: number): string => String(n).padStart(length, '0');

export const companyId = (n: number): string => String(510_000 + (n % COUNTS.vendors));
export const projectId = (n: number): string => String(520_000 + (n % COUNTS.projects));
export const codeId = (n: number): string => String(530_000 + (n % COUNTS.codes));
export const commitmentId = (n: number): string => String(5_400_000 + n);

/** The vendor with a number from 0. */
export const madeCompany = (n: number): Company => ({
  id: companyId(n),
  name: `${pick(STREETS, n)} ${pick(TRADES, Math.floor(n / STREETS.length))} ${digits(n, 3)} LLC`,
  active: true,
  address: `${100 + n} ${pick(STREETS, n + 3)} Avenue`,
  city: 'Tacoma',
  state: 'WA',
  zip: digits(98_400 + (n % 90), 5),
  country: 'US',
  phone: `253-555-${digits(n, 4)}`,
  fax: '',
  email: `office${n}@vendor.example`,
  contact: 'Robin Field',
});

export const madeProject = (n: number): Project => ({
  id: projectId(n),
  name: `${pick(STREETS, n)} Street Building ${n + 1}`,
  displayName: `26-${digits(n, 3)} ${pick(STREETS, n)} Street Building ${n + 1}`,
  number: `26-${digits(n, 3)}`,
  active: true,
  isErpIntegrated: true,
  createdAt: '2026-02-03T17:00:00Z',
  address: `${n + 1} ${pick(STREETS, n)} Street`,
  city: 'Tacoma',
  state: 'WA',
  zip: '98402',
  country: 'US',
  startDate: '2026-03-01',
});

export const madeCode = (n: number): StandardCostCode => ({
  id: codeId(n),
  listId: CODE_LIST,
  fullCode: `${digits(1 + (n % 26), 2)}-${digits(100 + n, 3)}`,
  name: `${pick(TRADES, n)}, section ${n + 1}`,
  isLeaf: true,
});

const madeLine = (order: number, n: number): CommitmentLine => {
  const quantity = 4 + ((order * 7 + n * 13) % 90);
  const cents = 1_250 + ((order * 31 + n * 101) % 40_000);
  const code = order * 3 + n * 5;
  return {
    id: String(600_000_000 + order * LINES + n),
    description: `${pick(TRADES, code)}: furnish and install, area ${1 + n}, level ${1 + (order % 5)}`,
    amount: ((quantity * cents) / 100).toFixed(2),
    quantity: String(quantity),
    unitCost: (cents / 100).toFixed(2),
    uom: 'ea',
    unitPriced: n % 2 === 0,
    costCode: {
      is: 'standard',
      standardCostCodeId: codeId(code),
      fullCode: madeCode(code % COUNTS.codes).fullCode,
    },
  };
};

/** An approved order of eight lines; its vendor, project and codes are among those above. */
export const madeCommitment = (n: number): Commitment => ({
  id: commitmentId(n),
  kind: 'purchase-order',
  number: `PO-${digits(n, 6)}`,
  title: `${pick(TRADES, n)} for ${pick(STREETS, n)} Street Building`,
  status: 'Approved',
  projectId: projectId(n),
  vendorId: companyId(n),
  contractDate: '2026-10-01',
  createdAt: '2026-09-28T17:00:00Z',
  lines: Array.from({ length: LINES }, (_, line) => madeLine(n, line)),
});

/** A code that many orders are of. */
export const WIDE_CODE: StandardCostCode = {
  ...{ id: '539999', listId: CODE_LIST, fullCode: '99-999', name: 'General conditions', isLeaf: true },
};

/** The same order with its first line of the widely used code. */
export const widened = (order: Commitment): Commitment => ({
  ...order,
  lines: order.lines.map((line, n) => {
    const { id, fullCode } = WIDE_CODE;
    return n > 0 ? line : { ...line, costCode: { is: 'standard', standardCostCodeId: id, fullCode } };
  }),
});

/** The connection that is measured. */
export const SETTINGS: Settings = {
  name: 'bench',
  mode: 'live',
  country: 'US',
  startDate: '2026-01-01',
  procore: {
    companyId: '77',
    apiUrl: 'https://procore.invalid',
    loginUrl: 'https://procore.invalid',
    clientId: 'bench',
    clientSecret: 'env:NONE',
  },
  webConnector: { user: 'plumbline-bench', companyFile: '', everyMinutes: 5 },
  projects: 'all',
  companies: 'all',
  projectsAs: 'job',
  customers: { default: CUSTOMER, byProject: {} },
  accounts: {
    ...{ income: 'Construction Income', expense: 'Cost of Goods Sold', byPrefix: [] },
    ...{ payable: 'Accounts Payable', bank: 'Checking' },
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

/** The company file before the connector's first visit. */
export const BOOKS_BEFORE: QuickBooksBefore = {
  companyName: 'Bench Builders',
  country: 'US',
  accounts: [
    { fullName: 'Checking', type: 'Bank' },
    { fullName: 'Accounts Payable', type: 'AccountsPayable' },
    { fullName: 'Construction Income', type: 'Income' },
    { fullName: 'Cost of Goods Sold', type: 'CostOfGoodsSold' },
  ],
  taxCodes: [{ name: 'Non', taxable: false, text: 'Non-Taxable Sales' }],
  customers: [{ name: CUSTOMER }],
  vendors: [],
  employees: [],
  items: [
    {
      ...{ name: 'Retainage', type: 'Service', text: 'Retainage held' },
      ...{ income: 'Construction Income', expense: 'Cost of Goods Sold' },
    },
  ],
  bills: [],
  orders: [],
};

/** Another company file of the same deployment. */
export const PROJECT_SETTINGS: Settings = {
  ...SETTINGS,
  name: 'bench-project',
  webConnector: { ...SETTINGS.webConnector, user: 'plumbline-project' },
};
