import { CREDENTIALS_CURE, failureOf, type Reply, without, wordsOf } from './failure.ts';
import { parseJson } from './json.ts';
import { ProcoreFailure } from './procore.ts';
import { createTransport, type Fetch, replyTo } from './transport.ts';

/** Where access tokens come from. `forget` drops the one held, so that the next call asks for another. */
export interface TokenSource {
  /** May throw ProcoreFailure; neither token nor secret is ever part of it. */
  token(): Promise<string>;
  forget(): void;
}

export interface Credentials {
  readonly loginUrl: string;
  readonly clientId: string;
  /** Asked for at each request for a token: a secret that was changed meanwhile is the one that counts. */
  readonly clientSecret: () => Promise<string>;
}

interface Held {
  readonly token: string;
  readonly until: number;
}

/** A token this close to its end might not outlive the call. */
const MARGIN_MS = 60_000;

/**
 * Access tokens of a Developer Managed Service Account (client_credentials), held until a minute before they
 * expire; callers at the same time share one request.
 */
export const createTokenSource = (
  credentials: Credentials,
  deps: { readonly fetch: Fetch; readonly now: () => Date },
): TokenSource => {
  const login = createTransport(credentials.loginUrl, deps.fetch);
  let held: Held | undefined;
  let asked: Promise<Held> | undefined;

  const ask = async (): Promise<Held> => {
    const secret = await credentials.clientSecret();
    const askedAt = deps.now().getTime();
    const body = form(credentials.clientId, secret);
    const reply = await replyTo(login.post('oauth/token', { body }), 'an access token');
    return readToken(reply.status === 200 ? reply : without(secret, reply), askedAt, deps.now());
  };

  return {
    async token() {
      if (held !== undefined && deps.now().getTime() < held.until) return held.token;
      asked ??= ask().finally(() => {
        asked = undefined;
      });
      held = await asked;
      return held.token;
    },
    forget() {
      held = undefined;
    },
  };
};

const form = (clientId: string, secret: string): URLSearchParams =>
  new URLSearchParams({ grant_type: 'client_credentials', client_id: clientId, client_secret: secret });

const readToken = (reply: Reply, askedAt: number, now: Date): Held => {
  if (reply.status === 400 || reply.status === 401 || reply.status === 403) {
    const message = `Procore gives no access token (${reply.status}: ${wordsOf(reply.text)}). ${CREDENTIALS_CURE}`;
    throw new ProcoreFailure('unauthorized', message, { status: reply.status });
  }
  if (reply.status !== 200) throw failureOf(reply, { what: 'an access token', tool: 'Admin' }, now);
  const parsed = parseJson(reply.text);
  const body = parsed.is === 'json' ? parsed.value : undefined;
  if (
    typeof body === 'object' &&
    body !== null &&
    'access_token' in body &&
    typeof body.access_token === 'string' &&
    body.access_token !== '' &&
    'expires_in' in body &&
    typeof body.expires_in === 'number'
  ) {
    return { token: body.access_token, until: askedAt + body.expires_in * 1000 - MARGIN_MS };
  }
  throw new ProcoreFailure(
    'malformed',
    "Procore's answer to the request for an access token holds none: check the login URL.",
    {
      status: reply.status,
    },
  );
};
