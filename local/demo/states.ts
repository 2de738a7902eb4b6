import type { SyncRecord } from '../../lib/engine/record.ts';
import { flows } from '../../lib/flows/index.ts';
import { createRecordStore } from '../../lib/stores/records.ts';
import type { LocalPlumbline } from '../plumbline.ts';

/** Every record of a connection, without content. */
export const recordsOf = async ({ aws }: LocalPlumbline, connection: string): Promise<SyncRecord[]> => {
  const records = createRecordStore({ client: aws.dynamo, table: `${aws.prefix}records` });
  const all: SyncRecord[] = [];
  for (const { name } of flows) for await (const record of records.list(connection, name)) all.push(record);
  return all;
};
