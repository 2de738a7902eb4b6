import type { Source } from '../context.ts';
import { reason } from '../reasons.ts';
import { told } from './history.ts';
import type { ReadPart } from './import-parts.ts';
import type { SyncRecord } from './record.ts';

const fresh = (connection: string, { flow, id }: ReadPart, now: string): SyncRecord => ({
  ...{ connection, flow, id, rev: 0, source: {}, into: 'procore', state: 'queued', since: now },
  ...{ flags: [], generation: 0, attempts: 0 },
});

/**
 * The record of a part as QuickBooks tells it now, queued to be decided about; undefined when it says nothing new.
 * `now`: ISO.
 */
export const entering = (
  connection: string,
  part: ReadPart,
  source: Source,
  stored: SyncRecord | undefined,
  now: string,
): SyncRecord | undefined => {
  const { hash, content, title } = part;
  if (stored && stored.hash === hash && !stored.deleted) return undefined;
  const base = stored ?? fresh(connection, part, now);
  const renewed: SyncRecord = {
    ...base,
    ...{ content, hash, title, source: { ...base.source, ...source } },
    ...{ state: 'queued', since: now, attempts: 0, deleted: undefined },
    ...{ reason: undefined, notBefore: undefined, blockedBy: undefined, refusedHash: undefined },
  };
  return told(stored, renewed, now);
};

/**
 * The record of a part that QuickBooks no longer has. One that may stand in Procore is queued to be taken out: also
 * one that was about to be entered. Undefined when there is nothing to do. `now`: ISO.
 */
export const leaving = (stored: SyncRecord | undefined, now: string): SyncRecord | undefined => {
  if (!stored || stored.deleted) return undefined;
  const mayStand = stored.mapping !== undefined || stored.state === 'queued' || stored.entry !== undefined;
  const base = { ...stored, since: now, deleted: true, notBefore: undefined, attempts: 0 };
  const left: SyncRecord = mayStand
    ? { ...base, state: 'queued', reason: undefined }
    : { ...base, state: 'skipped', reason: reason('withdrawn') };
  return told(stored, left, now);
};

/** A record that is to be decided about once more, since something that it refers to has changed hands. `now`: ISO. */
export const reconsidered = (stored: SyncRecord, now: string): SyncRecord | undefined =>
  stored.deleted || (stored.state === 'queued' && stored.notBefore === undefined)
    ? undefined
    : told(stored, { ...stored, state: 'queued', since: now, reason: undefined, notBefore: undefined }, now);
