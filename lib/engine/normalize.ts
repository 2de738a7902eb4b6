import pMap from 'p-map';
import type { Fetched, Link, RecordKey } from '../flow.ts';
import type { ImportFlow } from '../import-flow.ts';
import { type Procore, ProcoreFailure } from '../procore/procore.ts';
import { enterHints } from './enter-hints.ts';
import { createEntered } from './entered.ts';
import { afterFailure, alsoChanged, type Origin, withContent, withoutContent } from './fetched.ts';
import { hintOf } from './hints.ts';
import { createMarking, type MarkingDeps } from './marks.ts';
import type { Facts } from './plan.ts';
import { createPlanner, type Make, type PlannerDeps } from './planner.ts';
import type { Change, Connection, Connections, ExportQueue } from './ports.ts';
import { keyText, type SyncRecord } from './record.ts';
import { createRelease } from './release.ts';
import { createWaking } from './waking.ts';

export interface NormalizeDeps extends PlannerDeps, MarkingDeps {
  readonly imports: readonly ImportFlow<unknown>[];
  readonly exports: ExportQueue;
  readonly connections: Connections;
  /** A Procore bound to the connection; its lists live as long as one call of normalize. */
  readonly procore: (facts: Facts) => Promise<Procore>;
}

/** A change and when it was sent (ISO). */
export interface Received {
  readonly change: Change;
  readonly sentAt: string;
  /** It was handed out before: whoever had it may have died after any of its steps. */
  readonly again?: boolean;
}

type Fetch = Change & { readonly do: 'fetch' };

/** What became of one fetch. `found` is absent when the record keeps what it said before. */
type Outcome =
  | { readonly key: RecordKey; readonly make: Make; readonly found?: Fetched<unknown> }
  | { readonly later: true; readonly trouble?: string }
  /** A bug of ours. */
  | { readonly bug: unknown };

const FETCHES_AT_ONCE = 6;
/** SQS dates a hint, a function its GET: by so much their clocks may differ. */
const CLOCK_SKEW_MS = 1_000;
const NO_SECRET_SECONDS = 300;
/** Failures that are the connection's, not one record's. */
const COMMON: readonly ProcoreFailure['kind'][] = ['unauthorized', 'unavailable'];

const isFetch = (item: Received): item is Received & { change: Fetch } => item.change.do === 'fetch';

/** Of several hints about one record, the last: they become one fetch. */
const newest = (items: readonly Received[]): (Received & { change: Fetch })[] => {
  const inOrder = items.filter(isFetch).sort((a, b) => (a.sentAt < b.sentAt ? -1 : 1));
  return [...new Map(inOrder.map((item) => [keyText(item.change.key), item])).values()];
};

