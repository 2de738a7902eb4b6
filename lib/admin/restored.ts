import pMap from 'p-map';
import { told } from '../engine/history.ts';
import type { Connection, Connections, RecordStore } from '../engine/ports.ts';
import { keyText, type SyncRecord } from '../engine/record.ts';
import { relink } from '../engine/relink.ts';

export interface RestoredDeps {
  readonly connections: Connections;
  readonly records: RecordStore;
  /** Names of all flows. */
  readonly flows: readonly string[];
  readonly now: () => Date;
}

/** What an operator's word about the company file came to. */
export type Word =
  | { readonly is: 'refused'; readonly why: string }
  /** So many records are looked up by the next session; since when they were posted (ISO; '' for all). */
  | { readonly is: 'taken'; readonly inDoubt: number; readonly since: string };

const CONCURRENCY = 16;

const noAlarm = (name: string): Word => ({
  is: 'refused',
  why: `Connection ${name} has no alarm about its company file: the newest records that were posted are in it.`,
});

const settledSince = async ({ records, flows }: RestoredDeps, connection: string, since: string) => {
  const found: SyncRecord[] = [];
  for (const flow of flows)
    for await (const record of records.list(connection, flow))
      if (record.mapping && (record.syncedAt ?? '') >= since) found.push(record);
  return found;
};

/** In doubt whether its object is in QuickBooks; the next session looks it up by its id before anything else. */
const putInDoubt = async ({ records, now }: RestoredDeps, listed: SyncRecord): Promise<void> => {
  for (;;) {
    const stored = (await records.get(listed.connection, [listed])).get(keyText(listed));
    const doubted = stored && relink(stored, now().toISOString());
    if (!doubted) return;
    if (await records.save(told(stored, doubted, now().toISOString()), stored)) return;
  }
};

/** What was read may not be in the copy, and what is in it may have been read otherwise: all is compared. */
const wholeImport = ({ imported = {} }: Connection, since: string): Pick<Connection, 'importWish'> => {
  const flows = Object.keys(imported);
  return flows.length > 0 ? { importWish: { since, flows, full: true } } : {};
};

const withoutMissing = ({ canaries = [], alarm }: Connection) => {
  const gone = new Set(alarm?.missing.map(({ id }) => id));
  return { alarm: undefined, trouble: undefined, canaries: canaries.filter(({ id }) => !gone.has(id)) };
};

/**
 * The operator says: the company file was restored from a backup, or exchanged for an older copy. Everything
 * settled since the newest object that is still in it is in doubt: what is there stays, what is missing is posted
 * again. May be repeated if it was interrupted: the alarm ends last, and until then no session writes.
 */
export const takeRestored = async (deps: RestoredDeps, name: string): Promise<Word> => {
  const connection = await deps.connections.get(name);
  if (!connection) return { is: 'refused', why: `There is no connection "${name}".` };
  if (!connection.alarm) return noAlarm(name);
  const since = connection.alarm.alive?.at ?? '';
  const doubtful = await settledSince(deps, name, since);
  await pMap(doubtful, (record) => putInDoubt(deps, record), { concurrency: CONCURRENCY });
  await deps.connections.markWork(name, deps.now().toISOString());
  const wish = wholeImport(connection, deps.now().toISOString());
  await deps.connections.note(name, { ...withoutMissing(connection), ...wish });
  return { is: 'taken', inDoubt: doubtful.length, since };
};

/**
 * The operator says: it is the right file, and somebody took the missing objects out in a way that QuickBooks
 * does not tell of (merged, condensed). Their records stay as they are.
 */
export const takeRight = async (deps: RestoredDeps, name: string): Promise<Word> => {
  const connection = await deps.connections.get(name);
  if (!connection) return { is: 'refused', why: `There is no connection "${name}".` };
  if (!connection.alarm) return noAlarm(name);
  await deps.connections.note(name, withoutMissing(connection));
  return { is: 'taken', inDoubt: 0, since: '' };
};
