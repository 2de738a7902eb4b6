import type { Claim, Flow, Link } from '../flow.ts';
import type { QbRequest } from '../qbxml/message.ts';
import { type Reason, reason, type State } from '../reasons.ts';
import { type Flag, isMapped, keyText, type SyncRecord } from './record.ts';

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

/** A plan without anything to claim or to wait for. */
export const rest = (state: State, why: Reason | undefined, flags: readonly Flag[]): Plan => ({
  state,
  reason: why,
  flags,
  waitsFor: [],
  claims: [],
});

const isSkippedForGood = (link: SyncRecord | undefined): link is SyncRecord =>
  link?.state === 'skipped' && link.reason?.code !== 'not-referenced';

const nameOf = (link: Link, record: SyncRecord | undefined): string =>
  record?.title ? `${link.flow} ${record.title}` : `${link.flow} ${link.id}`;

/** Skipped with the parent's reason. It waits for skipped parents alone: it needs nothing else meanwhile. */
export const skippedWithParent = (
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
export const held = (
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
