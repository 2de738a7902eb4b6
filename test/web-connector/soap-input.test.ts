import { MOST_BYTES } from '../../lib/web-connector/soap.ts';
import { CLOSE, client, fault, OPEN } from './soap-client.ts';

const NS = 'xmlns="http://developer.intuit.com/"';
const login = (user: string): string =>
  `${OPEN}<authenticate ${NS}><strUserName>${user}</strUserName></authenticate>${CLOSE}`;
const receive = (inner: string): string =>
  `${OPEN}<receiveResponseXML ${NS}>${inner}</receiveResponseXML>${CLOSE}`;

/** The calls that one body makes. */
const made = async (body: string | Buffer, contentType = 'text/xml; charset=utf-8') => {
  const { send, made: calls } = client();
  await send(body, { contentType });
  return calls;
};

/** The sentence that one body is refused with; no call is made. */
const refused = async (body: string | Buffer, contentType = 'text/xml; charset=utf-8') => {
  const { send, made: calls, logged } = client();
  const answer = await send(body, { contentType });
  expect(calls).toEqual([]);
  expect(answer.statusCode).toBe(500);
  expect(logged.map(({ event }) => event)).toEqual(['soap.refused']);
  const sentence = /<faultstring>(.*)<\/faultstring>/s.exec(answer.body)?.[1] ?? '';
  expect(answer.body).toBe(fault('Client', sentence));
  return sentence;
};

describe('arguments', () => {
  test('an answer of QuickBooks in CDATA arrives as text, not as an object', async () => {
    const qbxml = '<?xml version="1.0" ?><QBXML><Name>A &amp; B</Name></QBXML>';
    const calls = await made(receive(`<ticket>t</ticket><response><![CDATA[${qbxml}]]></response>`));
    expect(calls).toEqual([['receiveResponseXML', 't', qbxml, '', '']]);
  });

  test('text and CDATA one after another are one text', async () => {
    expect(await made(login('a<![CDATA[ <b> ]]>&amp;c'))).toEqual([['authenticate', 'a <b> &c', '']]);
  });

  test.each(['  two blanks  ', '   ', '\n\ttab'])('blanks of %j are kept', async (text) => {
    expect(await made(login(text))).toEqual([['authenticate', text, '']]);
  });

  test.each([
    ['left out', ''],
    ['empty', '<strUserName></strUserName>'],
    ['closed at once', '<strUserName />'],
    ['nil', '<strUserName xsi:nil="true" />'],
    ['of a type', '<strUserName xsi:type="xsd:string"></strUserName>'],
  ])('one that is %s is an empty text', async (_how, user) => {
    const calls = await made(
      `${OPEN}<authenticate ${NS}>${user}<strPassword>p</strPassword></authenticate>${CLOSE}`,
    );
    expect(calls).toEqual([['authenticate', '', 'p']]);
  });

  test('of two with the same name the first counts', async () => {
    const calls = await made(receive('<ticket>first</ticket><ticket>second</ticket>'));
    expect(calls).toEqual([['receiveResponseXML', 'first', '', '', '']]);
  });

  test('one that we do not know is left alone', async () => {
    const sent = `${OPEN}<serverVersion ${NS}><strVersion>2</strVersion></serverVersion>${CLOSE}`;
    expect(await made(sent)).toEqual([['serverVersion']]);
  });

  test('names of JavaScript objects are nothing special', async () => {
    const calls = await made(receive('<__proto__>x</__proto__><constructor>y</constructor>'));
    expect(calls).toEqual([['receiveResponseXML', '', '', '', '']]);
    expect(await refused(`${OPEN}<constructor ${NS} />${CLOSE}`)).toBe('There is no call named constructor.');
  });

  test('a reference to a control character is dropped: the work in the answer is done', async () => {
    const calls = await made(receive('<response>a&#1;b&#x1F;c&#9;d&#xFFFF;e&#010;f&#31;g</response>'));
    expect(calls).toEqual([['receiveResponseXML', '', 'abc\tde\nfg', '', '']]);
  });

  test('a version that is no number is refused', async () => {
    const sent = `${OPEN}<sendRequestXML ${NS}><qbXMLMajorVers>x</qbXMLMajorVers></sendRequestXML>${CLOSE}`;
    expect(await refused(sent)).toBe('qbXMLMajorVers is no whole number.');
  });

  test.each(['strUserName', 'strPassword'])('%s is no text of any length', async (name) => {
    const sent = (length: number) =>
      `${OPEN}<authenticate ${NS}><${name}>${'x'.repeat(length)}</${name}></authenticate>${CLOSE}`;
    expect(await made(sent(255))).toHaveLength(1);
    expect(await refused(sent(256))).toBe(`${name} is longer than 255 characters.`);
  });

  test('a ticket and an HRESULT of any length are refused, words are cut, answers are not', async () => {
    const long = 'x'.repeat(10_000);
    expect(await refused(receive(`<ticket>${long}</ticket>`))).toBe('ticket is longer than 255 characters.');
    expect(await refused(receive(`<hresult>${long}</hresult>`))).toBe(
      'hresult is longer than 255 characters.',
    );
    const [call = []] = await made(receive(`<response>${long}</response><message>${long}</message>`));
    expect(call.map((value) => value.length)).toEqual([18, 0, 10_000, 0, 2_000]);
  });

  test('half a character is not kept where words are cut', async () => {
    const [call = []] = await made(receive(`<message>${'x'.repeat(1_999)}🏗</message>`));
    expect(call.at(-1)).toBe('x'.repeat(1_999));
  });

  test('elements in one are refused', async () => {
    expect(await refused(receive('<response><QBXML/></response>'))).toBe(
      'An argument holds elements where text was expected.',
    );
  });
});

