import { rejectedBy } from '../engine/approval.ts';
import { bugOf } from '../engine/guarded.ts';
import { hashOf } from '../engine/hash.ts';
import type { Facts } from '../engine/plan.ts';
import type { SyncRecord } from '../engine/record.ts';
import { isRefused } from '../engine/refused.ts';
import type { Mapping, RecordKey } from '../flow.ts';
import type { EntryPlace, ImportContext, ImportFlow, ImportPlan } from '../import-flow.ts';
import type { EntryKey, ProcoreEntry } from '../procore/entries.ts';
import { explain, type Reason, reason } from '../reasons.ts';

/** What is done with the record of a part. */
export type Step =
  | { readonly do: 'rest' }
  | { readonly do: 'hold'; readonly reason: Reason }
  /** It stands in Procore, and nothing is written. `as`: though in QuickBooks it is gone, or another. */
  | { readonly do: 'stand'; readonly mapping: Mapping; readonly as?: 'deleted' | 'changed' }
  | { readonly do: 'link'; readonly key: RecordKey; readonly object: Mapping }
  /** `leaves`: where it stood before; `leftOut`: what of it is not entered. */
  | {
      readonly do: 'enter';
      readonly entry: ProcoreEntry;
      readonly leftOut?: string;
      readonly place: EntryPlace;
      readonly leaves?: EntryKey;
    }
  | { readonly do: 'remove'; readonly key: EntryKey; readonly then: Reason };

/** What decisions know beside settings and record. */
export type Known = Pick<ImportContext, 'owner' | 'named' | 'taken'>;

const hold = (why: Reason): Step => ({ do: 'hold', reason: why });

const placeOf = (entry: ProcoreEntry): EntryPlace => ({
  ...{ of: entry.of, originId: entry.originId },
  ...('projectId' in entry && { projectId: entry.projectId }),
  ...('contractId' in entry && { contractId: entry.contractId }),
});

export const samePlace = (a: EntryPlace | undefined, b: EntryPlace): boolean =>
  a !== undefined &&
  a.of === b.of &&
  a.originId === b.originId &&
  a.projectId === b.projectId &&
  a.contractId === b.contractId;

/** Where what was entered for a record stands, or may stand: it is known by its origin_id at least. */
const standingOf = ({ entry, mapping }: SyncRecord): EntryKey | undefined =>
  entry && { ...entry, ...(mapping && { id: mapping.id }) };

const removal = (record: SyncRecord, then: Reason): Step | undefined => {
  const key = standingOf(record);
  return key && { do: 'remove', key, then };
};

/** QuickBooks no longer has it. */
const withdrawn = ({ removes }: ImportFlow<unknown>, record: SyncRecord): Step => {
  const { mapping, state } = record;
  const out = removes ? removal(record, reason('taken-out')) : undefined;
  if (out) return out;
  if (mapping) return { do: 'stand', mapping, as: 'deleted' };
  return state === 'skipped' ? { do: 'rest' } : hold(reason('withdrawn'));
};

/** What stands in Procore stays as it is. */
const switchedOff = ({ name }: ImportFlow<unknown>, { mapping, deleted }: SyncRecord): Step =>
  mapping
    ? { do: 'stand', mapping, as: deleted ? 'deleted' : 'changed' }
    : hold(reason('flow-off', { flow: name }));

const stepOf = (record: SyncRecord, plan: ImportPlan): Step => {
  switch (plan.is) {
    case 'held':
      return (plan.gone && removal(record, plan.reason)) || hold(plan.reason);
    case 'ours':
      return { do: 'stand', mapping: plan.mapping };
    case 'link':
      return { do: 'link', key: plan.key, object: plan.object };
    case 'write': {
      const place = placeOf(plan.entry);
      const before = standingOf(record);
      const leaves = before && !samePlace(before, place) ? { leaves: before } : {};
      if (isLookedAt(record) && record.enteredHash === hashOf(plan.entry)) return { do: 'rest' };
      return { do: 'enter', entry: plan.entry, leftOut: plan.leftOut, place, ...leaves };
    }
  }
};

const isRejected = ({ rejection, hash }: SyncRecord): boolean =>
  rejection !== undefined && rejection.document === hash;

/** Somebody approved this very content. */
const isApproved = ({ approval, hash }: SyncRecord): boolean =>
  approval !== undefined && approval.document === hash;

/** What was not entered of it may be ours by now. */
const isPartial = ({ flags }: Pick<SyncRecord, 'flags'>): boolean =>
  flags.some(({ code }) => code === 'field-left-out');

/** It stands in Procore, and says the same as then. */
const isLookedAt = ({ state, hash, syncedHash }: SyncRecord): boolean =>
  state === 'synced' && hash === syncedHash;

/** A record that nothing has happened to since it was looked at, or that is to be looked at later. */
export const isResting = (record: SyncRecord, facts: Facts, now: Date): boolean => {
  const { deleted, notBefore } = record;
  if (notBefore !== undefined && notBefore > now.toISOString()) return true;
  if (deleted) return false;
  return (isLookedAt(record) && !isPartial(record)) || isRefused(record, facts);
};

/** What becomes of a part, decided from stored content and what was read beforehand alone. */
export const decide = (
  flow: ImportFlow<unknown>,
  record: SyncRecord,
  { settings }: Facts,
  known: Known,
): Step => {
  if (settings.off.includes(flow.name)) return switchedOff(flow, record);
  if (record.deleted) return withdrawn(flow, record);
  if (flow.edition && settings.country !== flow.edition) return hold(reason('edition'));
  const { rejection } = record;
  if (rejection && isRejected(record)) return hold(rejectedBy(rejection));
  const context = { ...known, settings, approved: isApproved(record), mapping: record.mapping };
  try {
    return stepOf(record, flow.plan(record.id, record.content, context));
  } catch (error) {
    return hold(bugOf(error));
  }
};

/** The project whose writes it belongs to; undefined: the company's. */
export const projectOf = (step: Step & { readonly do: 'enter' | 'remove' }): string | undefined =>
  step.do === 'enter' ? step.place.projectId : step.key.projectId;

/** What Procore's users read in place of what is taken away and can't be deleted. */
export const noteOf = ({ then }: Step & { readonly do: 'remove' }): string => explain(then).says;
