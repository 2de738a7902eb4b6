import pMap from 'p-map';
import type { Mapping } from '../flow.ts';
import type { Answer } from '../qbxml/message.ts';
import type { Told } from './after.ts';
import type { Sent, Tally } from './batch.ts';
import { canaryOf } from './canary.ts';
import { told } from './history.ts';
import type { Intake } from './intake.ts';
import { createMarking, type MarkingDeps, markHash } from './marks.ts';
import { createMissing } from './missing.ts';
import { type After, type At, afterAnswer, settled } from './outcome.ts';
import { isOnItsWay } from './parents.ts';
import { contextOf, type Facts, objectClaim } from './plan.ts';
import type { Planner } from './planner.ts';
import type { OpenBatch } from './ports.ts';
import { isMapped, keyText, type SyncRecord } from './record.ts';
import { createRelease, type ReleaseDeps } from './release.ts';
import { afterUndo } from './undo.ts';
import { createWaking } from './waking.ts';

export interface SettleDeps extends ReleaseDeps, MarkingDeps {
  readonly planner: Planner;
  readonly intake: Pick<Intake, 'again'>;
  /** 0 ≤ chance < 1. */
  readonly chance: () => number;
}

const CONCURRENCY = 32;

/** After these a record is planned again: in Procore it may have become another one meanwhile. */
const OVER: readonly string[] = [
  'lost',
  'confirmed',
  'forgotten',
  'gone',
  'relinked',
  'undone',
  'kept',
] satisfies After['do'][];

/** Mapped to another object than when it was sent, or its object has another name. */
const isAnotherThan = (all: readonly SyncRecord[]) => {
  const before = new Map(all.map((sent) => [keyText(sent), sent.mapping]));
  return (record: SyncRecord): boolean => {
    const old = before.get(keyText(record));
    return !old || (record.mapping !== undefined && markHash(old) !== markHash(record.mapping));
  };
};

/** A record that was taken out of QuickBooks, with what it was marked with; undefined when it has an object. */
const undoneOf = (stored: SyncRecord | undefined, sent: SyncRecord): SyncRecord | undefined =>
  stored && !stored.mapping && sent.undo ? { ...stored, mapping: sent.mapping } : undefined;

const isSettled = (record: SyncRecord): boolean => record.state === 'synced' && isMapped(record);

