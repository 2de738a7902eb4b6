import type { Tally } from '../engine/batch.ts';
import type { Connection, Connections, OpenBatch, Sessions } from '../engine/ports.ts';
import type { Work } from '../engine/work.ts';
import type { Answer } from '../qbxml/message.ts';
import type { Session } from './session.ts';

export interface SettlingDeps {
  readonly connections: Pick<Connections, 'get'>;
  readonly sessions: Pick<Sessions<Session>, 'batch' | 'answers' | 'noteSettled' | 'dropBatch'>;
  readonly work: Pick<Work, 'settleWrite'>;
  readonly now: () => Date;
  readonly log: (event: string, fields: Readonly<Record<string, unknown>>) => void;
}

/** Answers by requestID; those without one are nobody's. */
export const byRequest = (answers: readonly Answer[]): Map<string, Answer> =>
  new Map(answers.flatMap((answer) => (answer.requestID === undefined ? [] : [[answer.requestID, answer]])));

/** The session with so many more records done. */
export const add = (session: Session, tally: Tally): Session => ({
  ...session,
  synced: session.synced + tally.synced,
  refused: session.refused + tally.refused,
});

/**
 * Write batches settled by their answers: at once, or, where the next batch is ready already, by another function
 * while QuickBooks is at that one. Then the answers are put down before the session goes on. Whoever comes first
 * settles them, the function that is told by the queue `answers` or the next call of the session: settling is safe to
 * repeat, so a message may come twice or never.
 */
export const createSettling = ({ connections, sessions, work, now, log }: SettlingDeps) => {
  const settle = async (
    connection: Connection,
    batch: OpenBatch,
    answers: readonly Answer[],
    more: { readonly quickbooksMs?: number } = {},
  ): Promise<Tally> => {
    const began = now().getTime();
    const tally = await work.settleWrite(connection.name, connection, batch, byRequest(answers));
    const settleMs = now().getTime() - began;
    const { name } = connection;
    log('batch.settled', {
      ...{ connection: name, batch: batch.id, records: batch.sent.length, ...tally, ...more, settleMs },
    });
    return tally;
  };

  /** What came of a batch whose answers were put down; undefined when nothing of it is left. */
  const settlePutDown = async (name: string, id: string): Promise<Tally | undefined> => {
    const put = await sessions.answers(name, id);
    if (!put?.answers) return put?.tally;
    const [connection, batch] = await Promise.all([connections.get(name), sessions.batch(name, id)]);
    if (!connection || !batch) return undefined;
    const tally = await settle(connection, batch, put.answers);
    await sessions.noteSettled(name, id, tally);
    return tally;
  };

  /**
   * The session, none of its answers unsettled any more. Dropped before that is saved: what nothing is left of is
   * settled.
   */
  const catchUp = async (session: Session): Promise<Session> => {
    const { connection, settling } = session;
    if (!settling) return session;
    const tally = await settlePutDown(connection, settling.batch);
    await sessions.dropBatch(connection, settling.batch);
    return { ...(tally ? add(session, tally) : session), settling: undefined };
  };

  return { settle, settlePutDown, catchUp };
};

export type Settling = ReturnType<typeof createSettling>;
