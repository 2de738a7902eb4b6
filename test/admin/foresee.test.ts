import { foresee } from '../../lib/admin/foresee.ts';
import { flows } from '../../lib/flows/index.ts';
import { createRecordStore } from '../../lib/stores/records.ts';
import { us } from '../flows/settings.ts';
import { recordOf, withAws } from '../stores/stores.ts';

const aws = withAws();

/** A flow whose numbers are unique among the records of one order. */
const numbered = {
  ...(flows[0] as (typeof flows)[number]),
  name: 'numbered',
  links: () => [{ flow: 'orders', id: '9' }],
  claims: (
    content: unknown,
    { resolve }: { resolve: (link: { flow: string; id: string }) => { id: string } },
  ) => {
    const { number } = content as { number: string };
    const value = `${resolve({ flow: 'orders', id: '9' }).id} ${number}`;
    return [{ kind: 'number', value, shown: number, lost: 'number-taken' as const }];
  },
};

test('what a record claims is told as far as what it refers to is known; the rest stops nobody', async () => {
  const records = createRecordStore({ client: aws().dynamo, table: `${aws().prefix}records` });
  const connection = 'foresight';
  for (const id of ['1', '2'])
    await records.save(
      recordOf({ connection, flow: 'numbered', id, title: `N-${id}`, content: { number: '7' } }),
    );
  // DynamoDB gives what is asked for at once in any order.
  const backToFront: typeof records.get = async (...asked) =>
    new Map([...(await records.get(...asked))].sort(([a], [b]) => (a < b ? 1 : -1)));
  const deps = { records: { ...records, get: backToFront }, flows: [numbered] };
  const facts = { settings: { ...us, name: connection } };
  expect(await foresee(deps, connection, facts)).toEqual({ marked: [], collisions: [] });
  const mapping = { type: 'PurchaseOrder', id: '1-1', name: 'PO-9', created: true };
  await records.save(
    recordOf({ connection, flow: 'orders', id: '9', state: 'synced', mapping, content: {} }),
  );
  const { collisions } = await foresee(deps, connection, facts);
  expect(collisions).toMatchObject([{ shown: '7', of: [{ id: '1' }, { id: '2' }] }]);
});
