import type { RecordStore } from '../../lib/engine/ports.ts';
import { withAws } from '../stores/stores.ts';
import { createOffice, isWrite } from './office.ts';
import { answerTo, namesOf, startToys, type Toys, untilWrite, vendors } from './toys.ts';
import { deliver, visit } from './visit.ts';

const aws = withAws();

const LEASE_MS = 5 * 60_000;
const HOUR_MS = 3_600_000;

const start = async (count = 3) => {
  const table = vendors(count);
  const toys = await startToys(aws(), { a: table });
  await toys.connector.tell('a', [...table.keys()]);
  return { table, toys };
};

const sorted = (names: readonly string[]) => [...names].sort();

const expectAllOnce = async ({ connector, office }: Toys, names: readonly string[]) => {
  expect(sorted(office.vendors())).toEqual(sorted(names));
  expect(Object.values(await connector.states('a'))).toEqual(names.map(() => 'synced'));
};

const next = ({ connector }: Toys, ticket: string) => connector.calls.sendRequestXML(ticket, '16', '0');

/** A session that has handed out a write, which QuickBooks carried out; then another one in its place. */
const taken = async () => {
  const { table, toys } = await start();
  const { ticket: old, qbxml } = await untilWrite(toys);
  const late = await answerTo(toys, qbxml);
  toys.connector.clock.pass(LEASE_MS);
  const [ticket = ''] = await toys.connector.login();
  return { table, toys, old, late, ticket };
};

describe('a session whose place another one has taken', () => {
  test('is refused at each of its calls, in words, and disturbs the other by none', async () => {
    const { table, toys, old, late, ticket } = await taken();
    const { connector, office } = toys;
    const { calls } = connector;
    const before = await connector.session();
    expect(await next(toys, old)).toBe('');
    expect(await calls.receiveResponseXML(old, late, '', '')).toBe(-1);
    expect(await calls.receiveResponseXML(old, '', '0x80040414', 'A dialog.')).toBe(-1);
    expect(await calls.getLastError(old)).toMatch(/another one has begun.*Nothing is lost/);
    expect(await calls.connectionError(old, '0x8004040D', 'The session ended.')).toBe('done');
    expect(await calls.closeConnection(old)).toBe('OK');
    expect(await connector.session()).toEqual(before);
    expect(before?.ticket).toBe(ticket);
    expect((await connector.connection()).trouble).toBeUndefined();
    await calls.closeConnection(ticket);
    await visit(connector, office);
    await expectAllOnce(toys, namesOf(table));
    expect(office.sent.filter(isWrite)).toHaveLength(1);
  });

  test('hands its answer over while the other asks for it: it is refused, and settled by the status check', async () => {
    const { table, toys, old, late, ticket } = await taken();
    const { connector, office } = toys;
    await deliver(connector, office, ticket, await next(toys, ticket));
    const check = await next(toys, ticket);
    expect(check).toContain('oldMessageSetID');
    expect(await connector.calls.receiveResponseXML(old, late, '', '')).toBe(-1);
    expect(Object.values(await connector.states('a'))).toEqual(['queued', 'queued', 'queued']);
    await deliver(connector, office, ticket, check);
    await expectAllOnce(toys, namesOf(table));
    expect(office.sent.filter(isWrite)).toHaveLength(1);
  });

  test('and is just settling its answer settles it to the same end, and goes no further', async () => {
    const table = vendors(3);
    let takeover: (() => Promise<unknown>) | undefined;
    const records = (inside: RecordStore): RecordStore => ({
      ...inside,
      save: async (...given) => {
        const happens = takeover;
        takeover = undefined;
        await happens?.();
        return inside.save(...given);
      },
    });
    const toys = await startToys(aws(), { a: table }, { wrap: { records } });
    const { connector, office } = toys;
    await connector.tell('a', [...table.keys()]);
    const { ticket: old, qbxml } = await untilWrite(toys);
    const answer = await answerTo(toys, qbxml);
    takeover = async () => {
      connector.clock.pass(LEASE_MS);
      expect(await visit(connector, office)).toMatchObject({ ended: 'complete' });
    };
    expect(await connector.calls.receiveResponseXML(old, answer, '', '')).toBe(-1);
    expect(takeover).toBeUndefined();
    expect(await next(toys, old)).toBe('');
    await expectAllOnce(toys, namesOf(table));
    const [first] = office.quickbooks.books().objects;
    const found = await connector.records.get(connector.name, [{ flow: 'a', id: '1' }]);
    expect(found.get('a#1')).toMatchObject({ mapping: { id: first?.id, created: true }, attempts: 0 });
    expect(office.sent.join('').match(/<VendorAddRq/g)).toHaveLength(3);
  });
});

