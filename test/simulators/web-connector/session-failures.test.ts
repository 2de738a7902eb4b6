import { runSession } from '../../../local/simulators/web-connector/web-connector.ts';
import { DOCUMENT, OWNER, open, run, sendOnce } from './run-scripted.ts';
import { type Script, soapAnswer, startScripted } from './scripted-server.ts';

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

  test('a server that is not there is a failed clientVersion', async () => {
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