/** From hints to records: fetch what changed, plan it, queue what is ready. */
export const createNormalize = (deps: NormalizeDeps) => {
  const { records, changes, connections, now } = deps;
  const planner = createPlanner(deps);
  const { tell, replan, releasePage } = createRelease({ ...deps, planner });
  const asEntered = createEntered({ ...deps, planner });
  const wake = createWaking(deps);

  /** One record fetched; or the hint is back on the queue, with what is wrong if that concerns all of them. */
  const fetchOne = async (facts: Facts, procore: Procore, change: Fetch): Promise<Outcome> => {
    const { connection, key, source, tries = 1 } = change;
    const from: Origin = { connection, key, source, now: now().toISOString() };
    try {
      const flow = planner.flowOf(key.flow);
      const found = await flow.fetch(procore, key, source, facts.settings);
      return { key, make: withContent(flow, from, found), found };
    } catch (error) {
      if (!(error instanceof ProcoreFailure)) return { bug: error };
      const what = afterFailure(error, tries);
      if ('reason' in what) return { key, make: withoutContent(from, what.reason) };
      // Waiting for Procore's windows uses up no patience.
      const counted = error.kind === 'malformed' ? tries + 1 : tries;
      await changes.send([{ ...change, tries: counted }], what.later);
      return { later: true, trouble: COMMON.includes(error.kind) ? error.message : undefined };
    }
  };

  /** Procore for this connection; without its secret every hint waits on the queue. */
  const reach = async (facts: Facts, fetches: readonly Fetch[]): Promise<Procore | undefined> => {
    try {
      return await deps.procore(facts);
    } catch (error) {
      await connections.note(facts.settings.name, { procoreTrouble: String((error as Error).message) });
      await changes.send(fetches, NO_SECRET_SECONDS);
      return undefined;
    }
  };

  const hint = async (connection: string, links: readonly Link[]): Promise<void> => {
    const distinct = new Map(links.map((link) => [keyText(link), link]));
    const hints = [...distinct.values()].map(
      ({ flow, id, source = {} }): Change => ({ do: 'fetch', connection, key: { flow, id }, source }),
    );
    if (hints.length > 0) await changes.send(hints);
  };

  const fetchAll = async (
    facts: Connection,
    fetches: readonly Fetch[],
    stored: ReadonlyMap<string, SyncRecord>,
  ): Promise<void> => {
    const procore = await reach(facts, fetches);
    if (!procore) return;
    const known = (change: Fetch) => stored.get(keyText(change.key))?.source;
    const outcomes = await pMap(
      fetches.map((change) => ({ ...change, source: { ...known(change), ...change.source } })),
      (change) => fetchOne(facts, procore, change),
      { concurrency: FETCHES_AT_ONCE },
    );
    const fetched = outcomes.filter((outcome) => 'make' in outcome);
    const trouble = outcomes.flatMap((outcome) => ('later' in outcome && outcome.trouble) || [])[0];
    if (trouble !== facts.procoreTrouble && (trouble || fetched.length > 0))
      await connections.note(facts.name, { procoreTrouble: trouble });
    // First: who died in between would find the records as they are now, and nothing changed.
    const also = fetched.flatMap(({ key, found }) =>
      alsoChanged(planner.flowOf(key.flow), found, stored.get(keyText(key))),
    );
    await hint(facts.name, also);
    const entered = await asEntered(facts.name, facts, fetched);
    await tell(facts.name, await planner.planAll(facts.name, facts, entered.outcomes));
    await wake(facts.name, entered.objects);
    // Last, so that its neighbours are done when all the hints come again.
    const broken = outcomes.find((outcome) => 'bug' in outcome);
    if (broken) throw broken.bug;
  };

  /**
   * Hints about content that was fetched after they were sent: nothing to fetch. But they may have come again
   * because whoever fetched it died before its links were asked for, or before anybody was told.
   */
  const heard = async (connection: string, items: readonly Received[]) => {
    const fetches = newest(items);
    const stored = await records.get(
      connection,
      fetches.map(({ change }) => change.key),
    );
    const isOld = ({ change, sentAt }: Received & { change: Fetch }) =>
      Date.parse(stored.get(keyText(change.key))?.fetchStartedAt ?? '') > Date.parse(sentAt) + CLOCK_SKEW_MS;
    return {
      stored,
      fetches: fetches.filter((item) => !isOld(item)).map(({ change }) => change),
      old: fetches.filter(isOld).map(({ change }) => change.key),
    };
  };

  const { markAll } = createMarking(deps);

  /** The same for what comes from QuickBooks: all that does not stand in Procore as it is. */
  const enterAgain = async (connection: string): Promise<void> => {
    for (const { name } of deps.imports) {
      const open: SyncRecord[] = [];
      for await (const record of records.list(connection, name))
        if (record.state !== 'synced' || record.hash !== record.syncedHash || record.deleted)
          open.push(record);
      await deps.writes.send(enterHints(connection, open));
    }
  };

  /** Hints for all that other settings, or another closing date, may let go on; also those who were lost. */
  const replanAll = async ({ name: connection, settings }: Connection): Promise<void> => {
    const hints: Change[] = [];
    for (const flow of deps.flows) {
      for await (const record of records.list(connection, flow.name))
        hints.push(...[hintOf(record) ?? []].flat());
      await markAll(settings, flow, records.list(connection, flow.name));
    }
    await changes.send(hints);
    await enterAgain(connection);
  };

  /** Who died between moving a record and telling those who wait for it is made up for. */
  const releaseAgain = async (connection: string, items: readonly Received[]): Promise<void> => {
    const moved = items.flatMap(({ change, again }) => (again && 'key' in change ? [change.key] : []));
    await changes.send(moved.map((link) => ({ do: 'release', connection, link })));
  };

  /**
   * Works off hints of one connection. Throws only for bugs and for stores that fail: then all hints of the
   * call come again, which is harmless.
   */
  return async (connection: string, items: readonly Received[]): Promise<void> => {
    const facts = await connections.get(connection);
    if (!facts) return;
    const { fetches, old, stored } = await heard(connection, items);
    if (fetches.length > 0) await fetchAll(facts, fetches, stored);
    const keys = [...old, ...items.flatMap(({ change }) => (change.do === 'replan' ? [change.key] : []))];
    if (keys.length > 0) await replan(connection, facts, keys);
    if (items.some(({ change }) => change.do === 'replan-all')) await replanAll(facts);
    for (const { change } of items)
      if (change.do === 'release') await releasePage(connection, facts, change.link, change.after);
    await releaseAgain(connection, items);
  };
};

export type Normalize = ReturnType<typeof createNormalize>;
