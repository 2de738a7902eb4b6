import type { Mapping } from '../flow.ts';
import type { QbRequest } from '../qbxml/message.ts';
import { type Reason, reason, stateOf } from '../reasons.ts';
import type { After } from './after.ts';
import { documentHash } from './document.ts';
import { keep, kept } from './kept.ts';
import type { Facts, Plan } from './plan.ts';
import type { ActualDocument, SyncRecord, Verdict } from './record.ts';

/** In place of a hash: what is to be posted is not known before QuickBooks is asked. */
const NOTHING = 'nothing';

type Judged = Pick<SyncRecord, 'actual'>;

/** Accounting's own approval is asked for: gate 2. */
const isManual = ({ settings }: Facts, flow: string): boolean => settings.approval[flow] === 'manual';

/** What a rejection is told as. */
export const rejectedBy = ({ by, why }: Pick<Verdict, 'by' | 'why'>): Reason =>
  reason('rejected', { by, why: why ?? '' });

/**
 * Hash of the document that a record's approval must be for, where `request` is its document as planned. Some
 * documents depend on how QuickBooks stands when they are posted: once one was rendered there, it is that one.
 */
const expectedDocument = (record: Judged, request: QbRequest | undefined): string | undefined =>
  actualOf(record, request)?.document ?? (request && documentHash(request));

const actualOf = ({ actual }: Judged, request: QbRequest | undefined): ActualDocument | undefined =>
  actual?.planned === (request ? documentHash(request) : NOTHING) ? actual : undefined;

/** The request whose document a record's approval must be for: see expectedDocument. */
export const expectedRequest = (record: Judged, request: QbRequest | undefined): QbRequest | undefined => {
  const actual = actualOf(record, request);
  return actual ? kept<QbRequest>(actual.request) : request;
};

/** Nobody said, nor has to say, anything about this record's documents: most need not be hashed. */
const isFree = (facts: Facts, record: SyncRecord): boolean =>
  !record.rejection && !isManual(facts, record.flow);

/** How a document stands with accounting: undefined when it may go. A rejection holds whatever the settings say. */
const heldBack = (facts: Facts, record: SyncRecord, document: string): Reason | undefined => {
  const { approval, rejection, flow } = record;
  if (rejection?.document === document) return rejectedBy(rejection);
  return approval?.document === document || !isManual(facts, flow) ? undefined : reason('awaiting-approval');
};

/** Accounting's own approval, where the settings ask for it: it holds for one document, and so does a rejection. */
export const gate2 = (plan: Plan, record: SyncRecord, facts: Facts, request: QbRequest | undefined): Plan => {
  const document = isFree(facts, record) ? undefined : expectedDocument(record, request);
  if (!document) return plan;
  const why = heldBack(facts, record, document);
  if (!why) return { ...plan, document };
  const state = stateOf(why);
  return { ...plan, state, reason: why, document, claims: state === 'rejected' ? [] : plan.claims };
};

/**
 * Just before a write: what becomes of a record whose document, as rendered now, nobody approved; undefined when
 * it may go. The document itself is kept, so that the next preview shows this very one. `planned`: the same as
 * planned, from what is known without QuickBooks.
 */
export const unapproved = (
  facts: Facts,
  record: SyncRecord,
  request: QbRequest,
  planned: () => QbRequest | undefined,
): After | undefined => {
  if (isFree(facts, record)) return undefined;
  const document = documentHash(request);
  const why = heldBack(facts, record, document);
  if (!why) return undefined;
  const before = planned();
  const was = before ? documentHash(before) : NOTHING;
  if (was === document) return { do: 'refused', reason: why, document };
  const text = keep(request);
  if (!text) return { do: 'refused', reason: reason('does-not-fit', TOO_LARGE) };
  return { do: 'refused', reason: why, document, actual: { planned: was, document, request: text } };
};

const TOO_LARGE = {
  element: 'Approval',
  words:
    'what is posted depends on how QuickBooks stands then, and it is too large to be kept until somebody approves it: split the record in Procore',
};

/** An object of QuickBooks, as an operator's word about it names it: its type and id. */
export const objectOf = ({ type, id }: Pick<Mapping, 'type' | 'id'>): string => `${type}:${id}`;

/** A person said that the object that was offered is not this record's, which says the same as then. */
export const refusedAdoption = ({ adoption, mapping, hash }: SyncRecord): Reason | undefined =>
  adoption && !adoption.accepted && !mapping && adoption.hash === hash ? rejectedBy(adoption) : undefined;

/** What becomes of a record to which an object is offered; undefined when a person agreed to link this one. */
export const unadopted = ({ adoption, hash }: SyncRecord, mapping: Mapping): After | undefined => {
  const { type, id, name } = mapping;
  const word = adoption?.object === objectOf(mapping) ? adoption : undefined;
  if (word?.accepted) return undefined;
  const offered = { type, id, name };
  // Said while the lookup was under way.
  if (word && word.hash === hash) return { do: 'refused', reason: rejectedBy(word), offered };
  return { do: 'refused', reason: reason('adoption-offered', { object: `${type} "${name}"` }), offered };
};
