import { objectClaim } from '../engine/plan.ts';
import type { RecordStore } from '../engine/ports.ts';
import { keyText } from '../engine/record.ts';
import { type Owned, type Ref, refText } from '../import-flow.ts';

/** Whose objects are which: records of ours by the objects that they are mapped to. */
export const readOwners = async (
  records: Pick<RecordStore, 'get' | 'holders'>,
  connection: string,
  refs: readonly Ref[],
): Promise<(ref: Ref) => Owned | undefined> => {
  const distinct = [...new Map(refs.map((ref) => [refText(ref), ref])).values()];
  const claims = distinct.map((ref) => objectClaim({ ...ref, name: '', created: false }));
  const holders = await records.holders(connection, claims);
  const found = await records.get(connection, [...holders.values()]);
  const owned = new Map(
    [...found.values()].flatMap((record): (readonly [string, Owned])[] => {
      const { flow, id, mapping, content } = record;
      return mapping ? [[refText(mapping), { key: { flow, id }, mapping, content }]] : [];
    }),
  );
  const byKey = new Map([...found.values()].map((record) => [keyText(record), record]));
  return (ref) => {
    const holder = holders.get(`object#${refText(ref)}`);
    const mapping = holder && byKey.get(keyText(holder))?.mapping;
    // A claim outlives the mapping that it was put for.
    return mapping && refText(mapping) === refText(ref) ? owned.get(refText(ref)) : undefined;
  };
};
