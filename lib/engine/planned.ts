import type { Flow } from '../flow.ts';
import { remembered } from '../remembered.ts';
import { type Facts, type LinkedLookup, type Plan, plan } from './plan.ts';
import type { SyncRecord } from './record.ts';

interface Known {
  readonly by: string;
  readonly of: string;
  /** What was looked at: the linked records and their revs. */
  readonly seen: ReadonlyMap<string, number | undefined>;
  readonly plan: Plan;
}

/** All that flows may know of a connection. */
export const factsText = remembered((facts: Facts): string =>
  JSON.stringify([facts.settings, facts.closingDate]),
);

/** A record on its way, about which nothing is to be found out. */
const isOnItsWay = ({ state, doubt, undo, adopting }: SyncRecord): boolean =>
  (state === 'queued' || state === 'blocked') && !doubt && !undo && !adopting;

/** Such a record without its content, and without what its plan does not depend on. */
const textOf = (record: SyncRecord): string => {
  const { content: _, rev, since, history, state, reason, blockedBy, ...others } = record;
  const { held, notBefore, attempts, tries, ...rest } = others;
  return JSON.stringify(rest);
};

const watched = (linked: LinkedLookup, seen: Map<string, number | undefined>): LinkedLookup => ({
  get: (key) => {
    const found = linked.get(key);
    seen.set(key, found?.rev);
    return found;
  },
});

/**
 * plan(), which is pure: of the same content, to which nothing happened, with the same links and settings it is the
 * same plan. A document that is freed, looked up and written within seconds is planned once.
 */
export const createPlanned = () => {
  const known = new WeakMap<object, Known>();

  return (flow: Flow<unknown>, record: SyncRecord, facts: Facts, linked: LinkedLookup): Plan => {
    const { content } = record;
    if (typeof content !== 'object' || content === null || !isOnItsWay(record))
      return plan(flow, record, facts, linked);
    const by = factsText(facts);
    const before = known.get(content);
    const of = textOf(record);
    const holds =
      before?.by === by &&
      before.of === of &&
      [...before.seen].every(([key, seen]) => linked.get(key)?.rev === seen);
    if (holds) return before.plan;
    const seen = new Map<string, number | undefined>();
    const made = plan(flow, record, facts, watched(linked, seen));
    known.set(content, { by, of, seen, plan: made });
    return made;
  };
};
