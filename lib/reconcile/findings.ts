import type { Mapping, RecordKey } from '../flow.ts';

interface Meaning {
  /** What differs, for a person. */
  readonly says: string;
  readonly cure: string;
}

const WRONG_IN_QUICKBOOKS =
  'If it was a mistake, change it back in QuickBooks. If it is right, change it in Procore, too.';

/** Every kind of difference there is. docs/reconcile.md lists them. */
export const FINDINGS = {
  changed: {
    says: 'QuickBooks says something else than was sent.',
    cure: WRONG_IN_QUICKBOOKS,
  },
  'line-missing': {
    says: 'A line that was sent is no longer there.',
    cure: 'Enter the line again in QuickBooks, or take it out in Procore by a change order.',
  },
  'line-added': {
    says: 'Somebody added a line in QuickBooks.',
    cure: 'Delete the line in QuickBooks, or add it in Procore by a change order.',
  },
  deleted: {
    says: 'Somebody deleted it in QuickBooks.',
    cure: 'To have it posted again: npm run plumbline -- unlink {record}. If it was rightly deleted, delete it in Procore, too.',
  },
  gone: {
    says: 'It is not in QuickBooks, and not among what was deleted in the last 90 days: it was deleted longer ago or merged into another one.',
    cure: 'Merged: npm run plumbline -- link {record} --to the one that is left. Deleted: npm run plumbline -- unlink {record} has it posted again.',
  },
  voided: {
    says: 'It was voided in QuickBooks: it stands there with zero.',
    cure: 'If it was a mistake, enter its amounts again in QuickBooks. If it is right, void it in Procore, too.',
  },
  closed: {
    says: 'The order was closed by hand in QuickBooks, and is open in Procore.',
    cure: 'Open the order again in QuickBooks, or close the commitment in Procore.',
  },
  inactive: {
    says: 'It was made inactive in QuickBooks: nothing new can be posted to it.',
    cure: 'Make it active again in QuickBooks, or inactive in Procore.',
  },
  'cost-differs': {
    says: "QuickBooks' cost of an item on a job is not what Procore has of it, and nothing explains the rest.",
    cure: 'Look in QuickBooks at what was changed of this item on this job; npm run plumbline -- import {connection} reads it again.',
  },
  'entry-missing': {
    says: 'It was entered in Procore, and is not there any more.',
    cure: 'If it was a mistake: npm run plumbline -- retry {record} enters it again. If it is right, delete it in QuickBooks, too.',
  },
  'entry-changed': {
    says: 'It was entered in Procore, and has another amount there now.',
    cure: 'Give it the amount of QuickBooks again in Procore, or change it in QuickBooks, too.',
  },
  'changed-in-procore': {
    says: 'It was changed in Procore after it was posted, and this change is not sent.',
    cure: 'Make the same change in QuickBooks, or take it back in Procore. npm run plumbline -- explain {record} says more.',
  },
  'deleted-in-procore': {
    says: 'It was deleted in Procore, and stands in QuickBooks.',
    cure: 'To take it out of QuickBooks: npm run plumbline -- undo {record}.',
  },
} as const satisfies Readonly<Record<string, Meaning>>;

export type FindingCode = keyof typeof FINDINGS;

/** One difference between the two sides. */
export interface Finding extends RecordKey {
  readonly title?: string;
  readonly code: FindingCode;
  readonly object: Pick<Mapping, 'type' | 'id' | 'name'>;
  /** What of it: `RefNumber`, `line 2 Amount`. Absent: the whole. */
  readonly field?: string;
  /** As Procore has it, or as it was sent. */
  readonly procore?: string;
  readonly quickbooks?: string;
  /** When the object was last changed or deleted in QuickBooks, in its local time (ISO). */
  readonly at?: string;
  /** When it was first found (ISO). */
  readonly since: string;
}

/** What to do about it, with the command as it is typed. */
export const cureOf = ({ code, flow, id }: Finding, connection: string): string =>
  FINDINGS[code].cure
    .replaceAll('{record}', `${connection} ${flow} id:${id}`)
    .replaceAll('{connection}', connection);

/** The same difference of two runs has the same name. */
export const findingKey = ({ flow, id, code, field = '' }: Finding): string =>
  `${flow}#${id} ${code} ${field}`;

/** Differences that were known before keep the time at which they were first found. */
export const datedFindings = (found: readonly Finding[], before: readonly Finding[]): readonly Finding[] => {
  const known = new Map(before.map((one) => [findingKey(one), one.since]));
  return found.map((one) => ({ ...one, since: known.get(findingKey(one)) ?? one.since }));
};
