import { least, leastWith, told } from './read.ts';

const ID = 'a whole number such as 562949953421312';

describe('one value at a time', () => {
  const date = 'a date written year-month-day, such as 2026-01-31';
  const minutes = 'a whole number of minutes from 1 to 1440';
  const company = `the company's id in Procore, ${ID}`;
  const url = 'an https address without query, such as https://api.procore.com (http only for localhost)';
  const guid = 'a GUID, such as {1b4e28ba-2fa1-4d3b-a3f5-ef19b5a7633b}';
  const user = 'a user name of letters, digits and . _ @ -, at most 64, such as plumbline-acme';
  const file =
    "the full path of the company file, such as C:\\Books\\Acme.qbw without double quotes around it, or '' for the file that QuickBooks has open";
  const template =
    "a template of the parts {number}, {number:digits}, {number:last8} and {project.number} in quotes, with the order's own number in it and at most 10 characters beside the parts";
  const account = 'the full name of an account, such as Cost of Goods Sold:Labor, of at most 159 characters';

  test.each([
    ['startDate: 2026-01-01', 'startDate: 2026-02-30', '3: startDate', '"2026-02-30"', date],
    ['startDate: 2026-01-01', 'startDate: 01/02/2026', '3: startDate', '"01/02/2026"', date],
    ['country: US', 'country: UK', '2: country', '"UK"', 'US or CA'],
    ['4418', '4.418e3', '5: procore.companyId', '"4.418e3"', company],
    ['4418', '00004418', '5: procore.companyId', '"00004418"', company],
    ['4418', '{a: 1}', '5: procore.companyId', 'a group of keys', company],
    ['  user: plumbline-acme', '  user: John Doe', '9: webConnector.user', '"John Doe"', user],
    ['Construction Income', "' '", '11: accounts.income', '" "', account],
  ])('%s → %s', (line, replacement, path, shown, must) => {
    expect(told(leastWith(line, replacement))).toEqual([`${path} is ${shown}; it must be ${must}.`]);
  });

  test.each(['0', '59', '36001', '1e3', '100.5', 'many'])('procoreCallsPerHour %s', (value) => {
    const must = 'a whole number of calls from 60 to 36000';
    expect(told(`${least}\nprocoreCallsPerHour: ${value}`)).toEqual([
      expect.stringContaining(`procoreCallsPerHour is "${value}"; it must be ${must}.`),
    ]);
  });

  test.each([
    ['everyMinutes: 0', '"0"', minutes],
    ['everyMinutes: 2.5', '"2.5"', minutes],
    ['everyMinutes: 1441', '"1441"', minutes],
    ['fileId: 1b4e28ba', '"1b4e28ba"', guid],
    ["fileId: '{1b4e28ba-2fa1-4d3b-a3f5-ef19b5a7633b'", '"{1b4e28ba-2fa1-4d3b-a3f5-ef19b5a7633b"', guid],
    ['companyFile: Acme.qbw', '"Acme.qbw"', file],
    ['companyFile: C:\\Books\\Acme.xls', '"C:\\\\Books\\\\Acme.xls"', file],
    ['companyFile: "C:\\new.qbw"', '"C:\\new.qbw"', file],
  ])('webConnector.%s', (line, shown, must) => {
    const key = line.split(':')[0];
    expect(told(`${leastWith('  user:', `  ${line}\n  user:`)}`)).toEqual([
      `9: webConnector.${key} is ${shown}; it must be ${must}.`,
    ]);
  });

  test.each([
    ['http://api.procore.com'],
    ['ftp://localhost'],
    ['https://user:pw@api.procore.com'],
    ['https://api.procore.com?x=1'],
    ['api.procore.com'],
  ])('procore.apiUrl: %s', (value) => {
    const text = leastWith('  companyId', `  apiUrl: ${value}\n  loginUrl: https://a.example\n  companyId`);
    expect(told(text)).toEqual([`5: procore.apiUrl is ${JSON.stringify(value)}; it must be ${url}.`]);
  });

  test.each([
    ['orderNumber: PO', '"PO"', template],
    ["orderNumber: '{number:last9}'", '"{number:last9}"', template],
    ["orderNumber: 'PURCHASE-ORDER-{number}'", '"PURCHASE-ORDER-{number}"', template],
    ['orderNumber: {number}', 'a group of keys', template],
    ['projects: []', 'an empty list', 'all, erp, or a list of project ids'],
    ['billable: sometimes', '"sometimes"', 'never, always, or a list of project ids'],
    ['linkBills: maybe', '"maybe"', 'true or false'],
    ['credits: bill', '"bill"', 'off or vendor-credit'],
    ['closeOrders: never', '"never"', 'ask or auto'],
    ['negativeLines: skip', '"skip"', 'refuse or send'],
    ['costCodeList: main', '"main"', `the id of a standard cost code list in Procore, ${ID}`],
    ['journalCodes: 01-520', '"01-520"', 'a group of lines "account: cost code"'],
    [
      'taxCodes: { default: Taxable }',
      '"Taxable"',
      'a sales tax code of QuickBooks, of at most 3 characters',
    ],
  ])('%s', (line, shown, must) => {
    const [key] = line.split(':');
    const path = line.startsWith('taxCodes') ? 'taxCodes.default' : key;
    expect(told(`${least}\n${line}`)).toEqual([`13: ${path} is ${shown}; it must be ${must}.`]);
  });

  test('what is long is shown by its beginning', () => {
    const [problem] = told(leastWith('country: US', `country: ${'x'.repeat(100)}`));
    expect(problem).toBe(`2: country is "${'x'.repeat(60)}…"; it must be US or CA.`);
  });

  test('drafts and void orders are never posted', () => {
    expect(told(`${least}\norderStatuses: [aproved, Draft]`)).toEqual([
      '13: orderStatuses item 1 is "aproved"; it must be Approved, Complete, Closed, Processing, Submitted, Partially Received, Received or Out For Signature. Did you mean Approved?',
      '13: orderStatuses item 2 is "Draft"; it must be Approved, Complete, Closed, Processing, Submitted, Partially Received, Received or Out For Signature.',
    ]);
  });

  test('a prefix needs an account, and stands once', () => {
    const rows = '[{ prefix: 01 }, { prefix: 02, income: A },\n    { prefix: 02, expense: B }]';
    expect(told(`${least}\n  byPrefix: ${rows}`)).toEqual([
      '13: accounts.byPrefix item 1 names no account; give it income, expense or both.',
      '14: accounts.byPrefix names the prefix 02 again, first on line 13.',
    ]);
  });
});
