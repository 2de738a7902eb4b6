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