describe('envelopes', () => {
  const ENVELOPE = 'http://schemas.xmlsoap.org/soap/envelope/';

  test('with Style RPC: encoded, with prefixes and types', async () => {
    const sent =
      `<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="${ENVELOPE}" xmlns:soapenc="http://schemas.xmlsoap.org/soap/encoding/" ` +
      'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema">' +
      '<soap:Body soap:encodingStyle="http://schemas.xmlsoap.org/soap/encoding/">' +
      '<q1:sendRequestXML xmlns:q1="http://developer.intuit.com/"><ticket xsi:type="xsd:string">t</ticket>' +
      '<qbXMLMajorVers xsi:type="xsd:int">13</qbXMLMajorVers></q1:sendRequestXML><q2:other xmlns:q2="urn:x">y</q2:other></soap:Body></soap:Envelope>';
    expect(await made(sent)).toEqual([['sendRequestXML', 't', '13', '']]);
  });

  test('of SOAP 1.2, of no namespace, with headers, line breaks, and blanks before the declaration', async () => {
    const soap12 = login('u').replace(ENVELOPE, 'http://www.w3.org/2003/05/soap-envelope');
    expect(await made(soap12, 'application/soap+xml; charset=utf-8')).toEqual([['authenticate', 'u', '']]);
    expect(await made('<Envelope><Body><getLastError/></Body></Envelope>')).toEqual([['getLastError', '']]);
    expect(await made(`\r\n ${login('u')}`)).toEqual([['authenticate', 'u', '']]);
    const headed =
      '<Envelope>\n<Header><a><ticket>no</ticket></a></Header>\n<Body>\n<getLastError>\n<ticket>t</ticket>\n</getLastError>\n</Body></Envelope>\n';
    expect(await made(headed)).toEqual([['getLastError', 't']]);
  });

  test.each([
    ['no XML', 'hello', /^The request is not well-formed XML: /],
    ['nothing', '', /^The request is not well-formed XML: /],
    ['cut off', login('u').slice(0, -20), /^The request is not well-formed XML: /],
    ['crossed tags', login('<a></b>'), /^(An argument|The request)/],
    ['a null byte', login('a\u0000b'), /^The request is not well-formed XML: /],
    ['an unknown entity', login('&nbsp;'), /^The request is not well-formed XML: /],
    ['another document', '<QBXML/>', /^The request is no SOAP envelope\.$/],
    ['no body', '<Envelope><Header/></Envelope>', /^The SOAP body holds no call\.$/],
    ['an empty body', OPEN + CLOSE, /^The SOAP body holds no call\.$/],
    ['an unknown call', `${OPEN}<dropTables ${NS}/>${CLOSE}`, /^There is no call named dropTables\.$/],
  ])('%s: refused with a sentence', async (_what, body, sentence) => {
    expect(await refused(body)).toMatch(sentence);
  });
});

