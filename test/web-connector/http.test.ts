import { SaxesParser, type SaxesTagNS } from 'saxes';
import { createHttpHandler } from '../../lib/web-connector/http.ts';
import type { SoapRequest } from '../../lib/web-connector/soap.ts';
import { OPERATIONS } from '../../lib/web-connector/wsdl.ts';
import { httpEvent } from '../../local/http-event.ts';
import { CLOSE, client, OPEN } from './soap-client.ts';

const LOGIN = `${OPEN}<authenticate xmlns="http://developer.intuit.com/"><strUserName>é</strUserName></authenticate>${CLOSE}`;

/** An HTTP request through the handler, with what API Gateway makes of it. */
const request = async (
  method: string,
  target: string,
  { headers = {}, body = Buffer.alloc(0) }: { headers?: Record<string, string>; body?: Buffer } = {},
) => {
  const { send, made, callers } = client();
  const handler = createHttpHandler(async () => (sent: SoapRequest) => send(sent.body, sent));
  const [path = '', query = ''] = target.split('?');
  const event = httpEvent(
    {
      ...{ method, path, query, routeKey: `${method} ${path}`, pathParameters: {}, sourceIp: '127.0.0.1' },
      ...{ requestId: 'request-1', at: new Date('2026-11-22T09:00:00Z') },
    },
    { host: 'plumbline.example', ...headers },
    body,
  );
  return { ...(await handler(event)), made, callers };
};

describe('GET', () => {
  test.each(['/qbwc', '/qbwc/support', '/qbwc?company=1'])('of %s is a page with 200', async (target) => {
    const { statusCode, headers, body } = await request('GET', target);
    expect(statusCode).toBe(200);
    expect(headers).toEqual({ 'content-type': 'text/plain; charset=utf-8' });
    expect(body).toMatch(/^This is Plumbline, a connector between Procore and QuickBooks Desktop\.\n/);
  });

  test.each(['wsdl', 'WSDL', 'singleWsdl'])(
    'of ?%s is the WSDL, with the address asked for',
    async (query) => {
      const { statusCode, headers, body } = await request('GET', `/qbwc?${query}`, {
        headers: { 'x-forwarded-proto': 'https' },
      });
      expect(statusCode).toBe(200);
      expect(headers).toEqual({ 'content-type': 'text/xml; charset=utf-8' });
      expect(body).toContain('<soap:address location="https://plumbline.example/qbwc"/>');
    },
  );

  test('cannot put markup into the WSDL by a host name', async () => {
    const { body } = await request('GET', '/qbwc?wsdl', { headers: { host: 'x"/><evil>' } });
    expect(body).toContain('location="http://x&#34;/&#62;&#60;evil&#62;/qbwc"');
  });
});

test('HEAD is a GET without the body', async () => {
  const { statusCode, headers, body } = await request('HEAD', '/qbwc/support');
  expect([statusCode, headers, body]).toEqual([200, { 'content-type': 'text/plain; charset=utf-8' }, '']);
});

test.each(['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE'])('%s is refused', async (method) => {
  const { statusCode, headers, made } = await request(method, '/qbwc', { body: Buffer.from(LOGIN) });
  expect([statusCode, headers?.allow, made]).toEqual([405, 'GET, HEAD, POST', []]);
});

