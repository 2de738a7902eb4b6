import { hashOf } from '../engine/hash.ts';
import { told } from '../engine/history.ts';
import type { Facts } from '../engine/plan.ts';
import type { Flag, SyncRecord } from '../engine/record.ts';
import { attemptHash } from '../engine/refused.ts';
import type { Mapping } from '../flow.ts';
import type { Entered, ProcoreEntry } from '../procore/entries.ts';
import { explain, type Reason, reason, stateOf } from '../reasons.ts';
import type { Step } from './decide.ts';

/** A record as it was decided about, and when its answer came. */
export interface At {
  readonly facts: Facts;
  readonly now: Date;
}

/** After so many times that Procore was in reach and did not take it, a person is told. */
const MOST_TRIES = 10;
const LAST_TRIES = 5;

const TYPES: Readonly<Record<ProcoreEntry['of'], string>> = {
  project: 'Project',
  company: 'Company',
  'direct-cost': 'DirectCost',
  'contract-payment': 'ContractPayment',
};

/** It says the same as when it was decided about. */
const isSame = (stored: SyncRecord, sent: SyncRecord): boolean =>
  stored.hash === sent.hash && stored.deleted === sent.deleted;

const calm = { attempts: 0, tries: undefined, notBefore: undefined, refusedHash: undefined };

/** With what has changed in its history; the record itself where nothing has. */
const changed = (stored: SyncRecord, next: SyncRecord, { now }: At): SyncRecord => {
  const at = now.toISOString();
  const moved = next.state === stored.state ? next : { ...next, since: at };
  return JSON.stringify(moved) === JSON.stringify(stored) ? stored : told(stored, moved, at);
};

/** What was found out of a record that says something else by now: it is looked at again, as that. */
const asIs = (stored: SyncRecord, sent: SyncRecord, next: Partial<SyncRecord>): SyncRecord => ({
  ...stored,
  ...next,
  ...(!isSame(stored, sent) && { state: 'queued', reason: undefined }),
});

/** Nothing is written; it rests where it is, and why. */
export const afterHold = (stored: SyncRecord, sent: SyncRecord, why: Reason, at: At): SyncRecord => {
  if (!isSame(stored, sent)) return stored;
  const state = stateOf(why);
  const document = state === 'awaiting-approval' || state === 'rejected' ? stored.hash : undefined;
  return changed(stored, { ...stored, ...calm, state, reason: why, document }, at);
};

const FLAGS = { deleted: 'deleted-in-quickbooks', changed: 'changed-in-quickbooks' } as const;

const flagsOf = (flags: readonly Flag[], as: keyof typeof FLAGS | undefined): readonly Flag[] => {
  const others = flags.filter(({ code }) => !(Object.values(FLAGS) as Flag['code'][]).includes(code));
  return as ? [...others, { code: FLAGS[as] }] : others;
};

const withLeftOut = (flags: readonly Flag[], leftOut: string | undefined): readonly Flag[] => [
  ...flags.filter(({ code }) => code !== 'field-left-out'),
  ...(leftOut === undefined ? [] : [{ code: 'field-left-out', detail: leftOut } as const]),
];

/** It stands in Procore as it is. What it says there is another thing, unless that is one and the same. */
export const afterStand = (
  stored: SyncRecord,
  sent: SyncRecord,
  { mapping, as }: Step & { readonly do: 'stand' },
  at: At,
): SyncRecord => {
  const stands = { state: 'synced', reason: undefined, document: undefined, mapping } as const;
  const syncedHash = as ? stored.syncedHash : sent.hash;
  const flags = flagsOf(stored.flags, as);
  return changed(stored, asIs(stored, sent, { ...calm, ...stands, flags, syncedHash }), at);
};

/** It waits: for Procore, for a session that links it, or for a connection that is live. `seconds`: at least so long. */
export const afterWait = (stored: SyncRecord, seconds: number | undefined, at: At): SyncRecord => {
  const notBefore =
    seconds === undefined ? undefined : new Date(at.now.getTime() + seconds * 1000).toISOString();
  return changed(stored, { ...stored, state: 'queued', reason: undefined, notBefore }, at);
};

const refused = (stored: SyncRecord, sent: SyncRecord, words: string, at: At): SyncRecord => {
  if (!isSame(stored, sent)) return stored;
  const why = reason('procore-refused', { why: words });
  const rest = { state: 'failed', reason: why, notBefore: undefined } as const;
  return changed(stored, { ...stored, ...rest, refusedHash: attemptHash(stored, at.facts) }, at);
};

const later = (
  stored: SyncRecord,
  sent: SyncRecord,
  answer: Entered & { readonly is: 'later' },
  at: At,
): SyncRecord => {
  if ('trouble' in answer) return afterWait(stored, answer.seconds, at);
  const attempts = stored.attempts + 1;
  if (attempts >= MOST_TRIES) return refused(stored, sent, answer.words, at);
  const tried = { at: at.now.toISOString(), words: answer.words };
  const tries = [...(stored.tries ?? []).slice(1 - LAST_TRIES), tried];
  return afterWait({ ...stored, attempts, tries }, answer.seconds, at);
};

const mappingOf = (of: ProcoreEntry['of'], id: string, { title, id: part }: SyncRecord): Mapping => ({
  ...{ type: TYPES[of], id, name: title ?? part, created: true },
});

/** The stored record after Procore's answer about the record as it was sent. What stands there is noted whatever it says. */
export const afterEntered = (
  stored: SyncRecord,
  sent: SyncRecord,
  step: Step & { readonly do: 'enter' | 'remove' },
  answer: Entered,
  at: At,
): SyncRecord => {
  if (answer.is === 'refused')
    return answer.forbidden
      ? afterHold(stored, sent, reason('not-permitted', { why: answer.words }), at)
      : refused(stored, sent, answer.words, at);
  if (answer.is === 'later') return later(stored, sent, answer, at);
  const syncedAt = at.now.toISOString();
  if (step.do === 'remove') {
    const gone = { mapping: undefined, entry: undefined, syncedHash: undefined, enteredHash: undefined };
    const flags = withLeftOut(stored.flags, undefined);
    const rest = { state: stateOf(step.then), reason: step.then };
    return changed(stored, asIs(stored, sent, { ...calm, ...rest, ...gone, flags, syncedAt }), at);
  }
  const { of, projectId, contractId } = step.place;
  const source = {
    ...stored.source,
    ...(projectId && { project: projectId }),
    ...(contractId && { commitment: contractId }),
  };
  const mapping = mappingOf(of, answer.id, stored);
  const stands = { state: 'synced', reason: undefined, document: undefined, entry: step.place } as const;
  const flags = withLeftOut(flagsOf(stored.flags, undefined), step.leftOut);
  const hashes = { syncedHash: sent.hash, enteredHash: hashOf(step.entry) };
  const next = { ...calm, ...stands, ...hashes, flags, source, mapping, syncedAt };
  return changed(stored, asIs(stored, sent, next), at);
};

/** Why a link is not made: what the record of Procore says of it. */
export const notLinked = (other: SyncRecord): Reason => {
  const { flow, title, id, reason: why } = other;
  const words = why ? explain(why).says : `it is ${other.state}`;
  return reason('not-linked', { record: `${flow} "${title ?? id}"`, why: words });
};
