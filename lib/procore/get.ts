import { type About, failureOf, type Reply, without } from './failure.ts';
import { parseJson } from './json.ts';
import type { TokenSource } from './oauth.ts';
import { ProcoreFailure } from './procore.ts';
import { createRateLimit, type RateLimit } from './rate-limit.ts';
import { createTransport, type Fetch, replyTo } from './transport.ts';

export interface GetDeps {
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

/** A parsed reply. `missing` is 404, which Procore also says of what this app may not see. */
export type Got =
  | { readonly is: 'found'; readonly body: unknown; readonly headers: Headers }
  | { readonly is: 'missing'; readonly failure: ProcoreFailure };

export type Query = Readonly<Record<string, string | number>>;

/** One GET of one path below the API host; throws ProcoreFailure for all but success and 404. */
export type Get = (path: string, query: Query, about: About) => Promise<Got>;

/** GETs for one company, stopped by what Procore said last of the rate limit. */
export const createGet = (deps: GetDeps): Get => {
  const api = createTransport(deps.apiUrl, deps.fetch, deps.timeoutMs).extend({
    headers: { accept: 'application/json', 'procore-company-id': deps.companyId },
  });
  const limit = deps.limit ?? createRateLimit(deps.now);

  const send = async (path: string, searchParams: Query, about: About, token: string): Promise<Reply> => {
    limit.check();
    const headers = { authorization: `Bearer ${token}` };
    const reply = await replyTo(api.get(path, { searchParams, headers }), about.what);
    limit.note(reply.status, reply.headers);
    return reply.status < 400 ? reply : without(token, reply);
  };

  return async (path, query, about) => {
    const token = await deps.token.token();
    const first = await send(path, query, about, token);
    if (first.status !== 401) return read(first, about, deps.now());
    return read(await send(path, query, about, await another(deps.token, token)), about, deps.now());
  };
};

/** A token other than the refused one; of several calls refused together only the first asks for it. */
const another = async (source: TokenSource, refused: string): Promise<string> => {
  const current = await source.token();
  if (current !== refused) return current;
  source.forget();
  return source.token();
};

const read = (reply: Reply, about: About, now: Date): Got => {
  // A web page with 404 comes from some other host: nothing may count as deleted because of it.
  if (reply.status === 404 && isPage(reply)) throw notJson('a web page', about, 404);
  if (reply.status === 404) return { is: 'missing', failure: failureOf(reply, about, now) };
  if (reply.status < 200 || reply.status > 299) throw failureOf(reply, about, now);
  const parsed = parseJson(reply.text);
  if (parsed.is === 'json') return { is: 'found', body: parsed.value, headers: reply.headers };
  throw notJson(isPage(reply) ? 'a web page' : `no JSON (${parsed.why})`, about, reply.status);
};

const isPage = ({ text }: Reply): boolean => /^\s*</.test(text);

const notJson = (found: string, { what }: About, status: number): ProcoreFailure => {
  const cure = found === 'a web page' ? ' Check the API URL of the connection.' : '';
  return new ProcoreFailure('malformed', `Procore answered ${found} instead of ${what}.${cure}`, { status });
};
