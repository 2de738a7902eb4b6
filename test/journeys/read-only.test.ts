import { withAws } from '../stores/stores.ts';
import { isWrite } from './office.ts';
import { namesOf, startToys, vendors } from './toys.ts';
import { deliver, visit } from './visit.ts';

const aws = withAws();

const queued = async (mode: 'read-only' | 'live') => {
  const table = vendors(2);
  const toys = await startToys(aws(), { a: table }, { settings: { mode } });
  await toys.connector.tell('a', [...table.keys()]);
  return { table, ...toys };
};

/** A session that has come so far that its next batch is of this kind. */
const upTo = async (kind: 'lookup' | 'write', { connector, office }: Awaited<ReturnType<typeof queued>>) => {
  const [ticket = ''] = await connector.login();
  for (let call = 0; call < 10; call++) {
    if ((await connector.session())?.open?.kind === kind) return ticket;
    await deliver(connector, office, ticket, await connector.calls.sendRequestXML(ticket, '16', '0'));
  }
  throw new Error(`no ${kind} was prepared`);
};

describe('a connection that is read-only', () => {
  test('plans everything, identifies the company file and writes nothing', async () => {
    const { connector, office } = await queued('read-only');
    expect(await visit(connector, office)).toMatchObject({ ended: 'complete' });
    expect(await connector.states('a')).toEqual({ 1: 'queued', 2: 'queued' });
    expect((await connector.connection()).file?.companyName).toBe('Plumb & True Builders');
    expect(office.sent.filter(isWrite)).toEqual([]);
    expect(await visit(connector, office)).toMatchObject({ ended: 'none' });
  });

  test('posts what it has planned once it is live', async () => {
    const { table, connector, office } = await queued('read-only');
    await visit(connector, office);
    await connector.apply({ mode: 'live' });
    expect(await visit(connector, office)).toMatchObject({ ended: 'complete' });
    expect(office.vendors()).toEqual(namesOf(table));
  });

  test('writes nothing when it was made so while a session was looking up', async () => {
    const world = await queued('live');
    const { connector, office } = world;
    const ticket = await upTo('lookup', world);
    const lookup = await connector.calls.sendRequestXML(ticket, '16', '0');
    await connector.apply({ mode: 'read-only' });
    expect(await deliver(connector, office, ticket, lookup)).toBe(100);
    expect(office.vendors()).toEqual([]);
  });

  test('hands out no write that was prepared before it was made so', async () => {
    const world = await queued('live');
    const { connector, office } = world;
    const ticket = await upTo('write', world);
    await connector.apply({ mode: 'read-only' });
    const text = await connector.calls.sendRequestXML(ticket, '16', '0');
    expect(isWrite(text)).toBe(false);
    await connector.apply({ mode: 'live' });
    await connector.calls.closeConnection(ticket);
    await visit(connector, office);
    expect(office.vendors()).toHaveLength(2);
  });
});
