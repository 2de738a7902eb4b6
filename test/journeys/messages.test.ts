import type { ExportQueue } from '../../lib/engine/ports.ts';
import { type Chance, seeded } from '../../local/sample/seeded.ts';
import { withAws } from '../stores/stores.ts';
import { createClock } from './clock.ts';
import type { HeldChanges } from './held-changes.ts';
import { rebuild } from './purge.ts';
import { type Table, toyFlows } from './toy-flow.ts';
import { startToys } from './toys.ts';
import { visit } from './visit.ts';

const aws = withAws();

const levels = ['a', 'b', 'c'];

/** Each record of a level needs two of the level before. */
const company = (): Record<string, Table> =>
  Object.fromEntries(
    levels.map((level, n) => {
      const needs = (id: number) => [`${levels[n - 1]}#${id}`, `${levels[n - 1]}#${(id % 6) + 1}`];
      const rows = Array.from({ length: 6 }, (_, id) => {
        const toy = { name: `${level} ${id + 1}`, needs: n > 0 ? needs(id + 1) : [] };
        return [String(id + 1), toy] as const;
      });
      return [level, new Map(rows)];
    }),
  );

const shuffled = <T>(all: readonly T[], chance: Chance): T[] =>
  all
    .map((one) => ({ one, at: chance.between(1, 1_000_000) }))
    .sort((x, y) => x.at - y.at)
    .map(({ one }) => one);

/** How the messages of both queues fare: each is there so many times, in any order. */
interface Fate {
  readonly chance: Chance;
  readonly copies: () => number;
}

const copied = <T>(all: readonly T[], { chance, copies }: Fate): T[] =>
  shuffled(
    all.flatMap((one) => Array.from({ length: copies() }, () => one)),
    chance,
  );

const fated = (fate: Fate) => ({
  changes: (inside: HeldChanges): HeldChanges => ({ ...inside, take: () => copied(inside.take(), fate) }),
  exports: (inside: ExportQueue): ExportQueue => ({
    ...inside,
    send: (exports) => inside.send(copied(exports, fate)),
    receive: async (connection, limit) => shuffled(await inside.receive(connection, limit), fate.chance),
  }),
});

const run = async (seed: number, copies: (chance: Chance) => number) => {
  const chance = seeded(seed);
  const clock = createClock();
  const tables = company();
  const wrap = fated({ chance, copies: () => copies(chance) });
  const toys = await startToys(aws(), tables, { clock, wrap });
  const { connector, office } = toys;
  await connector.tell('c', ['1', '2', '3', '4', '5', '6']);
  await visit(connector, office);
  const flows = toyFlows(tables, clock);
  const names = Object.values(tables).flatMap((table) => [...table.values()].map(({ name }) => name));
  return { ...toys, flows, names: names.sort(), posted: () => [...office.vendors()].sort() };
};

test.each([1, 2, 3])(
  'doubled and reordered messages change nothing (seed %i)',
  async (seed) => {
    const { names, posted } = await run(seed, (chance) => chance.between(1, 3));
    expect(posted()).toEqual(names);
  },
  300_000,
);

test.each([4, 5, 6])(
  'lost messages are made up for by rebuild (seed %i)',
  async (seed) => {
    const { connector, office, flows, names, posted } = await run(seed, (chance) => chance.between(0, 2));
    for (let round = 0; round < 12 && posted().length < names.length; round++) {
      // A record that was never heard of is in no table: Procore's webhook, or the list, tells of it again.
      await connector.tell('c', ['1', '2', '3', '4', '5', '6']);
      connector.clock.pass(10 * 60_000);
      await rebuild(aws(), connector, flows);
      await connector.drain();
      await visit(connector, office);
    }
    expect(posted()).toEqual(names);
  },
  300_000,
);
