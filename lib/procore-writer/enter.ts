import pMap from 'p-map';
import type { Facts } from '../engine/plan.ts';
import type { ChangeQueue, Connection, RecordStore } from '../engine/ports.ts';
import type { ProcoreWrite, WriteQueue } from '../engine/procore-writes.ts';
import { keyText, type SyncRecord } from '../engine/record.ts';
import type { ImportFlow } from '../import-flow.ts';
import type { Entered, Entering } from '../procore/entries.ts';
import { type Procore, ProcoreFailure } from '../procore/procore.ts';
import { afterFailure } from '../procore/write-failure.ts';
import { noteAwaited } from './awaiting.ts';
import { decide, isResting, projectOf, type Step } from './decide.ts';
import { createKnown } from './known.ts';
import { createLinking } from './linking.ts';
import { afterHold, afterStand, afterWait } from './settled.ts';
import { createTransfer, hintsFor, type Write } from './transfer.ts';

export interface EnterDeps {
  readonly imports: readonly ImportFlow<unknown>[];
  readonly records: Pick<RecordStore, 'get' | 'save' | 'holders' | 'list' | 'entering' | 'addWaiters'>;
  readonly writes: WriteQueue;
  readonly changes: ChangeQueue;
  /** Procore for one connection and one unit of work: to enter into, and to read its lists of names. */
  readonly entering: (facts: Facts) => Promise<Entering>;
  readonly procore: (facts: Facts) => Promise<Procore>;
  readonly now: () => Date;
  readonly pause: (milliseconds: number) => Promise<void>;
}

/** What became of records that were to be entered in Procore, or taken out. */
export interface EnterTally {
  readonly entered: number;
  readonly removed: number;
  readonly notEntered: number;
  readonly enteredLater: number;
}

export type EnterHint = ProcoreWrite & { readonly do: 'enter' };

interface Decided {
  readonly record: SyncRecord;
  readonly flow: ImportFlow<unknown>;
  readonly step: Step;
}

const CONCURRENCY = 16;
const MOST_CONFLICTS = 10;

const isWrite = (one: Decided): one is Write => one.step.do === 'enter' || one.step.do === 'remove';

/** What was read may be in the company file no more: that looks older, or was restored and is yet to be compared. */
const isUnsure = ({ alarm, importWish }: Connection): boolean =>
  alarm !== undefined || importWish?.full === true;

export const counted = (
  answers: readonly { readonly step: Step; readonly answer: Entered }[],
): EnterTally => {
  const done = answers.filter(({ answer }) => answer.is === 'done');
  const removed = done.filter(({ step }) => step.do === 'remove').length;
  return {
    ...{ entered: done.length - removed, removed },
    notEntered: answers.filter(({ answer }) => answer.is === 'refused').length,
    enteredLater: answers.filter(({ answer }) => answer.is === 'later').length,
  };
};

