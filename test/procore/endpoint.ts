import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What must be ended after a test. */
export const closing: (() => Promise<unknown>)[] = [];

export const closeEndpoints = async (): Promise<void> => {
  for (const close of closing.splice(0)) await close();
};

export interface Received {
  readonly path: string;
  readonly authorization?: string;
  readonly body: string;
}

/** An endpoint that answers what `status` says of the n-th request, from 1; 0 never answers. */
export const receive = async (status: (n: number, path: string) => number = () => 204) => {
  const received: Received[] = [];
  const server: Server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    received.push({ path: request.url ?? '', authorization: request.headers.authorization, body });
    const answer = status(received.length, request.url ?? '');
    if (answer !== 0) response.writeHead(answer).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, received };
};
