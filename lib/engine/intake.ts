import pMap from 'p-map';
import { type Ref, refText } from '../import-flow.ts';
import { enterHints } from './enter-hints.ts';
import { guidOf } from './hash.ts';
import type { ReadObject, ReadPart } from './import-parts.ts';
import { entering, leaving } from './import-record.ts';
import type { ImportedObject, ObjectStore } from './imported-objects.ts';
import { createLateRefs, noteOf } from './late-refs.ts';
import { readOwners } from './owners.ts';
import type { RecordStore } from './ports.ts';
import type { WriteQueue } from './procore-writes.ts';
import { keyText, type SyncRecord } from './record.ts';
import { saveAnew } from './save-anew.ts';

export interface IntakeDeps {
  readonly records: Pick<RecordStore, 'get' | 'save' | 'holders' | 'queued'>;
  readonly objects: ObjectStore;
  readonly writes: WriteQueue;
  readonly now: () => Date;
}

/** What became of the objects of an answer. */
export interface Taken {
  /** Records that are to be entered in Procore, anew or again. */
  readonly queued: number;
  /** Records whose part QuickBooks no longer has. */
  readonly gone: number;
  /** Objects that are ours: posted from Procore, or linked. */
  readonly ours: number;
}

const CONCURRENCY = 16;
/** Later than every time. */
const EVER = '~';
const MOST_IN_DOUBT = 2_000;

type Known = ReadonlyMap<string, ImportedObject>;

/** Whether an object says something else than it did. */
const differs = ({ parts }: ReadObject, known: ImportedObject | undefined): boolean => {
  const before = new Map(known?.parts.map((part) => [keyText(part), part.hash]));
  return before.size !== parts.length || parts.some((part) => before.get(keyText(part)) !== part.hash);
};

/** Stands for a hash that nothing has. */
const NOT_STORED = '';

/**
 * Noted before its new parts are stored: if whoever does that dies, and QuickBooks deletes the object before it tells of
 * it again, nobody would know of them.
 */
const begun = ({ type, id, parts }: ReadObject, known: ImportedObject | undefined): ImportedObject[] => {
  const before = known?.parts ?? [];
  const had = new Set(before.map(keyText));
  const fresh = parts.filter((part) => !had.has(keyText(part)));
  if (fresh.length === 0) return [];
  const noted = fresh.map((part) => ({ ...noteOf(part), hash: NOT_STORED }));
  return [{ type, id, parts: [...before, ...noted], ...(known?.seen && { seen: known.seen }) }];
};

/** The last of each object: what a page told after another one is newer. */
const latest = (objects: readonly ReadObject[]): ReadObject[] => [
  ...new Map(objects.map((object) => [refText(object), object])).values(),
];

/**
 * Takes what QuickBooks tells into records that are to be entered in Procore. It stores what is new, and decides
 * nothing else. Each step may be repeated: the record of a part first, then the note that its object became it.
 */
