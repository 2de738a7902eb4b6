import { createDocumentStore } from '../../lib/stores/documents.ts';
import { noise, withAws } from './stores.ts';

const aws = withAws();
const open = () => createDocumentStore({ client: aws().dynamo, table: 'plumbline-sessions' });

describe('a document', () => {
  test('comes back as it was put, one rev higher', async () => {
    const store = open();
    const document = {
      pk: 'acme',
      sk: 'batch',
      id: 'b-1',
      body: '<ü/>'.repeat(9_000),
      keys: ['a', '😀'],
      n: 3,
    };
    const stored = await store.put(document, { ifRev: 0 });
    expect(stored).toEqual({ ...document, rev: 1 });
    expect(await store.get('acme', 'batch')).toEqual(stored);
  });

  test('may be far larger than an item', async () => {
    const store = open();
    const body = noise(2_000_000);
    await store.put({ pk: 'acme', sk: 'huge', body }, { ifRev: 0 });
    expect(await store.get('acme', 'huge')).toEqual({ pk: 'acme', sk: 'huge', body, rev: 1 });
  });

  test('may have fields of any name', async () => {
    const store = open();
    const document = {
      pk: 'acme',
      sk: 'names',
      fields: { a: 1 },
      bulk: 'x',
      packed: noise(9_000),
      chunks: 2,
    };
    await store.put(document, { ifRev: 0 });
    expect(await store.get('acme', 'names')).toEqual({ ...document, rev: 1 });
  });

  test('put by twenty at once is put by exactly one', async () => {
    const store = open();
    for (const ifRev of [0, 1]) {
      const puts = Array.from({ length: 20 }, (_, by) =>
        store.put({ pk: 'acme', sk: 'race', by }, { ifRev }),
      );
      const won = (await Promise.all(puts)).filter((stored) => stored !== undefined);
      expect(won).toHaveLength(1);
      expect(await store.get('acme', 'race')).toEqual(won[0]);
    }
  });
});

test('a query gives the documents of its pk and prefix, in the order of sk, across pages', async () => {
  const store = open();
  const body = noise(300_000);
  for (const sk of ['b#2', 'a#1', 'b#1', 'b#3', 'b#5', 'b#4'])
    await store.put({ pk: 'query', sk, body }, { ifRev: 0 });
  await store.put({ pk: 'query-2', sk: 'b#9' }, { ifRev: 0 });
  const all = await store.query<{ pk: string; sk: string; body: string }>('query', 'b#');
  expect(all.map(({ sk }) => sk)).toEqual(['b#1', 'b#2', 'b#3', 'b#4', 'b#5']);
  expect(all.every((document) => document.body === body)).toBe(true);
  expect((await store.query('query')).map(({ sk }) => sk)).toEqual([
    'a#1',
    'b#1',
    'b#2',
    'b#3',
    'b#4',
    'b#5',
  ]);
});
