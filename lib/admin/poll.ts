import { enterHints } from '../engine/enter-hints.ts';
import type { Change, ChangeQueue, RecordStore } from '../engine/ports.ts';
import type { WriteQueue } from '../engine/procore-writes.ts';
import type { SyncRecord } from '../engine/record.ts';
import type { Flow } from '../flow.ts';

export interface PollDeps {
  readonly flows: readonly Flow<unknown>[];
  readonly imports: readonly { readonly name: string }[];
  readonly records: Pick<RecordStore, 'list'>;
  readonly changes: ChangeQueue;
  readonly writes: WriteQueue;
}

/** Procore's approval is missing, or what it says now was not sent: both may have been cured without a webhook. */
const waits = ({ state, flags }: SyncRecord): boolean =>
  state === 'not-ready' || (state === 'synced' && flags.some(({ code }) => code === 'changed-in-procore'));

/** What comes from QuickBooks and waits, or some of it, for a job, an item or a bill: that may be known by now. */
const enterAgain = async ({ imports, records, writes }: PollDeps, connection: string): Promise<number> => {
  const open: SyncRecord[] = [];
  for (const { name } of imports) {
    for await (const record of records.list(connection, name, 'blocked')) open.push(record);
    for await (const record of records.list(connection, name, 'synced'))
      if (record.flags.some(({ code }) => code === 'field-left-out')) open.push(record);
  }
  await writes.send(enterHints(connection, open));
  return open.length;
};

/**
 * Asks for the records of a connection that wait for what no webhook tells, e.g. for a budget to be locked. Gives
 * their number. Harmless to repeat: what has not changed stays where it is.
 */
export const poll = async (deps: PollDeps, connection: string): Promise<number> => {
  const fetches: Change[] = [];
  for (const { name, polled } of deps.flows) {
    if (!polled) continue;
    for await (const record of deps.records.list(connection, name)) {
      const { flow, id, source } = record;
      if (waits(record)) fetches.push({ do: 'fetch', connection, key: { flow, id }, source });
    }
  }
  if (fetches.length > 0) await deps.changes.send(fetches);
  return fetches.length + (await enterAgain(deps, connection));
};
