import type { Claim, Context, Flow, Mapping, RecordKey } from '../flow.ts';
import type { QbRequest } from '../qbxml/message.ts';
import { reason, stateOf } from '../reasons.ts';
import type { Settings } from '../settings.ts';
import { aimed } from './adopting.ts';
import { gate2, refusedAdoption } from './approval.ts';
import { bugOf } from './guarded.ts';
import { guidOf } from './hash.ts';
import { misfit } from './misfit.ts';
import {
  earlier,
  held,
  isOnItsWay,
  type LinkedLookup,
  type Plan,
  rest,
  skippedWithParent,
} from './parents.ts';
import { type Flag, keyText, type SyncRecord } from './record.ts';
import { isRefused } from './refused.ts';
import { isResting } from './undo.ts';

/** What is true of a connection when a record is planned. */
export interface Facts {
  readonly settings: Settings;
  /** ISO date; absent when the company file has none or was not read yet. */
  readonly closingDate?: string;
}

export { isDecided, type Linked, type LinkedLookup, type Plan } from './parents.ts';

/** Everything that the flow's pure functions may know of this record. */
export const contextOf = (record: SyncRecord, facts: Facts, linked: LinkedLookup): Context => ({
  settings: facts.settings,
  closingDate: facts.closingDate,
  key: { flow: record.flow, id: record.id },
  referenced: record.waited === true,
  override: record.override ?? {},
  adopted: record.adopted !== undefined,
  // A hash, and most of what asks for a context does not ask for it.
  get guid() {
    return guidOf(record.connection, record, record.generation);
  },
  mapping: record.mapping,
  resolve: (link: RecordKey) => {
    const mapping = linked.get(keyText(link))?.mapping;
    if (!mapping)
      throw new Error(`${keyText(link)} is not mapped; ${keyText(record)} was rendered too early`);
    return mapping;
  },
});

const withFlag = (flags: readonly Flag[], flag: Flag): readonly Flag[] => [
  ...flags.filter(({ code }) => code !== flag.code),
  flag,
];

const without = (flags: readonly Flag[], code: Flag['code']): readonly Flag[] =>
  flags.filter((flag) => flag.code !== code);

/** A first write: skipped with its parent, refused, held, waiting for approval, or queued. */
const planNew = <C>(flow: Flow<C>, record: SyncRecord, facts: Facts, linked: LinkedLookup): Plan => {
  const content = record.content as C;
  const context = contextOf(record, facts, linked);
  const links = flow.links(content, facts.settings);
  const skipped = skippedWithParent(links, linked, record.flags);
  if (skipped) return skipped;
  const why = flow.refuse(content, context);
  if (why) return rest(stateOf(why), why, record.flags);
  const before = earlier(flow as Flow<unknown>, record, facts.settings, linked);
  const onTheirWay = before.filter((link) => isOnItsWay(linked.get(keyText(link))));
  const hold = held(flow as Flow<unknown>, [...links, ...onTheirWay], linked, facts.settings, record.flags);
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

/**
 * A record whose object stands in QuickBooks already goes to be looked up once its links are there. Rules about what may
 * be posted do not concern it: its period may be closed, its number as long as it is.
 */
const planAdopting = <C>(flow: Flow<C>, record: SyncRecord, facts: Facts, linked: LinkedLookup): Plan => {
  const { content: it, ...at } = aimed(record);
  const content = it as C;
  const named = record.adopting?.to !== undefined;
  const context = contextOf({ ...at, content, waited: at.waited || named }, facts, linked);
  const links = flow.links(content, facts.settings);
  const skipped = skippedWithParent(links, linked, record.flags);
  if (skipped) return skipped;
  const why = flow.refuse(content, context);
  if (why && stateOf(why) !== 'failed') return rest(stateOf(why), why, record.flags);
  return (
    held(flow as Flow<unknown>, links, linked, facts.settings, record.flags) ??
    rest('queued', undefined, record.flags)
  );
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
  linked: LinkedLookup,
): QbRequest | undefined => {
  const context = contextOf(record, facts, linked);
  const content = record.content as C;
  return record.mapping ? changeOf(flow, content, context) : flow.request(content, context, { is: 'absent' });
};

/** What became of a record that QuickBooks holds: nothing, a change to send, or one to tell of. */
const planMapped = <C>(flow: Flow<C>, record: SyncRecord, facts: Facts, linked: LinkedLookup): Plan => {
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
const planInDoubt = <C>(flow: Flow<C>, record: SyncRecord, facts: Facts, linked: LinkedLookup): Plan => {
  const lookedUp = rest('queued', undefined, record.flags);
  if (record.doubt?.of === 'object') return lookedUp;
  const planned = decided(flow, record, facts, linked);
  return planned.state === 'queued' || planned.state === 'blocked' ? planned : lookedUp;
};

const decided = <C>(flow: Flow<C>, record: SyncRecord, facts: Facts, linked: LinkedLookup): Plan => {
  if (isResting(record) && !record.adopting) return rest('rejected', record.reason, record.flags);
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
  if (record.mapping) return planMapped(flow, record, facts, linked);
  return (record.adopting ? planAdopting : planNew)(flow, record, facts, linked);
};

/**
 * Where a record stands, decided from stored content alone: the same content, links and settings always
 * give the same plan, so it may be planned as often as somebody asks. A flow that throws fails the record.
 */
export const plan = <C>(flow: Flow<C>, record: SyncRecord, facts: Facts, linked: LinkedLookup): Plan => {
  try {
    if (record.undo) return rest('queued', undefined, record.flags);
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
