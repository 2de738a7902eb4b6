import { parseJson } from '../../lib/procore/json.ts';
import { parseWebhook } from '../../lib/procore/webhook.ts';
import { isMalformedAnswer, readMessageSet } from '../../lib/qbxml/read.ts';
import { decode } from '../../lib/web-connector/charset.ts';
import { MOST_BYTES } from '../../lib/web-connector/soap.ts';
import { client } from '../web-connector/soap-client.ts';
import { dotNet } from './envelopes.ts';
import { HANG_MS, stopwatch } from './stopwatch.ts';

const MB = 1024 * 1024;
const DEEP = 200_000;

/** What is answered, given that it comes. */
const inTime = async <T>(answer: () => T | Promise<T>): Promise<T> => {
  const passed = stopwatch();
  const given = await answer();
  expect(passed()).toBeLessThanOrEqual(HANG_MS);
  return given;
};

const answerWith = (inner: string): string =>
  `<?xml version="1.0"?><QBXML><QBXMLMsgsRs><VendorQueryRs requestID="1" statusCode="0">${inner}</VendorQueryRs></QBXMLMsgsRs></QBXML>`;

const filled = (unit: string, bytes: number): string => unit.repeat(Math.floor(bytes / unit.length));

const envelope = (response: string): string =>
  dotNet('receiveResponseXML', { ticket: 'acme.1', response, hresult: '', message: '' });

describe('the SOAP entrance', () => {
  test('10 MB are too much', async () => {
    const { send } = client();
    expect((await inTime(() => send(Buffer.alloc(10 * MB, 'a')))).statusCode).toBe(413);
  });

  test('the longest envelope that Lambda brings is taken', async () => {
    const { send, made } = client();
    const one = '<VendorRet><ListID>80000001-1</ListID><Name>A &amp; B</Name></VendorRet>';
    const body = envelope(answerWith(filled(one, 3 * MB)));
    expect(body.length).toBeGreaterThan(4 * MB);
    expect((await inTime(() => send(body))).statusCode).toBe(200);
    expect(made[0]?.[2]).toBe(answerWith(filled(one, 3 * MB)));
  });

  test.each([
    ['elements in elements', `<Envelope><Header>${'<a>'.repeat(DEEP)}`],
    ['one name', `<${'a'.repeat(MOST_BYTES - 10)}>`],
    ['references', envelope('').replace('<response />', `<response>${filled('&#65;', 5 * MB)}</response>`)],
    [
      'forbidden references',
      envelope('').replace('<response />', `<response>${filled('&#1;', 5 * MB)}</response>`),
    ],
    [
      'zeros of one reference',
      envelope('').replace('<response />', `<response>&#${'0'.repeat(5 * MB)};</response>`),
    ],
    ['ampersands', envelope('').replace('<response />', `<response>${'&#'.repeat(2 * MB)}</response>`)],
    ['attributes', `<Envelope${Array.from({ length: 100_000 }, (_, n) => ` a${n}="${n}"`).join('')}>`],
    ['comments', `<Envelope>${filled('<!-- -->', 5 * MB)}`],
    ['blanks', ' '.repeat(MOST_BYTES)],
  ])('%s are answered by the rules', async (_what, body) => {
    const { send } = client();
    const { statusCode, body: said } = await inTime(() => send(body));
    expect([200, 500]).toContain(statusCode);
    expect(said.length).toBeLessThan(2_000);
  });

  test('UTF-16 of the longest body is decoded', async () => {
    const body = Buffer.from(`\ufeff${'é'.repeat(3 * MB - 1)}`, 'utf16le');
    expect(await inTime(() => decode(body))).toEqual({ text: 'é'.repeat(3 * MB - 1) });
  });
});

describe('an answer of QuickBooks', () => {
  test('of 3 MB is read', async () => {
    const one = '<VendorRet><ListID>80000001-1</ListID><Name>A &amp; B</Name></VendorRet>';
    const { answers } = await inTime(() => readMessageSet(answerWith(filled(one, 3 * MB))));
    expect(answers[0]?.rets.length).toBeGreaterThan(40_000);
  });

  test.each([
    ['deep', answerWith('<a>'.repeat(DEEP) + '</a>'.repeat(DEEP))],
    ['one text', answerWith(`<VendorRet><Name>${'x'.repeat(5 * MB)}</Name></VendorRet>`)],
    ['one name', answerWith(`<${'x'.repeat(5 * MB)}/`)],
    ['sections', answerWith(`<Name>${filled('<![CDATA[a]]>', 5 * MB)}</Name>`)],
  ])('that is all %s is malformed', async (_what, xml) => {
    const thrown = await inTime(() => {
      try {
        return readMessageSet(xml);
      } catch (error) {
        return error;
      }
    });
    expect(isMalformedAnswer(thrown)).toBe(true);
  });
});

describe('JSON', () => {
  test.each([
    ['nested 200,000 deep', '['.repeat(DEEP), 'malformed'],
    ['6 MB of escapes', `"${filled('\\n', 6 * MB)}"`, 'json'],
    ['6 MB of escapes that do not end', `"${filled('\\u0041', 6 * MB)}`, 'malformed'],
    ['a number of 2 MB', '9'.repeat(2 * MB), 'malformed'],
    ['blanks', ' '.repeat(6 * MB), 'malformed'],
    ['a million items', `[${'0,'.repeat(1_000_000)}0]`, 'json'],
  ])('%s', async (_what, text, is) => {
    expect((await inTime(() => parseJson(text))).is).toBe(is);
  });

  test('a delivery of 10 MB is not even parsed', async () => {
    expect(await inTime(() => parseWebhook('['.repeat(10 * MB)))).toEqual({
      ...{ is: 'malformed', why: 'the body is longer than 100000 characters.' },
    });
  });
});
