import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { toJson } from './data.ts';
import type { Answer, Asked } from './endpoint.ts';

export const listen = (server: Server, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });

export const readRequest = async (request: IncomingMessage): Promise<Asked> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://simulator');
  return {
    method: request.method ?? 'GET',
    path: pathname,
    query: searchParams,
    headers: request.headers,
    body: Buffer.concat(chunks).toString('utf8'),
  };
};

export const write = (response: ServerResponse, { status, headers, body }: Answer): void => {
  const isText = typeof body === 'string';
  const type = !isText ? 'application/json' : body.startsWith('<') ? 'text/html' : 'text/plain';
  response.writeHead(status, { 'Content-Type': `${type}; charset=utf-8`, ...headers });
  response.end(isText ? body : toJson(body));
};
