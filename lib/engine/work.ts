import type { RecordKey, Seen } from '../flow.ts';
import type { Answer } from '../qbxml/message.ts';
import { type Batch, fitting, merge, roomFor, type Sent, type Tally, type writeOf } from './batch.ts';
import { type Candidates, createCandidates } from './candidates.ts';
import { createDecide } from './decide.ts';
import { createLookup, type Told } from './lookup.ts';
import type { After } from './outcome.ts';
import type { Facts } from './plan.ts';
import { keyText, type SyncRecord, sameAttempt } from './record.ts';
import { createSettle, type SettleDeps } from './settle.ts';
import { refusedTogether } from './split.ts';

export interface WorkDeps extends SettleDeps {
  /** A fresh batch id: ≤ 23 characters, letters and digits. */
  readonly newId: () => string;
}

/** A batch ready to be written down, and the messages that it makes superfluous or keeps waiting. */
export interface Prepared {
  readonly batch: Batch;
  readonly receipts: readonly string[];
  readonly held: readonly string[];
  /** Records of a batch before that is not settled yet: they and their targets are taken. */
  readonly busy?: readonly SyncRecord[];
}

const FRUITLESS_ROUNDS = 20;
/** A SOAP call has 20 s. */
const FRUITLESS_MS = 8_000;

