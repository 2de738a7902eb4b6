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
