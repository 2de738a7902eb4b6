import { least, leastWith, problemsOf } from './read.ts';

/** The problems without the file's name, which all of them begin with. */
const told = (text: string): string[] =>
  problemsOf(text).map((problem) => {
    expect(problem).toMatch(/^acme\.yaml:\d+: /);
    return problem.slice('acme.yaml:'.length);
  });

const ID = 'a whole number such as 562949953421312';

describe('every problem is told at once, in the order of the lines', () => {
  test('a file that is wrong in many ways', () => {
    const text = [
      'name: Acme West',
      'modus: live',
      'country: Canada',
      'startdate: 1/2/2026',
      'procore:',
      '  companyID: 4418',
      '  clientId: x',
      '  clientSecret: env:ACME',
      'webConnector: yes',
      'projects: some',
      'companies: [all]',
      'approval:',
      '  commitment: manually',
      'off: [vendors, projects, projects]',
    ].join('\n');
    const keys =
      'name, mode, country, startDate, procore, webConnector, projects, companies, projectsAs, customers, costCodeList, accounts, taxCodes, link, approval, off, orderStatuses, orderNumber, defaultClass and defaultTerms';
    expect(told(text)).toEqual([
      '1: name is "Acme West"; it must be a short name of letters a–z, digits and hyphens, at most 32, such as acme-west.',
      '1: accounts is missing; it must be a group with the keys income, expense and byPrefix.',
      `2: modus is not a key that Plumbline knows; the keys here are ${keys}.`,
      '3: country is "Canada"; it must be US or CA.',
      '4: startdate is not a key that Plumbline knows; did you mean startDate?',
      '6: procore.companyID is not a key that Plumbline knows; did you mean companyId?',
      '7: procore.clientId is "x"; it must be the client id of the Procore app, as Procore shows it.',
      '9: webConnector is "yes"; it must be a group with the keys user, companyFile, everyMinutes and fileId.',
      '10: projects is "some"; it must be all, erp, or a list of project ids.',
      '11: companies is a list; it must be referenced or all.',
      '13: a key of approval is "commitment"; it must be cost-codes, companies, projects or commitments. Did you mean commitments?',
      '13: approval.commitment is "manually"; it must be auto or manual. Did you mean manual?',
      '14: off item 1 is "vendors"; it must be cost-codes, companies, projects or commitments.',
      '14: off names "projects" twice; keep one.',
    ]);
  });

  test('missing keys are named with what belongs there', () => {
    expect(told('procore:\n  companyId: 1\naccounts:\n  income: A')).toEqual([
      '1: name is missing; it must be a short name of letters a–z, digits and hyphens, at most 32, such as acme-west.',
      '1: country is missing; it must be US or CA.',
      '1: startDate is missing; it must be a date written year-month-day, such as 2026-01-31.',
      '1: procore.clientId is missing; it must be the client id of the Procore app, as Procore shows it.',
      '1: procore.clientSecret is missing; it must be env:NAME, file:path or secretsmanager:plumbline/name, which say where the secret is.',
      '1: webConnector is missing; it must be a group with the keys user, companyFile, everyMinutes and fileId.',
      '3: accounts.expense is missing; it must be the full name of an account, such as Cost of Goods Sold:Labor, of at most 159 characters.',
    ]);
  });

  test('a key without a value is not the same as no key', () => {
    expect(told(`${least}\nlink:\ncustomers: ~`)).toEqual([
      '13: link is empty; it must be exact-name or ask. Give it a value or delete the line.',
      '14: customers is empty; it must be a group with the keys default and byProject. Give it a value or delete the line.',
    ]);
  });
});

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
    ['costCodeList: main', '"main"', `the id of a standard cost code list in Procore, ${ID}`],
    [
      'taxCodes: { default: Taxable }',
      '"Taxable"',
      'a sales tax code of QuickBooks, of at most 3 characters',
    ],
    ['accounts: none', '"none"', ''],
  ])('%s', (line, shown, must) => {
    const [key] = line.split(':');
    const path = line.startsWith('taxCodes') ? 'taxCodes.default' : key;
    const [first] = told(`${least}\n${line}`);
    if (must === '') expect(first).toBe('13: accounts stands here again, first on line 10; keep one.');
    else expect(first).toBe(`13: ${path} is ${shown}; it must be ${must}.`);
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

describe('a secret does not belong in the file', () => {
  const literal = 'hunter2-is-very-secret';
  const forms = 'env:NAME, file:path or secretsmanager:plumbline/name, which say where the secret is';

  test.each([literal, `'${literal}'`, `[${literal}]`, `{ value: ${literal} }`])(
    '%s is refused unseen',
    (value) => {
      const problems = told(leastWith('env:ACME_SECRET', value));
      expect(problems).toEqual([
        `7: procore.clientSecret is not a reference: a secret in this file would be read by everybody who sees the file or its history; it must be ${forms}.`,
      ]);
      expect(problems.join()).not.toContain('hunter2');
    },
  );

  test.each(['env:', 'env:MY SECRET', 'secretsmanager:other/acme'])(
    '%s names nothing that can be read',
    (value) => {
      expect(told(leastWith('env:ACME_SECRET', `'${value}'`))).toEqual([
        `7: procore.clientSecret is a reference that nothing can be found by; it must be ${forms}.`,
      ]);
    },
  );
});

describe('what no key alone can tell', () => {
  test('Canada needs a tax code for lines that no rule names', () => {
    const sentence =
      'taxCodes.default is missing; in Canada every line needs a tax code: name the one for lines that no other rule names.';
    const text = leastWith('country: US', 'country: CA');
    expect(told(text)).toEqual([`2: ${sentence}`]);
    expect(told(`${text}\ntaxCodes:\n  byVendor: { 5: E }`)).toEqual([`13: ${sentence}`]);
    expect(told(`${text}\ntaxCodes: { default: H, byVendor: { 5: E } }`)).toEqual([]);
  });

  test('rules for tax codes are refused in the US, where nothing reads them', () => {
    expect(told(`${least}\ntaxCodes:\n  byVendor: { 5: E }`)).toEqual([
      '14: taxCodes.byVendor is for country CA; in the US only taxCodes.default is used: delete it.',
    ]);
  });

  test('projects that become customers have no customer', () => {
    expect(told(`${least}\nprojectsAs: customer\ncustomers: { default: A }`)).toEqual([
      '14: customers is for projectsAs: job; with projectsAs: customer each project is its own customer: delete it.',
    ]);
  });

  test('an environment or two addresses, not both and not half', () => {
    const withKeys = (keys: string) => told(leastWith('  companyId', `  ${keys}\n  companyId`));
    expect(withKeys('apiUrl: https://a.example')).toEqual([
      '4: procore.loginUrl is missing; apiUrl and loginUrl go together.',
    ]);
    expect(withKeys('environment: sandbox\n  apiUrl: https://a.example')).toEqual([
      '4: procore names an environment and addresses; keep environment, or apiUrl and loginUrl.',
    ]);
  });
});
