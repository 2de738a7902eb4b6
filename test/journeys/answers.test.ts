import { explain } from '../../lib/reasons.ts';
import { withAws } from '../stores/stores.ts';
import { isWrite, type Meddle } from './office.ts';
import { answerTo, namesOf, startToys, type Toys, untilWrite, vendors } from './toys.ts';
import { visit } from './visit.ts';

const aws = withAws();

/** Three vendors, and a session that has handed their batch out. */
const handedOut = async () => {
  const table = vendors(3);
  const toys = await startToys(aws(), { a: table });
  await toys.connector.tell('a', [...table.keys()]);
  return { toys, table, ...(await untilWrite(toys)) };
};

const sorted = (names: readonly string[]) => [...names].sort();

const expectAllOnce = async ({ connector, office }: Toys, names: readonly string[]) => {
  expect(sorted(office.vendors())).toEqual(sorted(names));
  expect(Object.values(await connector.states('a'))).toEqual(names.map(() => 'synced'));
};

const requestOf = (id: string) => new RegExp(`<VendorAddRs requestID="a#${id}"[\\s\\S]*?</VendorAddRs>`);

describe('an answer', () => {
  test('that leaves a record out: it is looked up again and not posted twice', async () => {
    const { toys, table, ticket, qbxml } = await handedOut();
    const answer = await answerTo(toys, qbxml);
    const short = answer.replace(requestOf('2'), '');
    expect(short).not.toBe(answer);
    const before = toys.office.sent.length;
    expect(await toys.connector.calls.receiveResponseXML(ticket, short, '', '')).toBeLessThan(100);
    expect(await toys.connector.stateOf('a#2')).toBe('queued');
    await visit(toys.connector, toys.office);
    await expectAllOnce(toys, namesOf(table));
    expect(toys.office.sent.slice(before).filter(isWrite)).toEqual([]);
  });

  test('with more than was asked is taken for what was asked', async () => {
    const { toys, table, ticket, qbxml } = await handedOut();
    const answer = await answerTo(toys, qbxml);
    const [one = ''] = requestOf('1').exec(answer) ?? [];
    const more = answer.replace(
      '</QBXMLMsgsRs>',
      `${one.replaceAll('a#1', 'a#99')}${one.replace(/ requestID="[^"]*"/, '')}</QBXMLMsgsRs>`,
    );
    await toys.connector.calls.receiveResponseXML(ticket, more, '', '');
    await expectAllOnce(toys, namesOf(table));
    expect(await toys.connector.stateOf('a#99')).toBe('unknown');
  });

  test('to a batch that nobody was given changes nothing', async () => {
    const table = vendors(1);
    const toys = await startToys(aws(), { a: table });
    await toys.connector.tell('a', ['1']);
    const [ticket = ''] = await toys.connector.login();
    const answer = '<?xml version="1.0"?><QBXML><QBXMLMsgsRs/></QBXML>';
    expect(await toys.connector.calls.receiveResponseXML(ticket, answer, '', '')).toBeGreaterThan(0);
    expect(await toys.connector.stateOf('a#1')).toBe('queued');
    await visit(toys.connector, toys.office);
    await expectAllOnce(toys, namesOf(table));
  });

  test.each<[string, (answer: string) => [string, string, string]]>([
    ['is no XML', (answer) => [answer.slice(0, answer.length / 2), '', '']],
    ['is empty', () => ['', '', '']],
    [
      'is another message set',
      (answer) => [answer.replace(/newMessageSetID="[^"]*"/, 'newMessageSetID="x"'), '', ''],
    ],
    ['answers nothing of it', () => ['<?xml version="1.0"?><QBXML><QBXMLMsgsRs/></QBXML>', '', '']],
    ['is an hresult', () => ['', '0x80040402', 'Unexpected error.']],
  ])('that %s ends the session in words; the next one finds out what was done', async (_, change) => {
    const { toys, table, ticket, qbxml } = await handedOut();
    const { calls } = toys.connector;
    const [response, hresult, message] = change(await answerTo(toys, qbxml));
    expect(await calls.receiveResponseXML(ticket, response, hresult, message)).toBe(-1);
    expect(await calls.getLastError(ticket)).not.toBe('');
    await calls.closeConnection(ticket);
    const before = toys.office.sent.length;
    expect(await visit(toys.connector, toys.office)).toMatchObject({ ended: 'complete' });
    await expectAllOnce(toys, namesOf(table));
    expect(toys.office.sent.slice(before).filter(isWrite)).toEqual([]);
  });
});

describe('a message set that QuickBooks cannot read', () => {
  test.each([1, 7, 12])('is halved until record %i stands alone; all others are posted once', async (bad) => {
    const table = vendors(12);
    const toys = await startToys(aws(), { a: table });
    await toys.connector.tell('a', [...table.keys()]);
    toys.office.meddle(async (qbxml) =>
      qbxml.includes(`requestID="a#${bad}"`)
        ? {
            hresult: '0x80040400',
            message: 'QuickBooks found an error when parsing the provided XML text stream.',
          }
        : undefined,
    );
    expect(await visit(toys.connector, toys.office)).toMatchObject({ ended: 'complete' });
    const others = namesOf(table).filter((name) => name !== `Vendor ${bad}`);
    expect(sorted(toys.office.vendors())).toEqual(sorted(others));
    expect(await toys.connector.stateOf(`a#${bad}`)).toBe('failed: unreadable');
    const key = { flow: 'a', id: String(bad) };
    const record = (await toys.connector.records.get(toys.connector.name, [key])).get(`a#${bad}`);
    const words = record?.reason && explain(record.reason).says;
    expect(words).toMatch(
      /error when parsing the provided XML text stream\..*our own check .* found nothing/,
    );
    expect(record?.tries).toHaveLength(1);
  });

  test('is halved when it is a lookup, too', async () => {
    const table = vendors(5);
    const toys = await startToys(aws(), { a: table });
    await toys.connector.tell('a', [...table.keys()]);
    toys.office.meddle(async (qbxml) =>
      qbxml.includes('<FullName>Vendor 3</FullName>') ? { hresult: '0x80040400', message: '' } : undefined,
    );
    await visit(toys.connector, toys.office);
    expect(toys.office.vendors()).toHaveLength(4);
    expect(await toys.connector.stateOf('a#3')).toBe('failed: unreadable');
  });
});

describe('an answer that can never be read', () => {
  const garble =
    (asked: (qbxml: string) => boolean): Meddle =>
    async (qbxml, process) => {
      const processed = await process(qbxml);
      return asked(qbxml) && 'response' in processed ? { response: '<QBXML' } : processed;
    };

  test('to a lookup keeps back the one record that it is about, and at last a person is asked', async () => {
    const table = vendors(5);
    const toys = await startToys(aws(), { a: table });
    const { connector, office } = toys;
    await connector.tell('a', [...table.keys()]);
    office.meddle(garble((qbxml) => qbxml.includes('<FullName>Vendor 3</FullName>')));
    await visit(connector, office);
    expect(sorted(office.vendors())).toEqual(sorted(namesOf(table).filter((name) => name !== 'Vendor 3')));
    expect(await connector.stateOf('a#3')).toBe('queued');
    for (let hour = 0; hour < 10; hour++) {
      connector.clock.pass(3_600_000);
      await visit(connector, office);
    }
    expect(await connector.stateOf('a#3')).toBe('failed: gave-up');
  });

  test('to the status check is asked for without bodies, then left to lookups', async () => {
    const { toys, table, ticket, qbxml } = await handedOut();
    const { connector, office } = toys;
    await answerTo(toys, qbxml);
    await connector.calls.receiveResponseXML(ticket, '<QBXML', '', '');
    await connector.calls.closeConnection(ticket);
    office.meddle(garble((qbxml) => /oldMessageSetID="([^"]*)"/.test(qbxml) && !isWrite(qbxml)));
    const before = office.sent.length;
    expect(await visit(connector, office)).toMatchObject({ ended: 'complete' });
    const asked = office.sent.slice(before).filter((set) => set.includes('oldMessageSetID'));
    expect(asked.map((set) => set.includes('includeNone'))).toEqual([false, true]);
    expect(office.sent.slice(before).filter(isWrite)).toEqual([]);
    await expectAllOnce(toys, namesOf(table));
  });
});
