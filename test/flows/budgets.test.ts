import type { Context } from '../../lib/flow.ts';
import { budgets } from '../../lib/flows/budgets.ts';
import type { Settings } from '../../lib/settings.ts';
import { ESTIMATE_CHANGED_BY_OTHERS, estimate, estimateLinesIn, lineRet } from './estimates.ts';
import { answer, fetched, given, linkNames, listIdOf, mapped, written } from './given.ts';
import type { Tables } from './kestrel.ts';
import { us } from './settings.ts';

type Row = Record<string, unknown>;

const key = { flow: 'budgets', id: '9001' };
const mapping = mapped(key);

const budgetIn = (tables: Tables): Row => tables.budgets[0] ?? {};
const rowsIn = (tables: Tables): Row[] => budgetIn(tables).rows as Row[];

const budget = (change: (tables: Tables) => void = () => undefined, settings: Settings = us) =>
  fetched(budgets, '9001', { change, settings });
const withRow = (more: Row) => budget((tables) => Object.assign(rowsIn(tables)[0] ?? {}, more));
const withBudget = (more: Row) => budget((tables) => Object.assign(budgetIn(tables), more));

type Content = Awaited<ReturnType<typeof budget>>;

const refusal = (content: Content, context: Partial<Context> = {}, settings = us) =>
  budgets.refuse(content, given(key, settings, context));
const added = (content: Content, context: Partial<Context> = {}) =>
  budgets.request(content, given(key, us, context), { is: 'absent' });
const summary = (content: Content) =>
  estimateLinesIn(added(content)).map(({ Other2, Rate }) => `${Other2} ${Rate}`);

describe('a budget', () => {
  test('of which all is well is refused by no rule', async () => {
    expect(refusal(await budget())).toBeUndefined();
  });

  test('that is not locked is not ready, whatever else it has', async () => {
    expect(refusal(await withBudget({ locked: false, rows: [] }))).toEqual({ code: 'budget-not-locked' });
  });

  test('of zero, or of nothing, is skipped', async () => {
    const none = { adjustments: null, rows: [] };
    expect(refusal(await withBudget(none))).toEqual({ code: 'zero-amount' });
    const zero = await budget((tables) => {
      budgetIn(tables).adjustments = null;
      for (const row of rowsIn(tables)) row.original_budget_amount = '0.0';
    });
    expect(refusal(zero)).toEqual({ code: 'zero-amount' });
  });

  test('has a line per cost code, its cost types summed; codes of zero have none', async () => {
    expect(summary(await budget())).toEqual([
      'ba:101 60000.50',
      'ba:102 -1200.00',
      'bc:5101 1500.25',
      'bc:5102 -1500.25',
    ]);
    expect(summary(await withRow({ original_budget_amount: '-8000.50' }))[0]).toBe('ba:102 -1200.00');
  });

  test('may have negative lines, but no negative total', async () => {
    const content = await withRow({ original_budget_amount: '-7000.00' });
    expect(refusal(content)).toEqual({ code: 'negative-total', detail: { total: '-199.50' } });
  });

  test.each([
    ['a sub job', { biller_type: 'SubJob' }, 'sub-job'],
    ['a custom segment', { wbs_code_id: 702 }, 'custom-segment'],
    ['a code of the project alone', { wbs_code_id: null, cost_code_id: 603 }, 'project-specific-cost-code'],
    ['a code of another list', { wbs_code_id: null, cost_code_id: 604 }, 'project-specific-cost-code'],
    ['no code', { wbs_code_id: null, cost_code_id: null }, 'line-without-cost-code'],
  ])('with an amount on %s is skipped whole', async (_, more, code) => {
    expect(refusal(await withRow(more))).toMatchObject({ code });
    expect(refusal(await withRow({ ...more, original_budget_amount: '0.0' }))).toBeUndefined();
  });

  test('whose change is coded to what cannot go is skipped whole', async () => {
    const content = await budget((tables) => {
      const [first] = budgetIn(tables).adjustments as Row[];
      Object.assign(first ?? {}, { wbs_code_id: '702' });
    });
    expect(refusal(content)).toMatchObject({ code: 'custom-segment' });
  });

  test('of more lines than can be sent is refused with the limit', async () => {
    const some = (count: number) =>
      budget((tables) => {
        const [first] = budgetIn(tables).adjustments as Row[];
        const many = Array.from({ length: count }, (_, n) => ({ ...first, id: String(70_000 + n) }));
        budgetIn(tables).adjustments = many;
      });
    expect(refusal(await some(4_998))).toBeUndefined();
    expect(refusal(await some(4_999))).toEqual({
      code: 'too-many-lines',
      detail: { lines: '5001', max: '5000' },
    });
  });

  test('of an amount that QuickBooks cannot hold is refused', async () => {
    expect(refusal(await withRow({ original_budget_amount: '12345678901234.00' }))).toMatchObject({
      code: 'does-not-fit',
    });
  });

  test('of another currency is skipped', async () => {
    const content = await withRow({ currency_configuration: { currency_iso_code: 'EUR' } });
    expect(refusal(content)).toMatchObject({ code: 'currency' });
  });

  test('refers to its project and to the codes that have an amount', async () => {
    const content = await budget();
    expect(linkNames(budgets.links(content, us))).toEqual([
      'projects 9001',
      'cost-codes 101',
      'cost-codes 102',
    ]);
    expect(budgets.title(content)).toBe('Quay House');
  });
});

