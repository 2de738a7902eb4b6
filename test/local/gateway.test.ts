import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { type Gateway, type HttpHandler, startGateway } from '../../local/gateway.ts';

const crashes: string[] = [];
const held: (() => void)[] = [];
let begun: () => void = () => undefined;

const echo: HttpHandler = async (event) => ({ statusCode: 200, body: JSON.stringify(event) });

const routes: Record<string, HttpHandler> = {
  'POST /webhooks/{connection}': echo,
  'POST /webhooks/test': async () => ({ statusCode: 204 }),
  'ANY /qbwc': echo,
  'GET /qbwc': async () => ({
    statusCode: 200,
    headers: { 'Content-Type': 'text/xml', 'x-number': 7 },
    cookies: ['a=1', 'b=2'],
    body: '<ü/>',
  }),
  'GET /binary': async () => ({
    statusCode: 200,
    isBase64Encoded: true,
    headers: { 'content-type': 'image/png' },
    body: Buffer.from([0, 255, 137]).toString('base64'),
  }),
  'GET /bare': async () => ({ fine: true }) as never,
  'GET /crash': async () => {
    throw new Error('password is hunter2');
  },
  'GET /huge': async () => ({ statusCode: 200, body: 'x'.repeat(7_000_000) }),
  'GET /never': () => new Promise(() => undefined),
  'GET /hold': async () => {
    begun();
    await new Promise<void>((resolve) => {
      held.push(resolve);
    });
    return { statusCode: 200, body: 'held' };
  },
};

let gateway: Gateway;
beforeAll(async () => {
  const onCrash = (error: unknown, routeKey: string): void => {
    crashes.push(`${routeKey}: ${(error as Error).message}`);
  };
  gateway = await startGateway({ routes, onCrash });
});
afterAll(() => gateway.close());

const eventOf = async (path: string, init: RequestInit = {}): Promise<APIGatewayProxyEventV2> =>
  (await (await fetch(`${gateway.url}${path}`, init)).json()) as APIGatewayProxyEventV2;

describe('the event', () => {
  test('has the fields of payload format 2.0', async () => {
    const event = await eventOf('/webhooks/ac%20me?a=1&b=x%26y&a=2', {
      method: 'POST',
      headers: {
        'X-Token': 'Ab',
        cookie: 'c=1; d=2',
        'content-type': 'application/json',
        'user-agent': 'me',
      },
      body: '{"n":"ü"}',
    });
    expect(event).toMatchObject({
      version: '2.0',
      routeKey: 'POST /webhooks/{connection}',
      rawQueryString: 'a=1&b=x%26y&a=2',
      queryStringParameters: { a: '1,2', b: 'x&y' },
      pathParameters: { connection: 'ac me' },
      cookies: ['c=1', 'd=2'],
      body: '{"n":"ü"}',
      isBase64Encoded: false,
    });
    expect(event.headers).toMatchObject({ 'x-token': 'Ab', 'content-type': 'application/json' });
    expect(event.headers.cookie).toBeUndefined();
    expect(event.requestContext.http).toMatchObject({
      ...{ method: 'POST', protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'me' },
    });
    expect(event.requestContext.time).toMatch(/^\d\d\/\w{3}\/\d{4}:\d\d:\d\d:\d\d \+0000$/);
  });

  test('of a request without body and query has neither', async () => {
    const event = await eventOf('/webhooks/acme', { method: 'POST' });
    expect('body' in event || 'queryStringParameters' in event).toBe(false);
    expect(event.isBase64Encoded).toBe(false);
  });

  test.each([
    ['text/xml; charset=utf-8', '<ü/>', false],
    ['application/soap+xml', '<a/>', false],
    ['application/x-www-form-urlencoded', 'a=1', true],
    ['text/xml; charset=iso-8859-1', '<a/>', true],
    ['application/octet-stream', 'x', true],
  ])('of type %s has %j with base64 %p', async (type, text, isBase64Encoded) => {
    const event = await eventOf('/qbwc', { method: 'POST', headers: { 'content-type': type }, body: text });
    expect(event.isBase64Encoded).toBe(isBase64Encoded);
    expect(isBase64Encoded ? Buffer.from(event.body ?? '', 'base64').toString() : event.body).toBe(text);
  });

  test('keeps bytes that are not the UTF-8 they claim to be', async () => {
    const body = Buffer.from([0x3c, 0xfc, 0x3e]);
    const event = await eventOf('/qbwc', { method: 'POST', headers: { 'content-type': 'text/xml' }, body });
    expect(Buffer.from(event.body ?? '', 'base64')).toEqual(body);
  });
});

