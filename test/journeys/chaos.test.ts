import type { ExportQueue, RecordStore } from '../../lib/engine/ports.ts';
import { seeded } from '../../local/sample/seeded.ts';
import { withAws } from '../stores/stores.ts';
import type { Meddle } from './office.ts';
import type { Table } from './toy-flow.ts';
import { startToys, type Toys } from './toys.ts';
import { visit } from './visit.ts';

const aws = withAws();

const ROUNDS = 12;
const HOUR_MS = 3_600_000;

type Chance = ReturnType<typeof seeded>;

/** Every record of a level needs one or two of the level below. */
const company = (chance: Chance): Record<string, Table> => {
  const levels = ['a', 'b', 'c', 'd'];
  return Object.fromEntries(
    levels.map((level, n) => {
      const below = levels[n - 1];
      const pick = () => `${below}#${chance.between(1, 6)}`;
      const rows = Array.from({ length: 6 }, (_, id) => {
        const needs = below ? [...new Set([pick(), pick()])] : [];
        return [String(id + 1), { name: `${level} ${id + 1}`, needs }] as const;
      });
      return [level, new Map(rows)];
    }),
  );
};

/** A Lambda or a store that fails at any call, half of the time after the call was done. */
const failing = (chance: Chance, on: { now: boolean }) => {
  const perhaps =
    <A extends unknown[], R>(call: (...given: A) => Promise<R>) =>
    async (...given: A): Promise<R> => {
      const fate = on.now ? chance.between(1, 40) : 0;
      if (fate === 1) throw new Error('died before');
      const result = await call(...given);
      if (fate === 2) throw new Error('died after');
      return result;
    };
  return {
    records: (inside: RecordStore): RecordStore => ({
      ...inside,
      get: perhaps(inside.get),
      save: perhaps(inside.save),
      want: perhaps(inside.want),
      addWaiters: perhaps(inside.addWaiters),
      removeWaiters: perhaps(inside.removeWaiters),
      claim: perhaps(inside.claim),
      putClaims: perhaps(inside.putClaims),
    }),
    exports: (inside: ExportQueue): ExportQueue => ({
      send: perhaps(inside.send),
      receive: perhaps(inside.receive),
      remove: perhaps(inside.remove),
      giveBack: perhaps(inside.giveBack),
    }),
  };
};

/** QuickBooks that sometimes fails before or after it has done its work. It keeps what it refused as posted before. */
const moody =
  (chance: Chance, twice: string[]): Meddle =>
  async (qbxml, process) => {
    const mood = chance.between(1, 12);
    const failure = { hresult: '0x80040402', message: 'Unexpected error.' };
    if (mood === 1) return failure;
    const processed = await process(qbxml);
    if ('response' in processed && processed.response.includes('statusCode="3100"')) twice.push(qbxml);
    return mood === 2 ? failure : processed;
  };

const workOff = async ({ connector }: Toys): Promise<void> => {
  const items = connector.changes.take();
  await connector.normalize(items).catch(() => connector.changes.giveBack(items));
};

const round = async (toys: Toys, tables: Record<string, Table>, chance: Chance): Promise<void> => {
  const { connector, office } = toys;
  const levels = Object.keys(tables);
  const flow = levels[chance.between(0, levels.length - 1)] ?? 'a';
  const key = { flow, id: String(chance.between(1, 6)) };
  const hint = { do: 'fetch' as const, connection: connector.name, key, source: {} };
  await connector.changes.send([hint, hint]);
  await workOff(toys);
  const last = chance.between(1, 12);
  let message = 0;
  const dies = () => {
    message += 1;
    return message === last;
  };
  await visit(connector, office, { dies, pause: () => workOff(toys) }).catch(() => undefined);
  connector.clock.pass(chance.between(0, 1) * HOUR_MS);
};

const expectAllOnce = async ({ connector, office }: Toys, tables: Record<string, Table>) => {
  const names = Object.values(tables).flatMap((table) => [...table.values()].map(({ name }) => name));
  expect([...office.vendors()].sort()).toEqual([...names].sort());
  for (const flow of Object.keys(tables))
    expect(new Set(Object.values(await connector.states(flow)))).toEqual(new Set(['synced']));
};

test.each([3, 8])(
  'whatever dies and whenever, every record is in QuickBooks once in the end (seed %i)',
  async (seed) => {
    const chance = seeded(seed);
    const tables = company(chance);
    const on = { now: true };
    const toys = await startToys(aws(), tables, { wrap: failing(chance, on) });
    const twice: string[] = [];
    toys.office.meddle(moody(chance, twice));
    for (let n = 0; n < ROUNDS; n++) await round(toys, tables, chance);
    on.now = false;
    toys.office.meddle(undefined);
    toys.connector.clock.pass(HOUR_MS);
    await toys.connector.drain();
    for (const [flow, table] of Object.entries(tables)) {
      const known = await toys.connector.states(flow);
      await toys.connector.tell(
        flow,
        [...table.keys()].filter((id) => !(id in known)),
      );
    }
    for (let n = 0; n < 4; n++) {
      await visit(toys.connector, toys.office);
      toys.connector.clock.pass(HOUR_MS);
    }
    expect(twice).toEqual([]);
    await expectAllOnce(toys, tables);
  },
);