test('the memo says that it is at cost, and of which project where QuickBooks can store its name', async () => {
  const memo = async (name: string) => {
    const content = await budget((tables) => Object.assign(tables.projects[0] ?? {}, { name }));
    return written(added(content)).Memo;
  };
  expect(await memo('Quay House')).toBe('Budget from Procore, at cost: Quay House');
  expect(await memo('塗装')).toBe('Budget from Procore, at cost');
});

describe('the number of the estimate', () => {
  const numbered = (project_number: string) =>
    budget((tables) => Object.assign(tables.projects[0] ?? {}, { project_number }));

  test.each([
    ['is that of the project', '26-001', '26-001'],
    ['has eleven characters at most', '12345678901', '12345678901'],
    ['is left to QuickBooks where that of the project is longer', '123456789012', undefined],
    ['is left to QuickBooks where the project has none', '', undefined],
    ['is left to QuickBooks where that of the project is not representable', '塗装', undefined],
  ])('%s', async (_, number, expected) => {
    const content = await numbered(number);
    expect(written(added(content)).RefNumber).toBe(expected);
    expect(budgets.claims(content, given(key)).map(({ kind, value }) => `${kind} ${value}`)).toEqual(
      expected ? [`estimate-number ${expected}`] : [],
    );
  });

  test('may be given by an operator, who is told when it does not fit', async () => {
    const content = await numbered('123456789012');
    expect(written(added(content, { override: { number: 'E-7' } })).RefNumber).toBe('E-7');
    expect(refusal(content, { override: { number: 'E-7' } })).toBeUndefined();
    expect(refusal(content, { override: { number: 'E-7-and-longer' } })).toMatchObject({
      code: 'number-too-long',
      detail: { max: '11' },
    });
  });
});

