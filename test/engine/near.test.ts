import { nearby } from '../../lib/engine/near.ts';
import { createClock } from '../journeys/clock.ts';
import { createFifo } from '../journeys/fifo.ts';

const exportOf = (id: number) => ({
  ...{ connection: 'acme', key: { flow: 'commitments', id: String(id) } },
  target: `commitments#${id}`,
});
const exportsOf = (from: number, count: number) =>
  Array.from({ length: count }, (_, n) => exportOf(from + n));

const open = () => {
  const queue = createFifo(createClock());
  const near = nearby(queue);
  const ids = async (limit: number, connection = 'acme') =>
    (await near.receive(connection, limit)).map(({ key }) => Number(key.id));
  return { queue, near, ids };
};

test('what this process sends it takes first, and nothing of that travels', async () => {
  const { queue, near, ids } = open();
  await queue.send([exportOf(1)]);
  await near.send(exportsOf(2, 2));
  expect(queue.size()).toBe(1);
  expect(await ids(2)).toEqual([2, 3]);
  expect(await ids(2)).toEqual([1]);
  expect(await ids(2)).toEqual([]);
});

test('a record that is freed twice is taken once, and by its own connection', async () => {
  const { near, ids } = open();
  await near.send([exportOf(1), exportOf(1)]);
  expect(await ids(10, 'other')).toEqual([]);
  expect(await ids(10)).toEqual([1]);
});

test('what is given back is taken again, also by another process; what is removed is not', async () => {
  const { queue, near, ids } = open();
  await queue.send([exportOf(1), exportOf(2)]);
  await near.send([exportOf(3), exportOf(4)]);
  const receipts = (await near.receive('acme', 10)).map(({ receipt }) => receipt);
  expect(receipts).toHaveLength(4);
  await near.remove('acme', [receipts[0] ?? '', receipts[2] ?? '']);
  await near.giveBack('acme', [receipts[1] ?? '', receipts[3] ?? '']);
  expect((await ids(10)).sort()).toEqual([2, 4]);
  const another = nearby(queue);
  await another.giveBack('acme', [receipts[0] ?? '']);
  expect((await another.receive('acme', 10)).map(({ key }) => key.id)).toEqual(['3']);
});

test('what is more than two batches goes through the queue', async () => {
  const { queue, near, ids } = open();
  await near.send(exportsOf(0, 1_010));
  expect(queue.size()).toBe(10);
  expect(new Set(await ids(2_000)).size).toBe(1_010);
});
