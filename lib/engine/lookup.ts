import type { Seen } from '../flow.ts';
import type { Answer, QbRequest } from '../qbxml/message.ts';
import { outcomeOf } from '../qbxml/status.ts';
import { reason } from '../reasons.ts';
import { aimed } from './adopting.ts';
import type { Sent } from './batch.ts';
import { deletedObject, deletedOf, deletedQueries, isOfDeleted, wasDeleted } from './deleted.ts';
import { asSent, doubtQuery, doubtSeen } from './doubt.ts';
import { attempt } from './guarded.ts';
import { type After, afterAnswer } from './outcome.ts';
import { answersOf } from './own-answers.ts';
import { contextOf, type Facts, type Linked } from './plan.ts';
import type { Planner } from './planner.ts';
import type { SyncRecord } from './record.ts';
import { afterUndo, undoQuery } from './undo.ts';

/** The answers themselves, of a record that is to be undone or taken over: others are asked before it is decided. */
export interface Told {
  readonly is: 'told';
  readonly answers: readonly Answer[];
}

/** An id that QuickBooks calls invalid is of nothing that could be deleted. */
const undoLooked = (bad: Answer): Told | { after: After } => {
  if (outcomeOf(bad).is === 'missing-reference') return { is: 'told', answers: [] };
  return { after: afterUndo(bad) };
};

const FINE = ['done', 'done-with-warning', 'nothing-found'];

/** What is asked of QuickBooks about a record before it is written, and what the answers say. */
export const createLookup = (planner: Planner) => {
  /** None where it cannot be told: a record in doubt may refer to what was not mapped yet when it was sent. */
  const lookupOf = (facts: Facts, record: SyncRecord, linked: Linked): readonly QbRequest[] =>
    attempt(
      () => planner.flowOf(record.flow).lookup(record.content, contextOf(record, facts, linked)),
      () => [],
    );

  const matched = (facts: Facts, record: SyncRecord, linked: Linked, answers: readonly Answer[]): Seen =>
    planner.flowOf(record.flow).match(record.content, contextOf(record, facts, linked), answers);

  /** In doubt, its object is found by what it was called when it was sent, or else by what it is called now. */
  const seenOf = (facts: Facts, record: SyncRecord, linked: Linked, answers: readonly Answer[]): Seen => {
    const sent = asSent(record);
    const own = sent ? lookupOf(facts, record, linked).length : answers.length;
    const before = sent && matched(facts, sent, linked, answers.slice(own));
    const isOurs = before?.is === 'found' && before.mapping.created;
    return isOurs ? before : matched(facts, record, linked, answers.slice(0, own));
  };

  /** The Add whose answer was lost, if that is what is in doubt. */
  const lostAdd = (facts: Facts, record: SyncRecord, linked: Linked): QbRequest | undefined => {
    if (record.doubt?.of !== 'answer') return undefined;
    const was = asSent(record) ?? record;
    // What it referred to may be mapped no more.
    return attempt(
      () => planner.flowOf(record.flow).request(was.content, contextOf(was, facts, linked), { is: 'absent' }),
      () => undefined,
    );
  };

  const queriesOf = (facts: Facts, record: SyncRecord, linked: Linked): readonly QbRequest[] => {
    const undone = undoQuery(record);
    if (undone) return [undone];
    const query = doubtQuery(record);
    if (query) return [query, ...deletedQueries([record.mapping?.type ?? ''], record.since)];
    if (record.adopting && !record.mapping) return lookupOf(facts, aimed(record), linked);
    const sent = asSent(record);
    const own = [...lookupOf(facts, record, linked), ...(sent ? lookupOf(facts, sent, linked) : [])];
    const add = lostAdd(facts, record, linked);
    return add ? [...own, ...deletedOf(add, record.since)] : own;
  };

  /** What a record's answers say, or why they say nothing. */
  const read = (
    facts: Facts,
    sent: Sent,
    record: SyncRecord,
    linked: Linked,
    answers: ReadonlyMap<string, Answer>,
  ): Seen | Told | { after: After } => {
    if (sent.requestIDs.length === 0) return { is: 'absent' };
    const mine = answersOf(sent, answers);
    if (!mine)
      return {
        after: { do: 'again', counts: true, wait: false, words: 'QuickBooks left the lookup unanswered' },
      };
    const asked = mine.filter((answer) => !isOfDeleted(answer));
    const bad = asked.find((answer) => !FINE.includes(outcomeOf(answer).is));
    // An id that QuickBooks calls invalid is of no object of this file.
    if (bad && record.undo) return undoLooked(bad);
    if (record.undo) return { is: 'told', answers: asked };
    if (bad && record.doubt?.of === 'object' && outcomeOf(bad).is === 'missing-reference')
      return { is: 'absent' };
    if (bad) return { after: afterAnswer(bad, () => undefined) };
    // A backup does not know it either; but what stands among the deleted somebody took out.
    if (record.doubt?.of === 'object' && record.mapping && wasDeleted(record.mapping.id, mine))
      return { after: { do: 'gone' } };
    if (record.adopting && !record.mapping) return { is: 'told', answers: asked };
    const seen = doubtSeen(record, asked) ?? seenOf(facts, record, linked, asked);
    const add = seen.is === 'absent' ? lostAdd(facts, record, linked) : undefined;
    const object = add && deletedObject(add, record.since, mine);
    // It was posted, and somebody took it out again: whether it goes once more is theirs to say.
    return object ? { is: 'refused', reason: reason('gone-from-quickbooks', { object }) } : seen;
  };

  return { queriesOf, read };
};
