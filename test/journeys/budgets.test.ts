import type { ProcoreBudget } from '../../local/simulators/procore/data.ts';
import { adjustment, budgetChange, budgetRow, modification, smallBudget } from '../procore/budget-data.ts';
import { withAws } from '../stores/stores.ts';
import { type BudgetBuilder, startBudgets } from './budget-builder.ts';
import { type BuilderOptions, PROJECT } from './builder.ts';
import { isWrite } from './office.ts';
import { visit } from './visit.ts';

const aws = withAws();
const open: BudgetBuilder[] = [];

const start = async (budget?: ProcoreBudget, options?: BuilderOptions): Promise<BudgetBuilder> => {
  const builder = await startBudgets(aws(), budget, options);
  open.push(builder);
  return builder;
};

afterEach(async () => {
  await Promise.all(open.splice(0).map(({ procore }) => procore.close()));
});

const HOUR_MS = 3_600_000;
const SMALL = ['16-100 150.00', '04 25.00'];

const session = ({ connector, office }: BudgetBuilder) => visit(connector, office);

/** A budget that stands in QuickBooks already. */
const posted = async (budget?: ProcoreBudget): Promise<BudgetBuilder> => {
  const builder = await start(budget);
  await builder.hook('Budget Line Items');
  await session(builder);
  builder.connector.clock.pass(HOUR_MS);
  return builder;
};

const estimateOf = ({ office }: BudgetBuilder) => {
  const [estimate] = office.quickbooks.books().estimates;
  if (!estimate) throw new Error('there is no estimate');
  return estimate;
};

const rowOf = ({ budget }: BudgetBuilder, n: number): Record<string, unknown> => budget.rows[n] ?? {};

/** The original amount of a row is changed in Procore, and Procore tells of it. */
const reprice = async (builder: BudgetBuilder, n: number, amount: string): Promise<void> => {
  builder.procore.company('77').update('Budget Line Items', n + 1, { original_budget_amount: amount });
  await builder.hook('Budget Line Items', String(n + 1));
};

const isEstimate = (qbxml: string) => /<Estimate(Add|Mod)Rq/.test(qbxml);

test('a webhook about one budget line posts the budget of its project, with all that it needs', async () => {
  const builder = await start();
  await builder.hook('Budget Line Items', '1');
  expect(await builder.state()).toBe('blocked: blocked-by');
  expect(await session(builder)).toMatchObject({ ended: 'complete' });
  expect(builder.lines()).toEqual(SMALL);
  expect(estimateOf(builder)).toMatchObject({
    refNumber: '26-001',
    fields: { CustomerRef: 'Harbor Trust:Quay House', Memo: 'Budget from Procore, at cost: Quay House' },
  });
  expect(await builder.state()).toBe('synced');
});

describe('the lock', () => {
  test('is looked at every hour, and posts the budget when it is there', async () => {
    const builder = await start(smallBudget({ locked: false }));
    await builder.hook('Budget Line Items');
    expect(await builder.state()).toBe('not-ready: budget-not-locked');
    expect(await builder.poll()).toBe(1);
    await session(builder);
    expect(builder.lines()).toEqual([]);
    builder.procore.company('77').lockBudget(9001, true);
    builder.connector.clock.pass(HOUR_MS);
    expect(await builder.poll()).toBe(1);
    await session(builder);
    expect(builder.lines()).toEqual(SMALL);
    expect(await builder.poll()).toBe(0);
  });

  test('that is taken off and put on again sends what was changed in between', async () => {
    const builder = await posted();
    builder.procore.company('77').lockBudget(9001, false);
    await reprice(builder, 0, '175.0');
    expect(await builder.state()).toBe('synced');
    await session(builder);
    expect(builder.lines()).toEqual(SMALL);
    builder.procore.company('77').lockBudget(9001, true);
    builder.connector.clock.pass(HOUR_MS);
    expect(await builder.poll()).toBe(1);
    await session(builder);
    expect(builder.lines()).toEqual(['16-100 225.00', '04 25.00']);
    expect(await builder.poll()).toBe(0);
  });
});

