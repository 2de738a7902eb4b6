import { isList } from './existence.ts';
import { hashOf } from './hash.ts';
import type { Facts } from './plan.ts';
import type { SyncRecord } from './record.ts';

/** What was tried: the content, what the operator chose for it, and the settings. Refused once, it is not sent again. */
export const attemptHash = ({ hash, override }: SyncRecord, { settings }: Facts): string =>
  hashOf([hash, override ?? {}, settings]);

/**
 * Somebody took its transaction, or one that it needs, out of QuickBooks: a person says whether it is tried again. What
 * is gone from a list is looked for by its name, which may be another one in Procore by now.
 */
export const isTakenOut = ({ mapping, reason }: SyncRecord): boolean =>
  mapping === undefined &&
  reason?.code === 'gone-from-quickbooks' &&
  !isList(String(reason.detail?.object).split(' ', 1)[0] ?? '');

/** Refused for good, as it is: an edit or other settings cure that, but put nothing in that somebody took out. */
export const isRefused = (record: SyncRecord, facts: Facts): boolean =>
  record.state === 'failed' &&
  record.refusedHash !== undefined &&
  (isTakenOut(record) || record.refusedHash === attemptHash(record, facts));