describe('the route', () => {
  test('that is more exact wins: a path without parameters, a method before ANY', async () => {
    expect((await fetch(`${gateway.url}/webhooks/test`, { method: 'POST' })).status).toBe(204);
    expect((await fetch(`${gateway.url}/qbwc`)).headers.get('x-number')).toBe('7');
    expect((await eventOf('/qbwc', { method: 'PUT' })).routeKey).toBe('ANY /qbwc');
  });

  test.each([
    ['GET', '/webhooks/acme', 404],
    ['POST', '/webhooks/', 404],
    ['POST', '/webhooks/a/b', 404],
    ['POST', '/webhooks/%', 400],
  ])('%s %s is answered %i', async (method, path, status) => {
    expect((await fetch(`${gateway.url}${path}`, { method })).status).toBe(status);
  });
});

describe('the answer', () => {
  test('carries headers, cookies and text', async () => {
    const response = await fetch(`${gateway.url}/qbwc`);
    expect(response.headers.get('content-type')).toBe('text/xml');
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(await response.text()).toBe('<ü/>');
  });

  test('is decoded from base64', async () => {
    const response = await fetch(`${gateway.url}/binary`);
    expect(Buffer.from(await response.arrayBuffer())).toEqual(Buffer.from([0, 255, 137]));
  });

  test('without status code is JSON with 200', async () => {
    const response = await fetch(`${gateway.url}/bare`);
    expect([response.status, await response.json()]).toEqual([200, { fine: true }]);
  });

  test('to a crash is 500 and tells nothing, but the crash is told', async () => {
    const response = await fetch(`${gateway.url}/crash`);
    expect([response.status, await response.json()]).toEqual([500, { message: 'Internal Server Error' }]);
    expect(crashes).toEqual(['GET /crash: password is hunter2']);
  });

  test('to a handler that is too late is 503', async () => {
    const impatient = await startGateway({ routes, timeout: 5, onCrash: () => undefined });
    expect((await fetch(`${impatient.url}/never`)).status).toBe(503);
    await impatient.close();
  });

  test("that exceeds Lambda's limit is 500", async () => {
    expect((await fetch(`${gateway.url}/huge`)).status).toBe(500);
  });

  test.each([7_000_000, 11_000_000])('to a body of %i bytes is 413', async (size) => {
    const response = await fetch(`${gateway.url}/qbwc`, { method: 'POST', body: Buffer.alloc(size) });
    expect(response.status).toBe(413);
  });

  test('to 3 MB of text is that of the handler', async () => {
    const headers = { 'content-type': 'text/xml' };
    const event = await eventOf('/qbwc', { method: 'POST', headers, body: 'x'.repeat(3_000_000) });
    expect(event.body).toHaveLength(3_000_000);
  });
});

describe('the connection', () => {
  test('is told to continue before it sends its body', async () => {
    const { port } = new URL(gateway.url);
    const socket = connect(Number(port), '127.0.0.1');
    socket.write('POST /qbwc HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n');
    const [first] = (await once(socket, 'data')) as [Buffer];
    expect(first.toString()).toMatch(/^HTTP\/1\.1 100 Continue/);
    socket.write('ok');
    const [second] = (await once(socket, 'data')) as [Buffer];
    expect(second.toString()).toMatch(/^HTTP\/1\.1 200 OK/);
    socket.destroy();
  });

  test('is kept for the next request', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const portOf = async (): Promise<number | undefined> => {
      const sent = request(`${gateway.url}/qbwc`, { agent });
      sent.end();
      const [response] = await once(sent, 'response');
      const { localPort } = response.socket;
      response.resume();
      await once(response, 'end');
      return localPort;
    };
    expect(await portOf()).toBe(await portOf());
    agent.destroy();
  });

  test('under way is answered before the gateway is closed', async () => {
    const closing = await startGateway({ routes, onCrash: () => undefined });
    const started = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const order: string[] = [];
    const answered = fetch(`${closing.url}/hold`).then(async (response) => order.push(await response.text()));
    await started;
    const closed = closing.close().then(() => order.push('closed'));
    for (const release of held) release();
    await Promise.all([answered, closed]);
    expect([...order].sort()).toEqual(['closed', 'held']);
    await expect(fetch(`${closing.url}/qbwc`)).rejects.toThrow();
  });
});
