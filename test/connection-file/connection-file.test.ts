import { CA_SETTINGS } from '../../local/sample/canada/settings.ts';
import { US_SETTINGS } from '../../local/sample/us/settings.ts';
import { example, least, leastWith, problemsOf, settingsOf } from './read.ts';

describe('what a file gives', () => {
  test('the least file gets every default', () => {
    expect(settingsOf(least)).toEqual({
      name: 'acme',
      mode: 'read-only',
      country: 'US',
      startDate: '2026-01-01',
      procore: {
        companyId: '4418',
        clientId: 'some-client',
        clientSecret: 'env:ACME_SECRET',
        apiUrl: 'https://api.procore.com',
        loginUrl: 'https://login.procore.com',
      },
      webConnector: { user: 'plumbline-acme', companyFile: '', everyMinutes: 5 },
      projects: 'all',
      companies: 'referenced',
      projectsAs: 'job',
      customers: { byProject: {} },
      accounts: { income: 'Construction Income', expense: 'Cost of Goods Sold', byPrefix: [] },
      taxCodes: { default: 'Non', byProcoreTaxCode: {}, byVendor: {}, byProject: {} },
      link: 'exact-name',
      approval: {},
      off: [],
      orderStatuses: ['Approved'],
      orderNumber: '{number}',
      linkBills: true,
      negativeLines: 'refuse',
      credits: 'off',
      closeOrders: 'ask',
      billable: 'never',
      markProcore: {},
      imports: { jobs: '1h', vendors: '1h', costs: '2h', payments: '1h' },
      procoreCallsPerHour: 1_800,
      reconcile: { at: '02:00', timeZone: 'America/New_York' },
    });
  });

  test('the example says what its comments say', () => {
    expect(settingsOf(example)).toMatchObject({
      name: 'acme',
      mode: 'read-only',
      procore: { companyId: '562949953421312', clientSecret: 'secretsmanager:plumbline/acme' },
      webConnector: { companyFile: 'C:\\Books\\Acme.qbw' },
      customers: { byProject: { '562949953000102': 'Alder School District No. 7' } },
      accounts: {
        byPrefix: [
          { prefix: '01', expense: 'Job Overhead' },
          { prefix: '26-05', income: 'Construction Income:Low Voltage' },
        ],
      },
      approval: {},
    });
  });

  test('every commented key of the example may be used as it stands there', () => {
    const keys = /^( *)# ((?:fileId|default|costCodeList|defaultClass|defaultTerms): .*)$/gm;
    expect(example.match(keys)).toHaveLength(5);
    expect(settingsOf(example.replace(keys, '$1$2'))).toMatchObject({
      webConnector: { fileId: '{1b4e28ba-2fa1-4d3b-a3f5-ef19b5a7633b}' },
      customers: { default: 'Walk-in Customers' },
      costCodeList: '562949953000900',
      defaultClass: 'Construction',
      defaultTerms: 'Net 30',
    });
  });

  test('what goes to Procore has its approval and its switch; journals have their codes by account', () => {
    const flowSettings = 'approval:\n  jobs: auto\n  commitments: manual\noff: [costs]';
    const codes = 'journalCodes:\n  Equipment Rental: 01-520\n  Cost of Goods Sold:Fuel: 01-530';
    expect(settingsOf(`${least}\n${flowSettings}\n${codes}`)).toMatchObject({
      approval: { jobs: 'auto', commitments: 'manual' },
      off: ['costs'],
      journalCodes: { 'Equipment Rental': '01-520', 'Cost of Goods Sold:Fuel': '01-530' },
    });
  });

  test('the example explains every key', () => {
    const lines =
      problemsOf(`${least}\nxyzzy: 1`)
        .join()
        .match(/keys here are (.*)\./)?.[1] ?? '';
    const keys = lines.split(/, | and /);
    expect(keys).toHaveLength(32);
    expect(keys.filter((key) => !new RegExp(`^#? ?${key}:`, 'm').test(example))).toEqual([]);
  });

  test('settings are frozen to their depths', () => {
    const settings = settingsOf(example);
    expect(Object.isFrozen(settings)).toBe(true);
    expect(Object.isFrozen(settings.accounts.byPrefix[0])).toBe(true);
    expect(Object.isFrozen(settings.customers.byProject)).toBe(true);
  });

  test.each([US_SETTINGS, CA_SETTINGS])('a file can say all that the sample $name says', (sample) => {
    expect(settingsOf(JSON.stringify(sample))).toEqual(sample);
  });

  test('a file from Windows reads the same', () => {
    expect(settingsOf(`\uFEFF${example.replaceAll('\n', '\r\n')}`)).toEqual(settingsOf(example));
  });
});

describe('text stays text', () => {
  test.each(['562949953421313', '9223372036854775807'])('company id %s keeps its digits', (id) => {
    expect(settingsOf(leastWith('4418', id)).procore.companyId).toBe(id);
    expect(settingsOf(leastWith('4418', `'${id}'`)).procore.companyId).toBe(id);
  });

  test('a prefix keeps its noughts', () => {
    const text = `${least}\n  byPrefix: [{ prefix: 01, expense: A }, { prefix: 1.10, income: B }]`;
    expect(settingsOf(text).accounts.byPrefix.map(({ prefix }) => prefix)).toEqual(['01', '1.10']);
  });

  test('words that older YAML takes for truth values are words', () => {
    expect(settingsOf(`${least}\ntaxCodes: { default: NO }`).taxCodes.default).toBe('NO');
  });
});

describe('where Procore is', () => {
  test.each([
    ['production', 'https://api.procore.com', 'https://login.procore.com'],
    ['sandbox', 'https://sandbox.procore.com', 'https://login-sandbox.procore.com'],
    ['monthly', 'https://api-monthly.procore.com', 'https://login-sandbox-monthly.procore.com'],
  ])('%s has its own hosts', (environment, apiUrl, loginUrl) => {
    const text = leastWith('  companyId', `  environment: ${environment}\n  companyId`);
    expect(settingsOf(text).procore).toMatchObject({ apiUrl, loginUrl });
  });

  test('two addresses take the place of an environment, http only on this machine', () => {
    const text = leastWith(
      '  companyId',
      '  apiUrl: http://127.0.0.1:4010/\n  loginUrl: https://login.example.com/procore\n  companyId',
    );
    const { apiUrl, loginUrl } = settingsOf(text).procore;
    expect([apiUrl, loginUrl]).toEqual(['http://127.0.0.1:4010', 'https://login.example.com/procore']);
  });
});

test.each(['{1B4E28BA-2FA1-4D3B-A3F5-EF19B5A7633B}', '1b4e28ba-2fa1-4d3b-a3f5-ef19b5a7633b'])(
  'the file id %s is brought into one form',
  (guid) => {
    const text = leastWith('  user: plumbline-acme', `  user: plumbline-acme\n  fileId: '${guid}'`);
    expect(settingsOf(text).webConnector.fileId).toBe('{1b4e28ba-2fa1-4d3b-a3f5-ef19b5a7633b}');
  },
);

test('statuses are taken in any case and given as Procore writes them', () => {
  expect(settingsOf(`${least}\norderStatuses: [approved, PARTIALLY received]`).orderStatuses).toEqual([
    'Approved',
    'Partially Received',
  ]);
});