/** Answers become records: each noted by one conditional write, then whoever waited is released. */
export const createSettle = (deps: SettleDeps) => {
  const { planner, records, now, chance } = deps;
  const { release, replan } = createRelease(deps);
  const relinkMissing = createMissing(deps);
  const { mark, unmark } = createMarking(deps);
  const wake = createWaking(deps);

  /** Notes one outcome; safe to repeat. Gives the record as stored. */
  const note = async (facts: Facts, { sent, after, batch }: Told): Promise<SyncRecord> => {
    const at: At = { facts, now: now(), chance: chance() };
    let stored: SyncRecord | undefined = sent;
    while (stored) {
      if (isNoted(stored, sent, after)) return stored;
      const next = settled(stored, sent, after, at);
      if (next === stored) return stored;
      const history = told(stored, next, at.now.toISOString(), batch);
      const saved: SyncRecord | undefined = await records.save(history, stored);
      if (saved) return saved;
      stored = (await records.get(sent.connection, [sent])).get(keyText(sent));
    }
    throw new Error(`${keyText(sent)} is gone from the records table`);
  };

  const isNoted = (stored: SyncRecord, sent: SyncRecord, after: After): boolean =>
    after.do === 'synced' &&
    stored.state === 'synced' &&
    stored.mapping?.id === after.settled.mapping.id &&
    stored.mapping?.editSequence === after.settled.mapping.editSequence &&
    stored.syncedHash === (after.hash ?? sent.hash);

  /** It came to rest without an object: those after it need not wait for it. */
  const isPassed = (record: SyncRecord): boolean =>
    planner.flowOf(record.flow).previous !== undefined && !isMapped(record) && !isOnItsWay(record);

  /** Noted before the records are settled: a record is never newer than its canary. */
  const sing = async (connection: string, outcomes: readonly Told[]): Promise<void> => {
    const canary = canaryOf(outcomes, now());
    if (canary) await deps.connections.posted(connection, canary);
  };

  /**
   * Record, claim, what was read of its object before, who waits for that, mark or unmark, release, plan again: in this
   * order, each step safe to repeat, so that a batch whose settling was cut off is settled once more from the start.
   */
  const settleAll = async (connection: string, facts: Facts, all: readonly Told[]): Promise<Tally> => {
    const { outcomes, relinked } = await relinkMissing(connection, facts, all);
    await sing(connection, outcomes);
    const stored = await pMap(outcomes, (one) => note(facts, one), { concurrency: CONCURRENCY });
    // A status check may tell less than the answer by which a record was settled before it was cut off.
    const mapped = stored.filter(
      (record, n) => record.mapping && (outcomes[n]?.after.do === 'synced' || isSettled(record)),
    );
    const owners = mapped.filter(({ mapping }) => !mapping?.ofTarget && !mapping?.shared);
    await records.putClaims(
      connection,
      owners.map((record) => ({
        claim: objectClaim(record.mapping as Mapping),
        owner: record,
      })),
    );
    const moved = isAnotherThan(outcomes.map(({ sent }) => sent));
    const objects = owners.filter(moved).flatMap(({ mapping }) => mapping ?? []);
    await deps.intake.again(connection, objects);
    await wake(connection, objects);
    await mark(facts.settings, mapped.filter(moved));
    await unmark(
      facts.settings,
      outcomes.flatMap(({ sent }, n) => undoneOf(stored[n], sent) ?? []),
    );
    const doubted = stored.filter((_, n) => OVER.includes(outcomes[n]?.after.do ?? ''));
    await release(connection, facts, [...mapped, ...doubted.filter(isMapped), ...stored.filter(isPassed)]);
    const outdated = mapped.filter(
      ({ hash, syncedHash, deleted, undo }) => hash !== syncedHash || deleted || undo,
    );
    await replan(connection, facts, [...relinked, ...outdated, ...doubted]);
    const refused = outcomes.filter(
      ({ after }, n) => after.do === 'refused' || after.do === 'kept' || stored[n]?.state === 'failed',
    );
    const synced = outcomes.filter(({ after }) => after.do === 'synced').length;
    return { synced, refused: refused.length };
  };

  /**
   * Releases once more who waits for records of a batch of lookups whose settling may have been cut off: no status
   * check tells its answers again, and a record that is linked is not looked up again.
   */
  const tellAgain = async (connection: string, facts: Facts, looked: readonly Sent[]): Promise<void> => {
    const sent = looked.map(({ record }) => record);
    const stored = await records.get(connection, sent);
    const mapped = [...stored.values()].filter(isMapped);
    const moved = mapped.filter(isAnotherThan(sent));
    await wake(
      connection,
      moved.flatMap(({ mapping }) => mapping ?? []),
    );
    await mark(facts.settings, moved);
    await unmark(
      facts.settings,
      sent.flatMap((record) => undoneOf(stored.get(keyText(record)), record) ?? []),
    );
    await release(connection, facts, [...mapped, ...[...stored.values()].filter(isPassed)]);
    await replan(connection, facts, mapped);
  };

  const outcomeOfWrite = (
    facts: Facts,
    { record, requestIDs, noted }: Sent,
    answers: ReadonlyMap<string, Answer>,
  ): After => {
    const answer = answers.get(requestIDs[0] ?? '');
    if (!answer) return { do: 'again', counts: true, wait: false, words: 'QuickBooks left it unanswered' };
    if (record.undo) return afterUndo(answer);
    const flow = planner.flowOf(record.flow);
    const context = contextOf(record, facts, new Map());
    return afterAnswer(answer, (told) => {
      const proven = flow.settle(record.content, context, told);
      return proven && { ...proven, ...noted };
    });
  };

  const settleWrite = (
    connection: string,
    facts: Facts,
    batch: OpenBatch,
    answers: ReadonlyMap<string, Answer>,
  ) =>
    settleAll(
      connection,
      facts,
      batch.sent.map((sent) => ({
        ...{ sent: sent.record, batch: batch.id },
        after: outcomeOfWrite(facts, sent, answers),
      })),
    );

  return { settleAll, settleWrite, tellAgain };
};
