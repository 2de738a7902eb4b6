import { readMessageSet } from '../../lib/qbxml/read.ts';
import { hostile, LAUGHS, XXE } from './hostile.ts';
import { CLOSE, client, OPEN } from './soap-client.ts';

const NS = 'xmlns="http://developer.intuit.com/"';
const call = (inner: string): string =>
  `${OPEN}<receiveResponseXML ${NS}><ticket>t</ticket>${inner}</receiveResponseXML>${CLOSE}`;

/** The sentence of the fault, or the calls that were made. */
const sent = async (body: string | Buffer, contentType = 'text/xml; charset=utf-8') => {
  const { send, made } = client();
  const { body: answer, statusCode } = await send(body, { contentType });
  const sentence = /<faultstring>(.*)<\/faultstring>/s.exec(answer)?.[1];
  expect(statusCode).toBe(sentence === undefined ? 200 : 500);
  return sentence ?? made;
};

/** Milliseconds of work of this process. */
const workOf = async (work: () => unknown): Promise<number> => {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
};

describe.each(Object.entries(hostile))('%s', (_what, { text, soap, qbxml }) => {
  test('as a SOAP request is refused', async () => {
    expect(await sent(text(OPEN, `<receiveResponseXML ${NS}>`, `</receiveResponseXML>${CLOSE}`))).toMatch(
      soap,
    );
  });

  test('as an answer of QuickBooks is refused', () => {
    const head = '<?xml version="1.0" ?>';
    expect(() => readMessageSet(text(head, '<QBXML><QBXMLMsgsRs>', '</QBXMLMsgsRs></QBXML>'))).toThrow(qbxml);
  });
});

test('what an entity would have told never stands in the fault', async () => {
  for (const doctype of [XXE, LAUGHS]) {
    const fault = await sent(call('<response>&x;</response>').replace('?>', `?>${doctype}`));
    expect(fault).toBe('A document type is not accepted.');
  }
});

test('a bomb inside of CDATA is a text to the envelope, and refused as an answer', async () => {
  const bomb = `<?xml version="1.0"?>${LAUGHS}<QBXML><QBXMLMsgsRs>&x;</QBXMLMsgsRs></QBXML>`;
  expect(await sent(call(`<response><![CDATA[${bomb}]]></response>`))).toEqual([
    ['receiveResponseXML', 't', bomb, '', ''],
  ]);
  expect(() => readMessageSet(bomb)).toThrow('a document type is not accepted');
});

describe('charsets', () => {
  const document = call('<response>é€</response>');
  const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le');
  const ofWords = (...words: number[]): Buffer =>
    Buffer.concat([utf16(`\ufeff${OPEN}`), Buffer.from(new Uint16Array(words).buffer), utf16(CLOSE)]);
  const noText = (charset: string) => `The request is not text in its charset, ${charset}.`;

  test.each([
    ['a byte that is none', [0xff]],
    ['a lone continuation', [0x80]],
    ['a cut sequence', [0xe2, 0x82]],
    ['an overlong slash', [0xc0, 0xaf]],
    ['an overlong null', [0xc0, 0x80]],
    ['half of a surrogate pair', [0xed, 0xa0, 0x80]],
    ['beyond U+10FFFF', [0xf4, 0x90, 0x80, 0x80]],
  ])('UTF-8 with %s is refused', async (_what, bytes) => {
    expect(await sent(Buffer.concat([Buffer.from(OPEN), Buffer.from(bytes), Buffer.from(CLOSE)]))).toBe(
      noText('utf-8'),
    );
  });

  test.each([
    ['a lone high surrogate', [0xd800, 0x41]],
    ['a lone low surrogate', [0xdc00]],
    ['a pair the wrong way round', [0xdc00, 0xd800]],
  ])('UTF-16 with %s is refused', async (_what, words) => {
    expect(await sent(ofWords(...words), 'text/xml; charset=utf-16')).toBe(noText('utf-16le'));
  });

  test('UTF-16 that ends within a character is refused', async () => {
    const odd = utf16(`\ufeff${document}`).subarray(0, -1);
    expect(await sent(odd, 'text/xml')).toBe(noText('utf-16le'));
  });

  test('UTF-16 that says it is UTF-8 is no XML: every other byte is null', async () => {
    expect(await sent(utf16(call('')))).toMatch(/not well-formed/);
  });

  test('ISO-8859-1 is read, its upper control characters as Windows means them', async () => {
    const body = Buffer.from(call('<response>Caf\u00e9 \u0080</response>'), 'latin1');
    expect(await sent(body, 'text/xml; charset=ISO-8859-1')).toEqual([
      ['receiveResponseXML', 't', 'Café €', '', ''],
    ]);
  });

  test('UTF-7, in which markup can hide, is not known', async () => {
    expect(await sent('+ADw-x+AD4-', 'text/xml; charset=utf-7')).toBe(noText('utf-7'));
  });
});

