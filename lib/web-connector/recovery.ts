import type { Connection } from '../engine/ports.ts';
import type { AnswerSet } from '../qbxml/message.ts';
import { messageSetOutcome } from '../qbxml/status.ts';
import type { CallDeps } from './ports.ts';
import type { Session } from './session.ts';
import type { Steps } from './steps.ts';

/** What becomes of a write batch whose answer was lost, or that QuickBooks calls a bug of ours. */
export const createRecovery = ({ connections, sessions, work, log }: CallDeps, steps: Steps) => {
  /** An id used for two contents (9001) or too long (9004): nothing can be trusted until it is understood. */
  const bug = async (session: Session, set: AnswerSet, batch: string): Promise<number> => {
    const { messageSetStatusCode: code } = set;
    const trouble = `QuickBooks refused the message set ${batch} (${code}): a bug of Plumbline; please report it. What was posted is looked up before anything is sent again.`;
    log('bug.message-set', { connection: session.connection, batch, code });
    await connections.note(session.connection, { trouble });
    return steps.stop(session, trouble);
  };

  /** QuickBooks tells nothing of the batch in doubt: each of its records is looked up, twice if it is not found. */
  const forget = async (session: Session, connection: Connection): Promise<number> => {
    const batch = session.doubt && (await sessions.batch(connection.name, session.doubt.id));
    const outcomes = (batch?.sent ?? []).map(({ record }) => ({
      sent: record,
      after: { do: 'lost' } as const,
    }));
    await work.settleAll(connection.name, connection, outcomes);
    await work.tellAgain(connection.name, connection, batch?.ahead ?? []);
    return steps.onward({ ...session, doubt: undefined }, connection);
  };

  /** The status check once more, without bodies; when that has been asked, lookups decide. */
  const askBare = (session: Session, connection: Connection): Promise<number> => {
    const { doubt } = session;
    if (!doubt || doubt.bare) return forget(session, connection);
    const open = { id: doubt.id, kind: 'recovery', records: 0 } as const;
    return steps.ask({ ...session, doubt: { ...doubt, bare: true } }, open);
  };

  /**
   * What the status check tells of a batch whose answer was lost. What QuickBooks stored settles as if it
   * had just arrived. What it does not know is in doubt: lookups find by ExternalGUID what was committed
   * all the same.
   */
  const takeRecovery = async (session: Session, connection: Connection, set: AnswerSet): Promise<number> => {
    const doubt = session.doubt;
    const batch = doubt && (await sessions.batch(connection.name, doubt.id));
    const known = messageSetOutcome(set.messageSetStatusCode ?? '0');
    log('batch.recovered', {
      connection: connection.name,
      batch: doubt?.id,
      known,
      answers: set.answers.length,
    });
    if (known === 'ok' && set.answers.length === 0) return askBare(session, connection);
    const sure = { ...session, doubt: undefined };
    const stored = batch && known === 'ok' && set.answers.length > 0;
    if (stored) {
      await work.tellAgain(connection.name, connection, batch.ahead ?? []);
      return steps.onward(await steps.settle(sure, connection, batch, set), connection);
    }
    return forget(session, connection);
  };

  return { bug, forget, askBare, takeRecovery };
};
