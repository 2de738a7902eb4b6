import { chainOf } from '../../lib/admin/chain.ts';
import { keyText, type SyncRecord } from '../../lib/engine/record.ts';
import { reason } from '../../lib/reasons.ts';
import { bare } from '../engine/records.ts';

const blocked = (id: string, ...blockedBy: readonly string[]): SyncRecord =>
  bare(
    { flow: 'f', id },
    { title: `title ${id}`, state: 'blocked', blockedBy: blockedBy.map((one) => `f#${one}`) },
  );

const chain = (record: SyncRecord, ...others: readonly SyncRecord[]) => {
  const all = new Map(others.map((one) => [keyText(one), one]));
  const get = async (_: string, keys: readonly { flow: string; id: string }[]) =>
    new Map(
      keys.flatMap((key) => (all.has(keyText(key)) ? [[keyText(key), all.get(keyText(key))!] as const] : [])),
    );
  return chainOf({ get }, record);
};

test('leads down to the root, with who can cure it', async () => {
  const failed = bare(
    { flow: 'f', id: '3' },
    { state: 'failed', reason: reason('name-too-long', { name: 'x', length: '42', max: '41' }) },
  );
  expect(await chain(blocked('1', '2'), blocked('2', '3'), failed)).toEqual([
    expect.objectContaining({
      ...{ id: '2', title: 'title 2', state: 'blocked' },
      waitsFor: [
        expect.objectContaining({
          id: '3',
          state: 'failed',
          who: expect.any(String),
          cure: expect.any(String),
        }),
      ],
    }),
  ]);
});

test('tells each record once, also where records wait for each other', async () => {
  const told = await chain(blocked('1', '2', '3'), blocked('2', '3'), blocked('3', '1'));
  expect(told.map(({ id }) => id)).toEqual(['2', '3']);
  expect(told[0]).toMatchObject({ cut: true, waitsFor: [] });
  expect(told[1]).toMatchObject({ cut: true, waitsFor: [] });
});

test('names what nobody has seen, and stops at fifty', async () => {
  const many = Array.from({ length: 80 }, (_, n) => String(n + 10));
  const told = await chain(blocked('1', ...many));
  expect(told).toHaveLength(49);
  expect(told[0]).toMatchObject({ id: '10', state: undefined });
  expect(await chain(bare({ flow: 'f', id: '1' }))).toEqual([]);
});
