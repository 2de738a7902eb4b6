import type { SyncRecord } from '../../lib/engine/record.ts';
import { importFlows } from '../../lib/flows/imports.ts';
import { flows } from '../../lib/flows/index.ts';
import { createRecordStore } from '../../lib/stores/records.ts';
import type { LocalPlumbline } from '../plumbline.ts';

const listed = async (
  { aws }: LocalPlumbline,
  connection: string,
  of: readonly { readonly name: string }[],
): Promise<SyncRecord[]> => {
  const records = createRecordStore({ client: aws.dynamo, table: `${aws.prefix}records` });
  const all: SyncRecord[] = [];
  for (const { name } of of) for await (const record of records.list(connection, name)) all.push(record);
  return all;
};

/** Every record of a connection that came from Procore, without content. */
export const recordsOf = (plumbline: LocalPlumbline, connection: string): Promise<SyncRecord[]> =>
  listed(plumbline, connection, flows);

/** Every record that came from QuickBooks. */
export const importedIn = (plumbline: LocalPlumbline, connection: string): Promise<SyncRecord[]> =>
  listed(plumbline, connection, importFlows);
