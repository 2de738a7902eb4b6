import { withAws } from '../stores/stores.ts';
import type { Meddle } from './office.ts';
import { namesOf, startToys, vendors } from './toys.ts';
import { visit } from './visit.ts';

const aws = withAws();

const MANY = 20;

/** QuickBooks refuses every query that asks for this name. */
const refusing =
  (name: string, code: string, words: string, severity = 'Error'): Meddle =>
  async (qbxml) => {
    const [, requestID] = /<EntityQueryRq requestID="([^"]*)"/.exec(qbxml) ?? [];
    if (!requestID || !qbxml.includes(`<FullName>${name}</FullName>`)) return undefined;
    const status = `statusCode="${code}" statusSeverity="${severity}" statusMessage="${words}"`;
    const answer = `<EntityQueryRs requestID="${requestID}" ${status}/>`;
    return { response: `<?xml version="1.0"?><QBXML><QBXMLMsgsRs>${answer}</QBXMLMsgsRs></QBXML>` };
  };

const start = async (count: number) => {
  const table = vendors(count);
  const toys = await startToys(aws(), { a: table });
  await toys.connector.tell('a', [...table.keys()]);
  return { table, ...toys };
};

const BAD = 'Vendor 7';

describe('a lookup of many records that QuickBooks refuses because of one', () => {
  test.each([
    ['3000', 'The given object ID in the field is invalid.', 'failed: missing-reference'],
    ['3070', 'The string in the field is too long.', 'failed: quickbooks-refused'],
    ['3210', 'The field has an invalid value.', 'failed: quickbooks-refused'],
    ['3040', 'There was an error when converting the amount.', 'failed: unreadable'],
    ['3999', 'Nobody knows this status.', 'failed: quickbooks-refused'],
  ])('(%s) fails that one alone; the others go, in the same session', async (code, words, state) => {
    const { table, connector, office } = await start(MANY);
    office.meddle(refusing(BAD, code, words));
    expect(await visit(connector, office)).toMatchObject({ ended: 'complete' });
    expect(await connector.stateOf('a#7')).toBe(state);
    const others = namesOf(table).filter((name) => name !== BAD);
    expect([...office.vendors()].sort()).toEqual([...others].sort());
  });

  test('by an internal error (1000) keeps the others waiting at first, then goes apart', async () => {
    const { connector, office } = await start(5);
    office.meddle(refusing('Vendor 3', '1000', 'Internal error.'));
    for (let n = 0; n < 3; n++) {
      await visit(connector, office);
      connector.clock.pass(3_600_000);
    }
    expect(office.vendors()).toHaveLength(4);
    expect(await connector.stateOf('a#3')).toBe('queued');
  });
});

test.each(['3250', '3260', '3261', '1030'])(
  'a query that QuickBooks refuses as such (%s) is not tried record by record',
  async (code) => {
    const { connector, office } = await start(MANY);
    office.meddle(
      async (qbxml, process) => (await refusing('Vendor 1', code, 'Not here.')(qbxml, process)) ?? undefined,
    );
    await visit(connector, office);
    const lookups = office.sent.filter((qbxml) => qbxml.includes('<EntityQueryRq'));
    expect(lookups.length).toBeLessThanOrEqual(2);
    expect(new Set(Object.values(await connector.states('a')))).toEqual(
      new Set(['failed: quickbooks-refused']),
    );
  },
);

test.each([
  ['was stopped before it began', '3231', 'The request has not been processed.'],
  ['met a lock', '3175', 'It is in use by another user.'],
])('a lookup that %s (%s) fails nobody and is asked again', async (_, code, words) => {
  const { connector, office } = await start(3);
  let asked = 0;
  office.meddle(async (qbxml, process) => {
    const answer = await refusing('Vendor 1', code, words)(qbxml, process);
    if (!answer || asked > 0) return undefined;
    asked += 1;
    return answer;
  });
  await visit(connector, office);
  connector.clock.pass(3_600_000);
  await visit(connector, office);
  expect(office.vendors()).toHaveLength(3);
});
