import { withAws } from '../stores/stores.ts';
import { createClock } from './clock.ts';
import { isWrite } from './office.ts';
import { purge, rebuild } from './purge.ts';
import { type Table, toyFlows } from './toy-flow.ts';
import { startToys, untilWrite } from './toys.ts';
import { deliver, visit } from './visit.ts';

const aws = withAws();

/** More than are released at once. */
const CROWD = 205;
const FEW = 8;

/** A vendor that a crowd waits for, one that nobody has fetched yet and who waits for it, and three alone. */
const company = (crowd: number): Record<string, Table> => ({
  a: new Map([['1', { name: 'Wide' }]]),
  crowd: new Map(
    Array.from({ length: crowd }, (_, n) => [String(n), { name: `Order ${n}`, needs: ['a#1'] }]),
  ),
  late: new Map([['1', { name: 'Late' }]]),
  d: new Map([['1', { name: 'Patient', needs: ['late#1'] }]]),
  alone: new Map(['1', '2', '3'].map((id) => [id, { name: `Alone ${id}` }])),
});

const start = async (crowd: number) => {
  const clock = createClock();
  const tables = company(crowd);
  const toys = await startToys(aws(), tables, { clock });
  const flows = toyFlows(tables, clock);
  const { connector, office } = toys;
  const { changes, name } = connector;
  await connector.tell('alone', ['1', '2', '3']);
  await connector.tell('crowd', [...(tables.crowd?.keys() ?? [])]);
  await changes.send([{ do: 'fetch', connection: name, key: { flow: 'd', id: '1' }, source: {} }]);
  await connector.normalize(changes.take());
  const names = Object.values(tables).flatMap((table) => [...table.values()].map((toy) => toy.name));
  const allStates = async () => {
    const each = await Promise.all(Object.keys(tables).map((flow) => connector.states(flow)));
    return new Set(each.flatMap((states) => Object.values(states)));
  };
  return {
    ...{ ...toys, names, allStates },
    lose: () => purge(aws(), connector),
    rebuild: () => rebuild(aws(), connector, flows),
    posted: () => [...office.vendors()].sort(),
  };
};

test('all messages lost between sessions: rebuild makes them anew from the records', async () => {
  const { connector, office, lose, rebuild, names, posted, allStates } = await start(FEW);
  expect(await allStates()).toEqual(new Set(['queued', 'blocked: blocked-by', 'wanted']));
  await lose();
  expect(await rebuild()).toEqual({ queued: 4, wanted: 1, planned: FEW + 1, releases: 0 });
  await connector.drain();
  await visit(connector, office);
  expect(posted()).toEqual([...names].sort());
  expect(await allStates()).toEqual(new Set(['synced']));
});

test('all messages lost while a batch is in QuickBooks and a crowd is being released', async () => {
  const toys = await start(CROWD);
  const { connector, office, lose, rebuild, names, posted, allStates } = toys;
  const { ticket, qbxml } = await untilWrite(toys);
  await lose();
  await rebuild();
  // The vendor is in: of those who wait for it a page at a time is released, by messages.
  await deliver(connector, office, ticket, qbxml);
  expect(office.vendors()).toContain('Wide');
  await lose();
  expect(await rebuild()).toMatchObject({ wanted: 1, releases: 1 });
  await connector.drain();
  for (let call = 0; call < 100; call++) {
    const next = await connector.calls.sendRequestXML(ticket, '16', '0');
    if (next === '') break;
    if ((await deliver(connector, office, ticket, next)) === 100) break;
  }
  await connector.calls.closeConnection(ticket);
  await visit(connector, office);
  expect(posted()).toEqual([...names].sort());
  expect(await allStates()).toEqual(new Set(['synced']));
});

test('rebuild at any time, and as often as one likes, posts nothing twice and loses nothing', async () => {
  const { connector, office, rebuild, names, posted, allStates } = await start(FEW);
  office.meddle(async (qbxml) => {
    await rebuild();
    if (isWrite(qbxml)) await rebuild();
    return undefined;
  });
  await visit(connector, office);
  office.meddle(undefined);
  await connector.drain();
  await visit(connector, office);
  expect(posted()).toEqual([...names].sort());
  expect(await allStates()).toEqual(new Set(['synced']));
  expect(await rebuild()).toEqual({ queued: 0, wanted: 0, planned: 0, releases: 0 });
});
