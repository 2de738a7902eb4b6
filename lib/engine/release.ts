import pMap from 'p-map';
import type { RecordKey } from '../flow.ts';
import type { Facts, Linked } from './plan.ts';
import type { Planner, Queued } from './planner.ts';
import type { ChangeQueue, Connections, ExportQueue, RecordStore } from './ports.ts';
import { isMapped, keyOf, keyText, type SyncRecord } from './record.ts';

export interface ReleaseDeps {
  readonly planner: Planner;
  readonly records: RecordStore;
  readonly changes: ChangeQueue;
  readonly exports: ExportQueue;
  readonly connections: Pick<Connections, 'markWork' | 'posted'>;
  readonly now: () => Date;
}

/** Waiters looked at in one go; more than that go by `release` messages, a page each. */
const PAGE = 200;
const CONCURRENCY = 32;

/** Whoever waits for a record is planned again when it moves: from stored content, evaluating all links anew. */
export const createRelease = (deps: ReleaseDeps) => {
  const { planner, records, changes, exports, connections, now } = deps;

  /** Hints to the export queue, and to the connection that a session has work. */
  const tell = async (connection: string, queued: Queued): Promise<void> => {
    if (queued.count === 0) return;
    if (queued.exports.length > 0) await exports.send(queued.exports);
    await connections.markWork(connection, now().toISOString());
  };

  /** Plans records again, `known` ones without reading them; gives them as they are stored then. */
  const replan = async (
    connection: string,
    facts: Facts,
    keys: readonly RecordKey[],
    known: Linked = new Map(),
  ): Promise<readonly SyncRecord[]> => {
    const distinct = new Set(keys.map(keyText));
    const work = [...distinct].map((key) => ({
      ...{ key: keyOf(key), known: known.get(key) },
      make: (stored: SyncRecord | undefined) => stored,
    }));
    const planned = await planner.planAll(connection, facts, work);
    await tell(connection, planned);
    return planned.stored;
  };

  /**
   * Plans the waiters of some links again, those left out that wait for a mapped one no more. Only those of a mapped
   * link are forgotten: a record that is just being stored as waiting looks as if it did not wait, but reads its
   * links again, and sees a mapped one.
   */
  const free = async (
    connection: string,
    facts: Facts,
    pages: readonly { link: RecordKey; waiting: readonly RecordKey[] }[],
  ): Promise<void> => {
    const links = pages.map(({ link }) => link);
    const pairs = pages.flatMap(({ link, waiting }) => waiting.map((record) => ({ record, link })));
    if (pairs.length === 0) return;
    const before = await records.get(connection, [...links, ...pairs.map(({ record }) => record)]);
    const waits = ({ record, link }: (typeof pairs)[number], as: Linked) =>
      as.get(keyText(record))?.blockedBy?.includes(keyText(link)) === true;
    const due = pairs.filter((pair) => !isMapped(before.get(keyText(pair.link))) || waits(pair, before));
    // Whoever queued it may have died before telling.
    if (pairs.some(({ record }) => before.get(keyText(record))?.state === 'queued'))
      await connections.markWork(connection, now().toISOString());
    const planned = await replan(
      connection,
      facts,
      due.map(({ record }) => record),
      before,
    );
    const after = new Map([...before, ...planned.map((record) => [keyText(record), record] as const)]);
    const moved = await records.get(connection, links);
    const freed = pairs.filter((pair) => isMapped(moved.get(keyText(pair.link))) && !waits(pair, after));
    await records.removeWaiters(
      connection,
      freed.map(({ record, link }) => ({ record, links: [link] })),
    );
  };

  /** One page of a link's waiters; the next page is another message. */
  const releasePage = async (
    connection: string,
    facts: Facts,
    link: RecordKey,
    after?: string,
  ): Promise<void> => {
    const { waiting, next } = await records.waiters(connection, link, PAGE, after);
    await free(connection, facts, [{ link, waiting }]);
    if (next) await changes.send([{ do: 'release', connection, link, after: next }]);
    else await records.markRelease(connection, link, undefined);
  };

  /** The waiters of records that just moved: at once if they are few, the rest by messages. */
  const release = async (connection: string, facts: Facts, moved: readonly SyncRecord[]): Promise<void> => {
    const waited = moved.filter((record) => record.waited);
    const pages = await pMap(
      waited,
      async (link) => ({ link: keyOf(keyText(link)), ...(await records.waiters(connection, link, PAGE)) }),
      { concurrency: CONCURRENCY },
    );
    const seen = new Set<string>();
    const inline = pages.filter(({ waiting, next }) => {
      const added = waiting.map(keyText).filter((key) => !seen.has(key));
      if (next || seen.size + added.length > PAGE) return false;
      for (const key of added) seen.add(key);
      return true;
    });
    const later = pages.filter((page) => !inline.includes(page)).map(({ link }) => link);
    const at = now().toISOString();
    await pMap(later, (link) => records.markRelease(connection, link, at), { concurrency: CONCURRENCY });
    if (later.length > 0) await changes.send(later.map((link) => ({ do: 'release', connection, link })));
    await free(connection, facts, inline);
  };

  return { tell, replan, release, releasePage };
};
