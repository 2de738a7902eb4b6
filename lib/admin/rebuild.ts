import { hintOf } from '../engine/hints.ts';
import { createPlanner } from '../engine/planner.ts';
import type { Change, ChangeQueue, Connections, ExportQueue, RecordStore } from '../engine/ports.ts';
import type { SyncRecord } from '../engine/record.ts';
import type { Flow } from '../flow.ts';
import type { StatusStore } from '../stores/status.ts';

export interface RebuildDeps {
  readonly flows: readonly Flow<unknown>[];
  readonly records: RecordStore;
  readonly status: Pick<StatusStore, 'releases'>;
  readonly changes: ChangeQueue;
  readonly exports: ExportQueue;
  readonly connections: Pick<Connections, 'markWork'>;
  /** Creates the export queue of a connection, if there is none. */
  readonly createQueue: (connection: string) => Promise<unknown>;
  readonly now: () => Date;
}

/** How many messages of each kind were sent. */
export interface Rebuilt {
  /** To the export queue. */
  readonly queued: number;
  /** To the queue of changes: to fetch, to plan again, to release waiters. */
  readonly wanted: number;
  readonly planned: number;
  readonly releases: number;
}

/** Records read together: those of a whole flow would not fit into memory. */
const PAGE = 500;

/** Splits what comes into runs of `size`. */
async function* inPages<T>(all: AsyncIterable<T>, size: number): AsyncGenerator<T[]> {
  let page: T[] = [];
  for await (const one of all) {
    page.push(one);
    if (page.length < size) continue;
    yield page;
    page = [];
  }
  if (page.length > 0) yield page;
}

/**
 * Sends what the queues of a connection would hold if no message had ever been lost, from the records table
 * alone. Only hints: where the queues still hold them, they come twice, which changes nothing; so this may run
 * at any time, beside sessions and normalize, and as often as one likes.
 */
export const rebuildQueues = async (deps: RebuildDeps, connection: string): Promise<Rebuilt> => {
  const { flows, records, status, changes, exports, connections, now } = deps;
  const { exportOf } = createPlanner(deps);
  const made = { queued: 0, wanted: 0, planned: 0, releases: 0 };

  const hint = async (listed: readonly SyncRecord[]): Promise<void> => {
    const hints = listed.flatMap((record): Change | [] => hintOf(record) ?? []);
    await changes.send(hints);
    made.wanted += hints.filter((change) => change.do === 'fetch').length;
    made.planned += hints.filter((change) => change.do === 'replan').length;
  };

  /** As they are now, since the group of a message follows from the record's content. */
  const tell = async (listed: readonly SyncRecord[]): Promise<void> => {
    const stored = [...(await records.get(connection, listed)).values()];
    const queued = stored.filter(({ state }) => state === 'queued').map(exportOf);
    await exports.send(queued);
    made.queued += queued.length;
  };

  await deps.createQueue(connection);
  for (const { name } of flows)
    for await (const page of inPages(records.list(connection, name), PAGE)) {
      await tell(page.filter(({ state }) => state === 'queued'));
      await hint(page.filter(({ state }) => state !== 'queued'));
    }
  const releases = await status.releases(connection);
  await changes.send(releases.map((link) => ({ do: 'release', connection, link })));
  made.releases = releases.length;
  if (made.queued > 0) await connections.markWork(connection, now().toISOString());
  return made;
};
