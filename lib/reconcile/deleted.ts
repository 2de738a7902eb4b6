import { deletedQueries } from '../engine/deleted.ts';
import { type Answer, type QbRequest, textAt } from '../qbxml/message.ts';
import type { Finding } from './findings.ts';

/** QuickBooks remembers what was deleted for so long. */
const REMEMBERED_MS = 90 * 24 * 3600_000;

/** Asks when the objects that are missing were deleted; none is missing: nothing. */
export const whenDeleted = (findings: readonly Finding[], now: Date): readonly QbRequest[] => {
  const types = [
    ...new Set(findings.filter(({ code }) => code === 'deleted').map(({ object }) => object.type)),
  ];
  return types.length > 0 ? deletedQueries(types, new Date(now.getTime() - REMEMBERED_MS).toISOString()) : [];
};

/** What is missing without standing among the deleted is gone for another reason, or for longer. */
export const withDeletions = (
  findings: readonly Finding[],
  answers: readonly Answer[],
): readonly Finding[] => {
  const deleted = new Map(
    answers
      .flatMap(({ rets }) => rets)
      .map((ret) => [textAt(ret, 'TxnID') ?? textAt(ret, 'ListID'), textAt(ret, 'TimeDeleted')]),
  );
  return findings.map((one) => {
    if (one.code !== 'deleted') return one;
    if (!deleted.has(one.object.id)) return { ...one, code: 'gone' };
    const at = deleted.get(one.object.id);
    return { ...one, ...(at && { at }) };
  });
};
