import { createRecordStore } from '../../lib/stores/records.ts';
import { at, noise, recordOf, withAws } from './stores.ts';

const aws = withAws();
const open = () => createRecordStore({ client: aws().dynamo, table: 'plumbline-records' });
const link = (id: string) => ({ flow: 'commitments', id });

describe('a save', () => {
  test('stores a record as it was given, one rev higher', async () => {
    const store = open();
    const record = recordOf({
      id: 'whole',
      title: 'Łódź – 東京 😀 "SC-001"',
      content: { text: 'ünïcödé \u0000 \ud83d\ude00', nested: [{ amount: '12.50' }, null], empty: '' },
      reason: { code: 'number-taken' } as never,
      mapping: { type: 'PurchaseOrder', id: '1A-2', name: 'SC-001', created: true, lines: { ü1: '3F-1' } },
      blockedBy: ['projects#7'],
      flags: [{ code: 'total-differs', detail: '1 ≠ 2' }],
      override: { name: 'Ж' },
    });
    const saved = await store.save(record);
    const stored = (await store.get('acme', [link('whole')])).get('commitments#whole');
    expect(saved).toEqual({ ...record, rev: 1 });
    expect(stored).toEqual(saved);
  });

  test('keeps absent fields absent', async () => {
    const store = open();
    await store.save(recordOf({ id: 'bare', title: undefined, mapping: undefined }));
    const stored = (await store.get('acme', [link('bare')])).get('commitments#bare');
    expect(Object.keys(stored ?? {}).sort()).toEqual(
      [
        'connection',
        'flow',
        'id',
        'rev',
        'source',
        'state',
        'flags',
        'generation',
        'attempts',
        'since',
      ].sort(),
    );
  });

  test('of twenty at once succeeds for exactly one', async () => {
    const store = open();
    const titles = Array.from({ length: 20 }, (_, number) => `writer ${number}`);
    for (const rev of [0, 1, 2]) {
      const saves = titles.map((title) => store.save(recordOf({ id: 'race', rev, title })));
      const winners = (await Promise.all(saves)).filter((saved) => saved !== undefined);
      const stored = (await store.get('acme', [link('race')])).get('commitments#race');
      expect(winners).toHaveLength(1);
      expect(stored).toEqual(winners[0]);
      expect(stored?.rev).toBe(rev + 1);
    }
  });

  test('of a record that is not stored fails unless its rev is 0', async () => {
    const store = open();
    expect(await store.save(recordOf({ id: 'never', rev: 3 }))).toBeUndefined();
    expect(await store.get('acme', [link('never')])).toEqual(new Map());
  });

  test('keeps content far above the size of an item', async () => {
    const store = open();
    const content = { text: noise(1_500_000) };
    const saved = await store.save(recordOf({ id: 'big', content }));
    const smaller = await store.save({ ...recordOf({ id: 'big', content: { text: 'ok' } }), rev: 1 });
    const again = await store.save({ ...recordOf({ id: 'big', content }), rev: 2 });
    const stored = (await store.get('acme', [link('big')])).get('commitments#big');
    expect([saved?.rev, smaller?.rev, again?.rev]).toEqual([1, 2, 3]);
    expect(stored?.content).toEqual(content);
  });

  test('that lost leaves the content of the winner alone', async () => {
    const store = open();
    const mine = { text: noise(500_000, 2) };
    const theirs = { text: noise(500_000, 3) };
    await store.save(recordOf({ id: 'loser', content: mine }));
    expect(await store.save(recordOf({ id: 'loser', content: theirs }))).toBeUndefined();
    const stored = (await store.get('acme', [link('loser')])).get('commitments#loser');
    expect(stored?.content).toEqual(mine);
  });
});

