import { createQuickBooks } from '../../../local/simulators/quickbooks/quickbooks.ts';
import {
  runSession,
  type SessionOptions,
  type SessionReport,
} from '../../../local/simulators/web-connector/web-connector.ts';
import { escaped, type Script, soapAnswer, startScripted, strings } from './scripted-server.ts';

const OWNER = '{57F3B9B6-86F1-4FCC-B1FF-966DE1813D20}';
const FILE = '{90A44FB5-33D9-4815-AC85-BC87A7E7D1EB}';
const DOCUMENT =
  '<?xml version="1.0"?><?qbxml version="13.0"?><QBXML><QBXMLMsgsRq onError="continueOnError">' +
  '<VendorAddRq requestID="a"><VendorAdd><Name>Acme &amp; Sons</Name></VendorAdd></VendorAddRq></QBXMLMsgsRq></QBXML>';

const open = () =>
  createQuickBooks({
    now: () => new Date('2026-11-22T12:00:00Z'),
    companyFile: 'C:\\Books\\main.qbw',
    fileId: { ownerId: OWNER, fileId: FILE },
  });

const run = async (script: Script, options: Partial<SessionOptions> = {}) => {
  const server = await startScripted(script);
  const quickbooks = open();
  const report: SessionReport = await runSession({
    url: server.url,
    user: 'plumb',
    password: 'p<w',
    quickbooks,
    appName: 'Plumbline',
    ownerId: OWNER,
    pause: () => Promise.resolve(),
    ...options,
  });
  await server.close();
  return { report, seen: server.seen, methods: server.methods(), quickbooks };
};

const sendOnce = (document: string) => (_: unknown, times: number) => (times === 1 ? escaped(document) : '');

describe('a session', () => {
  test('goes from serverVersion to closeConnection and executes what it is given', async () => {
    const { report, methods, quickbooks } = await run({ sendRequestXML: sendOnce(DOCUMENT) });
    expect(methods).toEqual([
      'serverVersion',
      'clientVersion',
      'authenticate',
      'sendRequestXML',
      'receiveResponseXML',
      'closeConnection',
    ]);
    expect(report).toMatchObject({
      ending: 'complete',
      status: 'OK',
      documents: 1,
      requests: 1,
      lastProgress: [100],
    });
    expect(quickbooks.books().objects.map((each) => each.fullName)).toEqual(['Acme & Sons']);
  });

  test('calls in the bytes of a .NET client', async () => {
    const { seen } = await run({ sendRequestXML: sendOnce(DOCUMENT) });
    expect(seen[0]?.body).toBe(
      '<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" ' +
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema">' +
        '<soap:Body><serverVersion xmlns="http://developer.intuit.com/" /></soap:Body></soap:Envelope>',
    );
    expect(seen[2]?.body).toContain(
      '<strUserName>plumb</strUserName><strPassword>p&lt;w</strPassword></authenticate>',
    );
    expect(seen[4]?.body).toContain('<hresult /><message /></receiveResponseXML>');
    expect(seen[0]?.headers).toMatchObject({
      'content-type': 'text/xml; charset=utf-8',
      soapaction: '"http://developer.intuit.com/serverVersion"',
      'user-agent': 'Mozilla/4.0 (compatible; MSIE 6.0; MS Web Services Client Protocol 4.0.30319.42000)',
    });
    expect(seen[0]?.path).toBe('/qbwc?c=main');
  });

  test('tells who QuickBooks is on the first sendRequestXML only, with the stamp of the application', async () => {
    const { seen } = await run({
      sendRequestXML: (_, times) => (times < 3 ? escaped(DOCUMENT) : ''),
      receiveResponseXML: (_, times) => (times === 1 ? '50' : '100'),
    });
    const [first, second] = seen.filter(({ method }) => method === 'sendRequestXML');
    expect(first?.body).toContain('&lt;HostQueryRs requestID="0"');
    expect(first?.body).toContain(FILE);
    expect(first?.body).toContain('<strCompanyFileName>C:\\Books\\main.qbw</strCompanyFileName>');
    expect(first?.body).toContain(
      '<qbXMLCountry>US</qbXMLCountry><qbXMLMajorVers>16</qbXMLMajorVers><qbXMLMinorVers>0</qbXMLMinorVers>',
    );
    expect(second?.body).toContain('<strHCPResponse />');
  });

  test('hands an error of QuickBooks over with an empty response', async () => {
    const { seen } = await run({ sendRequestXML: sendOnce('<QBXML/>') });
    const answer = seen.find(({ method }) => method === 'receiveResponseXML');
    expect(answer?.body).toContain(
      '<response /><hresult>0x80040400</hresult><message>QuickBooks found an error',
    );
  });

  test('pauses and asks again when the server has nothing to send and says NoOp', async () => {
    const pauses: number[] = [];
    const { report, methods } = await run(
      {
        sendRequestXML: (_, times) => (times === 2 ? escaped(DOCUMENT) : ''),
        getLastError: 'NoOp',
      },
      { pause: async (ms) => void pauses.push(ms) },
    );
    expect(pauses).toEqual([5000]);
    expect(methods.slice(3)).toEqual([
      'sendRequestXML',
      'getLastError',
      'sendRequestXML',
      'receiveResponseXML',
      'closeConnection',
    ]);
    expect(report).toMatchObject({ ending: 'complete', pauses: 1 });
  });

  test('shows any other last error and closes', async () => {
    const { report, methods } = await run({ getLastError: 'wrong company file' });
    expect(methods.slice(3)).toEqual(['sendRequestXML', 'getLastError', 'closeConnection']);
    expect(report).toMatchObject({ ending: 'stopped-by-server', lastErrors: ['wrong company file'] });
  });

  test('asks for the last error after a negative progress', async () => {
    const { report, methods } = await run({
      sendRequestXML: sendOnce(DOCUMENT),
      receiveResponseXML: '-1',
    });
    expect(methods.slice(4)).toEqual(['receiveResponseXML', 'getLastError', 'closeConnection']);
    expect(report).toMatchObject({ ending: 'stopped-by-server', lastProgress: [-1] });
  });

  test('brings the cookies of the server back', async () => {
    const { seen } = await run({
      authenticate: { body: soapAnswer('authenticate', strings('t', '')), cookie: 'sid=42; Path=/' },
    });
    expect(seen.at(-1)?.headers.cookie).toBe('sid=42');
  });
});

