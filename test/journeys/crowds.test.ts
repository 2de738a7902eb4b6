import { withAws } from '../stores/stores.ts';
import type { Table } from './toy-flow.ts';
import { startToys, untilWrite, vendors } from './toys.ts';
import { deliver, visit } from './visit.ts';

const aws = withAws();

test('more than two hundred records that wait for one vendor go in the session that posts it', async () => {
  const waiting: Table = new Map(
    Array.from({ length: 205 }, (_, n) => [String(n), { name: `Order ${n}`, needs: ['a#1'] }]),
  );
  const { connector, office } = await startToys(aws(), {
    a: new Map([['1', { name: 'Vendor' }]]),
    b: waiting,
  });
  await connector.tell('b', [...waiting.keys()]);
  expect(await visit(connector, office)).toMatchObject({ ended: 'complete' });
  expect(office.vendors()).toHaveLength(206);
  expect(new Set(Object.values(await connector.states('b')))).toEqual(new Set(['synced']));
});

test('what a session frees itself goes in its next batch, and not through the queue', async () => {
  const waiting: Table = new Map(
    Array.from({ length: 30 }, (_, n) => [String(n), { name: `Order ${n}`, needs: ['a#1'] }]),
  );
  const sent = { now: 0 };
  const { connector, office } = await startToys(
    aws(),
    { a: vendors(1), b: waiting },
    {
      wrap: {
        exports: (inside) => ({
          ...inside,
          send: (exports) => {
            sent.now += exports.length;
            return inside.send(exports);
          },
        }),
      },
    },
  );
  await connector.tell('b', [...waiting.keys()]);
  expect(sent.now).toBe(1);
  expect(await visit(connector, office)).toMatchObject({ ended: 'complete' });
  expect(office.vendors()).toHaveLength(31);
  expect(sent.now).toBe(1);
});

test('no call releases more than two hundred records itself, whoever they wait for', async () => {
  const waiting: Table = new Map(
    Array.from({ length: 210 }, (_, n) => [String(n), { name: `Order ${n}`, needs: [`a#${(n % 3) + 1}`] }]),
  );
  const saves = { now: 0 };
  const { connector, office } = await startToys(
    aws(),
    { a: vendors(3), b: waiting },
    {
      wrap: {
        records: (inside) => ({
          ...inside,
          save: (record, ...more) => {
            if (record.flow === 'b') saves.now += 1;
            return inside.save(record, ...more);
          },
        }),
      },
    },
  );
  await connector.tell('b', [...waiting.keys()]);
  const { ticket, qbxml } = await untilWrite({ connector, office });
  saves.now = 0;
  await deliver(connector, office, ticket, qbxml);
  expect(office.vendors()).toHaveLength(3);
  expect(saves.now).toBe(140);
  await connector.drain();
  expect(new Set(Object.values(await connector.states('b')))).toEqual(new Set(['queued']));
});

test('what a hundred records wait for is asked for once, and they are read, written and looked after together', async () => {
  const waiting: Table = new Map(
    Array.from({ length: 100 }, (_, n) => [String(n), { name: `Order ${n}`, needs: ['a#1', 'a#2'] }]),
  );
  const calls = { get: 0, want: 0, addWaiters: 0, save: 0 };
  const counted =
    <A extends unknown[], R>(name: keyof typeof calls, call: (...args: A) => R) =>
    (...args: A): R => {
      calls[name] += 1;
      return call(...args);
    };
  const { connector } = await startToys(
    aws(),
    { a: vendors(2), b: waiting },
    {
      wrap: {
        records: (inside) => ({
          ...inside,
          get: counted('get', inside.get),
          want: counted('want', inside.want),
          addWaiters: counted('addWaiters', inside.addWaiters),
          save: counted('save', inside.save),
        }),
      },
    },
  );
  const sentAt = connector.clock.now().toISOString();
  const { name: connection } = connector;
  await connector.normalize(
    [...waiting.keys()].map((id) => ({
      change: { do: 'fetch', connection, key: { flow: 'b', id }, source: {} },
      sentAt,
    })),
  );
  expect(connector.changes.take().map(({ change }) => change)).toEqual(
    ['1', '2'].map((id) => expect.objectContaining({ do: 'fetch', key: { flow: 'a', id } })),
  );
  expect(calls).toEqual({ get: 4, want: 2, addWaiters: 4, save: 100 });
  expect(new Set(Object.values(await connector.states('b')))).toEqual(new Set(['blocked: blocked-by']));
});
