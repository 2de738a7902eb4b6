import { connectionTrouble } from '../../lib/qbxml/status.ts';
import type { Failure } from '../../local/simulators/quickbooks/quickbooks.ts';
import { withAws } from '../stores/stores.ts';
import { isWrite } from './office.ts';
import { namesOf, startToys, type Toys, vendors } from './toys.ts';
import { visit } from './visit.ts';

const aws = withAws();

const HOUR_MS = 3_600_000;

/** All of them but 0x80040400, which blames the message set. */
const CODES = [
  ...['0x80040401', '0x80040402', '0x80040408', '0x80040409', '0x8004040A', '0x8004040D', '0x80040410'],
  ...['0x80040414', '0x80040416', '0x80040418', '0x8004041A', '0x8004041D', '0x80040420', '0x80040422'],
  ...['0x80040438', '0x80040154', '0x800706BA', '0x800706BE', '0x80041234'],
];

const start = async () => {
  const table = vendors(2);
  const toys = await startToys(aws(), { a: table });
  await toys.connector.tell('a', ['1', '2']);
  return { table, ...toys };
};

const recordsOf = async ({ connector }: Toys) =>
  Object.fromEntries(
    await connector.records.get(connector.name, [
      { flow: 'a', id: '1' },
      { flow: 'a', id: '2' },
    ]),
  );

const isLookup = (qbxml: string) => qbxml.includes('<EntityQueryRq');
const isIdentity = (qbxml: string) => qbxml.includes('<HostQueryRq');

/** The first message set of a kind comes to nothing, or its answer is lost. */
const failing = (
  { office }: Toys,
  which: (qbxml: string) => boolean,
  failure: Failure,
  carriedOut = false,
) => {
  let failed = false;
  office.meddle(async (qbxml, process) => {
    if (failed || !which(qbxml)) return undefined;
    failed = true;
    if (carriedOut) await process(qbxml);
    return failure;
  });
};

const expectWellAgain = async (toys: Toys, names: readonly string[]) => {
  const { connector, office } = toys;
  connector.clock.pass(60_000);
  expect(await visit(connector, office)).toMatchObject({ ended: 'complete' });
  for (let n = 0; n < 2; n++) {
    connector.clock.pass(HOUR_MS);
    await visit(connector, office);
  }
  expect((await connector.connection()).trouble).toBeUndefined();
  expect([...office.vendors()].sort()).toEqual([...names].sort());
  expect(await connector.states('a')).toEqual({ 1: 'synced', 2: 'synced' });
};

test('each HRESULT is the connection’s trouble, told in the Web Connector; no record changes', async () => {
  const { table, ...toys } = await start();
  const { connector, office } = toys;
  const before = await recordsOf(toys);
  for (const hresult of CODES) {
    const { meaning, cure } = connectionTrouble(hresult);
    failing(toys, isLookup, { hresult, message: '' });
    const session = await visit(connector, office);
    expect(session.ended).toBe('stopped');
    for (const words of [hresult, meaning, cure]) expect(session.words).toContain(words);
    expect((await connector.connection()).trouble).toBe(session.words);
    expect(await recordsOf(toys)).toEqual(before);
  }
  await expectWellAgain(toys, namesOf(table));
  expect(office.sent.filter(isWrite)).toHaveLength(1);
});

test('each HRESULT that lets no session begin is told by connectionError, to the same end', async () => {
  const { table, ...toys } = await start();
  const { connector } = toys;
  const before = await recordsOf(toys);
  for (const hresult of CODES) {
    const [ticket = ''] = await connector.login();
    expect(await connector.calls.connectionError(ticket, hresult, '')).toBe('done');
    const words = await connector.calls.closeConnection(ticket);
    expect(words).toContain(connectionTrouble(hresult).cure);
    expect((await connector.connection()).trouble).toBe(words);
    expect(await recordsOf(toys)).toEqual(before);
  }
  await expectWellAgain(toys, namesOf(table));
});

describe('trouble of QuickBooks', () => {
  const failure = { hresult: '0x80040414', message: 'A modal dialog box is showing.' };

  test.each([
    ['the identity', isIdentity],
    ['a lookup', isLookup],
  ])('at %s changes no record either', async (_, which) => {
    const { table, ...toys } = await start();
    const before = await recordsOf(toys);
    failing(toys, which, failure);
    expect(await visit(toys.connector, toys.office)).toMatchObject({
      ended: 'stopped',
      words: expect.stringContaining('A modal dialog box is showing.'),
    });
    expect(await recordsOf(toys)).toEqual(before);
    expect(toys.office.sent.filter(isWrite)).toEqual([]);
    await expectWellAgain(toys, namesOf(table));
  });

  test('at a write that was carried out all the same posts nothing twice', async () => {
    const { table, ...toys } = await start();
    failing(toys, isWrite, { hresult: '0x800706BA', message: '' }, true);
    await visit(toys.connector, toys.office);
    await expectWellAgain(toys, namesOf(table));
    expect(toys.office.sent.filter(isWrite)).toHaveLength(1);
  });

  test('at a write that came to nothing sends it later', async () => {
    const { table, ...toys } = await start();
    const before = await recordsOf(toys);
    failing(toys, isWrite, failure);
    await visit(toys.connector, toys.office);
    expect(await recordsOf(toys)).toEqual(before);
    await expectWellAgain(toys, namesOf(table));
  });

  test('told by connectionError after a write was handed out leaves the write in doubt', async () => {
    const { table, ...toys } = await start();
    const { connector, office } = toys;
    let handed = '';
    const [ticket = ''] = await connector.login();
    for (let call = 0; handed === ''; call++) {
      if (call > 10) throw new Error('the session writes nothing');
      const qbxml = await connector.calls.sendRequestXML(ticket, '16', '0');
      const processed = await office.quickbooks.process(qbxml);
      if (isWrite(qbxml)) handed = qbxml;
      else if ('response' in processed)
        await connector.calls.receiveResponseXML(ticket, processed.response, '', '');
    }
    await connector.calls.connectionError(ticket, '0x8004040D', 'The session ended.');
    expect(await connector.states('a')).toEqual({ 1: 'queued', 2: 'queued' });
    expect((await connector.session())?.open?.kind).toBe('write');
    await expectWellAgain(toys, namesOf(table));
    expect(office.sent.filter(isWrite)).toHaveLength(1);
  });
});
