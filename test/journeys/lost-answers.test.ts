import { withAws } from '../stores/stores.ts';
import { isWrite } from './office.ts';
import { namesOf, startToys, type Toys, type ToysOptions, untilWrite, vendors } from './toys.ts';
import { deliver, visit } from './visit.ts';

const aws = withAws();

const LEASE_MS = 5 * 60_000;
const SECOND_LOOKUP_MS = 2 * 60_000;

/** Three vendors that QuickBooks has committed; the computer died before their answer left it. */
const lost = async (options: ToysOptions = {}) => {
  const table = vendors(3);
  const toys = await startToys(aws(), { a: table }, options);
  await toys.connector.tell('a', [...table.keys()]);
  const empty = toys.office.quickbooks.snapshot();
  expect(await visit(toys.connector, toys.office, { dies: isWrite })).toMatchObject({ ended: 'died' });
  return { toys, table, empty };
};

const sorted = (names: readonly string[]) => [...names].sort();

const expectAllOnce = async ({ connector, office }: Toys, names: readonly string[]) => {
  expect(sorted(office.vendors())).toEqual(sorted(names));
  expect(Object.values(await connector.states('a'))).toEqual(names.map(() => 'synced'));
};

const writes = ({ office }: Toys) => office.sent.filter(isWrite).length;

describe('an answer that is lost with the computer', () => {
  test('keeps others out while QuickBooks may still be at it, then settles by the status check', async () => {
    const { toys, table } = await lost();
    expect(await visit(toys.connector, toys.office)).toMatchObject({ ended: 'busy' });
    toys.connector.clock.pass(LEASE_MS);
    expect(await visit(toys.connector, toys.office)).toMatchObject({ ended: 'complete' });
    await expectAllOnce(toys, namesOf(table));
    expect(writes(toys)).toBe(1);
  });

  test('is found by ExternalGUID where the status check tells no objects', async () => {
    const { toys, table } = await lost({ quickbooks: { recoveryWithoutRets: true } });
    toys.connector.clock.pass(LEASE_MS);
    await visit(toys.connector, toys.office);
    await expectAllOnce(toys, namesOf(table));
    expect(writes(toys)).toBe(1);
  });

  test('is found by ExternalGUID where QuickBooks has forgotten the message set', async () => {
    const { toys, table } = await lost();
    const { file } = toys.office.quickbooks.snapshot();
    file.messageSets.clear();
    toys.office.quickbooks.restore({ file });
    toys.connector.clock.pass(LEASE_MS);
    await visit(toys.connector, toys.office);
    await expectAllOnce(toys, namesOf(table));
    expect(writes(toys)).toBe(1);
  });

  test('is posted again where QuickBooks never committed it, after a second lookup two minutes later', async () => {
    const { toys, table, empty } = await lost();
    const { connector, office } = toys;
    office.quickbooks.restore(empty);
    connector.clock.pass(LEASE_MS);
    await visit(connector, office);
    connector.clock.pass(SECOND_LOOKUP_MS - 10_000);
    await visit(connector, office);
    expect(office.vendors()).toEqual([]);
    expect(Object.values(await connector.states('a'))).toEqual(['queued', 'queued', 'queued']);
    connector.clock.pass(10_000);
    await visit(connector, office);
    await expectAllOnce(toys, namesOf(table));
    expect(writes(toys)).toBe(2);
  });

  test('is found by the second lookup where QuickBooks was still at it during the first', async () => {
    const { toys, table, empty } = await lost();
    const { connector, office } = toys;
    const committed = office.quickbooks.snapshot();
    committed.file.messageSets.clear();
    office.quickbooks.restore(empty);
    connector.clock.pass(LEASE_MS);
    await visit(connector, office);
    office.quickbooks.restore(committed);
    connector.clock.pass(SECOND_LOOKUP_MS);
    await visit(connector, office);
    await expectAllOnce(toys, namesOf(table));
    expect(writes(toys)).toBe(1);
  });

  test('is in doubt again, and looked up twice again, when the answer to the second write is lost too', async () => {
    const { toys, table, empty } = await lost();
    const { connector, office } = toys;
    office.quickbooks.restore(empty);
    connector.clock.pass(LEASE_MS);
    await visit(connector, office);
    connector.clock.pass(SECOND_LOOKUP_MS);
    expect(await visit(connector, office, { dies: isWrite })).toMatchObject({ ended: 'died' });
    office.quickbooks.restore(empty);
    connector.clock.pass(LEASE_MS);
    await visit(connector, office);
    expect(writes(toys)).toBe(2);
    connector.clock.pass(SECOND_LOOKUP_MS);
    await visit(connector, office);
    await expectAllOnce(toys, namesOf(table));
    expect(writes(toys)).toBe(3);
  });

  test('is still settled once when the session that asks about it dies too, at any of its messages', async () => {
    const { toys, table } = await lost();
    for (const nth of [1, 2]) {
      toys.connector.clock.pass(LEASE_MS);
      let message = 0;
      const dies = () => {
        message += 1;
        return message === nth;
      };
      expect(await visit(toys.connector, toys.office, { dies })).toMatchObject({ ended: 'died' });
    }
    toys.connector.clock.pass(LEASE_MS);
    await visit(toys.connector, toys.office);
    await expectAllOnce(toys, namesOf(table));
    expect(writes(toys)).toBe(1);
  });

  test('stays unknown, not refused, when QuickBooks cannot read the status check', async () => {
    const { toys, table } = await lost();
    toys.connector.clock.pass(LEASE_MS);
    toys.office.meddle(async (qbxml) =>
      qbxml.includes('oldMessageSetID') ? { hresult: '0x80040400', message: '' } : undefined,
    );
    await visit(toys.connector, toys.office);
    await expectAllOnce(toys, namesOf(table));
    expect(writes(toys)).toBe(1);
  });

  test('of a single record is not called unposted when QuickBooks cannot read the status check', async () => {
    const table = vendors(1);
    const toys = await startToys(aws(), { a: table });
    await toys.connector.tell('a', ['1']);
    await visit(toys.connector, toys.office, { dies: isWrite });
    toys.connector.clock.pass(LEASE_MS);
    toys.office.meddle(async (qbxml) =>
      qbxml.includes('oldMessageSetID') ? { hresult: '0x80040400', message: '' } : undefined,
    );
    await visit(toys.connector, toys.office);
    await expectAllOnce(toys, namesOf(table));
  });
});

