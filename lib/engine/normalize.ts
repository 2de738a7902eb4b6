import pMap from 'p-map';
import type { Flow, RecordKey, Source } from '../flow.ts';
import { type Procore, ProcoreFailure } from '../procore/procore.ts';
import { reason } from '../reasons.ts';
import { contentHash } from './hash.ts';
import type { Facts } from './plan.ts';
import { createPlanner, type Make, type PlannerDeps } from './planner.ts';
import type { Change, Connections, Export, ExportQueue } from './ports.ts';
import { keyText, type SyncRecord } from './record.ts';

export interface NormalizeDeps extends PlannerDeps {
  readonly exports: ExportQueue;
  readonly connections: Connections;
  /** A Procore bound to the connection; its lists live as long as one call of normalize. */
  readonly procore: (facts: Facts) => Promise<Procore>;
}

/** A change with what the queue knows of it. */
export interface Received {
  readonly change: Change;
  readonly sentAt: string;
  /** 1 = first delivery. */
  readonly delivery: number;
}

/** Waiters released by one look; more than that go by `release` messages, a page each. */
export const RELEASE_PAGE = 200;

const FETCHES_AT_ONCE = 6;
/** A malformed answer may be a hiccup; after so many deliveries it is the record's state. */
const PATIENCE = 3;
const LONGEST_DELAY_SECONDS = 900;

const fresh = (connection: string, key: RecordKey, source: Source, now: string): SyncRecord => ({
  connection,
  flow: key.flow,
  id: key.id,
  rev: 0,
  source,
  state: 'wanted',
  flags: [],
  generation: 0,
  attempts: 0,
  since: now,
});

/** What to do with the message of a failed fetch: try it later, or keep the failure on the record. */
const verdict = (
  failure: ProcoreFailure,
  delivery: number,
): { later: number } | { code: 'no-permission' | 'procore-refused' } => {
  switch (failure.kind) {
    case 'throttled':
    case 'unavailable':
      return { later: Math.min(LONGEST_DELAY_SECONDS, failure.retryAfterSeconds ?? 60) };
    case 'unauthorized':
      return { later: 300 };
    case 'forbidden':
      return { code: 'no-permission' };
    case 'malformed':
      return delivery < PATIENCE ? { later: 60 } : { code: 'procore-refused' };
    case 'refused':
      return { code: 'procore-refused' };
  }
};

/** From hints to records: fetch what changed, plan it, queue what is ready. */
export const createNormalize = (deps: NormalizeDeps) => {
  const planner = createPlanner(deps);
  const { records, changes, exports, connections, now } = deps;

  const fetched =
    (
      flow: Flow<unknown>,
      connection: string,
      key: RecordKey,
      source: Source,
      found: Awaited<ReturnType<Flow<unknown>['fetch']>>,
    ): Make =>
    (stored) => {
      if (stored?.fetchStartedAt && stored.fetchStartedAt >= found.startedAt) return undefined;
      const base = stored ?? fresh(connection, key, source, now().toISOString());
      const dated = { ...base, source: { ...base.source, ...source }, fetchStartedAt: found.startedAt };
      if ('gone' in found) {
        if (base.content !== undefined) return { ...dated, deleted: true };
        return { ...dated, state: 'failed', reason: reason('not-visible') };
      }
      const hash = contentHash(found.value);
      const renewed = hash === base.hash ? {} : { attempts: 0, notBefore: undefined, refusedHash: undefined };
      return {
        ...dated,
        ...renewed,
        hash,
        content: found.value,
        deleted: found.deleted || undefined,
        title: flow.title(found.value),
      };
    };

  const failedFetch =
    (
      connection: string,
      key: RecordKey,
      source: Source,
      code: 'no-permission' | 'procore-refused',
      why: string,
    ): Make =>
    (stored) => {
      const base = stored ?? fresh(connection, key, source, now().toISOString());
      return base.content === undefined
        ? { ...base, state: 'failed', reason: reason(code, { why }) }
        : undefined;
    };

  /** Fetches one record; undefined when the fetch is to be tried later (the hint is back on the queue). */
  const fetchOne = async (
    facts: Facts,
    procore: Procore,
    { change, delivery }: Received & { change: { do: 'fetch' } },
  ): Promise<{ key: RecordKey; make: Make } | undefined> => {
    const { connection, key, source } = change;
    const flow = planner.flowOf(key.flow);
    try {
      const found = await flow.fetch(procore, key, source, facts.settings);
      return { key, make: fetched(flow, connection, key, source, found) };
    } catch (error) {
      if (!(error instanceof ProcoreFailure)) throw error;
      const what = verdict(error, delivery);
      if ('code' in what)
        return { key, make: failedFetch(connection, key, source, what.code, error.message) };
      await changes.send([change], what.later);
      return undefined;
    }
  };

  /** Hints about content that was fetched after they were sent have nothing to tell. */
  const unheard = async (connection: string, items: readonly Received[]): Promise<Received[]> => {
    const newest = new Map<string, Received>();
    for (const item of items)
      if (item.change.do === 'fetch') {
        const before = newest.get(keyText(item.change.key));
        if (!before || before.sentAt < item.sentAt) newest.set(keyText(item.change.key), item);
      }
    const list = [...newest.values()] as (Received & { change: { do: 'fetch' } })[];
    const stored = await records.get(
      connection,
      list.map(({ change }) => change.key),
    );
    return list.filter(
      ({ change, sentAt }) => !((stored.get(keyText(change.key))?.fetchStartedAt ?? '') > sentAt),
    );
  };

  const release = async (
    connection: string,
    facts: Facts,
    link: RecordKey,
    after?: string,
  ): Promise<Export[]> => {
    const page = await records.waiters(connection, link, RELEASE_PAGE, after);
    const sent = await planner.planAll(
      connection,
      facts,
      page.waiting.map((key) => ({ key, make: (stored) => stored })),
    );
    const stored = await records.get(connection, page.waiting);
    const freed = page.waiting.filter((key) => !stored.get(keyText(key))?.blockedBy?.includes(keyText(link)));
    await records.removeWaiters(connection, link, freed);
    if (page.next) await changes.send([{ do: 'release', connection, link, after: page.next }]);
    else await records.markRelease(connection, link, undefined);
    return sent;
  };

  const tell = async (connection: string, sent: readonly Export[]): Promise<void> => {
    if (sent.length === 0) return;
    await exports.send(sent);
    await connections.markWork(connection, now().toISOString());
  };

  /**
   * Works off hints of one connection. Throws only for bugs and for stores that fail: then all hints of the
   * call come again, which is harmless.
   */
  const normalize = async (connection: string, items: readonly Received[]): Promise<void> => {
    const facts = await connections.get(connection);
    if (!facts) return;
    const procore = await deps.procore(facts);
    const fetches = (await unheard(connection, items)) as (Received & { change: { do: 'fetch' } })[];
    const fetchedWork = await pMap(fetches, (item) => fetchOne(facts, procore, item), {
      concurrency: FETCHES_AT_ONCE,
    });
    const replans = items.flatMap(({ change }) =>
      change.do === 'replan' ? [{ key: change.key, make: (stored: SyncRecord | undefined) => stored }] : [],
    );
    const work = [...fetchedWork.filter((one) => one !== undefined), ...replans];
    await tell(connection, await planner.planAll(connection, facts, work));
    for (const { change } of items)
      if (change.do === 'release')
        await tell(connection, await release(connection, facts, change.link, change.after));
  };

  return { normalize, planner, release, tell };
};
