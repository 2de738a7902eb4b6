import { takeRestored } from '../../lib/admin/restored.ts';
import { flows } from '../../lib/flows/index.ts';
import { budgetRow } from '../procore/budget-data.ts';
import { withAws } from '../stores/stores.ts';
import { startBudgets } from './budget-builder.ts';
import { commitment, ORDER, SUBCONTRACT } from './builder.ts';
import { visit } from './visit.ts';

const aws = withAws();

const HOUR_MS = 3_600_000;

test('a change that a restored company file has lost is sent again; what does not follow Procore stays as it is', async () => {
  const builder = await startBudgets(aws());
  const { connector, office, procore } = builder;
  await connector.tell('commitments', [SUBCONTRACT], commitment);
  await builder.hook('Budget Line Items');
  await visit(connector, office);
  const backup = office.quickbooks.snapshot();
  connector.clock.pass(HOUR_MS);
  const [, row] = builder.budget.rows;
  builder.budget.rows[1] = { ...row, ...budgetRow(2, 702, '75.0', { category_id: 32 }) };
  await builder.hook('Budget Line Items', '2');
  await connector.tell('commitments', [ORDER], commitment);
  await visit(connector, office);
  const lines = builder.lines();
  expect(lines).toEqual(['16-100 175.00', '04 25.00']);
  office.quickbooks.restore(backup);
  connector.clock.pass(HOUR_MS);
  expect(await visit(connector, office)).toMatchObject({ ended: 'stopped' });
  const deps = { ...connector, flows: flows.map(({ name }) => name), now: connector.clock.now };
  expect(await takeRestored(deps, connector.name)).toMatchObject({ is: 'taken' });
  const before = office.sent.length;
  expect(await visit(connector, office)).toMatchObject({ ended: 'complete' });
  expect(builder.lines()).toEqual(lines);
  expect(await builder.state()).toBe('synced');
  const sent = office.sent.slice(before).join('');
  expect(sent.match(/<EstimateModRq/g)).toHaveLength(1);
  expect(sent).not.toContain('PurchaseOrderModRq');
  expect(builder.orders().sort()).toEqual(['PO-001', 'SC-001']);
  expect((await connector.states('commitments'))[SUBCONTRACT]).toBe('synced');
  await procore.close();
});

test('an order that somebody deletes after the company file was restored is told, not posted again', async () => {
  const builder = await startBudgets(aws());
  const { connector, office, procore } = builder;
  await connector.tell('commitments', [SUBCONTRACT], commitment);
  await visit(connector, office);
  const backup = office.quickbooks.snapshot();
  connector.clock.pass(HOUR_MS);
  await connector.tell('commitments', [ORDER], commitment);
  await visit(connector, office);
  office.quickbooks.restore(backup);
  connector.clock.pass(HOUR_MS);
  await visit(connector, office);
  const deps = { ...connector, flows: flows.map(({ name }) => name), now: connector.clock.now };
  await takeRestored(deps, connector.name);
  const [kept] = office.quickbooks.books().purchaseOrders;
  office.quickbooks.people.remove(kept?.id ?? '');
  await visit(connector, office);
  expect(builder.orders()).toEqual(['PO-001']);
  expect((await connector.states('commitments'))[SUBCONTRACT]).toBe('failed: gone-from-quickbooks');
  await procore.close();
});
