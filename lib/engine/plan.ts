import type { Claim, Context, Flow, Link, Mapping, RecordKey } from '../flow.ts';
import type { QbRequest } from '../qbxml/message.ts';
import { type Reason, reason, type State, stateOf } from '../reasons.ts';
import type { Settings } from '../settings.ts';
import { gate2, refusedAdoption } from './approval.ts';
import { bugOf } from './guarded.ts';
import { guidOf } from './hash.ts';
import { misfit } from './misfit.ts';
import { type Flag, isMapped, keyText, type SyncRecord } from './record.ts';
import { isRefused } from './refused.ts';

/** What is true of a connection when a record is planned. */
export interface Facts {
  readonly settings: Settings;
  /** ISO date; absent when the company file has none or was not read yet. */
  readonly closingDate?: string;
}

/** What to do with a record. `claims` must be won before it may be stored as queued or awaiting approval. */
export interface Plan {
  readonly state: State;
  readonly reason?: Reason;
  readonly flags: readonly Flag[];
  /** The links that hold it: it is planned again when one of them moves. */
  readonly waitsFor: readonly Link[];
  readonly claims: readonly Claim[];
  readonly document?: string;
  /** What a first write sends, as long as a lookup finds nothing; checked. */
  readonly request?: QbRequest;
}

export type Linked = ReadonlyMap<string, SyncRecord>;

/** Everything that the flow's pure functions may know of this record. */
export const contextOf = (record: SyncRecord, facts: Facts, linked: Linked): Context => ({
  settings: facts.settings,
  closingDate: facts.closingDate,
  key: { flow: record.flow, id: record.id },
  referenced: record.waited === true,
  override: record.override ?? {},
  guid: guidOf(record.connection, record, record.generation),
  mapping: record.mapping,
  resolve: (link: RecordKey) => {
    const mapping = linked.get(keyText(link))?.mapping;
    if (!mapping)
      throw new Error(`${keyText(link)} is not mapped; ${keyText(record)} was rendered too early`);
    return mapping;
  },
});

const rest = (state: State, why: Reason | undefined, flags: readonly Flag[]): Plan => ({
  state,
  reason: why,
  flags,
  waitsFor: [],
  claims: [],
});

const withFlag = (flags: readonly Flag[], flag: Flag): readonly Flag[] => [
  ...flags.filter(({ code }) => code !== flag.code),
  flag,
];

const without = (flags: readonly Flag[], code: Flag['code']): readonly Flag[] =>
  flags.filter((flag) => flag.code !== code);

const isSkippedForGood = (link: SyncRecord | undefined): link is SyncRecord =>
  link?.state === 'skipped' && link.reason?.code !== 'not-referenced';

const nameOf = (link: Link, record: SyncRecord | undefined): string =>
  record?.title ? `${link.flow} ${record.title}` : `${link.flow} ${link.id}`;

/** Skipped with the parent's reason. It waits for skipped parents alone: it needs nothing else meanwhile. */
const skippedWithParent = (
  links: readonly Link[],
  linked: Linked,
  flags: readonly Flag[],
): Plan | undefined => {
  const recordOf = (link: Link) => linked.get(keyText(link));
  const parents = links.filter((link) => !isMapped(recordOf(link)) && isSkippedForGood(recordOf(link)));
  const [first] = parents.map(recordOf);
  return first && { ...rest('skipped', first.reason, flags), waitsFor: parents };
};

/** Fetched, and so decided one way or the other; what Procore does not show may never go. */
export const isDecided = (record: SyncRecord | undefined): boolean => record?.content !== undefined;

/**
 * Blocked; undefined when every link is mapped. While a gate (the project) is undecided it waits for that
 * alone: nothing is exported for the sake of a record that will be skipped with it.
 */
const held = (
  flow: Pick<Flow<unknown>, 'needs'>,
  links: readonly Link[],
  linked: Linked,
  flags: readonly Flag[],
): Plan | undefined => {
  const unmapped = links.filter((link) => !isMapped(linked.get(keyText(link))));
  if (unmapped.length === 0) return undefined;
  const gates = flow.needs.filter(({ gates }) => gates).map(({ name }) => name);
  const closed = unmapped.filter(
    (link) => gates.includes(link.flow) && !isDecided(linked.get(keyText(link))),
  );
  const missing = closed.length > 0 ? closed : unmapped;
  const names = missing.slice(0, 5).map((link) => nameOf(link, linked.get(keyText(link))));
  const more = missing.length > 5 ? ` and ${missing.length - 5} more` : '';
  return {
    ...rest('blocked', reason('blocked-by', { links: names.join(', ') + more }), flags),
    waitsFor: missing,
  };
};

