import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { APIGatewayProxyEventV2, APIGatewayProxyResultV2 } from 'aws-lambda';

/** What of a request its event says beside headers and body. */
export interface Request {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly routeKey: string;
  readonly pathParameters: Readonly<Record<string, string>>;
  readonly sourceIp: string;
  readonly requestId: string;
  readonly at: Date;
}

const textType = /^(text\/|application\/(json|xml|javascript|[\w.-]+\+(json|xml))\b)/i;
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** API Gateway passes text of the types it knows as it is, all else as base64. */
const bodyOf = (bytes: Buffer, type = ''): Pick<APIGatewayProxyEventV2, 'body' | 'isBase64Encoded'> => {
  if (bytes.length === 0) return { isBase64Encoded: false };
  const charset = /charset="?([^";\s]+)/i.exec(type)?.[1] ?? 'utf-8';
  if (textType.test(type) && /^utf-?8$/i.test(charset)) {
    try {
      return { body: utf8.decode(bytes), isBase64Encoded: false };
    } catch {
      // Not the text that its type says: fall through to base64.
    }
  }
  return { body: bytes.toString('base64'), isBase64Encoded: true };
};

const joined = (headers: IncomingHttpHeaders): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => {
      if (value === undefined || name === 'cookie') return [];
      return [[name, Array.isArray(value) ? value.join(',') : value]];
    }),
  );

const queryOf = (query: string): Record<string, string> | undefined => {
  const all = new URLSearchParams(query);
  const names = [...new Set(all.keys())];
  if (names.length === 0) return undefined;
  return Object.fromEntries(names.map((name) => [name, all.getAll(name).join(',')]));
};

/** `22/Nov/2026:09:00:00 +0000`. */
const logTime = (at: Date): string => {
  const [, day, month, year, time] = at.toUTCString().split(' ');
  return `${day}/${month}/${year}:${time} +0000`;
};

/** The event of an HTTP API, payload format 2.0. */
export const httpEvent = (
  request: Request,
  headers: IncomingHttpHeaders,
  bytes: Buffer,
): APIGatewayProxyEventV2 => {
  const { method, path, query, routeKey, pathParameters, sourceIp, requestId, at } = request;
  const domainName = headers.host ?? 'localhost';
  return {
    version: '2.0',
    routeKey,
    rawPath: path,
    rawQueryString: query,
    headers: joined(headers),
    ...(headers.cookie === undefined ? {} : { cookies: headers.cookie.split('; ') }),
    ...(query ? { queryStringParameters: queryOf(query) } : {}),
    ...(Object.keys(pathParameters).length > 0 ? { pathParameters: { ...pathParameters } } : {}),
    requestContext: {
      accountId: '000000000000',
      apiId: 'local',
      domainName,
      domainPrefix: domainName.split('.')[0] ?? domainName,
      http: { method, path, protocol: 'HTTP/1.1', sourceIp, userAgent: headers['user-agent'] ?? '' },
      requestId,
      routeKey,
      stage: '$default',
      time: logTime(at),
      timeEpoch: at.getTime(),
    },
    ...bodyOf(bytes, headers['content-type']),
  };
};

/** A handler's answer: as it says, or what API Gateway makes of an answer without status code. */
export const writeResult = (response: ServerResponse, result: APIGatewayProxyResultV2 | undefined): void => {
  if (typeof result !== 'object' || result === null || !('statusCode' in result)) {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(typeof result === 'string' ? result : JSON.stringify(result ?? null));
    return;
  }
  const { statusCode = 200, headers = {}, cookies, body = '', isBase64Encoded } = result;
  response.setHeader('content-type', 'application/json');
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) response.setHeader(name, String(value));
  }
  if (cookies) response.setHeader('set-cookie', cookies);
  response.statusCode = Number(statusCode);
  response.end(Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8'));
};

/** The body of a request, or undefined when it exceeds the limit; it is read to its end all the same. */
export const readBody = async (message: IncomingMessage, limit: number): Promise<Buffer | undefined> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= limit) chunks.push(chunk);
  }
  return size <= limit ? Buffer.concat(chunks) : undefined;
};
