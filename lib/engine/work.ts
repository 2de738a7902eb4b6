import type { RecordKey, Seen } from '../flow.ts';
import { check } from '../qbxml/check.ts';
import type { Answer } from '../qbxml/message.ts';
import { outcomeOf } from '../qbxml/status.ts';
import { type Reason, reason } from '../reasons.ts';
import { answersOf, type Batch, fitting, merge, roomFor, type Sent, writeOf } from './batch.ts';
import { type Candidates, createCandidates } from './candidates.ts';
import { hashOf } from './hash.ts';
import { type After, afterAnswer } from './outcome.ts';
import { contextOf, type Facts, type Linked, objectClaim } from './plan.ts';
import { keyText, type SyncRecord } from './record.ts';
import { createSettle, type SettleDeps, type Tally } from './settle.ts';

export interface WorkDeps extends SettleDeps {
  /** A fresh batch id: ≤ 23 characters, letters and digits. */
  readonly newId: () => string;
}

/** A batch ready to be written down, and the messages that it makes superfluous or keeps waiting. */
export interface Prepared {
  readonly batch: Batch;
  readonly receipts: readonly string[];
  readonly held: readonly string[];
}

type Decision = { readonly write: ReturnType<typeof writeOf> } | { readonly after: After };

const FRUITLESS_ROUNDS = 20;
const FINE = ['done', 'done-with-warning', 'nothing-found'];

/** Of what is queued, what goes into the next batch; of the answers, what comes of it. */
export const createWork = (deps: WorkDeps) => {
  const { planner, records, exports, newId } = deps;
  const { candidates, recheck } = createCandidates(deps);
  const { settleAll, settleWrite } = createSettle(deps);

  const refuse = (why: Reason): Decision => ({ after: { do: 'refused', reason: why } });

  /** An object that stood in QuickBooks already: linked at once, or offered if the settings say so. */
  const adopt = async (facts: Facts, record: SyncRecord, seen: Seen & { is: 'found' }): Promise<Decision> => {
    const { mapping } = seen;
    const object = `${mapping.type} "${mapping.name}"`;
    const holder = await planner.win(facts, record, objectClaim(mapping));
    if (holder)
      return refuse(reason('name-taken', { name: mapping.name, holder: holder.title ?? holder.id }));
    const asked = seen.offered || (facts.settings.link === 'ask' && !mapping.created);
    const document = hashOf(mapping.id);
    if (asked && record.approval?.document !== document)
      return { after: { do: 'refused', reason: reason('adoption-offered', { object }), document } };
    return { after: { do: 'synced', settled: { mapping, differs: seen.differs } } };
  };

  const decide = async (
    facts: Facts,
    record: SyncRecord,
    { linked, requests }: Pick<Candidates, 'linked' | 'requests'>,
    seen: Seen,
  ): Promise<Decision> => {
    const flow = planner.flowOf(record.flow);
    if (seen.is === 'refused') return refuse(seen.reason);
    if (seen.is === 'found' && !record.mapping) return adopt(facts, record, seen);
    if (seen.is === 'absent' && record.mapping)
      return refuse(
        reason('gone-from-quickbooks', { object: `${record.mapping.type} ${record.mapping.name}` }),
      );
    const planned = requests.get(keyText(record));
    if (planned) return { write: writeOf(record, planned) };
    const request = flow.request(record.content, contextOf(record, facts, linked), seen);
    if (!request)
      return seen.is === 'found'
        ? { after: { do: 'synced', settled: seen } }
        : refuse(reason('unreadable', { words: 'nothing to send' }));
    const problem = check(request, facts.settings.country)[0];
    if (problem) return refuse(reason('does-not-fit', { element: problem.element, words: problem.message }));
    return { write: writeOf(record, request) };
  };

  /** A write batch of what may be written; what is settled without a write is settled here. */
  const writeBatch = async (
    connection: string,
    facts: Facts,
    found: Pick<Candidates, 'ready' | 'linked' | 'requests'>,
    seen: ReadonlyMap<string, Seen>,
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
      queries: planner.flowOf(record.flow).lookup(record.content, contextOf(record, facts, linked)),
    }));
    if (asked.every(({ queries }) => queries.length === 0)) return undefined;
    const id = newId();
    return { id, kind: 'lookup', ...merge(id, asked) };
  };

  /** The next batch, of at most `limit` records, or of `only` these; undefined when nothing is to be sent now. */
  const next = async (
    connection: string,
    facts: Facts,
    limit: number,
    only?: readonly RecordKey[],
  ): Promise<Prepared | undefined> => {
    for (let round = 0; round < FRUITLESS_ROUNDS; round++) {
      const found = only
        ? { ...(await recheck(facts, connection, only)), receipts: [], held: [] }
        : await candidates(facts, connection, limit);
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
    const { batch, receipts, held } = prepared;
    const found = await candidates(
      facts,
      connection,
      Math.min(limit, roomFor(batch.requests)),
      batch.sent.map(({ record }) => record),
    );
    if (!found) return prepared;
    const ahead = lookupBatch(facts, found);
    if (!ahead) return { batch, receipts, held: [...held, ...found.receipts, ...found.held] };
    return {
      batch: { ...batch, ahead: ahead.sent, requests: [...batch.requests, ...ahead.requests] },
      receipts: [...receipts, ...found.receipts],
      held: [...held, ...found.held],
    };
  };

  /** What a record's answers say, or why they say nothing. */
  const read = (
    facts: Facts,
    sent: Sent,
    record: SyncRecord,
    linked: Linked,
    answers: ReadonlyMap<string, Answer>,
  ): Seen | { after: After } => {
    if (sent.requestIDs.length === 0) return { is: 'absent' };
    const mine = answersOf(sent, answers);
    if (!mine)
      return {
        after: { do: 'again', counts: true, wait: false, words: 'QuickBooks left the lookup unanswered' },
      };
    const bad = mine.find((answer) => !FINE.includes(outcomeOf(answer).is));
    if (bad) return { after: afterAnswer(bad, () => undefined) };
    return planner.flowOf(record.flow).match(record.content, contextOf(record, facts, linked), mine);
  };

  /** After the answers to a lookup: what was found is linked, the rest is written. */
  const afterLookup = async (
    connection: string,
    facts: Facts,
    looked: readonly Sent[],
    answers: ReadonlyMap<string, Answer>,
  ): Promise<{ batch?: Batch; tally: Tally }> => {
    const { ready, linked, requests } = await recheck(
      facts,
      connection,
      looked.map(({ record }): RecordKey => record),
    );
    const sentOf = new Map(looked.map((sent) => [keyText(sent.record), sent]));
    const seen = new Map<string, Seen>();
    const outcomes: { sent: SyncRecord; after: After }[] = [];
    for (const record of ready) {
      const sent = sentOf.get(keyText(record));
      if (!sent || sent.record.hash !== record.hash) continue;
      const what = read(facts, sent, record, linked, answers);
      if ('after' in what) outcomes.push({ sent: record, after: what.after });
      else seen.set(keyText(record), what);
    }
    const first = await settleAll(connection, facts, outcomes);
    const sure = ready.filter((record) => seen.has(keyText(record)));
    const { batch, tally } = await writeBatch(connection, facts, { ready: sure, linked, requests }, seen);
    return { batch, tally: { synced: first.synced + tally.synced, refused: first.refused + tally.refused } };
  };

  return { next, lookAhead, afterLookup, settleWrite, settleAll, records };
};

export type Work = ReturnType<typeof createWork>;
