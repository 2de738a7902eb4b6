import { bodyOf, type CallDeps, createCall, isPage, notJson, type Query } from './call.ts';
import { type About, failureOf, type Reply } from './failure.ts';
import type { ProcoreFailure } from './procore.ts';

export type { CallDeps as GetDeps, Query } from './call.ts';

/** A parsed reply. `missing` is 404, which Procore also says of what this app may not see. */
export type Got =
  | { readonly is: 'found'; readonly body: unknown; readonly headers: Headers }
  | { readonly is: 'missing'; readonly failure: ProcoreFailure };

/** One GET of one path below the API host; throws ProcoreFailure for all but success and 404. */
export type Get = (path: string, query: Query, about: About) => Promise<Got>;

/** GETs for one company. */
export const createGet = (deps: CallDeps): Get => {
  const call = createCall(deps);
  return async (path, query, about) =>
    read(await call({ method: 'get', path, query }, about), about, deps.now());
};

const read = (reply: Reply, about: About, now: Date): Got => {
  // A web page with 404 comes from some other host: nothing may count as deleted because of it.
  if (reply.status === 404 && isPage(reply)) throw notJson('a web page', about, 404);
  if (reply.status === 404) return { is: 'missing', failure: failureOf(reply, about, now) };
  return { is: 'found', body: bodyOf(reply, about, now), headers: reply.headers };
};
