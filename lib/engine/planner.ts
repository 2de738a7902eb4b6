import pMap from 'p-map';
import type { Flow, Link, RecordKey } from '../flow.ts';
import { stateOf } from '../reasons.ts';
import { createClaims } from './claims.ts';
import { guarded } from './guarded.ts';
import { told } from './history.ts';
import { createLinked } from './linked.ts';
import { standing } from './parents.ts';
import type { Facts, Linked, Plan } from './plan.ts';
import { createPlanned } from './planned.ts';
import type { Change, ChangeQueue, Export, RecordStore } from './ports.ts';
import { keyOf, keyText, type SyncRecord } from './record.ts';
import { mayMove } from './status.ts';

export interface PlannerDeps {
  readonly flows: readonly Flow<unknown>[];
  readonly records: RecordStore;
  readonly changes: ChangeQueue;
  readonly now: () => Date;
}

/** What a record is to become, given what is stored now; undefined when there is nothing to do any more. */
export type Make = (stored: SyncRecord | undefined) => SyncRecord | undefined;

const CONCURRENCY = 16;
const MOST_CONFLICTS = 20;
/** A wanted record whose fetch was hinted so long ago is asked for again. */
const WANTED_AGAIN_MS = 5 * 60_000;

/** A record that waits for a link has its waiter item since it was stored so: it need not be written again. */
const newlyAwaited = (stored: SyncRecord | undefined, links: readonly Link[]): readonly Link[] =>
  links.filter((link) => !stored?.blockedBy?.includes(keyText(link)));