describe('charsets', () => {
  const bytes = (text: string, charset: 'latin1' | 'utf16le') => Buffer.from(text, charset);
  const user = async (body: string | Buffer, type: string) => (await made(body, type))[0]?.[1];

  test('the one of the Content-Type', async () => {
    expect(await user(bytes(login('é'), 'latin1'), 'text/xml; charset=iso-8859-1')).toBe('é');
    expect(await user(bytes(login('\u0080'), 'latin1'), 'text/xml; charset="windows-1252"')).toBe('€');
    expect(await user(bytes(`\ufeff${login('é€')}`, 'utf16le'), 'text/xml; charset=utf-16')).toBe('é€');
  });

  test('else the one of the XML declaration, else UTF-8', async () => {
    const declared = login('é').replace('encoding="utf-8"', "encoding='ISO-8859-1'");
    expect(await user(bytes(declared, 'latin1'), 'text/xml')).toBe('é');
    expect(
      await user(
        '<Envelope><Body><authenticate><strUserName>é</strUserName></authenticate></Body></Envelope>',
        '',
      ),
    ).toBe('é');
  });

  test('a byte order mark goes before both', async () => {
    expect(await user(`\ufeff${login('é')}`, 'text/xml; charset=iso-8859-1')).toBe('é');
    const bigEndian = bytes(`\ufeff${login('é')}`, 'utf16le').swap16();
    expect(await user(bigEndian, 'text/xml; charset=utf-8')).toBe('é');
  });

  test('bytes that are no text of it are refused, not replaced', async () => {
    expect(await refused(bytes(login('é'), 'latin1'))).toBe('The request is not text in its charset, utf-8.');
  });

  test('one that is not known is refused', async () => {
    expect(await refused(login('u'), 'text/xml; charset=klingon')).toBe(
      'The request is not text in its charset, klingon.',
    );
    const long = await refused(login('u'), `text/xml; charset=${'k'.repeat(5_000)}`);
    expect(long.length).toBeLessThan(100);
  });
});

describe('hostile bodies', () => {
  test('a document type is refused before anything in it is read', async () => {
    const file = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>';
    const laughs =
      '<!DOCTYPE l [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>';
    for (const doctype of [file, laughs]) {
      const body = login('&c;').replace('?>', `?>${doctype}`);
      expect(await refused(body)).toBe('A document type is not accepted.');
    }
  });

  test('200,000 elements within one another are refused', async () => {
    const deep = '<a>'.repeat(200_000);
    expect(await refused(`<Envelope><Header>${deep}`)).toBe('Elements nest deeper than 16 levels.');
    expect(await refused(receive(deep))).toBe('An argument holds elements where text was expected.');
  });

  test('more than Lambda takes is answered 413 without being read', async () => {
    const { send, made: calls } = client();
    expect(await send(Buffer.alloc(MOST_BYTES + 1, '<'))).toEqual({
      statusCode: 413,
      headers: { 'content-type': 'text/plain; charset=utf-8' },
      body: 'A request is at most 6291456 bytes long.\n',
    });
    expect(calls).toEqual([]);
  });

  test('a fault quotes nothing of a request that is not well-formed', async () => {
    expect(await refused(login('p<ss>word'))).toBe('An argument holds elements where text was expected.');
    expect(await refused(`<Envelope><Body><${'secret'.repeat(200_000)}>`)).toBe(
      'The request is not well-formed XML: unclosed tag.',
    );
  });

  test('a charset of any length is not repeated', async () => {
    expect(await refused(login('u'), `text/xml; charset=${'x'.repeat(7_000)}`)).toHaveLength(81);
  });

  test('a fault quotes no markup', async () => {
    const sentence = await refused(`${OPEN}<x&gt; ${NS}/>${CLOSE}`);
    expect(sentence).not.toMatch(/[<>]/);
  });
});

test('a call that takes too long is answered while the caller still listens', async () => {
  const asked: number[] = [];
  const { send, logged } = client({ sendRequestXML: () => new Promise(() => undefined) }, async (ms) => {
    asked.push(ms);
  });
  const { statusCode, body } = await send(
    `${OPEN}<sendRequestXML xmlns="http://developer.intuit.com/"><ticket>t</ticket></sendRequestXML>${CLOSE}`,
  );
  expect(statusCode).toBe(500);
  expect(body).toContain('Nothing is lost: the next session goes on. Reference: request-1');
  expect(asked).toEqual([20_000]);
  expect(logged).toMatchObject([{ event: 'soap.late', fields: { call: 'sendRequestXML' } }]);
});

test('a call that was in time waits for nothing any more', async () => {
  const ended: boolean[] = [];
  const { send } = client({}, async (_ms, signal) => {
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
    ended.push(signal.aborted);
  });
  const { statusCode } = await send(`${OPEN}<serverVersion xmlns="http://developer.intuit.com/"/>${CLOSE}`);
  expect(statusCode).toBe(200);
  expect(ended).toEqual([true]);
});
