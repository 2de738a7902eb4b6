import type { Change, ChangeQueue, RecordStore } from '../engine/ports.ts';
import type { SyncRecord } from '../engine/record.ts';
import type { Flow } from '../flow.ts';

export interface PollDeps {
  readonly flows: readonly Flow<unknown>[];
  readonly records: Pick<RecordStore, 'list'>;
  readonly changes: ChangeQueue;
}

/** Procore's approval is missing, or what it says now was not sent: both may have been cured without a webhook. */
const waits = ({ state, flags }: SyncRecord): boolean =>
  state === 'not-ready' || (state === 'synced' && flags.some(({ code }) => code === 'changed-in-procore'));

/**
 * Asks for the records of a connection that wait for what no webhook tells, e.g. for a budget to be locked. Gives
 * their number. Harmless to repeat: what has not changed is fetched and stays where it is.
 */
export const poll = async ({ flows, records, changes }: PollDeps, connection: string): Promise<number> => {
  const fetches: Change[] = [];
  for (const { name, polled } of flows) {
    if (!polled) continue;
    for await (const record of records.list(connection, name)) {
      const { flow, id, source } = record;
      if (waits(record)) fetches.push({ do: 'fetch', connection, key: { flow, id }, source });
    }
  }
  if (fetches.length > 0) await changes.send(fetches);
  return fetches.length;
};
