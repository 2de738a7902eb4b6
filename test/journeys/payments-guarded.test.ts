import { approve } from '../../lib/admin/approve.ts';
import { takeRestored } from '../../lib/admin/restored.ts';
import { flows } from '../../lib/flows/index.ts';
import { createExportQueue } from '../../lib/stores/queues.ts';
import { withAws } from '../stores/stores.ts';
import { type Paying, type PayingOptions, pay, startPaying } from './paying.ts';
import { visit } from './visit.ts';

const aws = withAws();
const running: Paying[] = [];

const start = async (options: PayingOptions): Promise<Paying> => {
  const paying = await startPaying(aws(), options);
  running.push(paying);
  return paying;
};

afterEach(async () => {
  await Promise.all(running.splice(0).map(({ procore }) => procore.close()));
});

const BILL = { project: '9001' };

describe('accounting approves each check', () => {
  const manual = (payable?: string) =>
    start({
      payments: { 901: [pay(20)] },
      settings: {
        approval: { payments: 'manual' },
        accounts: { income: 'Income', expense: 'Costs', bank: 'Checking', payable, byPrefix: [] },
      },
    });

  const waiting = async (paying: Paying) => {
    const { connector, office } = paying;
    office.quickbooks.people.add('Account', 'Accounts Payable', { AccountType: 'AccountsPayable' });
    await connector.tell('invoices', ['1'], BILL);
    await visit(connector, office);
    await paying.tell('20');
    await visit(connector, office);
    expect(await connector.stateOf('payments#20')).toBe('awaiting-approval: awaiting-approval');
    expect(paying.checks()).toEqual([]);
  };

  const approved = async ({ connector, office }: Paying) => {
    const { records, changes, connections, clock, name } = connector;
    const exports = createExportQueue({
      client: aws().sqs,
      prefix: aws().prefix,
      randomId: () => `a${clock.now().getTime()}`,
    });
    const { imports, writes } = connector.operator;
    const deps = { flows, imports, records, changes, exports, connections, writes, now: clock.now };
    const chosen = await approve(deps, name, { flow: 'payments', id: '20' }, { by: 'Dana' });
    expect(chosen.is).toBe('done');
    await visit(connector, office);
    return connector.stateOf('payments#20');
  };

  test('once, where the settings name the payable account', async () => {
    const paying = await manual('Accounts Payable');
    await waiting(paying);
    expect(await approved(paying)).toBe('synced');
    expect(paying.checks()).toHaveLength(1);
  });

  test('and once more, where only the bill tells of the payable account', async () => {
    const paying = await manual();
    await waiting(paying);
    expect(await approved(paying)).toBe('awaiting-approval: awaiting-approval');
    expect(paying.checks()).toEqual([]);
    expect(await approved(paying)).toBe('synced');
    expect(paying.checks()).toHaveLength(1);
  });
});

test('of a company file that was restored from a backup, bill and check come back, the bill first, each once', async () => {
  const paying = await start({
    payments: {
      901: [
        pay(20),
        pay(21, { requisition_id: 2, amount: '700.0', external_payment_id: 'pp-2', payment_number: 2 }),
      ],
    },
  });
  const { connector, office } = paying;
  await connector.tell('invoices', ['2'], BILL);
  await paying.tell('21');
  await visit(connector, office);
  const backup = office.quickbooks.snapshot();
  connector.clock.pass(3_600_000);
  await paying.tell('20');
  await visit(connector, office);
  expect(paying.checks()).toHaveLength(2);
  office.quickbooks.restore(backup);
  await paying.later();
  const { connections, records, clock } = connector;
  const names = flows.map(({ name }) => name);
  const word = await takeRestored({ connections, records, flows: names, now: clock.now }, connector.name);
  expect(word).toMatchObject({ is: 'taken' });
  for (let n = 0; n < 3; n++) await paying.later();
  expect(paying.checks().toSorted((a, b) => (a.total < b.total ? -1 : 1))).toEqual([
    { number: '', total: '1000.00', pays: { 'B-1': '1000.00' } },
    { number: '', total: '700.00', pays: { 'B-2': '700.00' } },
  ]);
  expect(await connector.states('payments')).toEqual({ 20: 'synced', 21: 'synced' });
});
