import { withAws } from '../stores/stores.ts';
import type { Table } from './toy-flow.ts';
import { startToys } from './toys.ts';
import { visit } from './visit.ts';

const aws = withAws();

test('who waits for an object that a lookup found goes on, though the function died before it told them', async () => {
  const vendor: Table = new Map([['1', { name: 'Vendor' }]]);
  const order: Table = new Map([['1', { name: 'Order', needs: ['a#1'] }]]);
  const dies = { now: true };
  const { connector, office } = await startToys(
    aws(),
    { a: vendor, b: order },
    {
      wrap: {
        records: (inside) => ({
          ...inside,
          waiters: async (...asked) => {
            if (dies.now) throw new Error('died');
            return inside.waiters(...asked);
          },
        }),
      },
    },
  );
  office.quickbooks.people.add('Vendor', 'Vendor');
  await connector.tell('b', ['1']);
  await expect(visit(connector, office)).rejects.toThrow('died');
  expect(await connector.stateOf('a#1')).toBe('synced');
  expect(await connector.stateOf('b#1')).toBe('blocked: blocked-by');
  dies.now = false;
  connector.clock.pass(5 * 60_000);
  await connector.drain();
  await visit(connector, office);
  expect(await connector.stateOf('b#1')).toBe('synced');
  expect(office.vendors()).toEqual(['Vendor', 'Order']);
});