describe('a get', () => {
  test('finds all of more records than one request takes, and names each key once', async () => {
    const store = open();
    const ids = Array.from({ length: 130 }, (_, number) => `many-${number}`);
    await Promise.all(ids.map((id) => store.save(recordOf({ id, content: { id } }))));
    const found = await store.get('acme', [...ids, ...ids, 'absent'].map(link));
    expect(found.size).toBe(130);
    expect(found.get('commitments#many-129')?.content).toEqual({ id: 'many-129' });
    expect(found.has('commitments#absent')).toBe(false);
  });

  test('asks again for what one answer could not hold', async () => {
    const store = open();
    const ids = Array.from({ length: 12 }, (_, number) => `wide-${number}`);
    const content = { text: noise(200_000) };
    await Promise.all(ids.map((id) => store.save(recordOf({ id, content }))));
    const found = await store.get('acme', ids.map(link));
    expect([...found.values()].map((record) => record.content)).toEqual(ids.map(() => content));
  });

  test('keeps connections and flows apart', async () => {
    const store = open();
    await store.save(recordOf({ connection: 'one', id: 'x', title: 'one' }));
    await store.save(recordOf({ connection: 'two', id: 'x', title: 'two' }));
    await store.save(recordOf({ connection: 'one', flow: 'invoices', id: 'x#y', title: 'hash' }));
    const found = await store.get('one', [link('x'), { flow: 'invoices', id: 'x#y' }]);
    expect([...found.values()].map((record) => record.title).sort()).toEqual(['hash', 'one']);
    expect(found.get('invoices#x#y')?.id).toBe('x#y');
  });
});

describe('a want', () => {
  const source = { project: '7', resource: 'Vendors' };

  test('creates a wanted record that is under way', async () => {
    const store = open();
    const wanted = await store.want('fresh', link('9'), source, at(5));
    expect(wanted).toMatchObject({ state: 'wanted', waited: true, source, since: at(5), rev: 1 });
    expect((await store.get('fresh', [link('9')])).get('commitments#9')).toEqual(wanted);
    expect(await store.underWay('fresh', at(5))).toBe(true);
    expect(await store.underWay('fresh', at(6))).toBe(false);
  });

  test('marks a stored record and leaves the rest of it, and what is pending, alone', async () => {
    const store = open();
    const mapping = { type: 'Vendor', id: '8-1', name: 'Acme', created: false };
    const saved = await store.save(
      recordOf({ connection: 'marked', state: 'synced', mapping, content: { a: 1 } }),
    );
    const wanted = await store.want('marked', link('1'), source, at(9));
    expect(wanted).toEqual({ ...saved, waited: true, rev: 2 });
    expect(await store.underWay('marked', at(0))).toBe(false);
    expect(await store.queued('marked', 10, at(9_000))).toEqual([]);
  });

  test('leaves a queued record queued', async () => {
    const store = open();
    await store.save(recordOf({ connection: 'still', state: 'queued' }));
    await store.want('still', link('1'), source, at(9));
    expect(await store.queued('still', 10, at(10))).toEqual([link('1')]);
    expect(await store.underWay('still', at(0))).toBe(false);
  });

  test('makes a save that did not know of it fail', async () => {
    const store = open();
    const saved = await store.save(recordOf({ connection: 'blind' }));
    await store.want('blind', link('1'), source, at(9));
    expect(await store.save({ ...recordOf({ connection: 'blind' }), rev: saved?.rev ?? 0 })).toBeUndefined();
  });

  test('asked twenty times at once creates one record, and all see it', async () => {
    const store = open();
    const wants = Array.from({ length: 20 }, (_, number) =>
      store.want('crowd', link('1'), source, at(number)),
    );
    const seen = await Promise.all(wants);
    expect(new Set(seen.map((record) => record.since)).size).toBe(1);
    expect(seen.every((record) => record.waited && record.state === 'wanted')).toBe(true);
  });

  test('racing with saves loses none of both', async () => {
    const store = open();
    const save = async (title: string): Promise<boolean> => {
      const stored = (await store.get('both', [link('1')])).get('commitments#1');
      const saved = await store.save({ ...(stored ?? recordOf({ connection: 'both' })), title });
      return saved !== undefined;
    };
    const results = await Promise.all(
      Array.from({ length: 10 }, (_, number) => [
        store.want('both', link('1'), source, at(number)).then((record) => record.waited === true),
        save(`save ${number}`),
      ]).flat(),
    );
    const stored = (await store.get('both', [link('1')])).get('commitments#1');
    expect(results.filter((_, place) => place % 2 === 0)).toEqual(Array(10).fill(true));
    expect(stored?.waited).toBe(true);
    expect(stored?.title === undefined).toBe(
      results.filter((_, place) => place % 2 === 1).every((won) => !won),
    );
  });
});
