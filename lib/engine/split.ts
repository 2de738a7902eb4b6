import type { Answer } from '../qbxml/message.ts';
import { outcomeOf } from '../qbxml/status.ts';
import type { Sent } from './batch.ts';
import { keyText } from './record.ts';
import { AT_ONCE } from './retry.ts';

/** What QuickBooks says of a query itself, whatever it asks for: it would say it to each record alone. */
const OF_EVERY_QUERY = ['1030', '1060', '3250', '3260', '3261', '3262'];

/** Two parts of a list that holds something bad: what remains is good, or bad alone. */
export const halves = (keys: readonly string[]): readonly (readonly string[])[] => {
  const middle = Math.ceil(keys.length / 2);
  return [keys.slice(0, middle), keys.slice(middle)].filter((half) => half.length > 0);
};

const mayBeOneRecords = (answer: Answer, asked: readonly Sent[]): boolean => {
  const outcome = outcomeOf(answer);
  switch (outcome.is) {
    case 'missing-reference':
    case 'our-bug':
    case 'person':
      return !OF_EVERY_QUERY.includes(outcome.code);
    case 'retry-later':
      return outcome.limited && asked.every(({ record }) => record.attempts >= AT_ONCE);
    default:
      return false;
  }
};

/**
 * Records whose merged query QuickBooks refused as a whole, as lists of `flow#id` to be looked up apart: one name or
 * id among them is bad, and the others must not suffer for it. A record that was alone in its query is in none.
 */
export const refusedTogether = (
  looked: readonly Sent[],
  answers: ReadonlyMap<string, Answer>,
): readonly (readonly string[])[] => {
  const ids = new Set(looked.flatMap(({ requestIDs }) => requestIDs));
  const taken = new Set<string>();
  const lists: (readonly string[])[] = [];
  for (const id of ids) {
    const answer = answers.get(id);
    if (!answer) continue;
    const asked = looked.filter(({ requestIDs }) => requestIDs.includes(id));
    if (asked.length < 2 || !mayBeOneRecords(answer, asked)) continue;
    const keys = asked.map(({ record }) => keyText(record)).filter((key) => !taken.has(key));
    for (const key of keys) taken.add(key);
    lists.push(...halves(keys));
  }
  return lists;
};