describe('a second login', () => {
  test('is told busy while QuickBooks may be at a write, and disturbs the session not', async () => {
    const { table, toys } = await start();
    const { connector } = toys;
    const { ticket, qbxml } = await untilWrite(toys);
    expect((await connector.login())[1]).toBe('busy');
    expect(await connector.calls.receiveResponseXML(ticket, await answerTo(toys, qbxml), '', '')).toBe(100);
    await expectAllOnce(toys, namesOf(table));
  });

  test('takes over at once where nothing was written yet; what the first asked is asked again', async () => {
    const { table, toys } = await start();
    const { connector, office } = toys;
    const [old = ''] = await connector.login();
    await deliver(connector, office, old, await next(toys, old));
    const lookup = await next(toys, old);
    const processed = await office.quickbooks.process(lookup);
    expect(await visit(connector, office)).toMatchObject({ ended: 'complete' });
    if (!('response' in processed)) throw new Error(processed.message);
    expect(await connector.calls.receiveResponseXML(old, processed.response, '', '')).toBe(-1);
    await expectAllOnce(toys, namesOf(table));
    expect(office.sent.join('').match(/<VendorAddRq/g)).toHaveLength(3);
  });
});

test('closeConnection that never comes keeps nobody out once everything was answered', async () => {
  const { table, toys } = await start();
  const { connector, office } = toys;
  const [ticket = ''] = await connector.login();
  for (let call = 0, answer = 0; answer < 100; call++) {
    if (call > 20) throw new Error('the session does not end');
    answer = await deliver(connector, office, ticket, await next(toys, ticket));
  }
  await expectAllOnce(toys, namesOf(table));
  table.set('4', { name: 'Vendor 4' });
  await connector.tell('a', ['4']);
  expect(await visit(connector, office)).toMatchObject({ ended: 'complete' });
  await expectAllOnce(toys, namesOf(table));
});

describe('another company file', () => {
  const other = ({ connector }: Toys) =>
    createOffice({ companyName: 'Somebody Else LLC', now: connector.clock.now });

  test('that is opened in the middle of a session ends it; the write waits for its own file', async () => {
    const { table, toys } = await start();
    const { connector, office } = toys;
    const { ticket } = await untilWrite(toys);
    // The file that the session had opened is closed: its ticket with QuickBooks is void.
    expect(await connector.calls.receiveResponseXML(ticket, '', '0x8004040D', 'Invalid ticket.')).toBe(-1);
    await connector.calls.closeConnection(ticket);
    const wrong = other(toys);
    expect(await visit(connector, wrong)).toMatchObject({
      ended: 'stopped',
      words: expect.stringMatching(/Somebody Else LLC/),
    });
    expect(wrong.sent.filter(isWrite)).toEqual([]);
    for (let n = 0; n < 3; n++) {
      connector.clock.pass(HOUR_MS);
      await visit(connector, office);
    }
    await expectAllOnce(toys, namesOf(table));
    expect((await connector.connection()).trouble).toBeUndefined();
  });

  test('on a second computer that polls the same connection gets nothing; the first goes on', async () => {
    const { table, toys } = await start(3);
    const { connector, office } = toys;
    const second = other(toys);
    await visit(connector, office);
    for (const id of ['4', '5', '6', '7']) {
      table.set(id, { name: `Vendor ${id}` });
      await connector.tell('a', [id]);
      expect(await visit(connector, second)).toMatchObject({
        ended: 'stopped',
        words: expect.stringMatching(/belongs to "Plumb & True Builders"/),
      });
      connector.clock.pass(60_000);
      expect(await visit(connector, office)).toMatchObject({ ended: 'complete' });
      expect((await connector.connection()).trouble).toBeUndefined();
    }
    await expectAllOnce(toys, namesOf(table));
    expect(second.sent.filter(isWrite)).toEqual([]);
    expect(second.vendors()).toEqual([]);
  });

  test('on a second computer that polls in the middle of the first one’s session costs it that session at most', async () => {
    const { table, toys } = await start(3);
    const { connector, office } = toys;
    await visit(connector, office);
    const second = other(toys);
    table.set('4', { name: 'Vendor 4' });
    await connector.tell('a', ['4']);
    const [old = ''] = await connector.login();
    for (let message = 0; message < 3; message++) {
      const ended = (await visit(connector, second)).ended;
      expect(['busy', 'stopped']).toContain(ended);
      const qbxml = await next(toys, old);
      if (qbxml !== '') await deliver(connector, office, old, qbxml);
    }
    connector.clock.pass(HOUR_MS);
    for (let n = 0; n < 3; n++) await visit(connector, office);
    await expectAllOnce(toys, namesOf(table));
    expect(second.sent.filter(isWrite)).toEqual([]);
  });
});

test('two connections on one computer go call by call beside each other and share nothing', async () => {
  const first = await start(3);
  const second = await start(4);
  const both = [first, second];
  const tickets = await Promise.all(both.map(async ({ toys }) => (await toys.connector.login())[0] ?? ''));
  const done = [false, false];
  for (let call = 0; done.includes(false); call++) {
    if (call > 20) throw new Error('the sessions do not end');
    for (const [n, { toys }] of both.entries()) {
      const ticket = tickets[n] ?? '';
      const secret = (tickets[1 - n] ?? '').split('.').at(-1);
      expect(await next(toys, `${toys.connector.name}.${secret}`)).toBe('');
      if (done[n]) continue;
      const answer = await deliver(toys.connector, toys.office, ticket, await next(toys, ticket));
      done[n] = answer === 100;
    }
  }
  for (const { toys, table } of both) await expectAllOnce(toys, namesOf(table));
  for (const { toys } of both) expect((await toys.connector.connection()).trouble).toBeUndefined();
});