/** Enters into Procore what QuickBooks told. Records count, messages are hints; each step may be repeated. */
export const createEnter = (deps: EnterDeps) => {
  const { records, writes, now } = deps;
  const flows = new Map(deps.imports.map((flow) => [flow.name, flow]));
  const link = createLinking(deps);

  /** Stores what `make` gives for the record as it is stored; made anew when somebody wrote first. */
  const settle = async (sent: SyncRecord, make: (stored: SyncRecord) => SyncRecord): Promise<void> => {
    let stored: SyncRecord | undefined = sent;
    for (let tries = 0; stored; tries++) {
      const next = make(stored);
      if (next === stored || (await records.save(next, stored))) return;
      if (tries === MOST_CONFLICTS) throw new Error(`${keyText(sent)} is changed again and again`);
      stored = (await records.get(sent.connection, [sent])).get(keyText(sent));
    }
  };

  const transfer = createTransfer({ ...deps, settle });

  const settleStep = async (facts: Facts, { record, step }: Decided): Promise<void> => {
    const at = { facts, now: now() };
    if (step.do === 'hold') await settle(record, (stored) => afterHold(stored, record, step.reason, at));
    if (step.do === 'stand') await settle(record, (stored) => afterStand(stored, record, step, at));
    if (step.do !== 'link') return;
    const told = await link(record, step);
    await settle(record, (stored) =>
      'why' in told ? afterHold(stored, record, told.why, at) : afterWait(stored, told.seconds, at),
    );
  };

  /** Decisions about the records of one flow; nothing is decided while Procore does not show its names. */
  const decideAll = async (
    facts: Facts,
    flow: ImportFlow<unknown>,
    some: readonly SyncRecord[],
    knownOf: ReturnType<typeof createKnown>,
  ): Promise<{ decided: Decided[]; failed?: Entered }> => {
    try {
      const known = await knownOf(flow, some);
      const decided = some.map((record) => ({ record, flow, step: decide(flow, record, facts, known) }));
      await noteAwaited(records, flow, decided, known);
      return { decided };
    } catch (error) {
      if (!(error instanceof ProcoreFailure)) throw error;
      const failure = afterFailure(error);
      const at = { facts, now: now() };
      const wait = 'seconds' in failure ? failure.seconds : LOOK_AGAIN_SECONDS;
      await pMap(some, (record) => settle(record, (stored) => afterWait(stored, wait, at)), {
        concurrency: CONCURRENCY,
      });
      return { decided: [], failed: failure };
    }
  };

  const due = async (facts: Connection, hints: readonly EnterHint[]): Promise<SyncRecord[]> => {
    const stored = await records.get(
      facts.name,
      hints.flatMap(({ keys }) => keys),
    );
    return [...stored.values()].filter(
      (record) => record.into === 'procore' && flows.has(record.flow) && !isResting(record, facts, now()),
    );
  };

  /** What is not to be written now stays where it is; `seconds`: at least so long. */
  const hold = (facts: Facts, some: readonly SyncRecord[], seconds?: number) =>
    pMap(some, (record) => settle(record, (stored) => afterWait(stored, seconds, { facts, now: now() })), {
      concurrency: CONCURRENCY,
    });

  /**
   * Works off hints that came together, so of one project or of the company. An entry is written by the hints of its
   * own project alone, one after another: two of them at once would find nothing, and both create it.
   */
  return async (
    facts: Connection,
    hints: readonly EnterHint[],
  ): Promise<{ tally: EnterTally; answers: readonly Entered[] }> => {
    const found = await due(facts, hints);
    if (isUnsure(facts)) {
      await hold(facts, found, LOOK_AGAIN_SECONDS);
      return { tally: counted([]), answers: [] };
    }
    const knownOf = createKnown(deps, facts.name, () => deps.procore(facts));
    const decided: Decided[] = [];
    const failed: Entered[] = [];
    for (const [name, flow] of flows) {
      const some = found.filter((record) => record.flow === name);
      if (some.length === 0) continue;
      const of = await decideAll(facts, flow, some, knownOf);
      decided.push(...of.decided);
      failed.push(...(of.failed ? [of.failed] : []));
    }
    await pMap(decided, (one) => settleStep(facts, one), { concurrency: CONCURRENCY });
    const all = decided.filter(isWrite);
    if (facts.settings.mode !== 'live') {
      await hold(
        facts,
        all.map(({ record }) => record),
      );
      return { tally: counted([]), answers: failed };
    }
    const projects = new Map(
      hints.flatMap(({ keys, project }) => keys.map((key) => [keyText(key), project])),
    );
    const isHere = ({ record, step }: Write) => projects.get(keyText(record)) === projectOf(step);
    const elsewhere = all.filter((one) => !isHere(one));
    await writes.send(hintsFor(facts.name, elsewhere));
    const told = await transfer(facts, all.filter(isHere));
    return { tally: counted(told), answers: [...failed, ...told.map(({ answer }) => answer)] };
  };
};

/** Procore refuses to show its names, or the company file is not sure: an operator has to mend that, or a session. */
const LOOK_AGAIN_SECONDS = 300;

export type Enter = ReturnType<typeof createEnter>;
