import { withAws } from '../stores/stores.ts';
import { isWrite, type Office } from './office.ts';
import type { Table } from './toy-flow.ts';
import { namesOf, startToys, vendors } from './toys.ts';
import { visit } from './visit.ts';

const aws = withAws();

const SECONDS_PER_WRITE = 40;

/** Of 44 vendors the batches carry 20, 20 and 4; QuickBooks takes 40 s for each, `during` which others are at work. */
const start = async (table: Table, during: (write: number) => Promise<void>) => {
  const toys = await startToys(aws(), { a: table });
  const { connector, office } = toys;
  await connector.tell('a', [...table.keys()]);
  let write = 0;
  office.meddle(async (qbxml, process) => {
    if (!isWrite(qbxml)) return undefined;
    write += 1;
    connector.clock.pass(SECONDS_PER_WRITE * 1000);
    await during(write);
    return process(qbxml);
  });
  return { ...toys, table };
};

const synced = (states: Readonly<Record<string, string>>): number =>
  Object.values(states).filter((state) => state === 'synced').length;

const sorted = (names: readonly string[]) => [...names].sort();

const expectAll = (office: Office, table: Table, states: Readonly<Record<string, string>>): void => {
  expect(sorted(office.vendors())).toEqual(sorted(namesOf(table)));
  expect(synced(states)).toBe(table.size);
};

test('what QuickBooks has answered is settled by another function while QuickBooks is at the next batch', async () => {
  const seen: number[] = [];
  const toys = await start(vendors(44), async (write) => {
    const { connector } = toys;
    if (write === 1) return;
    seen.push(synced(await connector.states('a')));
    await connector.settle(connector.answers.take());
    seen.push(synced(await connector.states('a')));
  });
  const { connector, office, table } = toys;
  expect(await visit(connector, office)).toMatchObject({
    ended: 'complete',
    words: '40 records in QuickBooks, 0 need a person. What became of 4 more is being noted.',
  });
  expect(seen).toEqual([0, 20, 20, 40]);
  await connector.settle(connector.answers.take());
  expectAll(office, table, await connector.states('a'));
});

test('where that function never comes, the next call of the session settles it, and the next session the last', async () => {
  const seen: number[] = [];
  const toys = await start(vendors(44), async () => {
    seen.push(synced(await toys.connector.states('a')));
  });
  const { connector, office, table } = toys;
  expect(await visit(connector, office)).toMatchObject({ ended: 'complete' });
  expect(seen).toEqual([0, 0, 20]);
  expect(synced(await connector.states('a'))).toBe(40);
  expect(await visit(connector, office)).toMatchObject({
    ended: 'complete',
    words: '4 records in QuickBooks, 0 need a person.',
  });
  expectAll(office, table, await connector.states('a'));
});

test('a function that comes late, or twice, changes nothing', async () => {
  const toys = await start(vendors(44), async () => undefined);
  const { connector, office, table } = toys;
  await visit(connector, office);
  await visit(connector, office);
  const [known] = table.keys();
  const key = { flow: 'a', id: known ?? '' };
  const before = await connector.records.get(connector.name, [key]);
  const told = connector.answers.take();
  expect(told).toHaveLength(3);
  await connector.settle([...told, ...told]);
  expect(await connector.records.get(connector.name, [key])).toEqual(before);
  expectAll(office, table, await connector.states('a'));
});

test.each([
  ['and QuickBooks has the next batch', true],
  ['and QuickBooks never got the next batch', false],
])('the computer dies %s: the next session settles it, and nothing is posted twice', async (_, got) => {
  const toys = await start(vendors(44), async () => undefined);
  const { connector, office, table } = toys;
  let writes = 0;
  const dies = (qbxml: string): boolean => {
    if (isWrite(qbxml)) writes += 1;
    return writes === 2;
  };
  if (!got)
    office.meddle(async (qbxml) => {
      if (!isWrite(qbxml)) return undefined;
      connector.clock.pass(SECONDS_PER_WRITE * 1000);
      return writes === 2 ? { hresult: '0x80040401', message: '' } : undefined;
    });
  expect(await visit(connector, office, { dies })).toMatchObject({ ended: 'died' });
  expect(synced(await connector.states('a'))).toBe(0);
  office.meddle(undefined);
  connector.clock.pass(3_600_000);
  expect(await visit(connector, office)).toMatchObject({ ended: 'complete' });
  connector.clock.pass(3_600_000);
  await visit(connector, office);
  expectAll(office, table, await connector.states('a'));
});

test('a connection that has become read-only meanwhile leaves nothing unsettled', async () => {
  const toys = await start(vendors(44), async (write) => {
    if (write === 2) await toys.connector.apply({ mode: 'read-only' });
  });
  const { connector, office } = toys;
  await visit(connector, office);
  expect(office.vendors()).toHaveLength(40);
  expect(synced(await connector.states('a'))).toBe(40);
});

test('who writes to the same target waits until that is settled', async () => {
  const table: Table = new Map(
    [...vendors(25)].map(([id, toy]) => [id, { ...toy, target: `a#${id === '25' ? '1' : id}` }]),
  );
  const toys = await start(table, async () => undefined);
  const { connector, office } = toys;
  await visit(connector, office);
  await connector.settle(connector.answers.take());
  const [first, second, third] = office.sent.filter(isWrite);
  expect(first).toContain('<Name>Vendor 1</Name>');
  expect(second).not.toContain('Vendor 25');
  expect(third).toContain('<Name>Vendor 25</Name>');
  expectAll(office, table, await connector.states('a'));
});

test('what comes while QuickBooks is at the last batch goes in the same session', async () => {
  const toys = await start(vendors(20), async (write) => {
    if (write > 1) return;
    toys.table.set('21', { name: 'Vendor 21' });
    await toys.connector.tell('a', ['21']);
  });
  const { connector, office, table } = toys;
  expect(await visit(connector, office)).toMatchObject({ ended: 'complete' });
  await connector.settle(connector.answers.take());
  expectAll(office, table, await connector.states('a'));
});

test('the last batch is settled in the session where somebody waits for its records', async () => {
  const order: Table = new Map([['1', { name: 'Order', needs: ['a#1'] }]]);
  const { connector, office } = await startToys(aws(), { a: vendors(1), b: order });
  await connector.tell('b', ['1']);
  office.meddle(async (qbxml) => {
    if (isWrite(qbxml)) connector.clock.pass(SECONDS_PER_WRITE * 1000);
    return undefined;
  });
  await visit(connector, office);
  expect(office.vendors()).toEqual(['Vendor 1', 'Order']);
  expect(await connector.stateOf('a#1')).toBe('synced');
});

test('the last batch is settled in the session where an operator has asked for more', async () => {
  const toys = await start(vendors(3), async () => {
    await toys.connector.reconcile();
  });
  const { connector, office, table } = toys;
  await visit(connector, office);
  expect(connector.answers.take()).toEqual([]);
  expectAll(office, table, await connector.states('a'));
});

test('after the last batch was settled there is nothing left to do', async () => {
  const { connector, office } = await start(vendors(3), async () => undefined);
  await visit(connector, office);
  expect(synced(await connector.states('a'))).toBe(0);
  await connector.settle(connector.answers.take());
  connector.clock.pass(60_000);
  expect(await visit(connector, office)).toMatchObject({
    words: '3 records in QuickBooks, 0 need a person.',
  });
  expect(await connector.login()).toEqual([expect.anything(), 'none']);
});
