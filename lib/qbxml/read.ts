import type { Answer, AnswerSet, Element } from './message.ts';
import { walkMessageSet } from './walk.ts';

export { isMalformedAnswer, type MalformedAnswer } from './walk.ts';

type Growing = Omit<Answer, 'rets' | 'errorRecovery'> & { readonly rets: Element[]; errorRecovery?: Element };

/**
 * QuickBooks' answer to a message set as a whole, for answers to few requests; `walkMessageSet` is for those that
 * bring many objects. Throws a MalformedAnswer when it is not well-formed.
 */
export const readMessageSet = (xml: string): AnswerSet => {
  let head: Omit<AnswerSet, 'answers'> = {};
  const answers: Growing[] = [];
  for (const piece of walkMessageSet(xml)) {
    const last = answers.at(-1);
    if (piece.is === 'set') head = piece.set;
    else if (piece.is === 'answer') answers.push({ ...piece.answer, rets: [] });
    else if (piece.is === 'ret') last?.rets.push(piece.ret);
    else if (last) last.errorRecovery ??= piece.errorRecovery;
  }
  return { ...head, answers };
};
