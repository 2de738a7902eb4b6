import { withAws } from '../stores/stores.ts';
import type { Table, Toy } from './toy-flow.ts';
import { startToys, vendors } from './toys.ts';
import { visit } from './visit.ts';

const aws = withAws();

const start = async (breaks: NonNullable<Toy['breaks']>) => {
  const table: Table = vendors(30);
  table.set('17', { name: 'Vendor 17', breaks });
  const toys = await startToys(aws(), { a: table });
  await toys.connector.tell('a', [...table.keys()]);
  return toys;
};

describe('a record at which its flow throws', () => {
  test.each(['links', 'refuse', 'claims', 'lookup', 'match', 'request'] as const)(
    'in %s fails alone, in words, and keeps none of its twenty-nine neighbours back',
    async (breaks) => {
      const { connector, office } = await start(breaks);
      expect(await visit(connector, office)).toMatchObject({ ended: 'complete' });
      expect(office.vendors()).toHaveLength(29);
      const found = await connector.records.get(connector.name, [{ flow: 'a', id: '17' }]);
      expect(found.get('a#17')?.reason).toEqual({
        code: 'unreadable',
        detail: { words: `bug in ${breaks}` },
      });
    },
  );

  test('in fetch lets its neighbours through; its own hint comes again', async () => {
    const table = vendors(30);
    const { connector, office } = await startToys(aws(), { a: table });
    const get = table.get.bind(table);
    table.get = (id) => {
      if (id === '17') throw new Error('bug in fetch');
      return get(id);
    };
    await expect(connector.tell('a', [...table.keys()])).rejects.toThrow('bug in fetch');
    await visit(connector, office);
    expect(office.vendors()).toHaveLength(29);
  });

  test('in settle is found by the next lookup, and posted once', async () => {
    const { connector, office } = await start('settle');
    await visit(connector, office);
    expect(office.vendors()).toHaveLength(30);
    expect(await connector.stateOf('a#17')).toBe('synced');
  });
});
