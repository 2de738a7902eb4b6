import { expectedRequest } from '../engine/approval.ts';
import { type Difference, differences } from '../engine/difference.ts';
import { documentHash } from '../engine/document.ts';
import { kept } from '../engine/kept.ts';
import { type Facts, type Linked, type Plan, plan, plannedRequest } from '../engine/plan.ts';
import { createPlanner, type Planner } from '../engine/planner.ts';
import { isMapped, keyText, type SyncRecord } from '../engine/record.ts';
import type { Link } from '../flow.ts';
import type { QbRequest } from '../qbxml/message.ts';
import { writeRequest } from '../qbxml/write.ts';
import { explain } from '../reasons.ts';
import type { ChoiceDeps } from './choice.ts';
import { type Layout, layoutOf, type Names } from './layout.ts';
import { type EntryPreview, previewEntry } from './preview-entry.ts';

/** What would be posted of a record, or entered in Procore, or why that can't be shown. */
export type Preview =
  | EntryPreview
  | {
      readonly is: 'nothing';
      readonly why: string;
      /** What Procore says otherwise than QuickBooks holds, where that is known and not sent. */
      readonly difference?: readonly Difference[];
    }
  | (Layout & {
      readonly is: 'document';
      /** qbXML message, such as `PurchaseOrderAddRq`. */
      readonly message: string;
      /** Hash by which it is approved. */
      readonly document: string;
      /** Where it stands, in words. */
      readonly standing: string;
      /** It is as it was rendered when it was about to be posted, with what QuickBooks said then. */
      readonly asSeen: boolean;
      /** The request, byte for byte, but for the EditSequence and the lines that are kept. */
      readonly qbxml: string;
      /** Of a change: in what it differs from what was sent last; absent: that is not known. */
      readonly difference?: readonly Difference[];
    });

const unmappedWords = (links: readonly Link[], linked: Linked): string =>
  links
    .filter((link) => !isMapped(linked.get(keyText(link))))
    .map((link) => `${link.flow} ${linked.get(keyText(link))?.title ?? link.id}`)
    .join(', ');

const LIVE: Readonly<Record<string, string>> = {
  live: 'It goes with the next session.',
  'read-only': 'It goes once the connection is live: it is read-only now.',
};

const standingOf = ({ state, reason }: Plan, { settings }: Facts): string => {
  if (state === 'queued') return LIVE[settings.mode] ?? '';
  const why = reason && explain(reason);
  return why ? `${state}: ${why.says} ${why.cure}` : state;
};

const before = (record: SyncRecord): SyncRecord | undefined =>
  record.syncedContent === undefined
    ? undefined
    : { ...record, content: kept<unknown>(record.syncedContent), hash: record.syncedHash };

const namesOf = (record: SyncRecord, linked: Linked, { settings }: Facts): Names => {
  const all = [...linked.values(), record];
  const named = all.flatMap((one) => (one.mapping ? [[one.mapping.id, one] as const] : []));
  return { settings, records: new Map(named) };
};

interface Standing {
  readonly record: SyncRecord;
  readonly facts: Facts;
  readonly linked: Linked;
  readonly planner: Planner;
}

const nothing = (why: string, record: SyncRecord): Preview => {
  const was = before(record);
  return { is: 'nothing', why, ...(was && { difference: differences(was.content, record.content) }) };
};

const documentPreview = (
  { record, facts, linked, planner }: Standing,
  planned: Plan,
  expected: QbRequest,
  asSeen: boolean,
): Preview => {
  const flow = planner.flowOf(record.flow);
  const was = before(record);
  const earlier = was && plannedRequest(flow, was, facts, linked);
  return {
    is: 'document',
    message: expected.message,
    document: documentHash(expected),
    standing: standingOf(planned, facts),
    asSeen,
    ...layoutOf(expected, namesOf(record, linked, facts)),
    qbxml: writeRequest({ requestID: keyText(record), request: expected }),
    ...(earlier && { difference: differences(earlier.fields, expected.fields) }),
  };
};

const render = (standing: Standing, links: readonly Link[]): Preview => {
  const { record, facts, linked, planner } = standing;
  const { flow, mapping, content } = record;
  if (content === undefined) return nothing('It was never fetched from Procore.', record);
  const waits = unmappedWords(links, linked);
  if (waits) return nothing(`It can't be shown before these are in QuickBooks: ${waits}.`, record);
  const planned = plan(planner.flowOf(flow), record, facts, linked);
  const object = mapping && `${mapping.type} "${mapping.name}"`;
  if (mapping && record.hash === record.syncedHash)
    return nothing(`QuickBooks holds it, as ${object}: there is nothing to post.`, record);
  if (mapping && planned.state === 'synced')
    return nothing(`QuickBooks holds it, as ${object}; its changes are not sent.`, record);
  const rendered = plannedRequest(planner.flowOf(flow), record, facts, linked);
  const expected = expectedRequest(record, rendered);
  return expected
    ? documentPreview(standing, planned, expected, expected !== rendered)
    : nothing('What is to be posted is not known before QuickBooks is asked.', record);
};

/**
 * The very document that would be posted of a record, from what is stored. What depends on how QuickBooks stands is
 * shown as planned until a session has rendered it there and found that nobody approved it; from then on that one.
 * Undefined: the connection is unknown.
 */
export const readPreview = async (deps: ChoiceDeps, record: SyncRecord): Promise<Preview | undefined> => {
  const facts = await deps.connections.get(record.connection);
  if (!facts) return undefined;
  const planner = createPlanner(deps);
  const links = planner.linksOf(record, facts);
  const linked = await planner.linkedOf(record.connection, facts, record.into ? [] : [record]);
  try {
    if (record.into) return await previewEntry(deps, facts, record);
    return render({ record, facts, linked, planner }, links);
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    return nothing(`It can't be rendered: ${words}`, record);
  }
};