test.each([
  ['of nothing but zero', { rows: [budgetRow(1, 701, '0.0')] }, 'skipped: zero-amount'],
  [
    'with a custom segment',
    { rows: [budgetRow(1, 701, '5.0'), budgetRow(2, 705, '1.0')] },
    'skipped: custom-segment',
  ],
  [
    'with a sub job',
    { rows: [budgetRow(1, 701, '5.0'), budgetRow(2, 706, '1.0', { biller_type: 'SubJob' })] },
    'skipped: sub-job',
  ],
  ['that is negative', { rows: [budgetRow(1, 701, '-5.0')] }, 'failed: negative-total'],
])('a budget %s posts nothing', async (_, more: Partial<ProcoreBudget>, expected) => {
  const builder = await start(smallBudget(more));
  await builder.hook('Budget Line Items');
  await session(builder);
  expect(await builder.state()).toBe(expected);
  expect(builder.office.quickbooks.books().estimates).toEqual([]);
  expect(builder.office.sent.filter(isWrite)).toEqual([]);
});

test('negative rows, changes and modifications: lines of their own, and of changes and modifications the changes', async () => {
  const changes = [budgetChange(81, 1, 'approved', 'Piling'), budgetChange(82, 2, 'draft', 'Perhaps')];
  const adjustments = [
    ...[adjustment(811, 81, 701, 40), adjustment(812, 81, 703, -15.5), adjustment(821, 82, 701, 7)],
  ];
  const rows = [budgetRow(1, 701, '100.0'), budgetRow(3, 703, '-25.0', { cost_code_id: 602 })];
  const modifications = [modification(7, 1, 3, '30.0')];
  const builder = await posted(smallBudget({ rows, changes, adjustments, modifications }));
  expect(builder.lines()).toEqual(['16-100 100.00', '04 -25.00', '16-100 40.00', '04 -15.50']);
  expect(estimateOf(builder).lines[3]?.fields.Desc).toBe('Budget change 1: Piling');
  builder.procore.company('77').update('Budget Changes', 82, { status: 'approved' });
  await builder.hook('Budget Changes', '82');
  await session(builder);
  expect(builder.lines().at(-1)).toBe('16-100 7.00');
});

describe('estimates switched off in QuickBooks', () => {
  test('fail the budget with a cure that names the preference; switched on, a retry posts it', async () => {
    const builder = await start();
    builder.office.quickbooks.people.prefer({ usesEstimates: false });
    await builder.hook('Budget Line Items');
    await session(builder);
    expect(await builder.state()).toBe('failed: quickbooks-refused');
    const key = { flow: 'budgets', id: PROJECT };
    const record = (await builder.connector.records.get(builder.connector.name, [key])).get(
      `budgets#${PROJECT}`,
    );
    expect(record?.reason?.detail).toMatchObject({
      code: '3250',
      cure: expect.stringContaining('estimates: Jobs & Estimates'),
    });
    builder.office.quickbooks.people.prefer({ usesEstimates: true });
    await reprice(builder, 2, '26.0');
    await session(builder);
    expect(builder.lines()).toEqual(['16-100 150.00', '04 26.00']);
  });
});

