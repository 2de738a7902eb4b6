import type { Flow, Mapping, RecordKey } from '../flow.ts';
import type { Settings } from '../settings.ts';
import { attempt } from './guarded.ts';
import { hashOf } from './hash.ts';
import type { MarkKey, MarkStore, ProcoreWrite, WriteQueue } from './procore-writes.ts';
import { isMapped, keyText, type SyncRecord } from './record.ts';

export interface MarkingDeps {
  readonly flows: readonly Flow<unknown>[];
  readonly marks: MarkStore;
  readonly writes: WriteQueue;
  readonly now: () => Date;
}

/** A hint is worked off long before; a mark whose hint was lost is found by the clock. */
const GRACE_MS = 2 * 60_000;
const KEYS_PER_HINT = 50;
const PER_LOOK = 200;

/**
 * What a mark is for: the object and its name, not its EditSequence. That goes along when a mark is written, but
 * each change of an order would cost a write to Procore, and nobody there reads it.
 */
export const markHash = ({ type, id, name }: Mapping): string => hashOf([type, id, name]).slice(0, 16);

/** Whether the records of a flow are marked in Procore: nothing is written while the connection is read-only. */
export const isMarking = (
  { name, mark }: Pick<Flow<unknown>, 'name' | 'mark'>,
  { mode, off, markProcore }: Settings,
): boolean =>
  mark !== undefined && mode === 'live' && !off.includes(name) && (markProcore[name] ?? mark.byDefault);

/** A record that Procore still has and QuickBooks too, and what it is marked with. */
export const toMark = (record: SyncRecord | undefined): (MarkKey & { mapping: Mapping }) | undefined =>
  record?.mapping && isMapped(record) && !record.deleted
    ? { flow: record.flow, id: record.id, hash: markHash(record.mapping), mapping: record.mapping }
    : undefined;

/** Stands for the mark of a record that is not in QuickBooks any more: none. */
const UNMARKED = 'none';

/** What a record is to be marked with now; without a mapping: with nothing. */
export const markNow = (record: SyncRecord): MarkKey | undefined =>
  record.mapping || record.deleted ? toMark(record) : { flow: record.flow, id: record.id, hash: UNMARKED };

/** Hints for marks, by project: writes of one project go one after another. */
export const markHints = (
  flows: ReadonlyMap<string, Flow<unknown>>,
  connection: string,
  records: readonly SyncRecord[],
): ProcoreWrite[] => {
  const byProject = new Map<string | undefined, RecordKey[]>();
  for (const record of records) {
    const { flow, id, content, mapping } = record;
    const write = attempt(
      () => mapping && flows.get(flow)?.mark?.with(content, mapping),
      () => undefined,
    );
    const project = write && 'projectId' in write ? write.projectId : undefined;
    byProject.set(project, [...(byProject.get(project) ?? []), { flow, id }]);
  }
  return [...byProject].flatMap(([project, keys]) =>
    Array.from({ length: Math.ceil(keys.length / KEYS_PER_HINT) }, (_, n): ProcoreWrite => {
      const some = keys.slice(n * KEYS_PER_HINT, (n + 1) * KEYS_PER_HINT);
      return { do: 'mark', connection, ...(project !== undefined && { project }), keys: some };
    }),
  );
};

/** Notes what is to be marked in Procore. The note is what counts; the hint after it only makes it sooner. */
export const createMarking = ({ flows, marks, writes, now }: MarkingDeps) => {
  const byName = new Map(flows.map((flow) => [flow.name, flow]));
  const marking = (settings: Settings) => (record: SyncRecord) => {
    const flow = byName.get(record.flow);
    return flow !== undefined && isMarking(flow, settings);
  };

  /** Records that just got another object, or their object another name. Safe to repeat: then they are marked again. */
  const mark = async (settings: Settings, moved: readonly SyncRecord[]): Promise<void> => {
    const chosen = moved.filter(marking(settings)).filter((record) => toMark(record));
    if (chosen.length === 0) return;
    const due = new Date(now().getTime() + GRACE_MS).toISOString();
    const notes = chosen.flatMap((record) => toMark(record) ?? []);
    await marks.put(
      settings.name,
      notes.map(({ flow, id, hash, mapping }) => ({ flow, id, hash, originId: mapping.id, due })),
    );
    await writes.send(markHints(byName, settings.name, chosen));
  };

  const leaving = (settings: Settings, records: readonly SyncRecord[]): SyncRecord[] =>
    records.filter(marking(settings)).filter(({ mapping, deleted }) => mapping && !deleted);

  const noteUnmarked = (connection: string, records: readonly SyncRecord[]): Promise<void> => {
    const due = new Date(now().getTime() + GRACE_MS).toISOString();
    return marks.put(
      connection,
      records.map(({ flow, id, mapping }) => ({
        flow,
        id,
        hash: UNMARKED,
        originId: mapping?.id ?? '',
        due,
      })),
    );
  };

  /**
   * Before records are let go by somebody who may die over it: the clock finds them then. Of one that keeps its
   * object this is forgotten.
   */
  const expectUnmark = async (settings: Settings, records: readonly SyncRecord[]): Promise<void> =>
    noteUnmarked(settings.name, leaving(settings, records));

  /**
   * Records as they were when they still had a mapping: what they are marked with is taken out of Procore. Safe to
   * repeat as long as they have none again.
   */
  const unmark = async (settings: Settings, undone: readonly SyncRecord[]): Promise<void> => {
    const chosen = leaving(settings, undone);
    if (chosen.length === 0) return;
    await noteUnmarked(settings.name, chosen);
    // Else they would count as marked when they are linked to the same object again.
    const wasSure = chosen.map((record) => ({ ...record, undo: undefined, doubt: undefined }));
    await marks.remove(
      settings.name,
      wasSure.flatMap((record) => toMark(record) ?? []),
    );
    await writes.send(markHints(byName, settings.name, chosen));
  };

  const note = async (settings: Settings, records: readonly SyncRecord[]): Promise<void> => {
    const wanted = records.flatMap((record) => toMark(record) ?? []);
    const stored = await marks.get(settings.name, wanted);
    const settled = new Set(stored.filter(({ refused }) => !refused).map((one) => keyText(one) + one.hash));
    const due = now().toISOString();
    const missing = wanted.filter((one) => !settled.has(keyText(one) + one.hash));
    await marks.put(
      settings.name,
      missing.map(({ flow, id, hash, mapping }) => ({ flow, id, hash, originId: mapping.id, due })),
    );
  };

  /**
   * Finds what was never marked, or refused, among all records of a flow: because marking was off, or the connection
   * read-only. They are due at once.
   */
  const markAll = async (
    settings: Settings,
    flow: Flow<unknown>,
    records: AsyncIterable<SyncRecord>,
  ): Promise<void> => {
    if (!isMarking(flow, settings)) return;
    let page: SyncRecord[] = [];
    for await (const record of records) {
      page.push(record);
      if (page.length < PER_LOOK) continue;
      await note(settings, page);
      page = [];
    }
    await note(settings, page);
  };

  return { mark, expectUnmark, unmark, markAll };
};
