import type { Change } from './ports.ts';
import type { SyncRecord } from './record.ts';

/**
 * What the queue of changes would be told about a record, judged by the record alone; undefined for one at
 * rest. A queued one is planned again too, which tells the export queue of it.
 */
export const hintOf = ({
  connection,
  flow,
  id,
  state,
  source,
  ...record
}: SyncRecord): Change | undefined => {
  const key = { flow, id };
  if (state === 'wanted') return { do: 'fetch', connection, key, source };
  const isAtRest = state === 'synced' && record.hash === record.syncedHash;
  return isAtRest ? undefined : { do: 'replan', connection, key };
};
