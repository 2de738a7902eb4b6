import type { AnswerSet } from '../../../lib/qbxml/message.ts';
import { isMalformedAnswer, readMessageSet } from '../../../lib/qbxml/read.ts';
import { messageSetOutcome, outcomeOf } from '../../../lib/qbxml/status.ts';
import { mutated } from '../mutation.ts';
import { quickBooksAnswers } from '../quickbooks-answers.ts';
import { shortened, type Target, target, wrong } from '../target.ts';
import { HEAVY, LIGHT } from '../xml-mutations.ts';

const MOST_WORDS = 500;

const read = (xml: string): AnswerSet | undefined => {
  try {
    return readMessageSet(xml);
  } catch (error) {
    if (!isMalformedAnswer(error)) throw error;
    if (error.message.length > MOST_WORDS) wrong(`said in ${error.message.length} characters`);
    if (!(error.line >= 1 && error.column >= 0)) wrong(`line ${error.line}, column ${error.column}`);
    return undefined;
  }
};

const check = (xml: string): void => {
  const set = read(xml);
  if (!set) return;
  messageSetOutcome(set.messageSetStatusCode);
  for (const answer of set.answers) {
    if (outcomeOf(answer).is === undefined) wrong(`no outcome for ${answer.statusCode}`);
    if (answer.rets.some(({ name }) => !name.endsWith('Ret'))) wrong('a Ret that is none');
  }
};

/** Answers of QuickBooks: a set, or what is malformed about them. */
export const qbxmlReader = async (): Promise<Target> =>
  target<string>({
    name: 'qbxml-reader',
    inputs: mutated(await quickBooksAnswers(), LIGHT, HEAVY),
    answers: check,
    show: shortened,
  });
