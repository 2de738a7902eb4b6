import type { Answer, AnswerSet, Element } from './message.ts';
import { walkMessageSet } from './walk.ts';

export { isMalformedAnswer, type MalformedAnswer } from './walk.ts';

type Growing = Omit<Answer, 'rets' | 'errorRecovery'> & { readonly rets: Element[]; errorRecovery?: Element };

const branch = (name: string, children: readonly Element[]): Element => ({
  ...{ name, attributes: {}, children, text: '' },
});

/** A report as it came, of its head and its rows. */
const reportOf = (head: readonly Element[], rows: readonly Element[]): Element =>
  branch('ReportRet', rows.length > 0 ? [...head, branch('ReportData', rows)] : head);

/**
 * QuickBooks' answer to a message set as a whole, for answers to few requests; `walkMessageSet` is for those that
 * bring many objects. Throws a MalformedAnswer when it is not well-formed.
 */
export const readMessageSet = (xml: string): AnswerSet => {
  let head: Omit<AnswerSet, 'answers'> = {};
  const answers: Growing[] = [];
  const reports = new Map<Growing, { head: Element[]; rows: Element[] }>();
  for (const piece of walkMessageSet(xml)) {
    const last = answers.at(-1);
    if (piece.is === 'set') head = piece.set;
    else if (piece.is === 'answer') answers.push({ ...piece.answer, rets: [] });
    else if (piece.is === 'ret') last?.rets.push(piece.ret);
    else if (last && piece.is === 'recovery') last.errorRecovery ??= piece.errorRecovery;
    else if (last && piece.is === 'report') {
      const report = reports.get(last) ?? { head: [], rows: [] };
      reports.set(last, report);
      report[piece.isRow ? 'rows' : 'head'].push(piece.part);
    }
  }
  for (const [answer, { head: parts, rows }] of reports) answer.rets.push(reportOf(parts, rows));
  return { ...head, answers };
};
