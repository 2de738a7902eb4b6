import pMap from 'p-map';
import { type Ref, refText } from '../import-flow.ts';
import { enterHints } from './enter-hints.ts';
import type { ReadPart } from './import-parts.ts';
import { reconsidered } from './import-record.ts';
import type { ImportedObject, ObjectStore, PartNote } from './imported-objects.ts';
import type { RecordStore } from './ports.ts';
import type { WriteQueue } from './procore-writes.ts';
import { keyText } from './record.ts';
import { saveAnew } from './save-anew.ts';

export interface LateRefsDeps {
  readonly records: Pick<RecordStore, 'get' | 'save'>;
  readonly objects: ObjectStore;
  readonly writes: WriteQueue;
  readonly now: () => Date;
}

const CONCURRENCY = 16;

export const noteOf = ({ flow, id, hash }: ReadPart): PartNote => ({ flow, id, hash });

/** Objects of QuickBooks that become somebody's only after records were made of them, or of what refers to them. */
export const createLateRefs = ({ records, objects, writes, now }: LateRefsDeps) => {
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
  const again = async (connection: string, refs: readonly Ref[]): Promise<void> => {
    const notes = [...(await objects.get(connection, refs)).values()].flatMap(({ parts }) => parts);
    const stored = await records.get(connection, notes);
    const since = now().toISOString();
    const queued = await pMap(
      [...stored.values()],
      (record) => saveAnew(records, connection, record, record, (one) => one && reconsidered(one, since)),
      { concurrency: CONCURRENCY },
    );
    await writes.send(
      enterHints(
        connection,
        queued.flatMap((one) => one ?? []),
      ),
    );
  };

  return { noteLate, again };
};
