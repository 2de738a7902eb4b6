import { queryItems } from '../../lib/stores/pages.ts';
import { withAws } from '../stores/stores.ts';
import { isWrite, type Meddle } from './office.ts';
import { startToys, vendors } from './toys.ts';
import { startWire, type Wire } from './wire.ts';

const aws = withAws();
const open: Wire[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((wire) => wire.close()));
});

const MINUTE_MS = 60_000;

const start = async (count: number) => {
  const toys = await startToys(aws(), { a: vendors(count) });
  const wire = await startWire(toys.connector, toys.office);
  open.push(wire);
  await toys.connector.tell('a', [...vendors(count).keys()]);
  /** Runs of the Web Connector, five minutes apart, until one has nothing more to do. */
  const sessions = async (most: number): Promise<string[]> => {
    const endings: string[] = [];
    for (let n = 0; n < most && endings.at(-1) !== 'complete' && endings.at(-1) !== 'no-data'; n++) {
      endings.push((await wire.session()).ending);
      toys.connector.clock.pass(6 * MINUTE_MS);
    }
    return endings;
  };
  return { ...toys, sessions, states: () => toys.connector.states('a') };
};

const NOBODYS = '<HostQueryRs statusCode="0" statusSeverity="Info" statusMessage="Status OK"/>\n';

/** Adds about so many bytes to an answer: answers to nobody's requests. */
const padded = (response: string, bytes: number): string =>
  response.replace(
    /<\/QBXMLMsgsRs>|(<QBXMLMsgsRs [^>]*)\/>/,
    (_, bare?: string) => `${bare ? `${bare}>` : ''}${NOBODYS.repeat(bytes / NOBODYS.length)}</QBXMLMsgsRs>`,
  );

/** Vendors that nobody asked for: about 190 bytes each, twice that on the wire. */
const strangers = (bytes: number): string => {
  const one = (n: number) =>
    `<VendorRet>\n<ListID>8000${String(n).padStart(6, '0')}-1700000000</ListID>\n<EditSequence>1700000000</EditSequence>\n<Name>Stranger ${n} &amp; Sons</Name>\n<IsActive>true</IsActive>\n</VendorRet>\n`;
  let text = '';
  for (let n = 0; text.length < bytes; n++) text += one(n);
  return text;
};

const meddleLookups =
  (change: (response: string, asked: number) => string): Meddle =>
  async (qbxml, process) => {
    const processed = await process(qbxml);
    const asked = qbxml.match(/<FullName>/g)?.length ?? 0;
    return 'response' in processed && asked > 0 ? { response: change(processed.response, asked) } : processed;
  };

const namesIn = (sent: readonly string[]): number[] =>
  sent.map((qbxml) => qbxml.match(/<FullName>/g)?.length ?? 0).filter((names) => names > 0);

test('an answer of 3 MB is taken', async () => {
  const { office, sessions, states } = await start(3);
  const more = strangers(3_000_000);
  const found = '" statusCode="0" statusSeverity="Info" statusMessage="Status OK">';
  const sizes: number[] = [];
  office.meddle(
    meddleLookups((response) => {
      const large = response.replace(
        /(<EntityQueryRs requestID="[^"]+)" [^>]*\/>/,
        (_, head: string) => `${head}${found}${more}</EntityQueryRs>`,
      );
      sizes.push(large.length);
      return large;
    }),
  );
  expect(await sessions(1)).toEqual(['complete']);
  expect(Math.max(...sizes)).toBeGreaterThan(3_000_000);
  expect(office.vendors()).toHaveLength(3);
  expect(Object.values(await states())).toEqual(['synced', 'synced', 'synced']);
}, 300_000);

test('a lookup whose answer is too large for the wire is asked in halves until it arrives', async () => {
  const { connector, office, sessions, states } = await start(20);
  office.meddle(meddleLookups((response, asked) => padded(response, asked * 400_000)));
  expect((await sessions(12)).at(-1)).toBe('complete');
  expect(namesIn(office.sent).slice(0, 3)).toEqual([20, 20, 10]);
  expect(office.vendors()).toHaveLength(20);
  expect(new Set(Object.values(await states()))).toEqual(new Set(['synced']));
  const { dynamo: client, prefix } = aws();
  const left: string[] = [];
  const ofConnection = {
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': connector.name },
  };
  for await (const { sk } of queryItems({ client, table: `${prefix}sessions` }, ofConnection)) left.push(sk);
  expect(left.filter((sk) => !sk.startsWith('kept#'))).toEqual(['session']);
}, 300_000);

test('an answer that cannot be read is treated like one that did not arrive', async () => {
  const { connector, office, sessions, states } = await start(4);
  office.meddle(async (qbxml, process) => {
    const processed = await process(qbxml);
    const isBad = qbxml.includes('<FullName>Vendor 2</FullName>');
    return isBad && 'response' in processed ? { response: '<QBXML><broken' } : processed;
  });
  for (let day = 0; day < 14; day++) {
    await sessions(6);
    connector.clock.pass(120 * MINUTE_MS);
  }
  expect(office.vendors().toSorted()).toEqual(['Vendor 1', 'Vendor 3', 'Vendor 4']);
  expect(await states()).toMatchObject({ 2: 'failed: gave-up' });
}, 300_000);

test('one record whose answer is too large even alone keeps nobody back, and at last a person is asked', async () => {
  const { connector, office, sessions, states } = await start(4);
  office.meddle(async (qbxml, process) => {
    const processed = await process(qbxml);
    const isBad = qbxml.includes('<FullName>Vendor 2</FullName>');
    return isBad && 'response' in processed ? { response: padded(processed.response, 7_000_000) } : processed;
  });
  for (let day = 0; day < 12; day++) {
    await sessions(6);
    connector.clock.pass(120 * MINUTE_MS);
  }
  expect(office.vendors().toSorted()).toEqual(['Vendor 1', 'Vendor 3', 'Vendor 4']);
  expect(await states()).toMatchObject({ 1: 'synced', 2: 'failed: gave-up', 3: 'synced', 4: 'synced' });
}, 300_000);

test('a write whose answer is too large is asked about without bodies, and posted once', async () => {
  const { connector, office, sessions, states } = await start(6);
  office.meddle(async (qbxml, process) => {
    const processed = await process(qbxml);
    const isFull = isWrite(qbxml) || (qbxml.includes('oldMessageSetID') && !qbxml.includes('includeNone'));
    return isFull && 'response' in processed && office.sent.filter(isWrite).length === 1
      ? { response: padded(processed.response, 7_000_000) }
      : processed;
  });
  await sessions(8);
  connector.clock.pass(120 * MINUTE_MS);
  await sessions(8);
  expect(office.sent.some((qbxml) => qbxml.includes('includeNone'))).toBe(true);
  expect(office.vendors()).toHaveLength(6);
  expect(new Set(Object.values(await states()))).toEqual(new Set(['synced']));
}, 300_000);
