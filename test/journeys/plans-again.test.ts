import { withAws } from '../stores/stores.ts';
import type { HeldChanges } from './held-changes.ts';
import { startToys, vendors } from './toys.ts';
import { visit } from './visit.ts';

const aws = withAws();

test('records that settings kept back go on when others are applied', async () => {
  const { connector } = await startToys(aws(), { a: vendors(2) }, { settings: { off: ['a'] } });
  await connector.tell('a', ['1', '2']);
  expect(await connector.states('a')).toEqual({ 1: 'skipped: flow-off', 2: 'skipped: flow-off' });
  await connector.apply({ off: [] });
  await connector.changes.send([{ do: 'replan-all', connection: connector.name }]);
  await connector.drain();
  expect(await connector.states('a')).toEqual({ 1: 'queued', 2: 'queued' });
});

test('a session that finds another closing date has every record planned again, once', async () => {
  const quickbooks = { closingDate: '2025-12-31' };
  const { connector, office } = await startToys(aws(), { a: vendors(1) }, { quickbooks });
  const plansAgain = () => {
    connector.clock.pass(5_000);
    return connector.changes.take().filter(({ change }) => change.do === 'replan-all').length;
  };
  await visit(connector, office);
  expect((await connector.connection()).closingDate).toBe('2025-12-31');
  expect(plansAgain()).toBe(1);
  connector.clock.pass(2 * 3600_000);
  await visit(connector, office);
  expect(plansAgain()).toBe(0);
  office.quickbooks.people.prefer({ closingDate: '2026-01-31' });
  connector.clock.pass(2 * 3600_000);
  await visit(connector, office);
  expect(plansAgain()).toBe(1);
});

test('a closing date is not noted before that was told: who dies in between is made up for', async () => {
  let dies = true;
  const changes = (inside: HeldChanges): HeldChanges => ({
    ...inside,
    send: async (sent, delay) => {
      if (dies) throw new Error('died');
      await inside.send(sent, delay);
    },
  });
  const quickbooks = { closingDate: '2025-12-31' };
  const { connector, office } = await startToys(aws(), { a: vendors(1) }, { quickbooks, wrap: { changes } });
  await expect(visit(connector, office)).rejects.toThrow('died');
  expect((await connector.connection()).closingDate).toBeUndefined();
  dies = false;
  await visit(connector, office);
  connector.clock.pass(5_000);
  expect(connector.changes.take().map(({ change }) => change.do)).toEqual(['replan-all']);
  expect((await connector.connection()).closingDate).toBe('2025-12-31');
});
