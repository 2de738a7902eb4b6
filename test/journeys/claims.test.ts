import type { RecordStore } from '../../lib/engine/ports.ts';
import { withAws } from '../stores/stores.ts';
import type { Toy } from './toy-flow.ts';
import { startToys } from './toys.ts';
import { visit } from './visit.ts';

const aws = withAws();

const start = async (rows: Record<string, Toy>, wrap?: { records: (inside: RecordStore) => RecordStore }) => {
  const table = new Map(Object.entries(rows));
  return { table, ...(await startToys(aws(), { a: table }, { wrap })) };
};

describe('of two records that claim one name', () => {
  test('exactly one is posted, the other names its holder, and case makes no difference', async () => {
    const { connector, office } = await start({
      1: { name: 'Rainier Electric' },
      2: { name: 'RAINIER Electric' },
    });
    await connector.tell('a', ['1', '2']);
    const states = Object.values(await connector.states('a')).sort();
    expect(states).toEqual(['failed: name-taken', 'queued']);
    await visit(connector, office);
    expect(office.vendors()).toHaveLength(1);
    expect(Object.values(await connector.states('a')).sort()).toEqual(['failed: name-taken', 'synced']);
    const records = await connector.records.get(
      connector.name,
      [1, 2].map((id) => ({ flow: 'a', id: `${id}` })),
    );
    const lost = [...records.values()].find(({ state }) => state === 'failed');
    expect(lost?.reason?.detail?.holder).toMatch(/^a rainier electric$/i);
  });

  test('the other goes after its next event once the holder has freed the name', async () => {
    const { table, connector, office } = await start({ 1: { name: 'Twin' }, 2: { name: 'TWIN' } });
    await connector.tell('a', ['1']);
    await connector.tell('a', ['2']);
    expect(await connector.states('a')).toEqual({ 1: 'queued', 2: 'failed: name-taken' });
    table.set('1', { name: 'Single' });
    await connector.tell('a', ['1']);
    await connector.tell('a', ['2']);
    await visit(connector, office);
    expect([...office.vendors()].sort()).toEqual(['Single', 'TWIN']);
  });

  test('a holder that stands in QuickBooks frees the name once it is renamed there, not before', async () => {
    const { table, connector, office } = await start({ 1: { name: 'Twin' }, 2: { name: 'TWIN' } });
    await connector.tell('a', ['1']);
    await visit(connector, office);
    table.set('1', { name: 'Single' });
    await connector.tell('a', ['1']);
    await connector.tell('a', ['2']);
    expect(await connector.stateOf('a#2')).toBe('failed: name-taken');
    await visit(connector, office);
    expect(office.vendors()).toEqual(['Single']);
    await connector.tell('a', ['2']);
    await visit(connector, office);
    expect(office.vendors()).toEqual(['Single', 'TWIN']);
  });

  test('a holder that is no longer ready frees the name', async () => {
    const { table, connector, office } = await start({ 1: { name: 'Twin' }, 2: { name: 'TWIN' } });
    await connector.tell('a', ['1', '2']);
    const lost = (await connector.stateOf('a#1')) === 'queued' ? '2' : '1';
    const holder = lost === '2' ? '1' : '2';
    table.set(holder, { name: 'Twin', refused: 'not-approved' });
    await connector.tell('a', [holder]);
    await connector.tell('a', [lost]);
    await visit(connector, office);
    expect(office.vendors()).toHaveLength(1);
    expect(await connector.stateOf(`a#${lost}`)).toBe('synced');
  });

  test('what stands in QuickBooks under that name is linked to one of them only', async () => {
    const { connector, office } = await start({ 1: { name: 'Twin' }, 2: { name: 'TWIN' } });
    office.quickbooks.people.add('Vendor', 'Twin');
    await connector.tell('a', ['1', '2']);
    await visit(connector, office);
    expect(office.vendors()).toEqual(['Twin']);
    expect(Object.values(await connector.states('a')).sort()).toEqual(['failed: name-taken', 'synced']);
  });
});