describe('a change of a budget that stands in QuickBooks', () => {
  test('changes its own line and leaves alone what a bookkeeper did', async () => {
    const builder = await posted();
    const { people } = builder.office.quickbooks;
    const { id, lines } = estimateOf(builder);
    const [first, second] = lines.map((line) => ({ TxnLineID: line.id }));
    const theirs = { TxnLineID: '-1', ItemRef: '04', Quantity: '2', Rate: '9.00', Desc: 'By hand' };
    people.edit(id, { Memo: 'Checked', EstimateLineMod: [first ?? {}, theirs, second ?? {}] });
    builder.budget.rows.push(budgetRow(4, 702, '1.5'));
    await reprice(builder, 2, '30.25');
    await session(builder);
    expect(builder.lines()).toEqual(['16-100 151.50', '04 18.00', '04 30.25']);
    expect(estimateOf(builder)).toMatchObject({ id, refNumber: '26-001', fields: { Memo: 'Checked' } });
    expect(estimateOf(builder).lines.map((line) => line.id)).toEqual([
      lines[0]?.id,
      expect.any(String),
      lines[1]?.id,
    ]);
    expect(await builder.state()).toBe('synced');
  });

  test('leaves in its place a group of items that a bookkeeper put in', async () => {
    const builder = await posted();
    const { people } = builder.office.quickbooks;
    people.add('ItemGroup', 'Kit', { ItemGroupLine: [{ ItemRef: '04', Quantity: '2' }] });
    const { id, lines } = estimateOf(builder);
    people.edit(id, {
      EstimateLineMod: [{ TxnLineID: lines[0]?.id }],
      EstimateLineGroupMod: [{ TxnLineID: '-1', ItemGroupRef: 'Kit' }],
    });
    const [, group] = estimateOf(builder).lines;
    await reprice(builder, 2, '31.0');
    await session(builder);
    const after = estimateOf(builder);
    expect(after.lines.map((line) => line.fields.Amount ?? line.members?.length)).toEqual([
      '150.00',
      1,
      '31.00',
    ]);
    expect(after.lines[1]).toEqual(group);
  });

  test('adds what is new below and takes out what has left the budget', async () => {
    const builder = await posted();
    builder.budget.rows.pop();
    builder.budget.rows.push(budgetRow(5, 703, '0.0', { cost_code_id: 602 }));
    builder.budget.modifications.push(modification(7, null, 1, '10.0', 'More wire'));
    await builder.hook('Budget Modifications', '7');
    await session(builder);
    expect(builder.lines()).toEqual(['16-100 150.00', '16-100 10.00']);
  });

  test('that changes no amount writes nothing', async () => {
    const builder = await posted();
    rowOf(builder, 0).original_budget_amount = '60.0';
    await reprice(builder, 1, '90.0');
    const before = builder.office.sent.filter(isWrite).length;
    await session(builder);
    expect(builder.office.sent.filter(isWrite)).toHaveLength(before);
    expect(await builder.state()).toBe('synced');
  });

  test('that meets another change by a bookkeeper (3200) reads the estimate again and keeps both', async () => {
    const builder = await posted();
    const { id } = estimateOf(builder);
    let edits = 0;
    builder.office.meddle(async (qbxml) => {
      if (!isEstimate(qbxml) || edits > 0) return undefined;
      edits += 1;
      builder.office.quickbooks.people.edit(id, { Memo: 'In between' });
      return undefined;
    });
    await reprice(builder, 2, '31.0');
    await session(builder);
    expect(edits).toBe(1);
    expect(builder.lines()).toEqual(['16-100 150.00', '04 31.00']);
    expect(estimateOf(builder).fields.Memo).toBe('In between');
    expect(await builder.state()).toBe('synced');
  });

  test('of an estimate that a bookkeeper deleted is told, not put in again', async () => {
    const builder = await posted();
    builder.office.quickbooks.people.remove(estimateOf(builder).id);
    await reprice(builder, 2, '31.0');
    await session(builder);
    await session(builder);
    expect(await builder.state()).toBe('failed: gone-from-quickbooks');
    expect(builder.office.quickbooks.books().estimates).toEqual([]);
  });

  test('of an estimate in a closed period is refused by QuickBooks and told with the cure', async () => {
    const builder = await posted();
    builder.office.quickbooks.people.prefer({ closingDate: '2026-12-31' });
    await reprice(builder, 2, '31.0');
    await session(builder);
    expect(await builder.state()).toBe('failed: quickbooks-refused');
    expect(builder.lines()).toEqual(SMALL);
  });
});

