import pMap from 'p-map';
import type { RecordKey } from '../flow.ts';
import type { Facts } from './plan.ts';
import type { Planner } from './planner.ts';
import type { ChangeQueue, Connections, Export, ExportQueue, RecordStore } from './ports.ts';
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
  const tell = async (connection: string, queued: readonly Export[]): Promise<void> => {
    if (queued.length === 0) return;
    await exports.send(queued);
    await connections.markWork(connection, now().toISOString());
  };

  const replan = async (connection: string, facts: Facts, keys: readonly RecordKey[]): Promise<void> => {
    const work = keys.map((key) => ({ key, make: (stored: SyncRecord | undefined) => stored }));
    await tell(connection, await planner.planAll(connection, facts, work));
  };

  /**
   * Plans the waiters of some links again. Only those of a mapped link are forgotten: a record that is just
   * being stored as waiting looks as if it did not wait, but reads its links again, and sees a mapped one.
   */
  const free = async (
    connection: string,
    facts: Facts,
    pages: readonly { link: RecordKey; waiting: readonly RecordKey[] }[],
  ): Promise<void> => {
    const keys = [...new Set(pages.flatMap(({ waiting }) => waiting.map(keyText)))].map(keyOf);
    if (keys.length === 0) return;
    await replan(connection, facts, keys);
    const after = await records.get(connection, [...keys, ...pages.map(({ link }) => link)]);
    const waitsStill = (key: RecordKey, link: RecordKey) =>
      after.get(keyText(key))?.blockedBy?.includes(keyText(link)) === true;
    await pMap(
      pages,
      async ({ link, waiting }) => {
        if (!isMapped(after.get(keyText(link)))) return;
        const freed = waiting.filter((key) => !waitsStill(key, link));
        if (freed.length > 0) await records.removeWaiters(connection, link, freed);
      },
      { concurrency: CONCURRENCY },
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
