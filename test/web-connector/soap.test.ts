import fc from 'fast-check';
import { answered, CLOSE, client, fault, OPEN } from './soap-client.ts';

const NS = 'xmlns="http://developer.intuit.com/"';

describe('each call as .NET writes it, and its answer as .NET reads it', () => {
  test.each([
    {
      sent: `<serverVersion ${NS} />`,
      made: ['serverVersion'],
      answer: `<serverVersionResponse ${NS}><serverVersionResult>Plumbline 0.1</serverVersionResult></serverVersionResponse>`,
    },
    {
      sent: `<clientVersion ${NS}><strVersion>2.3.0.215</strVersion></clientVersion>`,
      made: ['clientVersion', '2.3.0.215'],
      answer: `<clientVersionResponse ${NS}><clientVersionResult></clientVersionResult></clientVersionResponse>`,
    },
    {
      sent: `<authenticate ${NS}><strUserName>plumbline</strUserName><strPassword>p&amp;ss "w" &lt;1&gt;</strPassword></authenticate>`,
      made: ['authenticate', 'plumbline', 'p&ss "w" <1>'],
      answer: `<authenticateResponse ${NS}><authenticateResult><string>acme.1f</string><string></string></authenticateResult></authenticateResponse>`,
    },
    {
      sent:
        `<sendRequestXML ${NS}><ticket>acme.1f</ticket><strHCPResponse>&lt;QBXML /&gt;</strHCPResponse>` +
        '<strCompanyFileName>C:\\Books\\Acme &amp; Söhne.qbw</strCompanyFileName><qbXMLCountry>US</qbXMLCountry>' +
        '<qbXMLMajorVers>16</qbXMLMajorVers><qbXMLMinorVers>0</qbXMLMinorVers></sendRequestXML>',
      made: ['sendRequestXML', 'acme.1f', '16', '0'],
      answer: `<sendRequestXMLResponse ${NS}><sendRequestXMLResult>&lt;QBXML/&gt;</sendRequestXMLResult></sendRequestXMLResponse>`,
    },
    {
      sent:
        `<receiveResponseXML ${NS}><ticket>acme.1f</ticket><response>&lt;?xml version="1.0" ?&gt;\n&lt;QBXML&gt;&lt;Name&gt;A &amp;amp; B&lt;/Name&gt;&lt;/QBXML&gt;</response>` +
        '<hresult /><message /></receiveResponseXML>',
      made: [
        'receiveResponseXML',
        'acme.1f',
        '<?xml version="1.0" ?>\n<QBXML><Name>A &amp; B</Name></QBXML>',
        '',
        '',
      ],
      answer: `<receiveResponseXMLResponse ${NS}><receiveResponseXMLResult>42</receiveResponseXMLResult></receiveResponseXMLResponse>`,
    },
    {
      sent: `<connectionError ${NS}><ticket>acme.1f</ticket><hresult>0x80040408</hresult><message>Could not start QuickBooks.</message></connectionError>`,
      made: ['connectionError', 'acme.1f', '0x80040408', 'Could not start QuickBooks.'],
      answer: `<connectionErrorResponse ${NS}><connectionErrorResult>done</connectionErrorResult></connectionErrorResponse>`,
    },
    {
      sent: `<getLastError ${NS}><ticket>acme.1f</ticket></getLastError>`,
      made: ['getLastError', 'acme.1f'],
      answer: `<getLastErrorResponse ${NS}><getLastErrorResult>NoOp</getLastErrorResult></getLastErrorResponse>`,
    },
    {
      sent: `<closeConnection ${NS}><ticket>acme.1f</ticket></closeConnection>`,
      made: ['closeConnection', 'acme.1f'],
      answer: `<closeConnectionResponse ${NS}><closeConnectionResult>OK</closeConnectionResult></closeConnectionResponse>`,
    },
  ])('$made.0', async ({ sent, made, answer }) => {
    const { send, made: arrived } = client();
    expect(await send(OPEN + sent + CLOSE)).toEqual({
      statusCode: 200,
      headers: { 'content-type': 'text/xml; charset=utf-8' },
      body: answered(answer),
    });
    expect(arrived).toEqual([made]);
  });
});