describe('an estimate that stands in QuickBooks', () => {
  const context = given(key, us, { mapping });

  test('is found by our GUID among those of the job, and by nothing else', async () => {
    const content = await budget();
    const { guid } = given(key);
    const ret = (id: string, fields: string) =>
      `<EstimateRet><TxnID>${id}</TxnID><EditSequence>7</EditSequence><RefNumber>26-001</RefNumber>${fields}</EstimateRet>`;
    const other = ret('AA-1', '<Subtotal>58800.50</Subtotal>');
    const told = (rets: string) => budgets.match(content, given(key), [answer('EstimateQueryRs', rets)]);
    expect(told(other)).toEqual({ is: 'absent' });
    expect(
      told(`${other}${ret('BB-1', `<Subtotal>58800.50</Subtotal><ExternalGUID>${guid}</ExternalGUID>`)}`),
    ).toEqual({
      is: 'found',
      mapping: { type: 'Estimate', id: 'BB-1', name: '26-001', editSequence: '7', created: true },
      differs: undefined,
    });
    expect(
      told(ret('BB-1', `<Subtotal>58000.00</Subtotal><ExternalGUID>${guid}</ExternalGUID>`)),
    ).toMatchObject({
      differs: '58800.50 sent, 58000.00 in QuickBooks',
    });
  });

  const mod = async (lines: string, change?: (tables: Tables) => void) => {
    const content = await budget(change);
    const seen = budgets.match(content, context, [estimate(lines)]);
    return budgets.request(content, context, seen);
  };
  const OURS =
    lineRet('A1-1', { key: 'ba:101', amount: '60000.50' }) +
    lineRet('A2-1', { key: 'ba:102', code: '102', amount: '-1200.00' });
  const DESC = 'Budget change 3: Extra fire stopping - "east"';
  const CHANGES =
    lineRet('A3-1', { key: 'bc:5101', amount: '1500.25', desc: DESC }) +
    lineRet('A4-1', { key: 'bc:5102', code: '102', amount: '-1500.25', desc: DESC });

  test('as the budget is needs no write', async () => {
    expect(await mod(OURS + CHANGES)).toBeUndefined();
  });

  test('keeps in their place the lines that somebody else added, and loses ours that the budget has no more', async () => {
    const content = await budget();
    const seen = budgets.match(content, context, [answer('EstimateQueryRs', ESTIMATE_CHANGED_BY_OTHERS)]);
    const lines = estimateLinesIn(budgets.request(content, context, seen));
    expect(lines.map(({ TxnLineID }) => TxnLineID)).toEqual([
      'A1-1',
      'A2-1',
      'A4-1',
      'A5-1',
      'A6-1',
      '-1',
      '-1',
    ]);
    expect(lines[1]).toEqual({ TxnLineID: 'A2-1' });
  });

  test('loses the lines of a change that was withdrawn', async () => {
    const voided = (tables: Tables) => {
      for (const one of budgetIn(tables).adjustments as Row[]) one.budget_change_status = 'void';
    };
    const lines = estimateLinesIn(await mod(OURS + CHANGES, voided));
    expect(lines).toEqual([{ TxnLineID: 'A1-1' }, { TxnLineID: 'A2-1' }]);
  });

  test('has a line of a change recoded with its new item', async () => {
    const other = lineRet('A3-1', { key: 'bc:5101', code: '104', amount: '1500.25', desc: DESC });
    const lines = estimateLinesIn(
      await mod(OURS + other + CHANGES.slice(CHANGES.indexOf('</EstimateLineRet>') + 18)),
    );
    expect(lines[2]).toEqual({
      TxnLineID: 'A3-1',
      ItemRef: { ListID: listIdOf('101') },
      Desc: DESC,
      Quantity: '1',
      Rate: '1500.25',
      SalesTaxCodeRef: { FullName: 'Non' },
    });
    expect(lines[3]).toEqual({ TxnLineID: 'A4-1' });
  });

  test('has a change renamed with its new description alone', async () => {
    const other = CHANGES.replace(DESC, 'Budget change 3: Before');
    expect(estimateLinesIn(await mod(OURS + other))[2]).toEqual({ TxnLineID: 'A3-1', Desc: DESC });
  });

  test('keeps the groups that somebody put into it where they stand', async () => {
    const content = await budget();
    const told = [answer('EstimateQueryRs', ESTIMATE_CHANGED_BY_OTHERS)];
    const request = budgets.request(content, context, budgets.match(content, context, told));
    expect(written(request).EstimateLineGroupMod).toEqual([{ TxnLineID: 'B1-1' }]);
    expect(request?.sequence?.indexOf('EstimateLineGroupMod')).toBe(2);
    const group = '<EstimateLineGroupRet><TxnLineID>C1-1</TxnLineID></EstimateLineGroupRet>';
    expect(await mod(OURS + CHANGES + group)).toBeUndefined();
  });

  test('that is gone is not found', async () => {
    const gone = answer('EstimateQueryRs', '', '500');
    expect(budgets.match(await budget(), context, [gone])).toEqual({ is: 'absent' });
  });
});

test('amounts that QuickBooks answers are held against those of the budget, line by line', async () => {
  const content = await budget();
  const settled = (lines: string) => budgets.settle(content, given(key), estimate(lines));
  const right = lineRet('A2-1', { key: 'ba:102', amount: '-1200.00' });
  const differs = settled(lineRet('A1-1', { key: 'ba:101', amount: '60000.00' }) + right)?.differs;
  expect(differs).toBe(
    'line 1: 60000.50 sent, 60000.00 in QuickBooks; line 3 is missing in QuickBooks; line 4 is missing in QuickBooks',
  );
});

test('an answer that names no object settles nothing, one that a status check recovered does', async () => {
  const content = await budget();
  const bare = { ...answer('EstimateAddRs', ''), rets: [] };
  expect(budgets.settle(content, given(key), bare)).toBeUndefined();
  const leaf = (name: string, text: string) => ({ name, text, attributes: {}, children: [] });
  const children = [leaf('TxnID', 'AB-1'), leaf('EditSequence', '5')];
  const errorRecovery = { name: 'ErrorRecovery', text: '', attributes: {}, children };
  expect(budgets.settle(content, given(key), { ...bare, errorRecovery })?.mapping).toEqual({
    ...{ type: 'Estimate', id: 'AB-1', name: '26-001', editSequence: '5', created: true },
  });
});
