import { readOwners } from '../engine/owners.ts';
import type { Facts } from '../engine/plan.ts';
import { createPlanner } from '../engine/planner.ts';
import { isMapped, keyText, type SyncRecord } from '../engine/record.ts';
import type { Mapping, RecordKey } from '../flow.ts';
import { refText } from '../import-flow.ts';
import { explain, type Reason } from '../reasons.ts';
import { type Blocker, chainOf } from './chain.ts';
import type { ChoiceDeps } from './choice.ts';

/** A reason in words: what happened, who mends it, how, and what makes Plumbline look again. */
export interface Why extends ReturnType<typeof explain> {
  readonly code: string;
}

/** A record that this one refers to, and as what QuickBooks knows it. */
export interface Needed extends RecordKey {
  readonly title?: string;
  readonly state?: string;
  readonly object?: string;
}

/** All that is known of one record. Times are ISO. */
export interface Story
  extends Pick<
    SyncRecord,
    | 'connection'
    | 'flow'
    | 'id'
    | 'title'
    | 'source'
    | 'into'
    | 'state'
    | 'since'
    | 'deleted'
    | 'fetchStartedAt'
    | 'mapping'
    | 'syncedAt'
    | 'flags'
    | 'override'
    | 'approval'
    | 'rejection'
    | 'adoption'
    | 'offered'
    | 'document'
    | 'tries'
    | 'notBefore'
    | 'history'
  > {
  readonly why?: Why;
  /** What is not sure, in words. */
  readonly doubt?: string;
  /** Its flow's documents wait for a person's approval. */
  readonly manual: boolean;
  /** What it waits for, down to the roots. */
  readonly waitsFor: readonly Blocker[];
  readonly needs: readonly Needed[];
}

const whyOf = (reason: Reason | undefined): Why | undefined =>
  reason && { code: reason.code, ...explain(reason) };

const DOUBTS = {
  answer: 'It was sent, and the answer was lost: the next sessions look up whether QuickBooks has it.',
  object: 'Whether its object is still in QuickBooks is looked up by the next session.',
  name: 'Its object is gone from QuickBooks: the next session looks for another of its name.',
};

/** `Vendor "Oak"`. */
export const objectWords = ({ type, name }: Pick<Mapping, 'type' | 'name'>): string => `${type} "${name}"`;

const told = ({
  content: _,
  hash: __,
  rev: ___,
  actual: ____,
  syncedContent: _____,
  ...record
}: SyncRecord) => record;

/** Jobs and vendors ask for a word whatever the settings say. */
const waitsForWord = ({ into, state }: SyncRecord): boolean =>
  into !== undefined && state === 'awaiting-approval';

const linksNeeded = async (deps: ChoiceDeps, facts: Facts, record: SyncRecord): Promise<Needed[]> => {
  const links = createPlanner(deps).linksOf(record, facts);
  const linked = await deps.records.get(record.connection, links);
  return links.map(({ flow, id }): Needed => {
    const known = linked.get(keyText({ flow, id }));
    const object = known && isMapped(known) && known.mapping ? objectWords(known.mapping) : undefined;
    return { flow, id, title: known?.title, state: known?.state, object };
  });
};

/** Objects of QuickBooks that a record names, and whose they are: what nobody's is, is called by its type. */
const ownersNeeded = async (deps: ChoiceDeps, _facts: Facts, record: SyncRecord): Promise<Needed[]> => {
  const flow = deps.imports.find(({ name }) => name === record.flow);
  const refs = flow?.refs(record.content) ?? [];
  const owners = await readOwners(deps.records, record.connection, refs);
  return refs.map((ref): Needed => {
    const owner = owners.get(refText(ref));
    if (!owner?.mapping) return { flow: ref.type, id: ref.id, state: "nobody's" };
    const { flow: of, id, title, state, mapping } = owner;
    return { flow: of, id, title, state, object: objectWords(mapping) };
  });
};

/** The whole story of one record. Undefined: the connection is unknown. */
export const readStory = async (deps: ChoiceDeps, record: SyncRecord): Promise<Story | undefined> => {
  const facts = await deps.connections.get(record.connection);
  if (!facts) return undefined;
  const needs = await (record.into ? ownersNeeded : linksNeeded)(deps, facts, record);
  const { reason, doubt, blockedBy: _, ...rest } = told(record);
  return {
    ...rest,
    why: whyOf(reason),
    doubt: doubt && DOUBTS[doubt.of],
    manual: facts.settings.approval[record.flow] === 'manual' || waitsForWord(record),
    waitsFor: await chainOf(deps.records, record),
    needs,
  };
};
