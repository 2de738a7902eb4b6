import { withAws } from '../stores/stores.ts';
import { startToys, vendors } from './toys.ts';
import { visit } from './visit.ts';

const aws = withAws();

/** Invoices of one order; all of them refer to its vendor as well. */
const tables = (count: number) => ({
  a: vendors(1),
  b: new Map([['1', { name: 'Order', needs: ['a#1'] }]]),
  c: new Map(
    Array.from({ length: count }, (_, n) => [String(n), { name: `Invoice ${n}`, needs: ['a#1', 'b#1'] }]),
  ),
});

test('what waits for an order is not planned again when the vendor of both is there', async () => {
  const saves: string[] = [];
  const { connector, office } = await startToys(aws(), tables(20), {
    wrap: {
      records: (inside) => ({
        ...inside,
        save: (record, ...more) => {
          if (record.flow === 'c') saves.push(record.state);
          return inside.save(record, ...more);
        },
      }),
    },
  });
  await connector.tell('b', ['1']);
  await connector.tell('c', [...tables(20).c.keys()]);
  const { waiting } = await connector.records.waiters(connector.name, { flow: 'a', id: '1' }, 50);
  expect(waiting).toEqual([{ flow: 'b', id: '1' }]);
  saves.length = 0;
  expect(await visit(connector, office)).toMatchObject({ ended: 'complete' });
  expect(new Set(Object.values(await connector.states('c')))).toEqual(new Set(['synced']));
  expect(saves.filter((state) => state === 'blocked')).toEqual([]);
});

test('an order that waits no more holds nobody up who waits for it', async () => {
  const given = tables(1);
  const { connector, office } = await startToys(aws(), given);
  await connector.tell('b', ['1']);
  await connector.tell('c', ['0']);
  given.b.set('1', { name: 'Order', needs: [] });
  given.c.set('0', { name: 'Invoice 0', needs: ['a#1', 'b#1'] });
  await connector.tell('b', ['1']);
  expect(await visit(connector, office)).toMatchObject({ ended: 'complete' });
  expect(office.vendors().sort()).toEqual(['Invoice 0', 'Order', 'Vendor 1']);
});
