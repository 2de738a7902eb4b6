import { setImmediate as turn } from 'node:timers/promises';
import pMap from 'p-map';
import type { Flow, Link, RecordKey } from '../flow.ts';
import { inRuns } from '../grouped.ts';
import { stateOf } from '../reasons.ts';
import { createAsk } from './ask.ts';
import { createClaims } from './claims.ts';
import { guarded } from './guarded.ts';
import { told } from './history.ts';
import { createLinked } from './linked.ts';
import { isSame, movedTo } from './moved.ts';
import { standing } from './parents.ts';
import type { Facts, Linked, Plan } from './plan.ts';
import { createPlanned } from './planned.ts';
import type { ChangeQueue, Export, RecordStore } from './ports.ts';
import { keyText, type SyncRecord } from './record.ts';

export interface PlannerDeps {
  readonly flows: readonly Flow<unknown>[];
  readonly records: RecordStore;
  readonly changes: ChangeQueue;
  readonly now: () => Date;
}

/** What a record is to become, given what is stored now; undefined when there is nothing to do any more. */
export type Make = (stored: SyncRecord | undefined) => SyncRecord | undefined;

/** What came of planning, above all: which records may be sent. */
export interface Queued {
  /** Of those that could not be sent before, or were written otherwise: hints for the export queue. */
  readonly exports: readonly Export[];
  /** How many there are, those included whose hint was sent before. */
  readonly count: number;
  /** All that were planned, as they are stored now. */
  readonly stored: readonly SyncRecord[];
}

/** A record to be planned. */
export interface Work {
  readonly key: RecordKey;
  readonly make: Make;
  /** As the caller has just read it; else it is read. */
  readonly known?: SyncRecord;
}

/** The same in a round: what is stored, what was made of it, and where that stands but for its claims. */
interface Step extends Work {
  readonly stored: SyncRecord | undefined;
  readonly record: SyncRecord;
  readonly planned: Plan;
}

const CONCURRENCY = 8;
/** So many records are planned while those before them are being stored. */
const RUN = 25;
const RUNS_AT_ONCE = 3;
const MOST_CONFLICTS = 20;
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
  const ask = createAsk({ records, changes, now });

  const moved = (record: SyncRecord, to: Plan): SyncRecord => movedTo(record, to, now().toISOString());

  /** Claims are won, or lost to who has them, before it is stored as what they let it be. */
  const won = async (facts: Facts, record: SyncRecord, planned: Plan): Promise<Plan> => {
    const lost = await lostClaim(facts, record, planned.claims);
    return lost ? { ...planned, state: stateOf(lost), reason: lost } : planned;
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

  /** Whose waiter items are to be written: of a record that stays as it is all of them, lest one was lost. */
  const unheardOf = ({ stored, record, planned }: Step) => {
    const { waitsFor } = planned;
    const all = waitsFor.length > 0 && isSame(stored, moved(record, planned));
    return { record, links: all ? waitsFor : newlyAwaited(stored, waitsFor) };
  };

  /** Stored as what it becomes; undefined when somebody else wrote first. */
  const storeStep = async (facts: Facts, step: Step): Promise<SyncRecord | undefined> => {
    const { key, stored, record } = step;
    const next = moved(record, await won(facts, record, step.planned));
    const saved = isSame(stored, next)
      ? stored
      : await records.save(told(stored, next, now().toISOString()), stored);
    if (saved?.waited && standingOf(saved, key) !== standingOf(stored, key))
      await changes.send([
        { do: 'release', connection: record.connection, link: { flow: key.flow, id: key.id } },
      ]);
    return saved;
  };

  const storeRun = async (
    connection: string,
    facts: Facts,
    run: readonly Omit<Step, 'planned'>[],
    linked: Linked,
  ) => {
    // What the runs before ask of the tables leaves before this one is planned.
    await turn();
    const steps = run.map((one): Step => ({ ...one, planned: planOf(one.record, facts, linked) }));
    await records.addWaiters(connection, steps.map(unheardOf));
    return pMap(steps, async (step) => ({ step, saved: await storeStep(facts, step) }), {
      concurrency: CONCURRENCY,
    });
  };

  /** Of records that wait, those whose links stand otherwise by now than when they were planned. */
  const overtaken = async (connection: string, waiting: readonly Step[], linked: Linked): Promise<Step[]> => {
    const links = new Map(
      waiting.flatMap(({ planned }) => planned.waitsFor.map((link) => [keyText(link), link])),
    );
    await ask(connection, [...links.values()], linked);
    const later = await records.get(connection, [...links.values()]);
    const stands = (all: Linked, link: Link) => standingOf(all.get(keyText(link)), link);
    return waiting.filter(({ planned }) =>
      planned.waitsFor.some((link) => stands(later, link) !== stands(linked, link)),
    );
  };

  /**
   * Records planned, stored, their links asked for. One that must wait has its waiter items first, then is stored, then
   * the links are read again: one that was mapped in between is seen here, one that is mapped later finds the waiter.
   * `again`: those that are to be planned once more.
   */
  const planRound = async (
    connection: string,
    facts: Facts,
    work: readonly Work[],
  ): Promise<Queued & { again: Work[] }> => {
    const unread = work.filter(({ known }) => !known).map(({ key }) => key);
    const found = unread.length > 0 ? await records.get(connection, unread) : new Map();
    const made = work.flatMap(({ key, make, known }) => {
      const stored: SyncRecord | undefined = known ?? found.get(keyText(key));
      const record = make(stored);
      return record ? [{ key, make, stored, record }] : [];
    });
    const linked = await linkedOf(
      connection,
      facts,
      made.map(({ record }) => record),
    );
    const runs = await pMap(inRuns(made, RUN), (run) => storeRun(connection, facts, run, linked), {
      concurrency: RUNS_AT_ONCE,
    });
    const results = runs.flat();
    const saved = results.flatMap(({ step, saved: one }) => (one ? [{ step, saved: one }] : []));
    const isWaiting = ({ step }: { step: Step }) => step.planned.waitsFor.length > 0;
    const waiting = saved.filter(isWaiting).map(({ step }) => step);
    const moving = await overtaken(connection, waiting, linked);
    const ready = saved.filter((one) => !isWaiting(one) && one.saved.state === 'queued');
    return {
      exports: ready.filter(({ step, saved: now }) => now !== step.stored).map((one) => exportOf(one.saved)),
      count: ready.length,
      stored: saved.map((one) => one.saved),
      again: [
        ...results.filter((one) => !one.saved).map(({ step: { key, make } }) => ({ key, make })),
        ...moving.map(({ key }) => ({ key, make: (own: SyncRecord | undefined) => own })),
      ],
    };
  };

  /** Plans many records of one connection; the caller tells whoever sends them. */
  const planAll = async (connection: string, facts: Facts, work: readonly Work[]): Promise<Queued> => {
    const exports: Export[] = [];
    const stored = new Map<string, SyncRecord>();
    let count = 0;
    let rest = work;
    for (let round = 0; rest[0]; round++) {
      if (round === MOST_CONFLICTS)
        throw new Error(`${keyText(rest[0].key)} was written by others ${round} times in a row`);
      const { again, ...found } = await planRound(connection, facts, rest);
      exports.push(...found.exports);
      for (const record of found.stored) stored.set(keyText(record), record);
      count += found.count;
      rest = again;
    }
    return { exports, count, stored: [...stored.values()] };
  };

  return { flows: [...byName.values()], planAll, planOf, flowOf, linksOf, linkedOf, exportOf, win };
};

export type Planner = ReturnType<typeof createPlanner>;
