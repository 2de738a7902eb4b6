import { withAws } from '../stores/stores.ts';
import { createClock } from './clock.ts';
import { createFifo } from './fifo.ts';
import { isWrite } from './office.ts';
import type { Table } from './toy-flow.ts';
import { startToys, type Toys } from './toys.ts';
import { visit } from './visit.ts';

const aws = withAws();

/** `Name of target n`, for so many records of each target, in turn: 1 of a, 1 of b, 2 of a, … */
const changesTo = (targets: Readonly<Record<string, number>>): Table => {
  const all = Object.entries(targets).flatMap(([target, count]) =>
    Array.from({ length: count }, (_, n) => ({ target: `order#${target}`, name: `${target} ${n + 1}` })),
  );
  return new Map(all.map((toy) => [toy.name, toy]));
};

/** What each message set added, by name. */
const writesOf = ({ office }: Toys): string[][] =>
  office.sent
    .filter(isWrite)
    .map((qbxml) => [...qbxml.matchAll(/<VendorAdd>\s*<Name>([^<]+)/g)].map(([, name = '']) => name));

const start = async (table: Table) => {
  const clock = createClock();
  const fifo = createFifo(clock);
  const toys = await startToys(aws(), { changes: table }, { clock, wrap: { exports: () => fifo } });
  await toys.connector.tell('changes', [...table.keys()]);
  return { ...toys, fifo };
};

const targetOf = (name: string): string => name.split(' ')[0] ?? '';

describe('several messages of one group in one receive', () => {
  test('the queue hands them out as SQS does', async () => {
    const { connector, fifo } = await start(changesTo({ a: 3, b: 2 }));
    const first = await fifo.receive(connector.name, 4);
    expect(fifo.handedOut).toEqual([['changes#a 1', 'changes#a 2', 'changes#a 3', 'changes#b 1']]);
    expect(await fifo.receive(connector.name, 10)).toEqual([]);
    await fifo.remove(
      connector.name,
      first.slice(0, 3).map(({ receipt }) => receipt),
    );
    await fifo.giveBack(
      connector.name,
      first.slice(3).map(({ receipt }) => receipt),
    );
    await fifo.receive(connector.name, 10);
    expect(fifo.handedOut.at(-1)).toEqual(['changes#b 1', 'changes#b 2']);
  });

  test('one record of a target is in flight, the next goes in the next batch of the same session, in order', async () => {
    const toys = await start(changesTo({ a: 4, b: 3, c: 1 }));
    expect(await visit(toys.connector, toys.office)).toMatchObject({ ended: 'complete' });
    const writes = writesOf(toys);
    for (const names of writes) expect(new Set(names.map(targetOf)).size).toBe(names.length);
    const all = writes.flat();
    for (const target of ['a', 'b', 'c']) {
      const own = all.filter((name) => targetOf(name) === target);
      expect(own).toEqual([...own].sort());
    }
    expect(all).toHaveLength(8);
    expect(writes).toHaveLength(4);
    expect(new Set(Object.values(await toys.connector.states('changes')))).toEqual(new Set(['synced']));
    expect(toys.fifo.size()).toBe(0);
  });

  test('a target with many records keeps nobody waiting', async () => {
    const toys = await start(changesTo({ a: 35, b: 1, c: 2 }));
    await visit(toys.connector, toys.office);
    const writes = writesOf(toys);
    expect(writes[0]?.toSorted()).toEqual(['a 1', 'b 1', 'c 1']);
    expect(writes[1]?.toSorted()).toEqual(['a 2', 'c 2']);
    expect(writes).toHaveLength(35);
    expect(toys.office.vendors()).toHaveLength(38);
    expect(toys.fifo.size()).toBe(0);
  }, 300_000);

  test('messages kept back by a session that dies come again, and meanwhile their records are found', async () => {
    const toys = await start(changesTo({ a: 3 }));
    let died = false;
    const dies = (qbxml: string) => {
      const now = isWrite(qbxml) && !died;
      died ||= now;
      return now;
    };
    expect(await visit(toys.connector, toys.office, { dies })).toMatchObject({ ended: 'died' });
    toys.connector.clock.pass(6 * 60_000);
    expect(await visit(toys.connector, toys.office)).toMatchObject({ ended: 'complete' });
    expect(toys.office.vendors()).toEqual(['a 1', 'a 2', 'a 3']);
  });
});
