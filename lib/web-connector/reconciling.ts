import type { Connection } from '../engine/ports.ts';
import { driftEvent } from '../events/events.ts';
import type { AnswerSet } from '../qbxml/message.ts';
import { outcomeOf } from '../qbxml/status.ts';
import { writeMessageSet } from '../qbxml/write.ts';
import { begunCursor, type Cursor, sized } from '../reconcile/read-back.ts';
import type { CallDeps } from './ports.ts';
import { type Handed, isStuck, type Session } from './session.ts';
import type { Steps } from './steps.ts';

type Reconciling = Pick<CallDeps, 'connections' | 'reconcile' | 'log' | 'tell'>;

/** The message set that a session's cursor stands for. */
export const reconcileSet = async (
  { reconcile }: Pick<CallDeps, 'reconcile'>,
  { reconcile: cursor }: Session,
  connection: Connection,
): Promise<string | undefined> =>
  cursor && writeMessageSet(await reconcile.requests(connection, cursor), { onError: 'continueOnError' });

/** The session with the next message of the comparison that is wanted; undefined: there is none, or it ended here. */
export const createNextReconciling =
  ({ connections, reconcile, log, tell }: Reconciling) =>
  async (session: Session, connection: Connection): Promise<Session | undefined> => {
    const wanted = connection.reconcile;
    if (!wanted) return undefined;
    const before = session.reconcile;
    const cursor: Cursor = before?.run === wanted.run ? before : begunCursor(wanted);
    const step = await reconcile.step(connection, cursor, session.most);
    if (step) {
      const open: Handed = { id: '', kind: 'reconcile', records: step.count };
      return { ...session, open, reconcile: step };
    }
    const report = await reconcile.finish(connection, cursor);
    const { run, at, subjects, findings } = report;
    const reconciled = { run, at, findings: findings.length };
    await connections.note(connection.name, { reconcile: undefined, reconciled });
    log('reconcile.done', { connection: connection.name, subjects, ...reconciled });
    tell(driftEvent(report));
    return undefined;
  };

/**
 * What a comparison asks cannot be made smaller, and no answer to it arrives: it would keep every session from its end.
 * The next one is begun at night, or on demand. Gives the connection as it is then.
 */
export const abandoned = async (
  { connections, now }: Pick<CallDeps, 'connections' | 'now'>,
  connection: Connection,
  last: Session | undefined,
): Promise<Connection> => {
  const { open, reconcile } = last ?? {};
  if (!reconcile || open?.kind !== 'reconcile' || open.records > 1 || !isStuck(last)) return connection;
  const why = `No answer arrived to what it asked (${reconcile.asks}): it may be larger than 6 MB.`;
  const reconciled = { run: reconcile.run, at: now().toISOString(), why };
  const news = { reconcile: undefined, reconciled };
  await connections.note(connection.name, news);
  return { ...connection, ...news };
};

/** What QuickBooks says of the objects that were asked for. */
export const createReconciling = ({ connections, reconcile, now }: CallDeps, { stop, onward }: Steps) => {
  /** It would be refused again: the next one is begun at night, or on demand. */
  const giveUp = async (session: Session, words: string): Promise<number> => {
    const run = session.reconcile?.run ?? '';
    const reconciled = { run, at: now().toISOString(), why: words };
    await connections.note(session.connection, { reconcile: undefined, reconciled, trouble: words });
    return stop(session, words);
  };

  const take = async (
    session: Session,
    connection: Connection,
    set: AnswerSet,
    bytes: number,
  ): Promise<number> => {
    const { reconcile: cursor, open } = session;
    if (!cursor || !open?.at || set.answers.length === 0)
      return stop(session, 'QuickBooks left the comparison unanswered.');
    for (const answer of set.answers) {
      const { is } = outcomeOf(answer);
      if (is !== 'done' && is !== 'done-with-warning' && is !== 'nothing-found')
        return giveUp(
          session,
          `The comparison ended (${answer.message}, ${answer.statusCode}): ${answer.statusMessage}`,
        );
    }
    const taken = await reconcile.take(connection, cursor, set.answers);
    if (!taken) return stop(session, 'QuickBooks answered something else than was asked.');
    const next = sized(taken, now().getTime() - Date.parse(open.at), bytes);
    return onward({ ...session, reconcile: next }, connection);
  };

  return { take, giveUp };
};