/** The I/O around plan(): links read, claims won, waiters and records written, hints sent. */
export const createPlanner = ({ flows, records, changes, now }: PlannerDeps) => {
  const byName = new Map(flows.map((flow) => [flow.name, guarded(flow)]));
  const flowOf = (name: string): Flow<unknown> => {
    const flow = byName.get(name);
    if (!flow) throw new Error(`no flow is called ${name}`);
    return flow;
  };

  const planned = createPlanned();
  const planOf = (record: SyncRecord, facts: Facts, linked: Linked): Plan =>
    planned(flowOf(record.flow), record, facts, linked);

  const standingOf = (record: SyncRecord | undefined, { flow }: RecordKey): string =>
    standing(flowOf(flow), record);

  const { linksOf, linkedOf } = createLinked({ records, flowOf });
  const { win, lostClaim } = createClaims({ records, flowOf });

  const moved = (record: SyncRecord, to: Plan): SyncRecord => {
    if (!mayMove(record.state, to.state))
      throw new Error(`${keyText(record)} may not move from ${record.state} to ${to.state}`);
    return {
      ...record,
      state: to.state,
      // Why it is not sent yet stays true of a record that stays queued.
      reason: to.state === 'queued' && record.held ? record.reason : to.reason,
      held: to.state === 'queued' ? record.held : undefined,
      flags: to.flags,
      blockedBy: to.waitsFor.length > 0 ? to.waitsFor.map(keyText) : undefined,
      document: to.document,
      // It was not approved in Procore when the others were taken over: it is new.
      adopting: to.state === 'not-ready' ? undefined : record.adopting,
      offered: to.reason?.code === 'adoption-offered' ? record.offered : undefined,
      since: record.state === to.state ? record.since : now().toISOString(),
    };
  };

  /** Makes sure that somebody looks at each missing link; hints go before the mark that would stop others. */
  const ask = async (record: SyncRecord, links: readonly Link[], linked: Linked): Promise<void> => {
    const { connection } = record;
    const stale = new Date(now().getTime() - WANTED_AGAIN_MS).toISOString();
    const unseen = links.filter((link) => {
      const known = linked.get(keyText(link));
      return !known || (known.state === 'wanted' && known.since < stale);
    });
    const fetches = unseen.map((key): Change => ({ do: 'fetch', connection, key, source: key.source ?? {} }));
    if (fetches.length > 0) await changes.send(fetches);
    const at = now().toISOString();
    const marked = await pMap(
      links,
      (link) => {
        const known = linked.get(keyText(link));
        return known?.waited ? known : records.want(connection, link, link.source ?? {}, at);
      },
      { concurrency: CONCURRENCY },
    );
    // As they are after the mark: one that was planned meanwhile did not know that it is needed.
    const unreferenced = marked.filter(({ reason: why }) => why?.code === 'not-referenced');
    const replans = unreferenced.map(
      ({ flow, id }): Change => ({ do: 'replan', connection, key: { flow, id } }),
    );
    if (replans.length > 0) await changes.send(replans);
  };

  const decide = async (facts: Facts, record: SyncRecord, linked: Linked): Promise<Plan> => {
    const planned = planOf(record, facts, linked);
    const lost = await lostClaim(facts, record, planned.claims);
    return lost ? { ...planned, state: stateOf(lost), reason: lost } : planned;
  };

  /** Content that is the same object needs no comparing, nor any unpacking. */
  const unchanged = (a: SyncRecord, b: SyncRecord): boolean => {
    const content = a.content === b.content ? { content: undefined } : {};
    const text = (record: SyncRecord) => JSON.stringify({ ...record, ...content, rev: 0 });
    return a.rev > 0 && text(a) === text(b);
  };

  const exportOf = (record: SyncRecord): Export => {
    const flow = flowOf(record.flow);
    const target = flow.target?.(record.content) ?? record;
    return {
      connection: record.connection,
      key: { flow: record.flow, id: record.id },
      target: keyText(target),
    };
  };

  /**
   * One record to rest: planned, stored, its links asked for. A record that must wait has its waiter items
   * first, then is stored, then the links are read again: one that was mapped in between is seen here, one
   * that is mapped later finds the waiter.
   */
  const settleOne = async (
    facts: Facts,
    key: RecordKey & { connection: string },
    first: SyncRecord | undefined,
    make: Make,
    linked: Linked,
  ): Promise<Export[]> => {
    let stored = first;
    let known = linked;
    let made = make;
    for (let round = 0; round < MOST_CONFLICTS; round++) {
      const record = made(stored);
      if (!record) return [];
      if (round > 0) known = await linkedOf(key.connection, facts, [record]);
      const planned = await decide(facts, record, known);
      const next = moved(record, planned);
      const isSame = stored !== undefined && unchanged(stored, next);
      const unheard = isSame ? planned.waitsFor : newlyAwaited(stored, planned.waitsFor);
      if (unheard.length > 0) await records.addWaiters(key.connection, record, unheard);
      const saved = isSame ? stored : await records.save(told(stored, next, now().toISOString()), stored);
      if (!saved) {
        stored = (await records.get(key.connection, [key])).get(keyText(key));
        continue;
      }
      if (saved.waited && standingOf(saved, key) !== standingOf(stored, key))
        await changes.send([{ do: 'release', connection: key.connection, link: keyOf(keyText(key)) }]);
      if (planned.waitsFor.length === 0) return saved.state === 'queued' ? [exportOf(saved)] : [];
      await ask(saved, planned.waitsFor, known);
      const later = await records.get(key.connection, planned.waitsFor);
      if (
        planned.waitsFor.every(
          (link) => standingOf(later.get(keyText(link)), link) === standingOf(known.get(keyText(link)), link),
        )
      )
        return [];
      stored = saved;
      made = (own) => own;
    }
    throw new Error(`${keyText(key)} was written by others ${MOST_CONFLICTS} times in a row`);
  };

  /** Plans many records of one connection; gives the hints for the export queue, to be sent by the caller. */
  const planAll = async (
    connection: string,
    facts: Facts,
    work: readonly { key: RecordKey; make: Make }[],
  ): Promise<Export[]> => {
    const stored = await records.get(
      connection,
      work.map(({ key }) => key),
    );
    const made = work.flatMap(({ key, make }) => make(stored.get(keyText(key))) ?? []);
    const linked = await linkedOf(connection, facts, made);
    const exports = await pMap(
      work,
      ({ key, make }) => settleOne(facts, { ...key, connection }, stored.get(keyText(key)), make, linked),
      { concurrency: CONCURRENCY },
    );
    return exports.flat();
  };

  return { flows: [...byName.values()], planAll, planOf, flowOf, linksOf, linkedOf, exportOf, win };
};

export type Planner = ReturnType<typeof createPlanner>;