describe('answers', () => {
  const ask = async (call: string, answers: Parameters<typeof client>[0]) => {
    const { body } = await client(answers).send(`${OPEN}<${call} ${NS}><ticket>t</ticket></${call}>${CLOSE}`);
    return new RegExp(`<${call}Result>(.*)</${call}Result>`, 's').exec(body)?.[1];
  };

  test('no work is an empty element, never a missing one', async () => {
    expect(await ask('sendRequestXML', { sendRequestXML: async () => '' })).toBe('');
  });

  test('the progress is an integer: the Web Connector fails at a decimal point', async () => {
    expect(await ask('receiveResponseXML', { receiveResponseXML: async () => 33.7 })).toBe('33');
    expect(await ask('receiveResponseXML', { receiveResponseXML: async () => -1 })).toBe('-1');
  });

  test('a control character, which XML cannot hold, is left out', async () => {
    const getLastError = async () => 'a\u0000b\u0001c\u001fd\ufffee\ud800f\tg\nh😀';
    expect(await ask('getLastError', { getLastError })).toBe('abcdef\tg\nh😀');
  });

  test('a text that looks like CDATA is a text', async () => {
    const getLastError = async () => '<![CDATA[ </getLastErrorResult> ]]>';
    const escaped = '&lt;![CDATA[ &lt;/getLastErrorResult&gt; ]]&gt;';
    expect(await ask('getLastError', { getLastError })).toBe(escaped);
  });

  test('a carriage return is written as a reference, or .NET would read a line feed', async () => {
    expect(await ask('getLastError', { getLastError: async () => 'a\r\nb' })).toBe('a&#13;\nb');
  });
});

test('every text of a call arrives as it was sent', async () => {
  const { send, made } = client();
  const escaped = (text: string) => text.replace(/[&<>\r]/g, (c) => `&#x${c.charCodeAt(0).toString(16)};`);
  // What XML 1.0 can write: all but control characters, halves of pairs, and two noncharacters.
  const text = fc
    .string({ unit: 'binary', maxLength: 60 })
    .map((all) => all.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, ''));
  await fc.assert(
    fc.asyncProperty(text, text, async (user, password) => {
      made.length = 0;
      const values = `<strUserName>${escaped(user)}</strUserName><strPassword>${escaped(password)}</strPassword>`;
      await send(`${OPEN}<authenticate ${NS}>${values}</authenticate>${CLOSE}`);
      expect(made).toEqual([['authenticate', user, password]]);
    }),
    { numRuns: 200 },
  );
});

describe('a call that breaks on our side', () => {
  const broken = () =>
    client({
      sendRequestXML: async () => {
        throw new Error('dynamodb: table plumbline-sessions of account 123 is gone');
      },
      clientVersion: () => {
        throw { Fault: { faultstring: 'thrown at once' } };
      },
    });

  test('is a fault that names the reference in the log, and nothing of the cause', async () => {
    const { send, logged } = broken();
    const answer = await send(`${OPEN}<sendRequestXML ${NS}><ticket>t</ticket></sendRequestXML>${CLOSE}`);
    expect(answer).toEqual({
      statusCode: 500,
      headers: { 'content-type': 'text/xml; charset=utf-8' },
      body: fault('Server', 'Plumbline failed at this call. Reference: request-1'),
    });
    expect(logged[0]).toEqual({
      event: 'soap.failed',
      fields: { call: 'sendRequestXML', reference: 'request-1', error: expect.any(Error) },
    });
  });

  test('is the same fault when what was thrown looks like a fault', async () => {
    const { body } = await broken().send(`${OPEN}<clientVersion ${NS} />${CLOSE}`);
    expect(body).toBe(fault('Server', 'Plumbline failed at this call. Reference: request-1'));
  });

  test('does not hinder the next call', async () => {
    const { send } = broken();
    await send(`${OPEN}<sendRequestXML ${NS} />${CLOSE}`);
    expect((await send(`${OPEN}<serverVersion ${NS} />${CLOSE}`)).statusCode).toBe(200);
  });
});

test('each call is one log line, without a password', async () => {
  const { send, logged } = client();
  const sent = `${OPEN}<authenticate ${NS}><strUserName>u</strUserName><strPassword>hunter2</strPassword></authenticate>${CLOSE}`;
  const { body } = await send(sent);
  expect(logged).toEqual([
    {
      event: 'soap.call',
      fields: {
        call: 'authenticate',
        reference: 'request-1',
        statusCode: 200,
        bytesIn: sent.length,
        bytesOut: body.length,
      },
    },
  ]);
});
