import { withAws } from '../stores/stores.ts';
import type { Table } from './toy-flow.ts';
import { startToys, vendors } from './toys.ts';
import { visit } from './visit.ts';

const aws = withAws();

/** The last of so many vendors stands in QuickBooks already; an order waits for it. The first release is death. */
const start = async (count: number) => {
  const order: Table = new Map([['1', { name: 'Order', needs: [`a#${count}`] }]]);
  const dies = { now: true };
  const toys = await startToys(
    aws(),
    { a: vendors(count), b: order },
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
  toys.office.quickbooks.people.add('Vendor', `Vendor ${count}`);
  await toys.connector.tell('a', [...vendors(count - 1).keys()]);
  await toys.connector.tell('b', ['1']);
  return { ...toys, dies };
};

// Twenty-one: the last is looked up behind the writes of the others.
test.each([1, 21])(
  'who waits for an object that a lookup found, of %i, goes on, though the function died before it told them',
  async (count) => {
    const { connector, office, dies } = await start(count);
    await expect(visit(connector, office)).rejects.toThrow('died');
    expect(await connector.stateOf(`a#${count}`)).toBe('synced');
    expect(await connector.stateOf('b#1')).toBe('blocked: blocked-by');
    dies.now = false;
    connector.clock.pass(6 * 60_000);
    await visit(connector, office);
    expect(await connector.stateOf('b#1')).toBe('synced');
    expect(office.vendors()).toHaveLength(count + 1);
  },
);

test('who waits for an object that a lookup found goes on, though its answer came twice and the first one was death', async () => {
  const { connector, office, dies } = await start(1);
  const { calls } = connector;
  const receiveResponseXML: typeof calls.receiveResponseXML = (...asked) =>
    calls.receiveResponseXML(...asked).catch(() => {
      dies.now = false;
      return calls.receiveResponseXML(...asked);
    });
  await visit({ ...connector, calls: { ...calls, receiveResponseXML } }, office);
  expect(dies.now).toBe(false);
  expect(await connector.stateOf('a#1')).toBe('synced');
  expect(await connector.stateOf('b#1')).toBe('synced');
});
