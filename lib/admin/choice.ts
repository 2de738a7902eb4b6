import { createPlanner } from '../engine/planner.ts';
import type { ChangeQueue, Connections, ExportQueue, RecordStore } from '../engine/ports.ts';
import type { WriteQueue } from '../engine/procore-writes.ts';
import { keyText, type SyncRecord } from '../engine/record.ts';
import { createRelease } from '../engine/release.ts';
import type { Flow, RecordKey } from '../flow.ts';
import type { ImportFlow } from '../import-flow.ts';

export interface ChoiceDeps {
  readonly flows: readonly Flow<unknown>[];
  readonly records: RecordStore;
  readonly changes: ChangeQueue;
  readonly exports: ExportQueue;
  readonly connections: Connections;
  readonly imports: readonly ImportFlow<unknown>[];
  readonly writes: WriteQueue;
  readonly now: () => Date;
}

/** What an operator's choice came to: the record as it stands now, or why it can't be. */
export type Chosen =
  | { readonly is: 'done'; readonly record: SyncRecord }
  | { readonly is: 'refused'; readonly why: string };

/** Said of a record that nothing of the kind can be said of. */
export const FROM_QUICKBOOKS =
  'It comes from QuickBooks: it can be approved, rejected and retried, and is changed there.';

/** The record with the choice made, or why it can't be made of this one. */
export type Choice = (stored: SyncRecord) => SyncRecord | string;

/**
 * Makes an operator's choice of one record: on the record as it is stored, then planned and stored by one
 * conditional write, made anew if somebody wrote first; a session is told if it is queued.
 */
export const createChoice =
  (deps: ChoiceDeps) =>
  async (connection: string, key: RecordKey, choice: Choice): Promise<Chosen> => {
    const facts = await deps.connections.get(connection);
    if (!facts) return { is: 'refused', why: `There is no connection "${connection}".` };
    const planner = createPlanner(deps);
    const { tell } = createRelease({ ...deps, planner });
    let refusal: string | undefined = `${connection} has no record ${keyText(key)}.`;
    const make = (stored: SyncRecord | undefined): SyncRecord | undefined => {
      const made = stored && (stored.into ? FROM_QUICKBOOKS : choice(stored));
      if (made === undefined) return undefined;
      refusal = typeof made === 'string' ? made : undefined;
      return typeof made === 'string' ? undefined : made;
    };
    await tell(connection, await planner.planAll(connection, facts, [{ key, make }]));
    const record = (await deps.records.get(connection, [key])).get(keyText(key));
    return refusal !== undefined || !record
      ? { is: 'refused', why: refusal ?? `${keyText(key)} is gone.` }
      : { is: 'done', record };
  };
