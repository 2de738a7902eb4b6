import { DOCUMENT, FILE, run, sendOnce } from './run-scripted.ts';
import { escaped, type Script, soapAnswer, strings } from './scripted-server.ts';

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
