import { type About, failureOf, type Reply, without } from './failure.ts';
import { parseJson } from './json.ts';
import type { TokenSource } from './oauth.ts';
import { ProcoreFailure } from './procore.ts';
import { createRateLimit, type RateLimit } from './rate-limit.ts';
import { createTransport, type Fetch, replyTo } from './transport.ts';

/** What every call needs, read or write. */
export interface CallDeps {
  readonly fetch: Fetch;
  readonly now: () => Date;
  readonly token: TokenSource;
  /** e.g. `https://api.procore.com`. */
  readonly apiUrl: string;
  readonly companyId: string;
  /** Of the credential, where several clients share one; the client's own when absent. */
  readonly limit?: RateLimit;
  /** For one call with its retries; 20,000 unless told. */
  readonly timeoutMs?: number;
}

export type Query = Readonly<Record<string, string | number>>;

/** One call of one path below the API host. `json`: the body as it goes out. */
export interface Request {
  readonly method: 'get' | 'patch' | 'post' | 'delete';
  readonly path: string;
  readonly query?: Query;
  readonly json?: string;
}

/** Any reply; throws ProcoreFailure where there is none, and while the rate limit is used up. */
export type Call = (request: Request, about: About) => Promise<Reply>;

/** Calls for one company, stopped by what Procore said last of the rate limit; a refused token is renewed once. */
export const createCall = (deps: CallDeps): Call => {
  const api = createTransport(deps.apiUrl, deps.fetch, deps.timeoutMs).extend({
    headers: { accept: 'application/json', 'procore-company-id': deps.companyId },
  });
  const limit = deps.limit ?? createRateLimit(deps.now);

  const send = async ({ method, path, query, json }: Request, { what }: About, token: string) => {
    await limit.check();
    const type = json === undefined ? undefined : { 'content-type': 'application/json' };
    const headers = { authorization: `Bearer ${token}`, ...type };
    // What creates may have been done when its answer is lost: only who looks for it first may send it again.
    const retry = method === 'post' ? { limit: 0 } : undefined;
    const call = api(path, { method, searchParams: query, headers, body: json, ...(retry && { retry }) });
    const reply = await replyTo(call, what);
    await limit.note(reply.status, reply.headers);
    return reply.status < 400 ? reply : without(token, reply);
  };

  return async (request, about) => {
    const token = await deps.token.token();
    const first = await send(request, about, token);
    return first.status === 401 ? send(request, about, await another(deps.token, token)) : first;
  };
};

/** A token other than the refused one; of several calls refused together only the first asks for it. */
const another = async (source: TokenSource, refused: string): Promise<string> => {
  const current = await source.token();
  if (current !== refused) return current;
  source.forget();
  return source.token();
};

/** The JSON of a reply; throws ProcoreFailure for all but success, and for what is none. */
export const bodyOf = (reply: Reply, about: About, now: Date): unknown => {
  if (reply.status < 200 || reply.status > 299) throw failureOf(reply, about, now);
  const parsed = parseJson(reply.text);
  if (parsed.is === 'json') return parsed.value;
  throw notJson(isPage(reply) ? 'a web page' : `no JSON (${parsed.why})`, about, reply.status);
};

export const isPage = ({ text }: Reply): boolean => /^\s*</.test(text);

export const notJson = (found: string, { what }: About, status: number): ProcoreFailure => {
  const cure = found === 'a web page' ? ' Check the API URL of the connection.' : '';
  return new ProcoreFailure('malformed', `Procore answered ${found} instead of ${what}.${cure}`, { status });
};
