import { type Ref, refText } from '../import-flow.ts';
import type { ReadPart } from './import-parts.ts';
import type { ImportedObject, ObjectStore, PartNote } from './imported-objects.ts';
import { createReconsider, type ReconsiderDeps } from './reconsider.ts';
import { keyText } from './record.ts';

export interface LateRefsDeps extends ReconsiderDeps {
  readonly objects: ObjectStore;
}

export const noteOf = ({ flow, id, hash }: ReadPart): PartNote => ({ flow, id, hash });

/** Objects of QuickBooks that become somebody's only after records were made of them, or of what refers to them. */
export const createLateRefs = (deps: LateRefsDeps) => {
  const { objects } = deps;
  const reconsider = createReconsider(deps);

  /** Notes which parts refer to such objects. */
  const noteLate = async (connection: string, parts: readonly ReadPart[]): Promise<void> => {
    const late = parts.flatMap((part) =>
      part.refs.filter((ref) => ref.late).map((ref) => ({ ref, note: noteOf(part) })),
    );
    if (late.length === 0) return;
    const noted: Map<string, ImportedObject> = await objects.get(
      connection,
      late.map(({ ref }) => ref),
    );
    for (const { ref, note } of late) {
      const { type, id } = ref;
      const others = (noted.get(refText(ref))?.parts ?? []).filter((one) => keyText(one) !== keyText(note));
      noted.set(refText(ref), { type, id, parts: [...others, note] });
    }
    await objects.put(connection, [...noted.values()]);
  };

  /** Records of objects that became somebody's, and of what refers to them, are decided about once more. */
  const again = async (connection: string, refs: readonly Ref[]): Promise<void> =>
    reconsider(
      connection,
      [...(await objects.get(connection, refs)).values()].flatMap(({ parts }) => parts),
    );

  return { noteLate, again };
};
