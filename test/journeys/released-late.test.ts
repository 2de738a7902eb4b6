import type { RecordKey } from '../../lib/flow.ts';
import { withAws } from '../stores/stores.ts';
import { startToys, vendors } from './toys.ts';
import { visit } from './visit.ts';

const aws = withAws();

const LINK = { flow: 'a', id: '1' };
const WAITER = { flow: 'b', id: '1' };

/** An order that is queued, since its vendor is there, and whose waiter item is there still. */
const queuedWithWaiter = async () => {
  const calls = { get: 0, send: 0 };
  const toys = await startToys(
    aws(),
    { a: vendors(1), b: new Map([['1', { name: 'Order', needs: ['a#1'] }]]) },
    {
      wrap: {
        records: (inside) => ({
          ...inside,
          get: (...asked) => {
            calls.get += 1;
            return inside.get(...asked);
          },
        }),
        exports: (inside) => ({
          ...inside,
          send: (sent) => {
            calls.send += sent.length;
            return inside.send(sent);
          },
        }),
      },
    },
  );
  const { connector, office } = toys;
  await connector.tell('a', ['1']);
  await visit(connector, office);
  await connector.tell('b', ['1']);
  expect(await connector.stateOf('b#1')).toBe('queued');
  await connector.records.addWaiters(connector.name, [{ record: WAITER, links: [LINK] }]);
  const hear = async (hint: { do: 'release'; link: RecordKey } | { do: 'replan'; key: RecordKey }) => {
    Object.assign(calls, { get: 0, send: 0 });
    const sentAt = connector.clock.now().toISOString();
    await connector.normalize([{ change: { ...hint, connection: connector.name }, sentAt }]);
    return calls;
  };
  return { ...toys, hear };
};

test('who waits no more is not planned again, and is forgotten', async () => {
  const { connector, hear } = await queuedWithWaiter();
  expect(await hear({ do: 'release', link: LINK })).toEqual({ get: 3, send: 0 });
  expect(await connector.records.waiters(connector.name, LINK, 10)).toEqual({ waiting: [] });
});

test('a record whose hint is sent is planned again without another one', async () => {
  const { hear } = await queuedWithWaiter();
  expect(await hear({ do: 'replan', key: WAITER })).toMatchObject({ send: 0 });
});

test('a record that was queued by whoever died before telling is told of by who comes next', async () => {
  const hints = [
    { do: 'release', link: LINK },
    { do: 'replan', key: WAITER },
  ] as const;
  for (const hint of hints) {
    const { connector, office, hear } = await queuedWithWaiter();
    const { marks } = await connector.connection();
    await connector.connections.endWork(connector.name, marks, undefined);
    expect((await connector.connection()).workAt).toBeUndefined();
    await hear(hint);
    expect((await connector.connection()).workAt).toBeDefined();
    expect(await visit(connector, office)).toMatchObject({ ended: 'complete' });
    expect(await connector.stateOf('b#1')).toBe('synced');
  }
});
