import { withAws } from '../stores/stores.ts';
import { createClock } from './clock.ts';
import { startConnector } from './connector.ts';
import { createOffice, isWrite } from './office.ts';
import { type Table, toyFlows } from './toy-flow.ts';
import { visit } from './visit.ts';

const aws = withAws();

const start = async (tables: Record<string, Table>) => {
  const clock = createClock();
  const flows = toyFlows(tables, clock);
  return { clock, office: createOffice(), connector: await startConnector(aws(), { flows, clock }) };
};

/** d needs c needs b needs a. */
const chain = () => ({
  a: new Map([['1', { name: 'First' }]]),
  b: new Map([['1', { name: 'Second', needs: ['a#1'] }]]),
  c: new Map([['1', { name: 'Third', needs: ['b#1'] }]]),
  d: new Map([['1', { name: 'Fourth', needs: ['c#1'] }]]),
});

describe('order does not matter', () => {
  test('a chain of four levels of which only the last was told of is posted in one session', async () => {
    const { connector, office } = await start(chain());
    await connector.tell('d', ['1']);
    expect(await connector.stateOf('d#1')).toBe('blocked: blocked-by');
    expect(await visit(connector, office)).toMatchObject({ ended: 'complete' });
    expect(office.vendors()).toEqual(['First', 'Second', 'Third', 'Fourth']);
    expect(await connector.stateOf('d#1')).toBe('synced');
  });

  test('a blocked record says by name what it waits for', async () => {
    const { connector } = await start({
      a: new Map([['1', { name: 'Half-way', refused: 'not-approved' as const }]]),
      b: new Map([['1', { name: 'Second', needs: ['a#1', 'a#2'] }]]),
    });
    await connector.tell('a', ['1']);
    await connector.tell('b', ['1']);
    const found = await connector.records.get(connector.name, [{ flow: 'b', id: '1' }]);
    expect(found.get('b#1')?.reason).toEqual({ code: 'blocked-by', detail: { links: 'a Half-way, a 2' } });
    expect(found.get('b#1')?.blockedBy).toEqual(['a#1', 'a#2']);
  });

  test('a record that QuickBooks refuses keeps none of its twenty-nine neighbours back', async () => {
    const table: Table = new Map(Array.from({ length: 30 }, (_, n) => [String(n), { name: `Vendor ${n}` }]));
    table.set('17', { name: 'Vendor: 17' });
    const { connector, office } = await start({ a: table });
    await connector.tell('a', [...table.keys()]);
    await visit(connector, office);
    expect(office.vendors()).toHaveLength(29);
    expect(await connector.stateOf('a#17')).toBe('failed: quickbooks-refused');
    expect(office.sent.filter(isWrite)).toHaveLength(2);
  });
});