/** A first write: skipped with its parent, refused, held, waiting for approval, or queued. */
const planNew = <C>(flow: Flow<C>, record: SyncRecord, facts: Facts, linked: Linked): Plan => {
  const content = record.content as C;
  const context = contextOf(record, facts, linked);
  const links = flow.links(content, facts.settings);
  const skipped = skippedWithParent(links, linked, record.flags);
  if (skipped) return skipped;
  const why = flow.refuse(content, context);
  if (why) return rest(stateOf(why), why, record.flags);
  const hold = held(flow, links, linked, record.flags);
  if (hold) return hold;
  // Rendered though nobody reads it yet: what the flow throws at it would end a session.
  flow.lookup(content, context);
  const request = flow.request(content, context, { is: 'absent' });
  const unfit = request && misfit(request, facts.settings);
  if (unfit) return rest('failed', unfit, record.flags);
  const claims = flow.claims(content, context);
  const plan = { ...rest('queued', undefined, record.flags), claims, request };
  return gate2(plan, record, facts, request);
};

/** The document of a change, without the EditSequence that it will carry. */
const changeOf = <C>(flow: Flow<C>, content: C, context: Context): QbRequest | undefined =>
  context.mapping &&
  flow.request(content, context, { is: 'found', mapping: { ...context.mapping, editSequence: '' } });

/** What would be posted of a record, as far as it is known without QuickBooks. Every link is mapped. */
export const plannedRequest = <C>(
  flow: Flow<C>,
  record: SyncRecord,
  facts: Facts,
  linked: Linked,
): QbRequest | undefined => {
  const context = contextOf(record, facts, linked);
  const content = record.content as C;
  return record.mapping ? changeOf(flow, content, context) : flow.request(content, context, { is: 'absent' });
};

/** What became of a record that QuickBooks holds: nothing, a change to send, or one to tell of. */
const planMapped = <C>(flow: Flow<C>, record: SyncRecord, facts: Facts, linked: Linked): Plan => {
  const flags = without(without(record.flags, 'changed-in-procore'), 'deleted-in-procore');
  const isChanged = record.hash !== record.syncedHash;
  if (!isChanged && !record.restored) return rest('synced', undefined, flags);
  const content = record.content as C;
  const context = contextOf(record, facts, linked);
  const off = facts.settings.off.includes(flow.name);
  // What a record wrote to its target stays as it was sent.
  const owns = record.mapping?.created === true && !record.mapping.ofTarget;
  const follows = !off && owns && flow.lookup(content, context).length > 0;
  const why = follows ? flow.refuse(content, context) : undefined;
  if (follows && !why) {
    const plan = { ...rest('queued', undefined, flags), claims: flow.claims(content, context) };
    return gate2(plan, record, facts, changeOf(flow, content, context));
  }
  if (!isChanged) return rest('synced', undefined, flags);
  const detail = why ? `not sent: ${why.code}` : flow.action?.(content, context);
  return rest('synced', undefined, withFlag(flags, { code: 'changed-in-procore', detail }));
};

/**
 * A record in doubt goes to be looked up, whatever has become of it in Procore: what it did to QuickBooks is
 * found out first. Only what its lookup needs can hold it.
 */
const planInDoubt = <C>(flow: Flow<C>, record: SyncRecord, facts: Facts, linked: Linked): Plan => {
  const lookedUp = rest('queued', undefined, record.flags);
  if (record.doubt?.of === 'object') return lookedUp;
  const planned = decided(flow, record, facts, linked);
  return planned.state === 'queued' || planned.state === 'blocked' ? planned : lookedUp;
};

const decided = <C>(flow: Flow<C>, record: SyncRecord, facts: Facts, linked: Linked): Plan => {
  if (record.deleted) {
    if (!record.mapping) return rest('skipped', reason('deleted'), record.flags);
    return rest('synced', undefined, withFlag(record.flags, { code: 'deleted-in-procore' }));
  }
  if (record.content === undefined) return rest(record.state, record.reason, record.flags);
  if (isRefused(record, facts)) return rest('failed', record.reason, record.flags);
  const turnedDown = refusedAdoption(record);
  if (turnedDown) return rest('rejected', turnedDown, record.flags);
  if (facts.settings.off.includes(flow.name) && !record.mapping)
    return rest('skipped', reason('flow-off', { flow: flow.name }), record.flags);
  return (record.mapping ? planMapped : planNew)(flow, record, facts, linked);
};

/**
 * Where a record stands, decided from stored content alone: the same content, links and settings always
 * give the same plan, so it may be planned as often as somebody asks. A flow that throws fails the record.
 */
export const plan = <C>(flow: Flow<C>, record: SyncRecord, facts: Facts, linked: Linked): Plan => {
  try {
    const inDoubt = record.doubt && record.doubt.of !== 'name';
    return (inDoubt ? planInDoubt : decided)(flow, record, facts, linked);
  } catch (error) {
    return rest('failed', bugOf(error), record.flags);
  }
};

/** A QuickBooks object belongs to one record of the connection. */
export const objectClaim = ({ type, id, name }: Mapping): Claim => ({
  kind: 'object',
  value: `${type}:${id}`,
  shown: name,
  lost: 'name-taken',
});
