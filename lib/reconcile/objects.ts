import pMap from 'p-map';
import { told } from '../engine/history.ts';
import type { Planner } from '../engine/planner.ts';
import type { Connection, RecordStore } from '../engine/ports.ts';
import { keyOf, type SyncRecord } from '../engine/record.ts';
import { type Answer, type Element, type Fields, textAt } from '../qbxml/message.ts';
import type { Finding } from './findings.ts';
import { flagsOf } from './flags.ts';
import { findingsOf, flaggedBy, type Judging } from './judge.ts';
import { type Post, procorePosts, standingPosts, summedPosts, withItems } from './ledger.ts';
import type { DriftStore, Page, Subject } from './ports.ts';
import { fittingSubjects, readRequests } from './queries.ts';
import { asSynced, sentRequest } from './sent.ts';
import type { Stage } from './stage.ts';

export interface ObjectsDeps {
  readonly planner: Planner;
  readonly records: Pick<RecordStore, 'get' | 'save'>;
  readonly drift: DriftStore;
  readonly now: () => Date;
}

const MOST_AT_ONCE = 200;
const CONCURRENCY = 16;

interface Compared {
  readonly subject: Subject;
  readonly records: readonly SyncRecord[];
  readonly ret?: Element;
  readonly findings: readonly Finding[];
}

/** What both sides come to: of a record as Procore has it now, of the object as it stands. */
const postsOf = (
  { subject: { type }, records, ret }: Compared,
  { flowOf, facts, linked }: Judging,
): readonly Post[] => {
  const { settings } = facts;
  const procore = records
    .filter(({ content, deleted }) => content !== undefined && !deleted)
    .flatMap((record) => {
      const request = sentRequest(flowOf(record.flow), record, facts, linked);
      return request ? procorePosts(type, Object.values(request.fields)[0] as Fields, settings) : [];
    });
  const standing = ret ? standingPosts(type, ret, settings) : [];
  return [...withItems(procore, standing), ...standing];
};

const namesOf = (rets: Iterable<Element>): Record<string, string> =>
  Object.fromEntries(
    [...rets].flatMap((ret) => {
      const [id, name] = [textAt(ret, 'ListID'), textAt(ret, 'FullName') ?? textAt(ret, 'Name')];
      return id && name ? [[id, name]] : [];
    }),
  );

/** Every object that a record is mapped to, read back and held against what was sent. */
export const createObjects = ({ planner, records, drift, now }: ObjectsDeps): Stage => {
  const flag = async (record: SyncRecord, { findings }: Compared): Promise<void> => {
    const isGone = findings.some(({ code }) => code === 'deleted');
    const flags = flagsOf(record, flaggedBy(findings, record), isGone);
    if (JSON.stringify(flags) === JSON.stringify(record.flags)) return;
    const next = told(record, { ...record, flags }, now().toISOString());
    // Somebody else wrote first: the next comparison flags it.
    await records.save(next, record);
  };

  const compare = async (
    connection: Connection,
    subjects: readonly Subject[],
    answers: readonly Answer[],
  ): Promise<Page> => {
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
    const compared = subjects.map((subject): Compared => {
      const { id, keys } = subject;
      // Mapped to another object since the run began, or to none.
      const own = keys.flatMap((key) => stored.get(key) ?? []).filter(({ mapping }) => mapping?.id === id);
      const standing = { records: own, ...(rets.has(id) && { ret: rets.get(id) }) };
      return { subject, ...standing, findings: findingsOf(standing, judging) };
    });
    const flagging = compared.flatMap((one) => one.records.map((record) => ({ record, one })));
    await pMap(flagging, ({ record, one }) => flag(record, one), { concurrency: CONCURRENCY });
    return {
      findings: compared.flatMap(({ findings }) => findings),
      posts: summedPosts(compared.flatMap((one) => postsOf(one, judging))),
      names: namesOf(rets.values()),
    };
  };

  return {
    begin: async ({ name }, cursor, most = MOST_AT_ONCE) => {
      const { run, next, size } = cursor;
      const some = await drift.subjects(name, run, 'objects', next, Math.min(most, MOST_AT_ONCE));
      const { length: count } = fittingSubjects(some, size);
      return count > 0 ? { ...cursor, count } : undefined;
    },

    requests: async ({ name }, { run, next, count }) =>
      readRequests(await drift.subjects(name, run, 'objects', next, count)),

    take: async (connection, cursor, answers) => {
      const { run, next, count } = cursor;
      const subjects = await drift.subjects(connection.name, run, 'objects', next, count);
      const page = await compare(connection, subjects, answers);
      await drift.putPage(connection.name, run, { kind: 'objects', n: next, page });
      return { ...cursor, next: next + count, objects: next + count };
    },
  };
};
