import pMap from 'p-map';
import type { Run } from '../engine/comparison.ts';
import { told } from '../engine/history.ts';
import type { Planner } from '../engine/planner.ts';
import type { Connection, RecordStore } from '../engine/ports.ts';
import { type Flag, keyOf, type SyncRecord } from '../engine/record.ts';
import { type Answer, type Element, type QbRequest, textAt } from '../qbxml/message.ts';
import { whenDeleted, withDeletions } from './deleted.ts';
import { datedFindings, type Finding, findingKey } from './findings.ts';
import { findingsOf, flaggedBy } from './judge.ts';
import type { DriftReport, DriftStore, Subject } from './ports.ts';
import { fittingSubjects, readRequests } from './queries.ts';
import { asSynced } from './sent.ts';

export interface ReadBackDeps {
  readonly planner: Planner;
  readonly records: Pick<RecordStore, 'get' | 'save'>;
  readonly drift: DriftStore;
  readonly now: () => Date;
}

/** How far a run is: the objects before `next` are compared. `size`: how much is asked at once, in 2 KB of answer. */
export interface Cursor {
  readonly run: string;
  readonly next: number;
  readonly size: number;
  /** What is asked; over: all that is to be known is kept. */
  readonly asks: 'objects' | 'deleted' | 'over';
}

type Numbered = { readonly requestID: string; readonly request: QbRequest };

const FIRST_SIZE = 150;
const MOST_SIZE = 400;
const MOST_AT_ONCE = 200;
const CONCURRENCY = 16;
/** An answer is to take no longer than this, and to be no larger. */
const SLOW_MS = 10_000;
const LARGE = 1_500_000;
const MOST_WORDS = 500;

export const begunCursor = ({ run }: Pick<Run, 'run'>): Cursor => ({
  run,
  next: 0,
  size: FIRST_SIZE,
  asks: 'objects',
});

/** Half as much after a slow or large answer, more after a quick and small one. */
export const sized = (size: number, ms: number, bytes: number): number => {
  if (ms > SLOW_MS || bytes > LARGE) return Math.max(1, Math.floor(size / 2));
  return ms < SLOW_MS / 3 && bytes < LARGE / 3 ? Math.min(MOST_SIZE, size + 50) : size;
};

const words = ({ code, field, procore, quickbooks }: Finding): string => {
  const values = [procore && `sent ${procore}`, quickbooks && `now ${quickbooks}`].filter(Boolean).join(', ');
  return [field ?? code, values].filter(Boolean).join(': ');
};

/** What the comparison says of a record: it takes the place of what an earlier one said. */
const flagsOf = ({ flags }: SyncRecord, found: readonly Finding[], isGone: boolean): readonly Flag[] => {
  const others = flags.filter(
    ({ code }) => code !== 'changed-in-quickbooks' && code !== 'deleted-in-quickbooks',
  );
  if (isGone) return [...others, { code: 'deleted-in-quickbooks' }];
  if (found.length === 0) return others;
  const detail = found.map(words).join('; ').slice(0, MOST_WORDS);
  return [...others, { code: 'changed-in-quickbooks', detail }];
};

