import pMap from 'p-map';
import type { Mapping } from '../flow.ts';
import type { Answer } from '../qbxml/message.ts';
import type { Batch, Sent } from './batch.ts';
import type { NormalizeDeps } from './normalize.ts';
import { RELEASE_PAGE } from './normalize.ts';
import { type After, type At, afterAnswer, settled } from './outcome.ts';
import { contextOf, type Facts, objectClaim } from './plan.ts';
import type { Planner } from './planner.ts';
import type { Export } from './ports.ts';
import { keyOf, keyText, type SyncRecord } from './record.ts';

export type SettleDeps = Pick<NormalizeDeps, 'records' | 'changes' | 'now'> & {
  readonly planner: Planner;
  readonly chance: () => number;
  readonly tell: (connection: string, sent: readonly Export[]) => Promise<void>;
};

const CONCURRENCY = 32;

/** What became of the records of a batch. */
export interface Tally {
  readonly synced: number;
  readonly refused: number;
}

/** Answers become records: each noted by one conditional write, then whoever waited is released. */
export const createSettle = ({ planner, records, changes, now, chance, tell }: SettleDeps) => {
  /** Notes one outcome; safe to repeat. Gives the record as stored. */
  const note = async (sent: SyncRecord, after: After): Promise<SyncRecord> => {
    const at: At = { now: now(), chance: chance() };
    let stored: SyncRecord | undefined = sent;
    while (stored) {
      if (isNoted(stored, sent, after)) return stored;
      const next = settled(stored, sent, after, at);
      if (next === stored) return stored;
      const saved: SyncRecord | undefined = await records.save(next);
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
    stored.syncedHash === sent.hash;

  /** Whoever waits for these records is planned again now, if they are few; else by `release` messages. */
  const release = async (connection: string, facts: Facts, moved: readonly SyncRecord[]): Promise<void> => {
    const pages = await pMap(
      moved.filter((record) => record.waited),
      async (link) => ({ link, ...(await records.waiters(connection, link, RELEASE_PAGE)) }),
      { concurrency: CONCURRENCY },
    );
    const now_ = new Map<string, SyncRecord | undefined>();
    const inline = pages.filter(({ waiting, next }) => {
      if (next || now_.size + waiting.length > RELEASE_PAGE) return false;
      for (const key of waiting) now_.set(keyText(key), undefined);
      return true;
    });
    const later = pages.filter((page) => !inline.includes(page));
    await pMap(later, ({ link }) => records.markRelease(connection, link, now().toISOString()), {
      concurrency: CONCURRENCY,
    });
    const keyed = later.map(
      ({ link }) => ({ do: 'release', connection, link: keyOf(keyText(link)) }) as const,
    );
    if (keyed.length > 0) await changes.send(keyed);
    const keys = [...now_.keys()].map(keyOf);
    await tell(
      connection,
      await planner.planAll(
        connection,
        facts,
        keys.map((key) => ({ key, make: (stored) => stored })),
      ),
    );
    const after = await records.get(connection, keys);
    await pMap(
      inline,
      ({ link, waiting }) => {
        const freed = waiting.filter((key) => !after.get(keyText(key))?.blockedBy?.includes(keyText(link)));
        return freed.length > 0 ? records.removeWaiters(connection, link, freed) : undefined;
      },
      { concurrency: CONCURRENCY },
    );
  };

  /**
   * Record, claim, release, plan again: in this order, each step safe to repeat, so that a batch whose
   * settling was cut off is settled once more from the start.
   */
  const settleAll = async (
    connection: string,
    facts: Facts,
    outcomes: readonly { sent: SyncRecord; after: After }[],
  ): Promise<Tally> => {
    const stored = await pMap(outcomes, ({ sent, after }) => note(sent, after), { concurrency: CONCURRENCY });
    const mapped = stored.filter((record, n) => outcomes[n]?.after.do === 'synced' && record.mapping);
    await records.putClaims(
      connection,
      mapped.map((record) => ({
        claim: objectClaim(record.mapping as Mapping),
        owner: record,
      })),
    );
    await release(connection, facts, mapped);
    const outdated = mapped.filter((record) => record.hash !== record.syncedHash || record.deleted);
    await tell(
      connection,
      await planner.planAll(
        connection,
        facts,
        outdated.map((key) => ({ key, make: (record) => record })),
      ),
    );
    const refused = outcomes.filter(
      ({ after }, n) => after.do === 'refused' || stored[n]?.state === 'failed',
    );
    return { synced: mapped.length, refused: refused.length };
  };

  const outcomeOfWrite = (
    facts: Facts,
    { record, requestIDs }: Sent,
    answers: ReadonlyMap<string, Answer>,
  ): After => {
    const answer = answers.get(requestIDs[0] ?? '');
    if (!answer) return { do: 'again', counts: true, wait: false, words: 'QuickBooks left it unanswered' };
    const flow = planner.flowOf(record.flow);
    const context = contextOf(record, facts, new Map());
    return afterAnswer(answer, (told) => flow.settle(record.content, context, told));
  };

  const settleWrite = (
    connection: string,
    facts: Facts,
    batch: Batch,
    answers: ReadonlyMap<string, Answer>,
  ) =>
    settleAll(
      connection,
      facts,
      batch.sent.map((sent) => ({ sent: sent.record, after: outcomeOfWrite(facts, sent, answers) })),
    );

  return { settleAll, settleWrite };
};

export type Settle = ReturnType<typeof createSettle>;
