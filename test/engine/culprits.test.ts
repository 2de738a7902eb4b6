import { culprits } from '../../lib/engine/culprits.ts';
import type { Received } from '../../lib/engine/normalize.ts';

const items = (count: number, again: boolean): (Received & { id: number })[] =>
  Array.from({ length: count }, (_, id) => ({
    id,
    again,
    change: { do: 'replan-all', connection: 'acme' },
    sentAt: '2026-11-22T09:00:00.000Z',
  }));

const poisonedBy =
  (bad: number, calls: number[][] = []) =>
  async (some: readonly { id: number }[]): Promise<void> => {
    calls.push(some.map(({ id }) => id));
    if (some.some(({ id }) => id === bad)) throw new Error(`bug at ${bad}`);
  };

const idsOf = (failed: readonly { item: { id: number } }[]): number[] => failed.map(({ item }) => item.id);

test('hints that go well are worked off in one call', async () => {
  const calls: number[][] = [];
  expect(await culprits(items(5, true), poisonedBy(9, calls))).toEqual([]);
  expect(calls).toHaveLength(1);
});

test('hints that fail for the first time all come again', async () => {
  const calls: number[][] = [];
  expect(idsOf(await culprits(items(5, false), poisonedBy(3, calls)))).toEqual([0, 1, 2, 3, 4]);
  expect(calls).toHaveLength(1);
});

test('of hints that come again, only the one at fault fails, with its error', async () => {
  const calls: number[][] = [];
  const failed = await culprits(items(100, true), poisonedBy(63, calls));
  expect(failed.map(({ item, error }) => [item.id, String(error)])).toEqual([[63, 'Error: bug at 63']]);
  expect(calls.length).toBeLessThan(20);
});