/** Of what is queued, what goes into the next batch; of the answers, what comes of it. */
export const createWork = (deps: WorkDeps) => {
  const { planner, records, exports, newId } = deps;
  const { candidates, recheck } = createCandidates(deps);
  const { settleAll, settleWrite, tellAgain } = createSettle(deps);
  const decide = createDecide(deps);
  const { queriesOf, read } = createLookup(planner);

  /** A write batch of what may be written; what is settled without a write is settled here. */
  const writeBatch = async (
    connection: string,
    facts: Facts,
    found: Pick<Candidates, 'ready' | 'linked' | 'requests'>,
    seen: ReadonlyMap<string, Seen | Told>,
  ): Promise<{ batch?: Batch; tally: Tally }> => {
    const writes: ReturnType<typeof writeOf>[] = [];
    const outcomes: { sent: SyncRecord; after: After }[] = [];
    for (const record of found.ready) {
      const decision = await decide(facts, record, found, seen.get(keyText(record)) ?? { is: 'absent' });
      if ('write' in decision) writes.push(decision.write);
      else outcomes.push({ sent: record, after: decision.after });
    }
    const tally = await settleAll(connection, facts, outcomes);
    const now = fitting(writes, ({ request }) => request.fields);
    if (now.length === 0) return { tally };
    return {
      tally,
      batch: {
        id: newId(),
        kind: 'write',
        sent: now.map(({ sent }) => sent),
        requests: now.map(({ requestID, request }) => ({ requestID, request })),
      },
    };
  };

  const lookupBatch = (facts: Facts, { ready, linked }: Candidates): Batch | undefined => {
    const asked = ready.map((record) => ({
      // The answer is held against the content that is stored by then.
      record: { ...record, content: undefined },
      queries: queriesOf(facts, record, linked),
    }));
    if (asked.every(({ queries }) => queries.length === 0)) return undefined;
    const id = newId();
    return { id, kind: 'lookup', ...merge(id, asked) };
  };

  /**
   * The next batch, of at most `limit` records, or of `only` these; undefined when nothing is to be sent now. `busy`:
   * records of a batch before that is not settled yet.
   * `unfinished`: after a while there is still more to look at, since all of what was queued has moved elsewhere.
   */
  const next = async (
    connection: string,
    facts: Facts,
    limit: number,
    only?: readonly RecordKey[],
    busy: readonly SyncRecord[] = [],
  ): Promise<Prepared | 'unfinished' | undefined> => {
    const until = deps.now().getTime() + FRUITLESS_MS;
    for (let round = 0; round < FRUITLESS_ROUNDS; round++) {
      if (deps.now().getTime() > until) return 'unfinished';
      const found = only
        ? { ...(await recheck(facts, connection, only)), receipts: [], held: [] }
        : await candidates(facts, connection, limit, busy);
      if (!found) return undefined;
      const { receipts, held } = found;
      const batch =
        lookupBatch(facts, found) ?? (await writeBatch(connection, facts, found, new Map())).batch;
      if (batch) return { batch, receipts, held };
      await exports.remove(connection, receipts);
      if (only) return undefined;
    }
    return undefined;
  };

  /**
   * A write batch with the lookups of the batch after it, of at most `limit` records: that one then takes two
   * calls instead of four. What it looks up is read again, and planned again, before it is written.
   */
  const lookAhead = async (
    connection: string,
    facts: Facts,
    limit: number,
    prepared: Prepared,
  ): Promise<Prepared> => {
    const { batch, receipts, held, busy = [] } = prepared;
    const found = await candidates(facts, connection, Math.min(limit, roomFor(batch.requests)), [
      ...batch.sent.map(({ record }) => record),
      ...busy,
    ]);
    if (!found) return prepared;
    // What this batch writes may refer to what is to be undone: that is looked up when it is settled.
    const ahead = lookupBatch(facts, { ...found, ready: found.ready.filter(({ undo }) => !undo) });
    if (!ahead) return { batch, receipts, held: [...held, ...found.receipts, ...found.held] };
    return {
      batch: { ...batch, ahead: ahead.sent, requests: [...batch.requests, ...ahead.requests] },
      receipts: [...receipts, ...found.receipts],
      held: [...held, ...found.held],
    };
  };

  /** Whether the answers are to what would be asked of it now. */
  const isAsAsked = ({ record: asked }: Sent, record: SyncRecord): boolean =>
    sameAttempt(asked, record) &&
    asked.mapping?.id === record.mapping?.id &&
    asked.undo?.at === record.undo?.at &&
    asked.adopting?.at === record.adopting?.at;

  /**
   * After the answers to a lookup: what was found is linked, the rest is written. `suspects`: lists of `flow#id` to
   * be looked up apart.
   */
  const afterLookup = async (
    connection: string,
    facts: Facts,
    looked: readonly Sent[],
    answers: ReadonlyMap<string, Answer>,
  ): Promise<{ batch?: Batch; tally: Tally; suspects: readonly (readonly string[])[] }> => {
    const suspects = refusedTogether(looked, answers);
    const apart = new Set(suspects.flat());
    const { ready, linked, requests } = await recheck(
      facts,
      connection,
      looked.map(({ record }): RecordKey => record),
    );
    const isReady = new Set(ready.map(keyText));
    const passed = looked.filter(({ record }) => !isReady.has(keyText(record)));
    // Perhaps this very answer settled them when it came first, and whoever was at it died over the rest.
    if (passed.length > 0) await tellAgain(connection, facts, passed);
    const sentOf = new Map(looked.map((sent) => [keyText(sent.record), sent]));
    const seen = new Map<string, Seen | Told>();
    const outcomes: { sent: SyncRecord; after: After }[] = [];
    for (const record of ready) {
      const sent = sentOf.get(keyText(record));
      if (!sent || apart.has(keyText(record)) || !isAsAsked(sent, record)) continue;
      const what = read(facts, sent, record, linked, answers);
      if ('after' in what) outcomes.push({ sent: record, after: what.after });
      else seen.set(keyText(record), what);
    }
    const first = await settleAll(connection, facts, outcomes);
    const sure = ready.filter((record) => seen.has(keyText(record)));
    const { batch, tally } = await writeBatch(connection, facts, { ready: sure, linked, requests }, seen);
    const both = { synced: first.synced + tally.synced, refused: first.refused + tally.refused };
    return { batch, tally: both, suspects };
  };

  return { next, lookAhead, afterLookup, settleWrite, settleAll, tellAgain, records };
};

export type Work = ReturnType<typeof createWork>;
