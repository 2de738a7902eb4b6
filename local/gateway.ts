import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { APIGatewayProxyEventV2, APIGatewayProxyResultV2, Context } from 'aws-lambda';
import { httpEvent, readBody, writeResult } from './http-event.ts';
import { lambdaContext } from './lambda-context.ts';
import { matchRoute } from './routes.ts';

export type HttpHandler = (
  event: APIGatewayProxyEventV2,
  context: Context,
) => Promise<APIGatewayProxyResultV2 | undefined>;

export interface GatewayOptions {
  /** `POST /webhooks/{connection}`, `ANY /qbwc` → handler. */
  readonly routes: Readonly<Record<string, HttpHandler>>;
  /** 0 or absent: any free one. */
  readonly port?: number;
  readonly host?: string;
  /** After which API Gateway gives up on a handler, in milliseconds. */
  readonly timeout?: number;
  /** Told of what a handler threw; the caller of the gateway sees none of it. */
  readonly onCrash: (error: unknown, routeKey: string) => void;
}

export interface Gateway {
  readonly url: string;
  /** Takes no more requests; resolves when those under way are answered. */
  close(): Promise<void>;
}

const mostFromCaller = 10 * 1024 * 1024;
/** Lambda's limit for the event and for the answer, as JSON. */
const mostForLambda = 6_291_556;

const refuse = (statusCode: number, message: string): APIGatewayProxyResultV2 => ({
  statusCode,
  body: JSON.stringify({ message }),
});

const tooLarge = refuse(413, 'Request Entity Too Large');
const failed = refuse(500, 'Internal Server Error');
const late = refuse(503, 'Service Unavailable');

const isForLambda = (value: unknown): boolean =>
  Buffer.byteLength(JSON.stringify(value) ?? '') <= mostForLambda;

const inTime = async <T>(work: Promise<T>, timeout: number): Promise<T | undefined> => {
  let timer: NodeJS.Timeout | undefined;
  const end = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), timeout);
  });
  return Promise.race([work, end]).finally(() => clearTimeout(timer));
};

const call = async (
  handler: HttpHandler,
  event: APIGatewayProxyEventV2,
  { timeout = 30_000, onCrash }: GatewayOptions,
): Promise<APIGatewayProxyResultV2 | undefined> => {
  const { requestId, routeKey, timeEpoch } = event.requestContext;
  try {
    const context = lambdaContext(routeKey, requestId, timeEpoch + timeout);
    const answered = await inTime(
      Promise.resolve(handler(event, context)).then((result) => ({ result })),
      timeout,
    );
    if (!answered) return late;
    return isForLambda(answered.result) ? answered.result : failed;
  } catch (error) {
    onCrash(error, routeKey);
    return failed;
  }
};

const answer = async (message: IncomingMessage, options: GatewayOptions) => {
  const bytes = await readBody(message, mostFromCaller);
  if (!bytes) return tooLarge;
  const method = message.method ?? 'GET';
  const [path = '/', ...rest] = (message.url ?? '/').split('?');
  const match = matchRoute(options.routes, method, path);
  if (!match) return refuse(404, 'Not Found');
  const request = {
    ...{ method, path, query: rest.join('?'), routeKey: match.routeKey, at: new Date() },
    ...{ pathParameters: match.pathParameters, requestId: randomUUID() },
    sourceIp: message.socket.remoteAddress ?? '',
  };
  const event = httpEvent(request, message.headers, bytes);
  return isForLambda(event) ? call(match.handler, event, options) : tooLarge;
};

/** An HTTP server that stands for API Gateway in front of Lambdas. */
export const startGateway = async (options: GatewayOptions): Promise<Gateway> => {
  const { port = 0, host = '127.0.0.1' } = options;
  let closing = false;
  const respond = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    try {
      const result = await answer(message, options).catch((error: unknown) => {
        if (error instanceof URIError) return refuse(400, 'Bad Request');
        throw error;
      });
      if (closing) response.setHeader('connection', 'close');
      writeResult(response, result);
    } catch {
      // The caller went away, or the handler's headers are none: nothing can be said over this connection.
      response.destroy();
    }
  };
  const server = createServer((message, response) => void respond(message, response));
  server.keepAliveTimeout = 75_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, host, resolve);
  });
  return {
    url: `http://${host}:${(server.address() as AddressInfo).port}`,
    close: async () => {
      closing = true;
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
      });
    },
  };
};
