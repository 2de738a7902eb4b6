import type { QbRequest } from '../qbxml/message.ts';
import { fitting } from './batch.ts';
import { asSent } from './doubt.ts';
import { contextOf, type Facts, type Linked } from './plan.ts';
import type { Planner } from './planner.ts';
import type { ExportQueue, RecordStore } from './ports.ts';
import { keyText, type SyncRecord } from './record.ts';

export interface CandidateDeps {
  readonly planner: Planner;
  readonly records: RecordStore;
  readonly exports: ExportQueue;
  readonly now: () => Date;
}

export interface Candidates {
  /** Queued now, every link mapped, one per target. */
  readonly ready: readonly SyncRecord[];
  /** The links of all of them. */
  readonly linked: ReadonlyMap<string, SyncRecord>;
  /** What first writes among them send, as planned just now; by `flow#id`. */
  readonly requests: ReadonlyMap<string, QbRequest>;
  /** Messages to delete once the batch is written. */
  readonly receipts: readonly string[];
  /** Messages of records whose target is in this batch already: visible again when it closes. */
  readonly held: readonly string[];
}

/**
 * What can be sent now. The index of queued records is the truth: messages only tell earlier what it will
 * show, so a lost message loses nothing and a stale one sends nothing.
 */
export const createCandidates = ({ planner, records, exports, now }: CandidateDeps) => {
  /**
   * Records that claim one name or number: one of them was planned before the other was stored. QuickBooks
   * takes two orders of one number, and a lookup finds neither while both are in the same batch.
   */
  const rivals = (facts: Facts, list: readonly SyncRecord[], linked: Linked): ReadonlySet<SyncRecord> => {
    const claimants = new Map<string, SyncRecord[]>();
    for (const record of list) {
      if (record.undo || record.adopting) continue;
      const claims = planner.flowOf(record.flow).claims(record.content, contextOf(record, facts, linked));
      for (const { kind, value } of claims) {
        const claim = `${kind} ${value}`;
        claimants.set(claim, [...(claimants.get(claim) ?? []), record]);
      }
    }
    return new Set([...claimants.values()].filter(({ length }) => length > 1).flat());
  };

  const targetOf = (record: SyncRecord): string => planner.exportOf(record).target;

  /**
   * Reads records and links anew and keeps those that are still to be sent; the others move to where they belong.
   * `later`: those of taken targets, which nobody looks at before these are free.
   */
  const recheck = async (
    facts: Facts,
    connection: string,
    keys: readonly { flow: string; id: string }[],
    taken: ReadonlySet<string> = new Set(),
  ): Promise<Pick<Candidates, 'ready' | 'linked' | 'requests'> & { later: readonly SyncRecord[] }> => {
    const stored = await records.get(connection, keys);
    const all = keys
      .map((key) => stored.get(keyText(key)))
      .filter((record): record is SyncRecord => record?.state === 'queued');
    const later = taken.size > 0 ? all.filter((record) => taken.has(targetOf(record))) : [];
    const queued = all.filter((record) => !later.includes(record));
    // What was sent and lost is rendered once more, too.
    const rendered = queued.flatMap((record) => [record, asSent(record) ?? []].flat());
    const linked = await planner.linkedOf(connection, facts, rendered);
    const due = now().toISOString();
    const requests = new Map<string, QbRequest>();
    const still = queued.filter((record) => {
      const { state, request } = planner.planOf(record, facts, linked);
      if (request) requests.set(keyText(record), request);
      return state === 'queued';
    });
    const contested = rivals(facts, still, linked);
    const changed = queued.filter((record) => !still.includes(record) || contested.has(record));
    await planner.planAll(
      connection,
      facts,
      changed.map((key) => ({ key, make: (record) => record })),
    );
    const isDue = ({ notBefore }: SyncRecord) => !notBefore || notBefore <= due;
    const ready = still.filter((record) => !contested.has(record) && isDue(record));
    return { ready, linked, requests, later };
  };

  const isBefore = (a: SyncRecord, b: SyncRecord): boolean => {
    const { rank } = planner.flowOf(a.flow);
    return rank !== undefined && a.flow === b.flow && rank(a.content) < rank(b.content);
  };

  const onePerTarget = (list: readonly SyncRecord[]) => {
    const first = new Map<string, SyncRecord>();
    for (const record of list) {
      const target = targetOf(record);
      const before = first.get(target);
      if (!before || isBefore(record, before)) first.set(target, record);
    }
    return [...first.values()];
  };

  /**
   * At most `limit` candidates, and no more than one write batch takes; undefined when nothing is queued and no
   * message waits. The index shows the others again, whose messages are deleted with the rest. `busy`: records
   * of the batch before, whose targets are taken.
   */
  const candidates = async (
    facts: Facts,
    connection: string,
    limit: number,
    busy: readonly SyncRecord[] = [],
  ): Promise<Candidates | undefined> => {
    const under = new Set(busy.map(keyText));
    const messages = await exports.receive(connection, limit);
    const fromIndex =
      messages.length < limit
        ? await records.queued(connection, limit + busy.length, now().toISOString())
        : [];
    const keys = [...messages.map(({ key }) => key), ...fromIndex].filter((key) => !under.has(keyText(key)));
    if (keys.length === 0 && messages.length === 0) return undefined;
    const distinct = [...new Map(keys.map((key) => [keyText(key), key])).values()].slice(0, limit);
    const taken = new Set(busy.map(targetOf));
    const { ready, linked, requests, later } = await recheck(facts, connection, distinct, taken);
    const first = onePerTarget(ready);
    const chosen = new Set(first.map(keyText));
    const waiting = new Set([...ready, ...later].map(keyText).filter((key) => !chosen.has(key)));
    const waits = ({ key }: { key: { flow: string; id: string } }) => waiting.has(keyText(key));
    return {
      ready: fitting(first, (record) => requests.get(keyText(record))?.fields ?? record.content),
      ...{ linked, requests },
      receipts: messages.filter((message) => !waits(message)).map(({ receipt }) => receipt),
      held: messages.filter(waits).map(({ receipt }) => receipt),
    };
  };

  return { candidates, recheck };
};
