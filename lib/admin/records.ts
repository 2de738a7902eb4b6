import type { RecordStore } from '../engine/ports.ts';
import type { SyncRecord } from '../engine/record.ts';
import type { ReasonCode, State } from '../reasons.ts';

/** Which records are asked for; absent: whatever it is. */
export interface Filter {
  readonly flow?: string;
  readonly state?: State;
  readonly reason?: ReasonCode;
}

/** Records as the index has them, without content; `more`: the limit left some out. */
export interface Listed {
  readonly records: readonly SyncRecord[];
  readonly more: boolean;
}

/** The first `limit` records that a filter lets through: flow by flow, then by state, oldest in it first. */
export const listRecords = async (
  { records, flows }: { readonly records: Pick<RecordStore, 'list'>; readonly flows: readonly string[] },
  connection: string,
  { flow, state, reason }: Filter,
  limit: number,
): Promise<Listed> => {
  const found: SyncRecord[] = [];
  for (const name of flow === undefined ? flows : [flow])
    for await (const record of records.list(connection, name, state)) {
      if (reason !== undefined && record.reason?.code !== reason) continue;
      if (found.length === limit) return { records: found, more: true };
      found.push(record);
    }
  return { records: found, more: false };
};