const forgetSets = ({ office: { quickbooks } }: BudgetBuilder): void => {
  const { file } = quickbooks.snapshot();
  file.messageSets.clear();
  quickbooks.restore({ file });
};

describe.each([
  ['QuickBooks tells it', () => undefined],
  ['QuickBooks has forgotten the message set', forgetSets],
])('an answer that is lost, when %s', (_, meanwhile: (builder: BudgetBuilder) => void) => {
  const afterwards = async (builder: BudgetBuilder): Promise<void> => {
    meanwhile(builder);
    for (let n = 0; n < 3; n++) {
      builder.connector.clock.pass(HOUR_MS);
      await session(builder);
    }
    expect(await builder.state()).toBe('synced');
    expect(builder.office.sent.filter(isEstimate)).toHaveLength(1);
  };

  test('to an Add posts no second estimate, though somebody gave it another number', async () => {
    const builder = await start();
    await builder.hook('Budget Line Items');
    const { connector, office } = builder;
    expect(await visit(connector, office, { dies: isEstimate })).toMatchObject({ ended: 'died' });
    office.quickbooks.people.edit(estimateOf(builder).id, { RefNumber: 'E-100' });
    await afterwards(builder);
    expect(builder.lines()).toEqual(SMALL);
  });

  test('to a Mod adds no line twice', async () => {
    const builder = await posted();
    builder.office.sent.length = 0;
    builder.budget.modifications.push(modification(7, 1, 3, '10.0', 'Stone'));
    await builder.hook('Budget Modifications', '7');
    const { connector, office } = builder;
    expect(await visit(connector, office, { dies: isEstimate })).toMatchObject({ ended: 'died' });
    await afterwards(builder);
    expect(builder.lines()).toEqual([...SMALL, '16-100 -10.00', '04 10.00']);
  });
});

test('an estimate whose answer was lost, and which somebody deleted meanwhile, is not posted again', async () => {
  const builder = await start();
  await builder.hook('Budget Line Items');
  const { connector, office } = builder;
  await visit(connector, office, { dies: isEstimate });
  office.quickbooks.people.remove(estimateOf(builder).id);
  forgetSets(builder);
  for (let n = 0; n < 3; n++) {
    connector.clock.pass(HOUR_MS);
    await session(builder);
  }
  expect(await builder.state()).toBe('failed: gone-from-quickbooks');
  expect(office.quickbooks.books().estimates).toEqual([]);
});

test('an estimate that stood there under the number of the project is not taken over', async () => {
  const builder = await start();
  const { people } = builder.office.quickbooks;
  people.add('Customer', 'Harbor Trust:Quay House');
  const wiring = { SalesAndPurchase: { IncomeAccountRef: 'Income', ExpenseAccountRef: 'Costs' } };
  people.add('ItemService', '16-100', wiring);
  const EstimateLineAdd = [{ ItemRef: '16-100', Quantity: '1', Rate: '999.00' }];
  people.addEstimate({ CustomerRef: 'Harbor Trust:Quay House', RefNumber: '26-001', EstimateLineAdd });
  await builder.hook('Budget Line Items');
  await session(builder);
  const { estimates } = builder.office.quickbooks.books();
  expect(estimates.map(({ refNumber, total }) => `${refNumber} ${total}`)).toEqual([
    '26-001 999.00',
    '26-001 175.00',
  ]);
  expect(await builder.state()).toBe('synced');
});

test('a webhook that comes twice posts once', async () => {
  const builder = await start();
  await builder.hook('Budget Line Items', '1');
  await builder.hook('Budget Line Items', '2');
  await session(builder);
  await builder.hook('Budget Line Items', '1');
  await session(builder);
  expect(builder.office.sent.filter(isEstimate)).toHaveLength(1);
  expect(builder.lines()).toEqual(SMALL);
});
