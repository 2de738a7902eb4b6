import { grouped } from '../grouped.ts';
import { type Answer, type Element, textAt } from '../qbxml/message.ts';
import type { Named, Sent } from './batch.ts';

type Index = ReadonlyMap<string | undefined, readonly Element[]>;

/** A vendor has no full name but a name, and what is asked for by case comes back as a number like others. */
const nameIn = (ret: Element, by: Named['by']): string | undefined => {
  if (by === 'FullName') return textAt(ret, 'FullName') ?? textAt(ret, 'Name');
  return textAt(ret, by === 'RefNumberCaseSensitive' ? 'RefNumber' : by);
};

/** QuickBooks ignores case in names and numbers. */
const indexOf = (rets: readonly Element[], by: Named['by']): Index =>
  grouped(rets, (ret) => nameIn(ret, by)?.toLowerCase());

/** Of an answer to hundreds of records: were each to look through all of it, their time would grow with its square. */
const indexes = new WeakMap<readonly Element[], Map<Named['by'], Index>>();

const indexed = (rets: readonly Element[], by: Named['by']): Index => {
  const known = indexes.get(rets) ?? new Map<Named['by'], Index>();
  indexes.set(rets, known);
  const index = known.get(by) ?? indexOf(rets, by);
  known.set(by, index);
  return index;
};

/** Without the objects that others asked for in the same query. What says no name may be anybody's. */
const ownOf = (answer: Answer, named: Named | undefined): Answer => {
  if (!named || answer.rets.length < 2) return answer;
  const index = indexed(answer.rets, named.by);
  const names = new Set(named.values.map((value) => value.toLowerCase()));
  return { ...answer, rets: [...names, undefined].flatMap((name) => index.get(name) ?? []) };
};

/** The answers to one record's queries; undefined when QuickBooks left one of them unanswered. */
export const answersOf = (
  { requestIDs, named = [] }: Sent,
  answers: ReadonlyMap<string, Answer>,
): readonly Answer[] | undefined => {
  const mine = requestIDs.map((id, n) => {
    const answer = answers.get(id);
    return answer && ownOf(answer, named[n] ?? undefined);
  });
  return mine.every((answer) => answer !== undefined) ? mine : undefined;
};