describe('a batch', () => {
  const queued = async () => {
    const table = vendors(2);
    const toys = await startToys(aws(), { a: table });
    await toys.connector.tell('a', [...table.keys()]);
    return { toys, table };
  };

  test('that is asked for twice is the same text', async () => {
    const { toys } = await queued();
    const { ticket, qbxml } = await untilWrite(toys);
    expect(await toys.connector.calls.sendRequestXML(ticket, '16', '0')).toBe(qbxml);
  });

  test('that was written down and never handed out keeps nobody out, and its records go in another', async () => {
    const { toys, table } = await queued();
    const { connector, office } = toys;
    const [ticket = ''] = await connector.login();
    for (let call = 0; (await connector.session())?.open?.kind !== 'write'; call++) {
      if (call > 5) throw new Error('no write was prepared');
      await deliver(connector, office, ticket, await connector.calls.sendRequestXML(ticket, '16', '0'));
    }
    expect(await visit(connector, office)).toMatchObject({ ended: 'complete' });
    await expectAllOnce(toys, namesOf(table));
    expect(office.sent.some((qbxml) => qbxml.includes('oldMessageSetID'))).toBe(false);
  });
});

describe('sessions that meet', () => {
  test('of two logins at once at most one goes on', async () => {
    const table = vendors(2);
    const toys = await startToys(aws(), { a: table });
    await toys.connector.tell('a', [...table.keys()]);
    const { calls } = toys.connector;
    const logins = await Promise.all([toys.connector.login(), toys.connector.login()]);
    const given = await Promise.all(logins.map(([ticket = '']) => calls.sendRequestXML(ticket, '16', '0')));
    expect(given.filter((text) => text !== '')).toHaveLength(1);
  });

  test('a session that another one has followed hands nothing out and settles nothing', async () => {
    const table = vendors(2);
    const toys = await startToys(aws(), { a: table });
    const { connector, office } = toys;
    await connector.tell('a', [...table.keys()]);
    const { ticket, qbxml } = await untilWrite(toys);
    const processed = await office.quickbooks.process(qbxml);
    connector.clock.pass(LEASE_MS);
    const [second = ''] = await connector.login();
    const late = 'response' in processed ? processed.response : '';
    expect(await connector.calls.receiveResponseXML(ticket, late, '', '')).toBe(-1);
    expect(await connector.calls.sendRequestXML(ticket, '16', '0')).toBe('');
    expect(await connector.calls.getLastError(ticket)).toMatch(/another one has begun/);
    expect(await connector.calls.closeConnection(ticket)).toBe('OK');
    expect(await connector.stateOf('a#1')).toBe('queued');
    expect((await connector.session())?.ticket).toBe(second);
    await connector.calls.closeConnection(second);
    await visit(connector, office);
    await expectAllOnce(toys, namesOf(table));
  });

  test('a ticket that was never given gets nothing', async () => {
    const { connector } = await startToys(aws(), { a: vendors(1) });
    for (const ticket of ['', 'nonsense', `${connector.name}.x`, 'none.x', '.']) {
      expect(await connector.calls.sendRequestXML(ticket, '16', '0')).toBe('');
      expect(await connector.calls.receiveResponseXML(ticket, '<QBXML/>', '', '')).toBe(-1);
    }
  });
});
