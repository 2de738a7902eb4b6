import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createQuickBooks } from '../../../local/simulators/quickbooks/quickbooks.ts';
import { addApplication, readQwc } from '../../../local/simulators/web-connector/web-connector.ts';

const OWNER = '{57F3B9B6-86F1-4FCC-B1FF-966DE1813D20}';
const FILE = '{90A44FB5-33D9-4815-AC85-BC87A7E7D1EB}';

const ELEMENTS: Record<string, string> = {
  AppName: 'Plumbline',
  AppID: '',
  AppURL: 'https://hooks.example.com/qbwc',
  AppDescription: 'Approved in Procore, posted in QuickBooks',
  AppSupport: 'https://hooks.example.com/support',
  UserName: 'plumb',
  OwnerID: OWNER,
  FileID: FILE,
  QBType: 'QBFS',
  Scheduler: '<RunEveryNMinutes>5</RunEveryNMinutes>',
};

const qwcOf = (change: Record<string, string | undefined> = {}): string =>
  `<?xml version="1.0"?><QBWCXML>${Object.entries({ ...ELEMENTS, ...change })
    .flatMap(([name, value]) => (value === undefined ? [] : `<${name}>${value}</${name}>`))
    .join('')}</QBWCXML>`;

test('a complete file is read', () => {
  expect(readQwc(qwcOf())).toMatchObject({
    qwc: { AppName: 'Plumbline', AppID: '', UserName: 'plumb', OwnerID: OWNER, everySeconds: 300 },
  });
});

test.each<[string, Record<string, string | undefined>, string]>([
  ['a required element is missing', { UserName: undefined }, 'QBWC1039'],
  ['an element is not known', { Colour: 'red' }, 'QBWC1039'],
  ['the owner is no GUID in braces', { OwnerID: OWNER.slice(1, -1) }, 'QBWC1039'],
  ['the description is longer than 80', { AppDescription: 'x'.repeat(81) }, 'QBWC1039'],
  ['the type is neither QBFS nor QBPOS', { QBType: 'QBO' }, 'QBWC1065'],
  ['the support page is on another host', { AppSupport: 'https://www.example.com/' }, 'QBWC1000'],
  ['the URL is an IP address', { AppURL: 'https://10.0.0.1/qbwc' }, 'QBWC1001'],
  ['the support page is an IP address', { AppSupport: 'https://10.0.0.1/' }, 'QBWC1002'],
  ['the URL is plain http', { AppURL: 'http://hooks.example.com/qbwc' }, 'QBWC1010'],
])('is turned away when %s', (_, change, code) => {
  expect(readQwc(qwcOf(change))).toMatchObject({ refused: { code } });
});

test('plain http is taken on localhost, and a byte order mark never', () => {
  const local = qwcOf({ AppURL: 'http://localhost:8080/qbwc', AppSupport: 'http://localhost:8080/support' });
  expect(readQwc(local)).toHaveProperty('qwc');
  expect(readQwc(`\ufeff${local}`)).toHaveProperty('refused');
});

describe('adding an application', () => {
  const serve = async (status: number, quickbooks = createQuickBooks()) => {
    const server = createServer((_, response) => response.writeHead(status).end());
    await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
    const base = `http://localhost:${(server.address() as AddressInfo).port}`;
    const qwc = qwcOf({ AppURL: `${base}/qbwc`, AppSupport: `${base}/support` });
    const added = await addApplication(qwc, quickbooks);
    await new Promise((resolve) => server.close(resolve));
    return { added, quickbooks };
  };

  test('stamps the company file when the pages answer', async () => {
    const { added, quickbooks } = await serve(200);
    expect(added).toHaveProperty('qwc');
    const answer = await quickbooks.process(
      `<?qbxml version="13.0"?><QBXML><QBXMLMsgsRq onError="stopOnError"><CompanyQueryRq><OwnerID>${OWNER}</OwnerID></CompanyQueryRq></QBXMLMsgsRq></QBXML>`,
    );
    expect(answer).toMatchObject({ response: expect.stringContaining(FILE) });
  });

  test('is refused when the company file has another stamp of the same owner', async () => {
    const quickbooks = createQuickBooks({ fileId: { ownerId: OWNER, fileId: OWNER } });
    expect((await serve(200, quickbooks)).added).toMatchObject({ refused: { code: 'QBWC1039' } });
  });

  test('is refused when the support page does not answer 200', async () => {
    expect((await serve(404)).added).toMatchObject({ refused: { code: 'QBWC1003' } });
  });
});
