import { withAws } from '../stores/stores.ts';
import { isWrite, type Meddle } from './office.ts';
import { namesOf, startToys, vendors } from './toys.ts';
import { visit } from './visit.ts';

const aws = withAws();

/** The first batch of a connection carries twenty records. */
const told = async (count: number) => {
  const table = vendors(count);
  const toys = await startToys(aws(), { a: table });
  await toys.connector.tell('a', [...table.keys()]);
  return { ...toys, table };
};

const sorted = (names: readonly string[]) => [...names].sort();
const lookups = (qbxml: string): number => qbxml.match(/<\w+QueryRq[ >]/g)?.length ?? 0;

/** QuickBooks cannot read a message set that looks this vendor up. */
const unreadable =
  (name: string): Meddle =>
  async (qbxml) =>
    qbxml.includes(`<FullName>${name}</FullName>`) ? { hresult: '0x80040400', message: '' } : undefined;

describe('a write batch', () => {
  test('asks for the records of the next one, which goes without a lookup of its own', async () => {
    const { connector, office, table } = await told(45);
    expect(await visit(connector, office)).toMatchObject({ ended: 'complete' });
    expect(sorted(office.vendors())).toEqual(sorted(namesOf(table)));
    const [identity, first, ...writes] = office.sent;
    expect([identity, first].map((qbxml) => isWrite(qbxml ?? ''))).toEqual([false, false]);
    expect(writes.map(isWrite)).toEqual(writes.map(() => true));
    expect(writes.map(lookups)).toEqual([...writes.slice(1).map(() => 1), 0]);
  });

  test('asks for none of its own records', async () => {
    const { connector, office } = await told(21);
    await visit(connector, office);
    const [written] = office.sent.filter(isWrite);
    expect(written?.match(/<FullName>/g)).toHaveLength(1);
  });

  test('whose answer is lost with what it asked is posted once, and what it asked is asked again', async () => {
    const { connector, office, table } = await told(30);
    expect(await visit(connector, office, { dies: isWrite })).toMatchObject({ ended: 'died' });
    expect(office.vendors()).toHaveLength(20);
    connector.clock.pass(3_600_000);
    expect(await visit(connector, office)).toMatchObject({ ended: 'complete' });
    expect(sorted(office.vendors())).toEqual(sorted(namesOf(table)));
    expect(new Set(Object.values(await connector.states('a')))).toEqual(new Set(['synced']));
  });

  test.each([21, 45])('is not blamed for a lookup beside it, of %i records', async (count) => {
    const { connector, office, table } = await told(count);
    const bad = `Vendor ${count}`;
    office.meddle(unreadable(bad));
    expect(await visit(connector, office)).toMatchObject({ ended: 'complete' });
    expect(sorted(office.vendors())).toEqual(sorted(namesOf(table).filter((name) => name !== bad)));
    expect(await connector.stateOf(`a#${count}`)).toBe('failed: unreadable');
  });

  test('of a single record is not blamed either', async () => {
    const { connector, office, table } = await told(25);
    const [alone, bad] = ['Vendor 5', 'Vendor 25'];
    for (const name of namesOf(table))
      if (name !== alone && name !== bad) office.quickbooks.people.add('Vendor', name);
    office.meddle(unreadable(bad));
    expect(await visit(connector, office)).toMatchObject({ ended: 'complete' });
    expect(office.vendors()).toContain(alone);
    expect(await connector.stateOf('a#5')).toBe('synced');
    expect(await connector.stateOf('a#25')).toBe('failed: unreadable');
  });
});