describe('what authenticate answers', () => {
  test.each([
    ['none', 'no-data', true],
    ['nvu', 'invalid-user', true],
    ['NVU', 'invalid-user', true],
    ['busy', 'busy', false],
  ])('%s ends the session as %s', async (answer, ending, closes) => {
    const { report, methods } = await run({ authenticate: strings('t', answer) });
    expect(report.ending).toBe(ending);
    expect(methods.includes('closeConnection')).toBe(closes);
    expect(methods).not.toContain('sendRequestXML');
  });

  test('a positive third string postpones whatever the second says, with Auto-Run only', async () => {
    const script: Script = { authenticate: strings('t', 'none', '60', '300') };
    const auto = await run(script);
    expect(auto.report).toMatchObject({ ending: 'postponed', postponeSeconds: 60, minimumSeconds: 300 });
    const byHand = await run(script, { autoRun: false });
    expect(byHand.report.ending).toBe('no-data');
    expect(byHand.report.postponeSeconds).toBeUndefined();
  });

  test.each([
    ['one string', strings('t')],
    ['five strings', strings('t', '', '', '', '')],
    [
      'strings in another namespace',
      '<string xmlns="urn:arrays">t</string><string xmlns="urn:arrays"></string>',
    ],
    ['text', 'ticket'],
  ])('%s is QBWC1012', async (_, result) => {
    const { report } = await run({ authenticate: result });
    expect(report.error?.code).toBe('QBWC1012');
  });

  test('a company file that is not the open one is told to connectionError until done', async () => {
    const { report, seen } = await run({
      authenticate: strings('t', 'D:\\other.qbw'),
      connectionError: (_, times) => (times === 1 ? 'E:\\third.qbw' : 'DONE'),
    });
    const errors = seen.filter(({ method }) => method === 'connectionError');
    expect(errors).toHaveLength(2);
    expect(errors[0]?.body).toContain('<hresult>0x8004040A</hresult>');
    expect(report).toMatchObject({ ending: 'connection-failed', error: { code: 'QBWC1007' } });
  });

  test('connectionError answered with nothing tries the open file', async () => {
    const { report } = await run({
      authenticate: strings('t', 'D:\\other.qbw'),
      connectionError: '',
      sendRequestXML: sendOnce(DOCUMENT),
    });
    expect(report.ending).toBe('complete');
  });
});

