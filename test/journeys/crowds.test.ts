import { withAws } from '../stores/stores.ts';
import type { Table } from './toy-flow.ts';
import { startToys } from './toys.ts';
import { visit } from './visit.ts';

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
