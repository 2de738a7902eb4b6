import type { InDoubt, SyncRecord } from './record.ts';

/**
 * A mapped record whose object may be gone from QuickBooks: the next batch looks for it, and until then nobody may
 * refer to it. `missed`: QuickBooks did not find it where another record refers to it; if it is gone, the record is
 * looked up as if it were new, but only linked, never posted again without a person's word. Undefined when there is
 * nothing to look for, or it is looked for already. `at`: ISO.
 */
export const relink = (record: SyncRecord, at: string, missed?: true): SyncRecord | undefined => {
  if (!record.mapping || record.doubt) return undefined;
  const doubt: InDoubt = { of: 'object', ...(missed && { missed }) };
  return {
    ...record,
    ...{ state: 'queued', reason: undefined, blockedBy: undefined, notBefore: undefined },
    ...{ doubt, attempts: 0, since: at },
  };
};
