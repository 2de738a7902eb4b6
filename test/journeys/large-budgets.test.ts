import { adjustment, budgetChange, smallBudget } from '../procore/budget-data.ts';
import { withAws } from '../stores/stores.ts';
import { type BudgetBuilder, startBudgets } from './budget-builder.ts';
import { startWire, type Wire } from './wire.ts';

const aws = withAws();
const open: { close(): Promise<unknown> }[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

/** A budget of two codes and `changes` sides of one change: so many lines and two more. */
const budgetOf = (changes: number) =>
  smallBudget({
    changes: [budgetChange(81, 1, 'approved', 'Steel of the second storey, price escalation clause')],
    adjustments: Array.from({ length: changes }, (_, n) => adjustment(100_000 + n, 81, 701, (n + 1) / 100)),
  });

const start = async (changes: number): Promise<{ builder: BudgetBuilder; wire: Wire }> => {
  const builder = await startBudgets(aws(), budgetOf(changes));
  open.push(builder.procore);
  const wire = await startWire(builder.connector, builder.office);
  open.push(wire);
  await builder.hook('Budget Line Items');
  return { builder, wire };
};

const HOUR_MS = 3_600_000;

test('a budget of 5,000 lines is posted, and changed, over the wire', async () => {
  const { builder, wire } = await start(4_998);
  const { office, connector, budget } = builder;
  expect(await wire.session()).toMatchObject({ ending: 'complete' });
  expect(await builder.state()).toBe('synced');
  expect(builder.lines()).toHaveLength(5_000);
  const [estimate] = office.quickbooks.books().estimates;
  expect(estimate?.total).toBe('125100.01');

  connector.clock.pass(HOUR_MS);
  office.quickbooks.people.edit(estimate?.id ?? '', { Memo: 'Checked' });
  Object.assign(budget.rows[2] ?? {}, { original_budget_amount: '26.0' });
  await builder.hook('Budget Line Items');
  expect(await wire.session()).toMatchObject({ ending: 'complete' });
  expect(await builder.state()).toBe('synced');
  const after = office.quickbooks.books().estimates[0];
  expect(after?.total).toBe('125101.01');
  expect(after?.lines.map(({ id }) => id)).toEqual(estimate?.lines.map(({ id }) => id));
}, 120_000);

test('one of more lines is refused with the limit', async () => {
  const { builder, wire } = await start(4_999);
  await wire.session();
  expect(await builder.state()).toBe('failed: too-many-lines');
  expect(builder.office.quickbooks.books().estimates).toEqual([]);
}, 120_000);
