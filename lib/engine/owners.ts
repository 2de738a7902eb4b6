import { type Owned, type Ref, refText } from '../import-flow.ts';
import type { RecordStore } from './ports.ts';
import { keyText, type SyncRecord } from './record.ts';

/** The records of ours that stand for objects of QuickBooks, by refText. */
export const readOwners = async (
  records: Pick<RecordStore, 'get' | 'holders'>,
  connection: string,
  refs: readonly Ref[],
): Promise<Map<string, SyncRecord>> => {
  const distinct = [...new Set(refs.map(refText))];
  const holders = await records.holders(
    connection,
    distinct.map((value) => ({ kind: 'object', value })),
  );
  const found = await records.get(connection, [...holders.values()]);
  return new Map(
    [...holders].flatMap(([claim, holder]) => {
      const record = found.get(keyText(holder));
      const text = claim.slice('object#'.length);
      // A claim outlives the mapping that it was put for.
      return record?.mapping && refText(record.mapping) === text ? [[text, record] as const] : [];
    }),
  );
};

/** What is about to leave QuickBooks is nobody's any more. */
export const ownedOf = (record: SyncRecord | undefined): Owned | undefined => {
  if (!record?.mapping || record.undo) return undefined;
  const { flow, id, mapping, content } = record;
  return { key: { flow, id }, mapping, content };
};
