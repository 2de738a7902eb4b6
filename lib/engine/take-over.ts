import type { Mapping, Seen } from '../flow.ts';
import type { Answer } from '../qbxml/message.ts';
import { explain, type Reason, reason } from '../reasons.ts';
import { aimed } from './adopting.ts';
import { type After, refused } from './after.ts';
import { createDependents, type DependentDeps } from './dependents.ts';
import { attempt } from './guarded.ts';
import { contextOf, type Facts, type Linked, objectClaim } from './plan.ts';
import type { Planner } from './planner.ts';
import { keyText, type SyncRecord } from './record.ts';

export interface TakeOverDeps extends DependentDeps {
  readonly planner: Planner;
}

/** Told of a record that wants what belongs to another. */
export const takenBy = (holder: SyncRecord, { name }: Mapping): Reason =>
  reason('name-taken', { name, holder: holder.title ?? holder.id });

const notAdopted = ({ adopting }: SyncRecord, why: string): After =>
  adopting?.own ? { do: 'forgotten' } : refused(reason('not-adopted', { why }));

/** Looked up by the id that was named, it seems to be somebody else's where nothing has that id. */
const refusalOf = ({ adopting }: SyncRecord, why: Reason): string =>
  why.code === 'owned-by-other-integration' && adopting?.to?.id !== undefined
    ? `nothing there has the id ${adopting.to.id}.`
    : explain(why).says;

/** On an operator's word: taken over as it stands in QuickBooks, or left alone, but never posted. */
export const createTakeOver = (deps: TakeOverDeps) => {
  const { planner, records } = deps;
  const dependentsOf = createDependents(deps);

  /** Lines of its target that other records wrote or took. */
  const takenLines = async (facts: Facts, record: SyncRecord): Promise<ReadonlySet<string>> => {
    const key = planner.flowOf(record.flow).target?.(record.content);
    const target = key && (await records.get(record.connection, [key])).get(keyText(key));
    if (!target) return new Set();
    const all = [target, ...(await dependentsOf(facts, target))];
    const writers = all.filter(
      ({ flow, id, mapping }) =>
        mapping?.id === target.mapping?.id && !(flow === record.flow && id === record.id),
    );
    return new Set(writers.flatMap(({ mapping }) => Object.values(mapping?.lines ?? {})));
  };

  const seenOf = async (
    facts: Facts,
    record: SyncRecord,
    linked: Linked,
    answers: readonly Answer[],
  ): Promise<Seen> => {
    const flow = planner.flowOf(record.flow);
    const sought = aimed(record);
    const context = contextOf(sought, facts, linked);
    const { adopt } = flow;
    if (!adopt) return flow.match(sought.content, context, answers);
    const taken = await takenLines(facts, record);
    return attempt(
      () => adopt(sought.content, context, answers, taken),
      (why) => ({ is: 'refused', reason: why }),
    );
  };

  return async (
    facts: Facts,
    record: SyncRecord,
    linked: Linked,
    answers: readonly Answer[],
  ): Promise<After> => {
    const seen = await seenOf(facts, record, linked, answers);
    if (seen.is === 'refused') return notAdopted(record, refusalOf(record, seen.reason));
    if (seen.is === 'absent') return notAdopted(record, 'nothing there fits it.');
    const { mapping, differs } = seen;
    const holder = mapping.ofTarget ? undefined : await planner.win(facts, record, objectClaim(mapping));
    // Several companies may share a vendor, but only where an operator names it.
    const shared = holder !== undefined && mapping.type === 'Vendor' && record.adopting?.to !== undefined;
    if (holder && !shared) return notAdopted(record, explain(takenBy(holder, mapping)).says);
    const settled = { mapping: { ...mapping, ...(shared && { shared: true as const }) }, differs };
    return { do: 'synced', settled };
  };
};
