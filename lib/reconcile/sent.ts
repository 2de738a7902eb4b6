import { kept } from '../engine/kept.ts';
import { contextOf, type Facts, type Linked } from '../engine/plan.ts';
import type { SyncRecord } from '../engine/record.ts';
import type { Flow } from '../flow.ts';
import type { Fields, QbRequest } from '../qbxml/message.ts';

/** The record with the content that QuickBooks holds; undefined where that was too large to be kept. */
export const asSynced = (record: SyncRecord): SyncRecord | undefined => {
  const { syncedContent, syncedHash, hash } = record;
  if (syncedContent !== undefined)
    return { ...record, content: kept<unknown>(syncedContent), hash: syncedHash };
  return record.content !== undefined && hash === syncedHash ? record : undefined;
};

/** A line that draws on an order would name no item. */
const unlinked = (facts: Facts): Facts => ({ ...facts, settings: { ...facts.settings, linkBills: false } });

/**
 * All that was sent of a record, as if it were added anew and linked to nothing. Undefined where that can't be told any
 * more: what it refers to is no longer mapped.
 */
export const sentRequest = <C>(
  flow: Flow<C>,
  record: SyncRecord,
  facts: Facts,
  linked: Linked,
): QbRequest | undefined => {
  try {
    const context = { ...contextOf(record, unlinked(facts), linked), mapping: undefined };
    return flow.request(record.content as C, context, { is: 'absent' });
  } catch {
    return undefined;
  }
};

/** Whether an order is closed in QuickBooks because Procore says so. */
export const isToBeClosed = <C>(flow: Flow<C>, record: SyncRecord, facts: Facts, linked: Linked): boolean => {
  const { mapping } = record;
  if (!mapping || record.content === undefined) return false;
  try {
    const now = flow.request(record.content as C, contextOf(record, facts, linked), { is: 'found', mapping });
    const [document] = Object.values(now?.fields ?? {}) as Fields[];
    return document?.IsManuallyClosed === 'true';
  } catch {
    return false;
  }
};
