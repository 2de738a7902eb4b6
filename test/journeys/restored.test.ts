import { takeRestored, takeRight } from '../../lib/admin/restored.ts';
import { withAws } from '../stores/stores.ts';
import { commitment, ORDER, startBuilder } from './builder.ts';
import { isWrite } from './office.ts';
import { namesOf, startToys, type Toys, vendors } from './toys.ts';
import { visit } from './visit.ts';

const aws = withAws();

const HOUR_MS = 3_600_000;
const table = vendors(30);
const ids = (from: number, to: number) => [...table.keys()].slice(from, to);

/** Twenty vendors before the backup, ten after it; then the backup is put back. */
const restored = async () => {
  const toys = await startToys(aws(), { a: table });
  const { connector, office } = toys;
  await connector.tell('a', ids(0, 20));
  await visit(connector, office);
  const backup = office.quickbooks.snapshot();
  connector.clock.pass(HOUR_MS);
  await connector.tell('a', ids(20, 30));
  await visit(connector, office);
  expect(office.vendors()).toHaveLength(30);
  const right = office.quickbooks.snapshot();
  office.quickbooks.restore(backup);
  connector.clock.pass(HOUR_MS);
  return { ...toys, right };
};

const word = ({ connector }: Toys) => ({
  connections: connector.connections,
  records: connector.records,
  flows: ['a'],
  now: connector.clock.now,
});

const sorted = (names: readonly string[]) => [...names].sort();

describe('a company file that was restored from a backup', () => {
  test('is noticed by the newest object that we posted: nothing is posted, in words', async () => {
    const toys = await restored();
    const { connector, office } = toys;
    table.set('31', { name: 'Vendor 31' });
    await connector.tell('a', ['31']);
    table.delete('31');
    const before = office.sent.length;
    for (let n = 0; n < 2; n++)
      expect(await visit(connector, office)).toMatchObject({
        ended: 'stopped',
        words: expect.stringMatching(/older copy: Vendor "Vendor 30".*Nothing is posted/),
      });
    expect(office.sent.slice(before).filter(isWrite)).toEqual([]);
    expect(await connector.connection()).toMatchObject({
      alarm: { missing: [{ name: 'Vendor 30' }], alive: { name: 'Vendor 20' } },
      trouble: expect.stringMatching(/restored/),
    });
    expect(await connector.stateOf('a#30')).toBe('synced');
  });

  test('gets back what it lost, and only that, on the word of an operator', async () => {
    const toys = await restored();
    const { connector, office } = toys;
    await visit(connector, office);
    const before = office.sent.length;
    expect(await takeRestored(word(toys), connector.name)).toMatchObject({ is: 'taken', inDoubt: 30 });
    expect(await visit(connector, office)).toMatchObject({ ended: 'complete' });
    expect(sorted(office.vendors())).toEqual(sorted(namesOf(table)));
    const adds = office.sent
      .slice(before)
      .join('')
      .match(/<VendorAddRq/g);
    expect(adds).toHaveLength(10);
    expect(new Set(Object.values(await connector.states('a')))).toEqual(new Set(['synced']));
    expect((await connector.connection()).alarm).toBeUndefined();
  });

  test('that gives way to the right one again ends the alarm by itself', async () => {
    const { connector, office, right } = await restored();
    await visit(connector, office);
    expect((await connector.connection()).alarm).toBeDefined();
    office.quickbooks.restore(right);
    connector.clock.pass(HOUR_MS);
    expect(await visit(connector, office)).toMatchObject({ ended: 'complete' });
    const { alarm, trouble } = await connector.connection();
    expect({ alarm, trouble }).toEqual({ alarm: undefined, trouble: undefined });
    expect(sorted(office.vendors())).toEqual(sorted(namesOf(table)));
  });

  test('is called the right one by an operator who knows better: nothing is looked up, and it goes on', async () => {
    const toys = await restored();
    const { connector, office } = toys;
    await visit(connector, office);
    expect(await takeRight(word(toys), connector.name)).toMatchObject({ is: 'taken', inDoubt: 0 });
    connector.clock.pass(HOUR_MS);
    expect(await visit(connector, office)).toMatchObject({ ended: 'complete' });
    expect(office.vendors()).toHaveLength(20);
  });
});

test('an object that somebody deleted in QuickBooks is no sign of another file', async () => {
  const toys = await startToys(aws(), { a: table });
  const { connector, office } = toys;
  await connector.tell('a', ids(0, 3));
  await visit(connector, office);
  const { people } = office.quickbooks;
  people.remove(people.find('Vendor', 'Vendor 3') ?? '');
  connector.clock.pass(HOUR_MS);
  expect(await visit(connector, office)).toMatchObject({ ended: 'complete' });
  expect((await connector.connection()).alarm).toBeUndefined();
});

test('an operator’s word is refused when there is no alarm', async () => {
  const toys = await startToys(aws(), { a: table });
  for (const give of [takeRestored, takeRight]) {
    expect(await give(word(toys), toys.connector.name)).toMatchObject({ is: 'refused' });
    expect(await give(word(toys), 'nobody')).toMatchObject({
      is: 'refused',
      why: expect.stringMatching(/nobody/),
    });
  }
});

test('an order whose vendor, job and items were lost with it waits for them and comes back after them', async () => {
  const builder = await startBuilder(aws());
  const { connector, office } = builder;
  const before = office.quickbooks.snapshot();
  await connector.tell('commitments', [ORDER], commitment);
  for (let n = 0; n < 3; n++) await visit(connector, office);
  const first = office.quickbooks.books();
  expect(first.purchaseOrders).toHaveLength(1);
  office.quickbooks.restore(before);
  connector.clock.pass(HOUR_MS);
  await visit(connector, office);
  const flows = ['cost-codes', 'companies', 'projects', 'commitments'];
  const { connections, records, clock } = connector;
  await takeRestored({ connections, records, flows, now: clock.now }, connector.name);
  for (let n = 0; n < 3; n++) await visit(connector, office);
  const again = office.quickbooks.books();
  const plain = ({ refNumber }: (typeof again.purchaseOrders)[number]) => refNumber;
  expect(again.purchaseOrders.map(plain)).toEqual(first.purchaseOrders.map(plain));
  expect(sorted(again.objects.map(({ fullName }) => fullName))).toEqual(
    sorted(first.objects.map(({ fullName }) => fullName)),
  );
  expect(await connector.stateOf(`commitments#${ORDER}`)).toBe('synced');
});