describe('POST', () => {
  const type = 'text/xml; charset=utf-8';

  test.each([
    ['quoted', '"http://developer.intuit.com/authenticate"'],
    ['bare', 'http://developer.intuit.com/authenticate'],
    ['empty', '""'],
    ['of another call', '"http://developer.intuit.com/closeConnection"'],
  ])('with a SOAPAction that is %s: the body names the call', async (_how, soapaction) => {
    const headers = { 'content-type': type, soapaction };
    const { statusCode, made } = await request('POST', '/qbwc', { headers, body: Buffer.from(LOGIN) });
    expect([statusCode, made]).toEqual([200, [['authenticate', 'é', '']]]);
  });

  test('without a SOAPAction or a Content-Type', async () => {
    const { made } = await request('POST', '/qbwc', { body: Buffer.from(LOGIN) });
    expect(made).toEqual([['authenticate', 'é', '']]);
  });

  test('in ISO-8859-1, which comes as base64', async () => {
    const headers = { 'content-type': 'text/xml; charset=iso-8859-1' };
    const { made } = await request('POST', '/qbwc', { headers, body: Buffer.from(LOGIN, 'latin1') });
    expect(made).toEqual([['authenticate', 'é', '']]);
  });

  test('with a byte order mark', async () => {
    const headers = { 'content-type': type };
    const { made } = await request('POST', '/qbwc', { headers, body: Buffer.from(`\ufeff${LOGIN}`) });
    expect(made).toEqual([['authenticate', 'é', '']]);
  });

  test('with bytes that are no UTF-8 is a fault', async () => {
    const headers = { 'content-type': type };
    const { statusCode, body } = await request('POST', '/qbwc', { headers, body: Buffer.from([0x3c, 0xff]) });
    expect(statusCode).toBe(500);
    expect(body).toContain('<faultcode>soap:Client</faultcode>');
  });

  test('without a body is a fault', async () => {
    const { statusCode, body } = await request('POST', '/qbwc');
    expect(statusCode).toBe(500);
    expect(body).toContain('<faultcode>soap:Client</faultcode>');
  });
});

test('a login comes from the address that the gateway saw, whatever a header says', async () => {
  const headers = { 'content-type': 'text/xml; charset=utf-8', 'x-forwarded-for': '203.0.113.9' };
  const { callers } = await request('POST', '/qbwc', { headers, body: Buffer.from(LOGIN) });
  expect(callers).toEqual(['127.0.0.1']);
});

describe('the WSDL', () => {
  const tags = async (): Promise<SaxesTagNS[]> => {
    const { body = '' } = await request('GET', '/qbwc?wsdl');
    const found: SaxesTagNS[] = [];
    const parser = new SaxesParser({ xmlns: true });
    parser.on('opentag', (tag) => found.push(tag));
    parser.write(body).close();
    return found;
  };
  const valuesOf = (all: SaxesTagNS[], name: string, attribute: string): string[] =>
    all.filter((tag) => tag.local === name).flatMap((tag) => tag.attributes[attribute]?.value ?? []);

  test('has the eight operations, each with its SOAPAction, as documents, literally', async () => {
    const all = await tags();
    const names = Object.keys(OPERATIONS);
    expect(names).toHaveLength(8);
    expect(valuesOf(all, 'operation', 'soapAction')).toEqual(
      names.map((name) => `http://developer.intuit.com/${name}`),
    );
    expect(new Set(valuesOf(all, 'operation', 'style'))).toEqual(new Set(['document']));
    expect(new Set(valuesOf(all, 'body', 'use'))).toEqual(new Set(['literal']));
    expect(valuesOf(all, 'schema', 'elementFormDefault')).toEqual(['qualified']);
    expect(valuesOf(all, 'schema', 'targetNamespace')).toEqual(['http://developer.intuit.com/']);
  });

  test("has Intuit's parameters, in Intuit's order and types", async () => {
    const parameters = (await tags())
      .filter(({ local, attributes }) => local === 'element' && attributes.type)
      .map(({ attributes }) => `${attributes.name?.value} ${attributes.type?.value}`);
    expect(parameters).toEqual([
      'serverVersionResult xsd:string',
      'strVersion xsd:string',
      'clientVersionResult xsd:string',
      'strUserName xsd:string',
      'strPassword xsd:string',
      'authenticateResult tns:ArrayOfString',
      'ticket xsd:string',
      'strHCPResponse xsd:string',
      'strCompanyFileName xsd:string',
      'qbXMLCountry xsd:string',
      'qbXMLMajorVers xsd:int',
      'qbXMLMinorVers xsd:int',
      'sendRequestXMLResult xsd:string',
      'ticket xsd:string',
      'response xsd:string',
      'hresult xsd:string',
      'message xsd:string',
      'receiveResponseXMLResult xsd:int',
      'ticket xsd:string',
      'hresult xsd:string',
      'message xsd:string',
      'connectionErrorResult xsd:string',
      'ticket xsd:string',
      'getLastErrorResult xsd:string',
      'ticket xsd:string',
      'closeConnectionResult xsd:string',
      'string xsd:string',
    ]);
  });
});
