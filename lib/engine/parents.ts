import type { Claim, Flow, Link } from '../flow.ts';
import type { QbRequest } from '../qbxml/message.ts';
import { type Reason, reason, type State } from '../reasons.ts';
import type { Settings } from '../settings.ts';
import { attempt } from './guarded.ts';
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

/** The records that others refer to, by `flow#id`. */
export type Linked = ReadonlyMap<string, SyncRecord>;

/** All that a plan may do with them: planned.ts notes which ones it looks at. */
export type LinkedLookup = Pick<Linked, 'get'>;

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
  linked: LinkedLookup,
  flags: readonly Flag[],
): Plan | undefined => {
  const recordOf = (link: Link) => linked.get(keyText(link));
  const parents = links.filter((link) => !isMapped(recordOf(link)) && isSkippedForGood(recordOf(link)));
  const [first] = parents.map(recordOf);
  return first && { ...rest('skipped', first.reason, flags), waitsFor: parents };
};

/** Fetched, and so decided one way or the other; what Procore does not show may never go. */
export const isDecided = (record: SyncRecord | undefined): boolean => record?.content !== undefined;

const ON_ITS_WAY: readonly State[] = ['wanted', 'queued', 'blocked', 'awaiting-approval'];

/** It may still go without a change in Procore, or nobody has seen it yet. */
export const isOnItsWay = (record: SyncRecord | undefined): boolean =>
  !record || (!isMapped(record) && ON_ITS_WAY.includes(record.state));

type Ordered = Pick<Flow<unknown>, 'rank' | 'previous' | 'last'>;

/**
 * Those before a last record, the nearest first, as far back as `linked` tells; none of another record. On the way
 * back ranks fall: whatever Procore says of who comes before whom, no two records wait for each other.
 */
export const earlier = (
  flow: Ordered,
  record: SyncRecord,
  settings: Settings,
  linked: LinkedLookup,
): readonly Link[] => {
  const { rank, previous } = flow;
  const { content, mapping, doubt } = record;
  // What may have been sent before is looked up, whoever else is on the way.
  if (!rank || !previous || content === undefined || mapping || doubt) return [];
  if (!flow.last?.(content, settings)) return [];
  const found: Link[] = [];
  let at: unknown = content;
  while (at !== undefined) {
    const link = previous(at);
    const before = link && linked.get(keyText(link))?.content;
    if (!link || keyText(link) === keyText(record)) break;
    if (before !== undefined && rank(before) >= rank(at)) break;
    found.push(link);
    at = before;
  }
  return found;
};

/**
 * What others look at who wait for a record: mapped, skipped for good, or neither; of a gate also whether it is
 * decided; where a later record waits for those before it, also whether it is on its way, and where in the row.
 */
export const standing = (flow: Ordered & Pick<Flow<unknown>, 'gates'>, record?: SyncRecord): string => {
  const content = record?.content;
  if (isMapped(record)) return 'mapped';
  if (flow.gates && !isDecided(record)) return 'undecided';
  if (isSkippedForGood(record)) return `skipped: ${record.reason?.code}`;
  if (!flow.previous) return 'open';
  if (!isOnItsWay(record)) return 'at rest';
  return content === undefined ? 'unseen' : `on its way: ${flow.rank?.(content)}`;
};

type Linking = Pick<Flow<unknown>, 'name' | 'links' | 'needs'>;

/** What a blocked record refers to, among which is all that it waits for. */
const linksOf = (flow: Linking, record: SyncRecord | undefined, settings: Settings): readonly Link[] => {
  if (record?.state !== 'blocked' || record.content === undefined) return [];
  const of = [flow, ...flow.needs].find(({ name }) => name === record.flow);
  return attempt(
    () => of?.links(record.content, settings) ?? [],
    () => [],
  );
};

/**
 * Without those for which another of them waits: once that one is mapped they are, too, and until then it tells how it
 * stands. An invoice waits for its order, and not for the vendor and ten items besides that the order waits for.
 */
const nearest = (
  flow: Linking,
  links: readonly Link[],
  linked: LinkedLookup,
  settings: Settings,
): readonly Link[] => {
  if (links.length < 2) return links;
  const behind = new Set(
    links.flatMap((link) => linksOf(flow, linked.get(keyText(link)), settings).map(keyText)),
  );
  const first = links.filter((link) => !behind.has(keyText(link)));
  return first.length > 0 ? first : links;
};

/**
 * Blocked; undefined when every link is mapped. While a gate (the project) is undecided it waits for that
 * alone: nothing is exported for the sake of a record that will be skipped with it.
 */
export const held = (
  flow: Linking,
  links: readonly Link[],
  linked: LinkedLookup,
  settings: Settings,
  flags: readonly Flag[],
): Plan | undefined => {
  const unmapped = links.filter((link) => !isMapped(linked.get(keyText(link))));
  if (unmapped.length === 0) return undefined;
  const gates = flow.needs.filter(({ gates }) => gates).map(({ name }) => name);
  const closed = unmapped.filter(
    (link) => gates.includes(link.flow) && !isDecided(linked.get(keyText(link))),
  );
  const missing = closed.length > 0 ? closed : nearest(flow, unmapped, linked, settings);
  const names = missing.slice(0, 5).map((link) => nameOf(link, linked.get(keyText(link))));
  const more = missing.length > 5 ? ` and ${missing.length - 5} more` : '';
  return {
    ...rest('blocked', reason('blocked-by', { links: names.join(', ') + more }), flags),
    waitsFor: missing,
  };
};
