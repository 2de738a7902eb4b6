import { least, leastWith, told } from './read.ts';

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
      'name, mode, country, startDate, procore, webConnector, projects, companies, projectsAs, customers, costCodeList, accounts, taxCodes, link, approval, off, orderStatuses, orderNumber, closeOrders, budgetView, retainageItem, linkBills, negativeLines, credits, billable, markProcore, imports, journalCodes, procoreCallsPerHour, reconcile, defaultClass and defaultTerms';
    expect(told(text)).toEqual([
      '1: name is "Acme West"; it must be a short name of letters a–z, digits and hyphens, at most 32, such as acme-west.',
      '1: accounts is missing; it must be a group with the keys income, expense, payable, bank and byPrefix.',
      `2: modus is not a key that Plumbline knows; the keys here are ${keys}.`,
      '3: country is "Canada"; it must be US or CA.',
      '4: startdate is not a key that Plumbline knows; did you mean startDate?',
      '6: procore.companyID is not a key that Plumbline knows; did you mean companyId?',
      '7: procore.clientId is "x"; it must be the client id of the Procore app, as Procore shows it.',
      '9: webConnector is "yes"; it must be a group with the keys user, companyFile, everyMinutes and fileId.',
      '10: projects is "some"; it must be all, erp, or a list of project ids.',
      '11: companies is a list; it must be referenced or all.',
      '13: a key of approval is "commitment"; it must be cost-codes, companies, projects, budgets, commitments, jobs or costs. Did you mean commitments?',
      '13: approval.commitment is "manually"; it must be auto or manual. Did you mean manual?',
      '14: off item 1 is "vendors"; it must be cost-codes, companies, projects, budgets, commitments, jobs or costs.',
      '14: off names "projects" twice; keep one.',
    ]);
  });

  test('what goes to Procore may be approved and switched off, not marked', () => {
    const text = `${least}\napproval:\n  jobs: auto\noff: [costs]\nmarkProcore:\n  jobs: true`;
    expect(told(text)).toEqual([
      '17: a key of markProcore is "jobs"; it must be cost-codes, companies, projects, budgets or commitments.',
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

describe('a file that is no connection file at all', () => {
  test('is not read when nobody could have written so much', () => {
    expect(told(`# ${'x'.repeat(60_000)}`)).toEqual([
      '1: the file is longer than 60000 characters; shorten it.',
    ]);
  });

  test('is told of its first 50 problems', () => {
    const problems = told(least + Array.from({ length: 70 }, (_, n) => `\nkey${n}: 1`).join(''));
    expect(problems).toHaveLength(51);
    expect(problems.at(-1)).toBe('63: 20 more problems begin here.');
  });

  test('is not quoted at length', () => {
    const problems = told(`${least}\n${'x'.repeat(5_000)}\n`);
    expect(problems).toHaveLength(1);
    expect(problems[0]?.length).toBeLessThan(400);
  });

  test.each(['? ', `${'x'.repeat(101)}: 1`, '"a\\nb": 1', "'': 1", '\u00a0key: 1'])(
    '%j holds no plain word',
    (line) => {
      expect(told(`${least}\n${line}`)).toEqual([
        '13: the file holds a key that is no plain word; write keys as words.',
      ]);
    },
  );
});
