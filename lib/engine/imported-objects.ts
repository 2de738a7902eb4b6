import type { RecordKey } from '../context.ts';
import type { Ref } from '../import-flow.ts';

/** A record that an object of QuickBooks became. `hash`: of its content. */
export interface PartNote extends RecordKey {
  readonly hash: string;
}

/** An object of QuickBooks, and what it became: so that what is no longer part of it is found. */
export interface ImportedObject extends Ref {
  readonly parts: readonly PartNote[];
  /** The last comparison of everything in which QuickBooks told of it. */
  readonly seen?: string;
}

/** Objects that became records, an item each. Nothing is read by them that records do not say: they may be written again. */
export interface ObjectStore {
  /** Consistent, batched; by refText. */
  get(connection: string, refs: readonly Ref[]): Promise<Map<string, ImportedObject>>;
  /** Without condition; those without parts are removed. */
  put(connection: string, objects: readonly ImportedObject[]): Promise<void>;
  /** Objects of a type that a comparison has not seen, a page at a time. `next` is absent on the last page. */
  unseen(
    connection: string,
    type: string,
    seen: string,
    after?: string,
  ): Promise<{ objects: ImportedObject[]; next?: string }>;
}
