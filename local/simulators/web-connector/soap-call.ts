import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { type Arguments, envelope, headers } from './envelope.ts';
import type { Method } from './qbwc-error.ts';
import { faultText, type Read } from './soap-answer.ts';

/** What a Web Connector keeps from call to call. */
export interface Wire {
  readonly url: URL;
  /** Milliseconds until a call is given up. */
  readonly timeoutMs: number;
  /** Cookies that the server has set, by name. */
  readonly cookies: Map<string, string>;
  /** Another way than HTTP; rejects where no answer comes. */
  readonly carry?: Carry;
}

/** Takes the body of a call to the server and brings the reply back. */
export type Carry = (method: Method, body: string) => Promise<Reply>;

export interface Reply {
  readonly status: number;
  readonly contentType: string;
  readonly cookies: readonly string[];
  readonly body: string;
}

const collect = async (response: IncomingMessage): Promise<Reply> => {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(Buffer.from(chunk));
  return {
    status: response.statusCode ?? 0,
    contentType: response.headers['content-type'] ?? '',
    cookies: response.headers['set-cookie'] ?? [],
    body: Buffer.concat(chunks).toString('utf8'),
  };
};

const post = (wire: Wire, method: Method, body: string): Promise<Reply> =>
  new Promise((resolve, reject) => {
    const send = wire.url.protocol === 'https:' ? httpsRequest : httpRequest;
    const cookie = [...wire.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const request = send(wire.url, {
      method: 'POST',
      headers: { ...headers(method, body), ...(cookie ? { Cookie: cookie } : {}) },
      timeout: wire.timeoutMs,
      signal: AbortSignal.timeout(wire.timeoutMs),
    });
    request.on('timeout', () => request.destroy(new Error('The operation has timed out')));
    request.on('error', reject);
    request.on('response', (response) => collect(response).then(resolve, reject));
    request.end(body);
  });

const keepCookies = (wire: Wire, reply: Reply): void => {
  for (const cookie of reply.cookies) {
    const [, name, value] = /^([^=;]+)=([^;]*)/.exec(cookie) ?? [];
    if (name !== undefined && value !== undefined) wire.cookies.set(name.trim(), value);
  }
};

const answerBody = ({ status, contentType, body }: Reply): Read<string> => {
  const isXml = /^text\/xml\s*(;|$)/i.test(contentType);
  if (status === 500 && isXml) return { failed: faultText(body) || 'Server raised a fault.' };
  if (status !== 200) return { failed: `The request failed with HTTP status ${status}.` };
  if (!isXml) {
    return {
      failed: `Client found response content type of '${contentType}', but expected 'text/xml'.`,
    };
  }
  return { value: body };
};

/** Makes one SOAP call over HTTP; gives the body of a good answer, else the text .NET would show. */
export const soapCall = async (wire: Wire, method: Method, values: Arguments): Promise<Read<string>> => {
  try {
    const body = envelope(method, values);
    const reply = await (wire.carry ? wire.carry(method, body) : post(wire, method, body));
    keepCookies(wire, reply);
    return answerBody(reply);
  } catch (cause) {
    // Whatever breaks the connection is a failed call to the Web Connector.
    return { failed: cause instanceof Error ? cause.message || cause.name : String(cause) };
  }
};