describe('null bytes', () => {
  test('in the text or the markup of a request are refused', async () => {
    for (const at of ['<ticket>', '<tick', ' xmlns', '</ticket'])
      expect(await sent(call('').replace(at, `${at}\u0000`))).toMatch(/not well-formed/);
  });

  test('in an answer of QuickBooks are refused', () => {
    const answer = '<QBXML><QBXMLMsgsRs>\u0000</QBXMLMsgsRs></QBXML>';
    expect(() => readMessageSet(answer)).toThrow('disallowed character');
    expect(() => readMessageSet(answer.replace('\u0000', '&#0;'))).toThrow('malformed character entity');
  });
});

describe('work grows with the size of a body, not with its square', () => {
  // What takes half a second takes hours where the work grows with the square.
  const MOST_MS = 15_000;
  const MEGABYTES = 4 * 1024 * 1024;
  const filled = (part: string): string => part.repeat(Math.floor(MEGABYTES / part.length));

  test.each([
    ['blanks before the document', filled(' ')],
    ['an entity without an end', call(`<response>&${filled('a')}</response>`)],
    ['references', call(`<response>${filled('&amp;')}</response>`)],
    ['references to control characters', call(`<response>${filled('&#1;')}</response>`)],
    ['almost references', call(`<response>${filled('&#0')}</response>`)],
    ['a name', call(`<${filled('a')}/>`)],
    ['an attribute', `${OPEN}<getLastError a="${filled('a')}"/>${CLOSE}`],
    ['comments', `${OPEN}${filled('<!---->')}<getLastError/>${CLOSE}`],
    ['arguments', `${OPEN}<getLastError>${filled('<a/>')}</getLastError>${CLOSE}`],
    ['CDATA', call(`<response>${filled('<![CDATA[]]>')}</response>`)],
    ['cut CDATA', call(`<response><![CDATA[${filled(']]')}`)],
    ['a processing instruction', `${OPEN}<?a ${filled('?')}`],
  ])('4 MB of %s', async (_what, body) => {
    expect(await workOf(() => sent(body))).toBeLessThan(MOST_MS);
  });

  test('100,000 attributes of one element', async () => {
    const attributes = Array.from({ length: 100_000 }, (_, n) => `a${n}=""`).join(' ');
    expect(await workOf(() => sent(`${OPEN}<getLastError ${attributes}/>${CLOSE}`))).toBeLessThan(MOST_MS);
    const ret = `<QBXML><QBXMLMsgsRs><VendorRet ${attributes}/></QBXMLMsgsRs></QBXML>`;
    expect(await workOf(() => readMessageSet(ret))).toBeLessThan(MOST_MS);
  });
});

test('names of JavaScript objects in an answer are nothing special', () => {
  const answer = (inner: string) =>
    readMessageSet(`<QBXML><QBXMLMsgsRs><VendorQueryRs ${inner}</VendorQueryRs></QBXMLMsgsRs></QBXML>`);
  answer('__proto__="x" constructor="y"><__proto__><polluted>1</polluted></__proto__>');
  expect({}).not.toHaveProperty('polluted');
  expect(answer('toString="z">').answers[0]?.message).toBe('VendorQueryRs');
});
