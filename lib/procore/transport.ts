import ky, { HTTPError, type KyInstance, TimeoutError } from 'ky';
import type { Reply } from './failure.ts';
import { ProcoreFailure } from './procore.ts';

export type Fetch = typeof globalThis.fetch;

/** Milliseconds for one call with its retries. */
export const TIMEOUT_MS = 20_000;

/**
 * HTTP to one of Procore's hosts: three tries for a broken line and for 500, 502 and 504. 429 and 503 are not
 * waited for; who calls knows better what else there is to do in that time.
 */
export const createTransport = (baseUrl: string, fetch: Fetch, timeout = TIMEOUT_MS): KyInstance =>
  ky.create({
    prefixUrl: baseUrl,
    fetch: withWholeBody(fetch),
    // A redirect would carry the request to a host that nobody configured.
    redirect: 'manual',
    timeout,
    retry: {
      limit: 2,
      methods: ['get', 'post'],
      statusCodes: [500, 502, 504],
      afterStatusCodes: [],
      delay: (attempt) => 100 * 3 ** (attempt - 1),
    },
  });

/** Any reply, success or not; throws `unavailable` when there was none. */
export const replyTo = async (call: Promise<Response>, what: string): Promise<Reply> => {
  const response = await call.catch((error: unknown) => responseIn(error, what));
  return { status: response.status, headers: response.headers, text: await response.text() };
};

/** ky ends its time limit and its retries when the headers are there; the body belongs to both. */
const withWholeBody =
  (fetch: Fetch): Fetch =>
  async (input, init) => {
    const response = await fetch(input, init);
    const body = await response.text();
    const { status, statusText, headers } = response;
    return new Response(body === '' ? null : body, { status, statusText, headers });
  };

const responseIn = (error: unknown, what: string): Response => {
  if (error instanceof HTTPError) return error.response;
  // No cause: ky's errors hold the request with its token or secret.
  const why =
    error instanceof TimeoutError ? 'it did not answer in time' : `the connection failed${codeOf(error)}`;
  throw new ProcoreFailure('unavailable', `Procore could not be reached for ${what}: ${why}.`, {
    retryAfterSeconds: 60,
  });
};

const codeOf = (error: unknown): string => {
  const cause = typeof error === 'object' && error !== null && 'cause' in error ? error.cause : undefined;
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : undefined;
  return typeof code === 'string' ? ` (${code})` : '';
};
