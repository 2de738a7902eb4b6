import type { Seen } from '../flow.ts';
import type { Answer, QbRequest } from '../qbxml/message.ts';
import { reason } from '../reasons.ts';
import { existenceQuery, isThere } from './existence.ts';
import type { After } from './outcome.ts';
import { type SentContent, type SyncRecord, sameAttempt } from './record.ts';
import { secondLookup } from './retry.ts';

/** An item holds 400 KB; a larger document is found by its number alone. */
const MOST_KEPT = 100_000;

/** What is kept of an Add whose answer was lost. */
export const sentContent = ({ hash, content, override }: SyncRecord): SentContent | undefined => {
  const fits = content !== undefined && JSON.stringify(content).length <= MOST_KEPT;
  return fits || override ? { ...(fits && { hash, content }), ...(override && { override }) } : undefined;
};

/** A record as its lost Add had it; undefined where that is what it is. */
export const asSent = (record: SyncRecord): SyncRecord | undefined => {
  const sent = record.doubt?.of === 'answer' ? record.doubt.sent : undefined;
  if (!sent) return undefined;
  const says = sent.content === undefined ? {} : { hash: sent.hash, content: sent.content };
  const before = { ...record, ...says, override: sent.override };
  return sameAttempt(before, record) ? undefined : before;
};

/** The mapping whose object may be gone, if that is what is in doubt. Of a target its flow asks what it wrote to it. */
const doubtful = ({ doubt, mapping }: SyncRecord) =>
  doubt?.of === 'object' && !mapping?.ofTarget ? mapping : undefined;

/** Asks for the object that a record in doubt is mapped to, by its id; undefined: its flow knows what to ask. */
export const doubtQuery = (record: SyncRecord): QbRequest | undefined => {
  const mapping = doubtful(record);
  return mapping && existenceQuery(mapping.type, [mapping.id]);
};

/** Whether that object is there; undefined: its flow knows how to read the answers. */
export const doubtSeen = (record: SyncRecord, answers: readonly Answer[]): Seen | undefined => {
  const mapping = doubtful(record);
  return mapping && (isThere(answers, mapping.id) ? { is: 'found', mapping } : { is: 'absent' });
};

/**
 * What a lookup makes of a record in doubt. An Add whose answer was lost is sent again only when two lookups, at
 * least two minutes apart, found nothing; `wanted`: it would still be sent. What somebody took out of QuickBooks is
 * not put in again unless a person says so. Undefined: nothing speaks against going on as without a doubt.
 */
export const afterDoubt = (record: SyncRecord, seen: Seen, wanted: boolean, now: Date): After | undefined => {
  const { doubt } = record;
  if (doubt?.of === 'object') {
    if (seen.is === 'found') return { do: 'confirmed' };
    return { do: doubt.missed ? 'gone' : 'forgotten' };
  }
  if (!doubt || seen.is !== 'absent') return undefined;
  if (doubt.of === 'name')
    return { do: 'refused', reason: reason('gone-from-quickbooks', { object: doubt.gone }) };
  const { absentAt } = doubt;
  if (absentAt === undefined || secondLookup(absentAt) > now.toISOString()) return { do: 'absent' };
  return wanted ? undefined : { do: 'forgotten' };
};
