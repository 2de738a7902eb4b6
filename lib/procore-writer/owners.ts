import type { RecordStore } from '../engine/ports.ts';
import { keyText } from '../engine/record.ts';
import { type Owned, type Ref, refText } from '../import-flow.ts';

/** The records of ours whose objects some refs are, by refText. */
export const readOwners = async (
  records: Pick<RecordStore, 'get' | 'holders'>,
  connection: string,
  refs: readonly Ref[],
): Promise<ReadonlyMap<string, Owned>> => {
  const distinct = [...new Set(refs.map(refText))];
  const holders = await records.holders(
    connection,
    distinct.map((value) => ({ kind: 'object', value })),
  );
  const found = await records.get(connection, [...holders.values()]);
  return new Map(
    [...holders].flatMap(([claim, holder]): [string, Owned][] => {
      const { flow, id, mapping, content, undo } = found.get(keyText(holder)) ?? {};
      // A claim outlives the mapping that it was put for.
      const text = claim.slice('object#'.length);
      if (!flow || !id || !mapping || undo || refText(mapping) !== text) return [];
      return [[text, { key: { flow, id }, mapping, content }]];
    }),
  );
};