describe('clientVersion', () => {
  test('a warning goes on, an error and a demand for another version end', async () => {
    expect((await run({ clientVersion: 'W:old' })).report.warnings).toEqual(['old']);
    expect((await run({ clientVersion: 'E:too old' })).report).toMatchObject({
      ending: 'refused-by-server',
      status: 'too old',
    });
    expect((await run({ clientVersion: 'O:9.0' })).methods).not.toContain('authenticate');
    expect((await run({ clientVersion: 'fine' })).report.error?.code).toBe('QBWC1046');
  });
});

describe('an answer that .NET would not read', () => {
  test.each<[string, Script, string]>([
    ['a fault', { sendRequestXML: { status: 500, body: '<x/>' } }, 'QBWC1041'],
    [
      'another content type',
      { sendRequestXML: { contentType: 'application/xml', body: '<x/>' } },
      'QBWC1041',
    ],
    ['HTTP 202', { sendRequestXML: { status: 202, body: soapAnswer('sendRequestXML', '') } }, 'QBWC1041'],
    ['XML that is not well-formed', { sendRequestXML: { body: '<s:Envelope' } }, 'QBWC1041'],
    [
      'another namespace',
      { sendRequestXML: { body: soapAnswer('sendRequestXML', '', 'http://developer.intuit.com') } },
      'QBWC1041',
    ],
    [
      'the answer to another call',
      { sendRequestXML: { body: soapAnswer('closeConnection', '') } },
      'QBWC1041',
    ],
    ['a decimal progress', { sendRequestXML: sendOnce(DOCUMENT), receiveResponseXML: '99.5' }, 'QBWC1042'],
    ['no progress', { sendRequestXML: sendOnce(DOCUMENT), receiveResponseXML: '' }, 'QBWC1042'],
    ['a fault of getLastError', { getLastError: { status: 500 } }, 'QBWC1043'],
    [
      'a fault of closeConnection',
      { sendRequestXML: sendOnce(DOCUMENT), closeConnection: { status: 500 } },
      'QBWC1044',
    ],
    ['a fault of clientVersion', { clientVersion: { status: 500 } }, 'QBWC1036'],
  ])('%s ends the session', async (_, script, code) => {
    const { report } = await run(script);
    expect(report).toMatchObject({ ending: 'failed', error: { code } });
    expect(report.status).toContain('QBWC1031');
  });

  test('a failing serverVersion is only noted', async () => {
    const { report } = await run({ serverVersion: { status: 500 }, sendRequestXML: sendOnce(DOCUMENT) });
    expect(report.ending).toBe('complete');
    expect(report.warnings[0]).toContain('serverVersion');
  });
});

describe('accidents', () => {
  test('an answer that gets lost leaves QuickBooks changed and the session failed', async () => {
    const { report, methods, quickbooks } = await run(
      { sendRequestXML: sendOnce(DOCUMENT) },
      { onCall: (method) => (method === 'receiveResponseXML' ? 'lose-answer' : 'go') },
    );
    expect(report.error?.code).toBe('QBWC1042');
    expect(methods.at(-1)).toBe('receiveResponseXML');
    expect(quickbooks.books().objects).toHaveLength(1);
  });

  test('a computer that dies makes no further call', async () => {
    const { report, methods } = await run(
      { sendRequestXML: sendOnce(DOCUMENT) },
      { onCall: (method) => (method === 'receiveResponseXML' ? 'die' : 'go') },
    );
    expect(report.ending).toBe('died');
    expect(methods.at(-1)).toBe('sendRequestXML');
  });

  test('a server that is not there is a failed authenticate', async () => {
    const server = await startScripted();
    await server.close();
    const report = await runSession({
      url: server.url,
      user: 'u',
      password: 'p',
      quickbooks: open(),
      appName: 'Plumbline',
      ownerId: OWNER,
    });
    expect(report.error?.code).toBe('QBWC1036');
  });

  test('QuickBooks that cannot say who it is ends with QBWC1014', async () => {
    const server = await startScripted();
    const quickbooks = open();
    quickbooks.failDocuments({ hresult: '0x80040414', message: 'A modal dialog box is open.' });
    const report = await runSession({
      url: server.url,
      user: 'u',
      password: 'p',
      quickbooks,
      appName: 'Plumbline',
      ownerId: OWNER,
    });
    await server.close();
    expect(report.error?.code).toBe('QBWC1014');
    expect(server.methods()).not.toContain('sendRequestXML');
  });
});