/** Reads back what stands in QuickBooks, some objects at a time, and holds it against what was sent. */
export const createReadBack = ({ planner, records, drift, now }: ReadBackDeps) => {
  const flag = async (record: SyncRecord, found: readonly Finding[], isGone: boolean): Promise<void> => {
    const flags = flagsOf(record, found, isGone);
    if (JSON.stringify(flags) === JSON.stringify(record.flags)) return;
    const next = told(record, { ...record, flags }, now().toISOString());
    // Somebody else wrote first: the next comparison flags it.
    await records.save(next, record);
  };

  const compare = async (
    connection: Connection,
    subjects: readonly Subject[],
    answers: readonly Answer[],
  ): Promise<readonly Finding[]> => {
    const { name } = connection;
    const stored = await records.get(
      name,
      subjects.flatMap(({ keys }) => keys.map(keyOf)),
    );
    const sent = [...stored.values()].map((record) => asSynced(record) ?? record);
    const linked = await planner.linkedOf(name, connection, [...sent, ...stored.values()]);
    const judging = { flowOf: planner.flowOf, facts: connection, linked, now: now().toISOString() };
    const rets = new Map<string, Element>(
      answers
        .flatMap((answer) => answer.rets)
        .map((ret) => [textAt(ret, 'TxnID') ?? textAt(ret, 'ListID') ?? '', ret]),
    );
    const found = subjects.map(({ id, keys }) => {
      // Mapped to another object since the run began, or to none.
      const own = keys.flatMap((key) => stored.get(key) ?? []).filter(({ mapping }) => mapping?.id === id);
      const ret = rets.get(id);
      return { own, findings: findingsOf({ records: own, ...(ret && { ret }) }, judging) };
    });
    const flagging = found.flatMap(({ own, findings }) => own.map((record) => ({ record, findings })));
    await pMap(
      flagging,
      ({ record, findings }) => {
        const isGone = findings.some(({ code }) => code === 'deleted');
        return flag(record, flaggedBy(findings, record), isGone);
      },
      { concurrency: CONCURRENCY },
    );
    return found.flatMap(({ findings }) => findings);
  };

  /** The objects at a cursor: no more than fit, and no more than `most`. */
  const fitting = async (name: string, { run, next, size }: Cursor, most = MOST_AT_ONCE) =>
    fittingSubjects(await drift.subjects(name, run, next, Math.min(most, MOST_AT_ONCE)), size);

  const deletions = async (name: string, { run }: Cursor) =>
    whenDeleted(await drift.findings(name, run), now());

  const isAnswered = (asked: readonly Numbered[], answers: readonly Answer[]): boolean =>
    asked.every(({ requestID }) => answers.some((answer) => answer.requestID === requestID));

  /** The requests of a message about so many objects. */
  const requests = async (name: string, cursor: Cursor, objects: number): Promise<readonly Numbered[]> => {
    if (cursor.asks === 'objects')
      return readRequests(await drift.subjects(name, cursor.run, cursor.next, objects));
    const asked = await deletions(name, cursor);
    return asked.map((request) => ({ requestID: request.message, request }));
  };

  /** The findings of a run become the report that is kept; `answers`: when what is missing was deleted. */
  const report = async (
    name: string,
    { run, next }: Cursor,
    answers: readonly Answer[],
  ): Promise<DriftReport> => {
    const [before, found] = await Promise.all([drift.report(name), drift.findings(name, run)]);
    const dated = datedFindings(withDeletions(found, answers), before?.findings ?? []);
    const findings = [...dated].sort((a, b) => (findingKey(a) < findingKey(b) ? -1 : 1));
    const made = { connection: name, run, at: now().toISOString(), subjects: next, findings };
    await drift.putReport(made);
    return made;
  };

  return {
    requests,

    /** What is asked at a cursor, and of how many objects; undefined: nothing more. `most`: objects in one message. */
    step: async (
      name: string,
      cursor: Cursor,
      most: number | undefined,
    ): Promise<{ readonly cursor: Cursor; readonly objects: number } | undefined> => {
      if (cursor.asks === 'over') return undefined;
      const { length } = cursor.asks === 'objects' ? await fitting(name, cursor, most) : [];
      if (length > 0) return { cursor, objects: length };
      const asked = await deletions(name, cursor);
      return asked.length > 0 ? { cursor: { ...cursor, asks: 'deleted' }, objects: 0 } : undefined;
    },

    /**
     * The answers to what was asked at a cursor, compared and kept; safe to repeat. Gives where it goes on; undefined
     * when they are no answers to that.
     */
    take: async (
      connection: Connection,
      cursor: Cursor,
      answers: readonly Answer[],
      objects: number,
    ): Promise<Cursor | undefined> => {
      const { name } = connection;
      const { run, next } = cursor;
      if (!isAnswered(await requests(name, cursor, objects), answers)) return undefined;
      if (cursor.asks === 'deleted') {
        await report(name, cursor, answers);
        return { ...cursor, asks: 'over' };
      }
      const subjects = await drift.subjects(name, run, next, objects);
      const found = await compare(connection, subjects, answers);
      if (found.length > 0) await drift.putFindings(name, run, next, found);
      return { ...cursor, next: next + subjects.length };
    },

    /** The report of a run of which nothing more is asked. */
    finish: async ({ name }: Connection, cursor: Cursor): Promise<DriftReport> =>
      (cursor.asks === 'over' && (await drift.report(name))) || report(name, cursor, []),
  };
};

export type ReadBack = ReturnType<typeof createReadBack>;