export const createIntake = (deps: IntakeDeps) => {
  const { records, objects: store, writes, now } = deps;
  const { noteLate, again } = createLateRefs(deps);
  const ownersOf = (connection: string, refs: readonly Ref[]) => readOwners(records, connection, refs);

  /** Our keys on what may be in QuickBooks though nobody knows it yet: the answer to its Add was lost. */
  const keysInDoubt = async (connection: string): Promise<Set<string>> => {
    const queued = await records.get(connection, await records.queued(connection, MOST_IN_DOUBT, EVER));
    return new Set([...queued.values()].map((record) => guidOf(connection, record, record.generation)));
  };

  const oursAmong = async (connection: string, unseen: readonly ReadObject[]): Promise<Set<string>> => {
    const owners = await ownersOf(connection, unseen);
    const keyed = unseen.filter((object) => object.guid && !owners.has(refText(object)));
    const doubt = keyed.length > 0 ? await keysInDoubt(connection) : new Set<string>();
    const posted = keyed.filter(({ guid }) => doubt.has((guid ?? '').toLowerCase()));
    return new Set([...owners.keys(), ...posted.map(refText)]);
  };

  /** Stores the parts of objects that say something else than before. */
  const renew = async (connection: string, changed: readonly ReadObject[], known: Known) => {
    const before = changed.flatMap((object) => known.get(refText(object))?.parts ?? []);
    const parts = changed.flatMap((object) => object.parts.map((part) => ({ part, object })));
    const stays = new Set(parts.map(({ part }) => keyText(part)));
    const left = before.filter((part) => !stays.has(keyText(part)));
    const [stored, owners] = await Promise.all([
      records.get(connection, before),
      ownersOf(
        connection,
        parts.flatMap(({ part }) => part.refs),
      ),
    ]);
    const at = now().toISOString();
    const queued = await pMap(
      parts,
      ({ part, object }) => {
        const source = { resource: object.type, ...projectOf(part, owners) };
        const first = stored.get(keyText(part));
        return saveAnew(records, connection, part, first, (record) =>
          entering(connection, part, source, record, at),
        );
      },
      { concurrency: CONCURRENCY },
    );
    await noteLate(
      connection,
      parts.map(({ part }) => part),
    );
    const gone = await pMap(
      left,
      (part) =>
        saveAnew(records, connection, part, stored.get(keyText(part)), (record) => leaving(record, at)),
      { concurrency: CONCURRENCY },
    );
    return { queued: queued.flatMap((one) => one ?? []), gone: gone.flatMap((one) => one ?? []) };
  };

  /**
   * Objects as an answer told them; without parts: deleted, or of no interest to Procore. `seen`: names the
   * comparison of everything that is under way.
   */
  const take = async (connection: string, told: readonly ReadObject[], seen?: string): Promise<Taken> => {
    const objects = latest(told);
    const known = await store.get(connection, objects);
    const readable = objects.filter(({ unread }) => unread === undefined);
    const changed = readable.filter((object) => differs(object, known.get(refText(object))));
    const ours = await oursAmong(
      connection,
      changed.filter((object) => !known.has(refText(object))),
    );
    const isTheirs = (object: ReadObject): boolean => !ours.has(refText(object));
    const taken = changed.filter(isTheirs);
    await store.put(
      connection,
      taken.flatMap((object) => begun(object, known.get(refText(object)))),
    );
    const { queued, gone } = await renew(connection, taken, known);
    const noted = seen ? readable.filter(isTheirs).filter(({ parts }) => parts.length > 0) : [];
    const kept = seen ? objects.flatMap((one) => (one.unread && known.get(refText(one))) || []) : [];
    await store.put(connection, [
      ...latest([...noted, ...taken]).map(({ type, id, parts }) => ({
        type,
        id,
        parts: parts.map(noteOf),
        seen,
      })),
      ...kept.map((object) => ({ ...object, seen })),
    ]);
    await writes.send(enterHints(connection, [...queued, ...gone.filter(({ state }) => state === 'queued')]));
    return { queued: queued.length, gone: gone.length, ours: ours.size };
  };

  /**
   * After everything was read: objects of a type that QuickBooks did not tell of are gone. A page at a time; gives
   * where to go on, undefined after the last.
   */
  const sweep = async (
    connection: string,
    type: string,
    seen: string,
    after?: string,
  ): Promise<{ gone: number; next?: string }> => {
    const { objects, next } = await store.unseen(connection, type, seen, after);
    const { gone } = await take(
      connection,
      objects.map(({ id }) => ({ type, id, parts: [] })),
    );
    return { gone, next };
  };

  return { take, sweep, again };
};

export type Intake = ReturnType<typeof createIntake>;

/** The project of Procore that a part belongs to, as far as it is known by what it refers to. */
const projectOf = (part: ReadPart, owners: ReadonlyMap<string, SyncRecord>): { project?: string } => {
  for (const ref of part.refs) {
    const owner = owners.get(refText(ref));
    // A job is a project; everything else of ours that belongs to one says to which.
    const project = owner && (ref.type === 'Customer' ? owner.id : owner.source.project);
    if (project) return { project };
  }
  return {};
};
