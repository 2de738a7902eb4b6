import { type ListRow, PULLED_LISTS, type Pulled, type PulledList } from '../engine/archive.ts';
import type { Connection } from '../engine/ports.ts';
import type { AnswerSet, Element, QbRequest } from '../qbxml/message.ts';
import { textAt } from '../qbxml/message.ts';
import { outcomeOf } from '../qbxml/status.ts';
import { writeMessageSet } from '../qbxml/write.ts';
import type { CallDeps } from './ports.ts';
import type { Session } from './session.ts';
import type { Steps } from './steps.ts';

/** Rows of a page: some 300 bytes each. */
const PAGE = 500;

/** How far a session is with the lists that an operator wants to see. */
export interface Pull {
  /** When it began (ISO): names its items. */
  readonly run: string;
  readonly list: PulledList;
  /** QuickBooks' iterator, which lives as long as the session; absent: the list is to be begun. */
  readonly iteratorID?: string;
  readonly pages: number;
  readonly rows: Pulled['rows'];
}

export const begunPull = (run: string): Pull => ({
  run,
  list: PULLED_LISTS[0],
  pages: 0,
  rows: { Vendor: 0, Customer: 0, ItemService: 0 },
});

const requestID = ({ list, pages }: Pull): string => `pull-${list}-${pages + 1}`;

const query = ({ list, iteratorID }: Pull): QbRequest => ({
  message: `${list}QueryRq`,
  attributes: iteratorID ? { iterator: 'Continue', iteratorID } : { iterator: 'Start' },
  fields: {
    MaxReturned: String(PAGE),
    ActiveStatus: 'All',
    IncludeRetElement: ['ListID', 'Name', 'FullName', 'IsActive'],
  },
});

/** The next page of the lists. */
export const pullSet = (pull: Pull): string =>
  writeMessageSet([{ requestID: requestID(pull), request: query(pull) }], { onError: 'stopOnError' });

const rowOf = (ret: Element): ListRow[] => {
  const id = textAt(ret, 'ListID');
  const name = textAt(ret, 'Name');
  if (!id || name === undefined) return [];
  return [
    { id, name, fullName: textAt(ret, 'FullName') ?? name, active: textAt(ret, 'IsActive') !== 'false' },
  ];
};

const countedRows = ({ rows, list }: Pull, more: number): Pulled['rows'] => ({
  ...rows,
  [list]: rows[list] + more,
});

/** Where the pull stands after a page; undefined: that was the last one. */
const after = (pull: Pull, iteratorID: string | undefined, rows: number): Pull | undefined => {
  const { run, list } = pull;
  const so = { run, rows: countedRows(pull, rows), pages: pull.pages + 1 };
  if (iteratorID) return { ...so, list, iteratorID };
  const next = PULLED_LISTS[PULLED_LISTS.indexOf(list) + 1];
  return next && { ...so, list: next };
};

/** Reads QuickBooks' lists for people, page by page within one session; it changes nothing on either side. */
export const createPull = ({ connections, sessions, now, log }: CallDeps, { stop, onward, ask }: Steps) => {
  const finish = async (session: Session, connection: Connection, last: Pull): Promise<number> => {
    const pulled: Pulled = { run: last.run, at: now().toISOString(), pages: last.pages, rows: last.rows };
    await connections.note(connection.name, { pullWanted: undefined, pulled });
    log('lists.pulled', { connection: connection.name, ...last.rows });
    return onward({ ...session, pull: undefined }, { ...connection, pullWanted: undefined });
  };

  return async (session: Session, connection: Connection, set: AnswerSet): Promise<number> => {
    const { pull } = session;
    const answer = pull && set.answers.find((one) => one.requestID === requestID(pull));
    if (!pull || !answer) return stop(session, 'QuickBooks left a list unanswered.');
    const { is } = outcomeOf(answer);
    if (is !== 'done' && is !== 'done-with-warning' && is !== 'nothing-found') {
      const words = `The ${pull.list} list could not be read (${answer.statusCode}): ${answer.statusMessage}`;
      await connections.note(connection.name, { pullWanted: undefined, trouble: words });
      return stop(session, words);
    }
    const rows = answer.rets.flatMap(rowOf);
    await sessions.archive.putPage(connection.name, pull.run, pull.pages, pull.list, rows);
    const more = Number(answer.attributes.iteratorRemainingCount ?? '0') > 0;
    const next = after(pull, more ? answer.attributes.iteratorID : undefined, rows.length);
    if (next) return ask({ ...session, pull: next }, { id: '', kind: 'pull', records: 0 });
    return finish(session, connection, {
      ...pull,
      pages: pull.pages + 1,
      rows: countedRows(pull, rows.length),
    });
  };
};
