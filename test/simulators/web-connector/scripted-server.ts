import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A call as the server saw it. */
export interface Seen {
  readonly method: string;
  readonly body: string;
  readonly headers: IncomingHttpHeaders;
  readonly path: string;
}

/** What the server answers to one call: the content of `…Result`, or the whole of the answer. */
export type Scripted = string | { status?: number; contentType?: string; body?: string; cookie?: string };
export type Script = Record<string, Scripted | ((seen: Seen, times: number) => Scripted)>;

const INTUIT = 'http://developer.intuit.com/';

/** An answer in the shape of the WSDL around the content of the result. */
export const soapAnswer = (method: string, result: string, namespace = INTUIT): string =>
  '<?xml version="1.0" encoding="utf-8"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>' +
  `<${method}Response xmlns="${namespace}"><${method}Result>${result}</${method}Result></${method}Response>` +
  '</s:Body></s:Envelope>';

/** The four strings of authenticateResult. */
export const strings = (...items: string[]): string =>
  items.map((item) => `<string>${item}</string>`).join('');

/** Texts as an answer carries them. */
export const escaped = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

const DEFAULTS: Script = {
  serverVersion: '1.0',
  clientVersion: '',
  authenticate: strings('ticket-1', ''),
  connectionError: 'done',
  sendRequestXML: '',
  receiveResponseXML: '100',
  getLastError: 'no work',
  closeConnection: 'OK',
};

/** A hand-written server of the eight calls; what the script leaves out is answered as if all went well. */
export const startScripted = async (script: Script = {}) => {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      const method =
        /^"http:\/\/developer\.intuit\.com\/(\w+)"$/.exec(String(request.headers.soapaction))?.[1] ?? '';
      const call = { method, body, headers: request.headers, path: request.url ?? '' };
      seen.push(call);
      const entry = script[method] ?? DEFAULTS[method] ?? '';
      const times = seen.filter((each) => each.method === method).length;
      const answer = typeof entry === 'function' ? entry(call, times) : entry;
      const whole = typeof answer === 'string' ? { body: soapAnswer(method, answer) } : answer;
      response.writeHead(whole.status ?? 200, {
        'Content-Type': whole.contentType ?? 'text/xml; charset=utf-8',
        ...(whole.cookie ? { 'Set-Cookie': whole.cookie } : {}),
      });
      response.end(whole.body ?? '');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/qbwc?c=main`,
    seen,
    methods: () => seen.map(({ method }) => method),
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
};
