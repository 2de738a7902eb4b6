import type { Seen, Settled } from '../flow.ts';
import { type Reason, reason } from '../reasons.ts';
import { unadopted, unapproved } from './approval.ts';
import { type Noted, writeOf } from './batch.ts';
import type { Candidates } from './candidates.ts';
import { createDependents, named } from './dependents.ts';
import { afterDoubt, asSent } from './doubt.ts';
import { attempt } from './guarded.ts';
import type { Told } from './lookup.ts';
import { misfit } from './misfit.ts';
import type { After } from './outcome.ts';
import { contextOf, type Facts, objectClaim, plannedRequest } from './plan.ts';
import type { Planner } from './planner.ts';
import type { RecordStore } from './ports.ts';
import { keyText, type SyncRecord } from './record.ts';
import { createTakeOver, takenBy } from './take-over.ts';
import { undoStep } from './undo.ts';

/** A request to write, or what becomes of the record without one. */
export type Decision = { readonly write: ReturnType<typeof writeOf> } | { readonly after: After };

export interface DecideDeps {
  readonly planner: Planner;
  readonly records: Pick<RecordStore, 'list' | 'get'>;
  readonly now: () => Date;
}

const refuse = (why: Reason): Decision => ({ after: { do: 'refused', reason: why } });

const settledOf = ({ mapping, differs, changed }: Seen & { is: 'found' }): Settled => ({
  mapping,
  differs,
  changed,
});

const notedOf = (seen: Seen): Noted | undefined => {
  if (seen.is === 'found') return seen.changed ? { changed: seen.changed } : undefined;
  return seen.is === 'absent' && seen.notLinked ? { notLinked: seen.notLinked } : undefined;
};

/** What is done with a record, once its lookup has told what is seen of it in QuickBooks. */
export const createDecide = (deps: DecideDeps) => {
  const { planner, now } = deps;
  const dependentsOf = createDependents(deps);
  const takeOver = createTakeOver(deps);

  /** An object that stood in QuickBooks already: linked at once, or offered if the settings say so. */
  const adopt = async (facts: Facts, record: SyncRecord, seen: Seen & { is: 'found' }): Promise<Decision> => {
    const { mapping } = seen;
    const holder = await planner.win(facts, record, objectClaim(mapping));
    if (holder) return refuse(takenBy(holder, mapping));
    const asked = seen.offered || (facts.settings.link === 'ask' && !mapping.created);
    const waits = asked && unadopted(record, mapping);
    if (waits) return { after: waits };
    const { doubt } = record;
    const hash = doubt?.of === 'answer' && mapping.created ? doubt.sent?.hash : undefined;
    return { after: { do: 'synced', settled: { mapping, differs: seen.differs }, hash } };
  };

  const undo = async (facts: Facts, record: SyncRecord, { answers }: Told): Promise<Decision> => {
    const step = undoStep(record, answers, (await dependentsOf(facts, record)).map(named));
    return 'write' in step ? { write: writeOf(record, step.write) } : step;
  };

  /** The target is there, but not all that this record wrote to it: also where what is missing cannot be rendered. */
  const isUnwritten = (facts: Facts, record: SyncRecord, linked: Candidates['linked'], seen: Seen): boolean =>
    record.mapping?.ofTarget === true &&
    seen.is === 'found' &&
    attempt(
      () =>
        planner.flowOf(record.flow).request(record.content, contextOf(record, facts, linked), seen) !==
        undefined,
      () => true,
    );

  /** The hash of a change whose answer was lost, where all of it stands in its target: what came after is another. */
  const asSentThere = (facts: Facts, sent: SyncRecord, linked: Candidates['linked'], seen: Seen) => {
    const { request } = planner.flowOf(sent.flow);
    const missing = attempt<unknown>(
      () => request(sent.content, contextOf(sent, facts, linked), seen),
      () => true,
    );
    return missing === undefined ? sent.hash : undefined;
  };

  return async (
    facts: Facts,
    record: SyncRecord,
    { linked, requests }: Pick<Candidates, 'linked' | 'requests'>,
    seen: Seen | Told,
  ): Promise<Decision> => {
    if (seen.is === 'told')
      return record.undo
        ? undo(facts, record, seen)
        : { after: await takeOver(facts, record, linked, seen.answers) };
    const flow = planner.flowOf(record.flow);
    const planned = requests.get(keyText(record));
    const { doubt } = record;
    if (doubt?.of === 'object' && isUnwritten(facts, record, linked, seen))
      return { after: { do: doubt.missed ? 'gone' : 'forgotten' } };
    const after = afterDoubt(record, seen, planned !== undefined, now());
    if (after) return { after };
    if (seen.is === 'refused') return refuse(seen.reason);
    if (seen.is === 'found' && !record.mapping && !seen.mapping.ofTarget) return adopt(facts, record, seen);
    if (seen.is === 'absent' && record.mapping) return { after: { do: 'gone' } };
    const asPlanned = planned && seen.is === 'absent' && !seen.ret ? planned : undefined;
    const found = seen.is === 'found' ? seen : undefined;
    const sent = found?.mapping.ofTarget && asSent(record);
    const hash = sent && asSentThere(facts, sent, linked, seen);
    if (found && hash) return { after: { do: 'synced', settled: settledOf(found), hash } };
    const request = asPlanned ?? flow.request(record.content, contextOf(record, facts, linked), seen);
    if (!request)
      return found
        ? { after: { do: 'synced', settled: settledOf(found) } }
        : refuse(reason('unreadable', { words: 'nothing to send' }));
    // Somebody took it out of its target.
    if (doubt?.of === 'name' && found?.mapping.ofTarget)
      return refuse(reason('gone-from-quickbooks', { object: doubt.gone }));
    const unfit = asPlanned ? undefined : misfit(request, facts.settings);
    if (unfit) return refuse(unfit);
    const waits = unapproved(facts, record, request, () => plannedRequest(flow, record, facts, linked));
    return waits ? { after: waits } : { write: writeOf(record, request, notedOf(seen)) };
  };
};
