import type { Batch } from '../engine/batch.ts';
import type { Connection, OpenBatch } from '../engine/ports.ts';
import type { Tally } from '../engine/settle.ts';
import type { Answer, AnswerSet } from '../qbxml/message.ts';
import { createAdvance } from './advance.ts';
import type { CallDeps } from './ports.ts';
import { grown, type Handed, measured, progress, type Session } from './session.ts';

/** What receiveResponseXML answers: per cent done, 100 for the end, −1 for "ask getLastError". */
export const ANSWERED = { all: 100, error: -1, some: progress } as const;

/** The answers of a set by requestID; those without one are nobody's. */
export const byRequest = (set: AnswerSet): Map<string, Answer> =>
  new Map(
    set.answers.flatMap((answer) => (answer.requestID === undefined ? [] : [[answer.requestID, answer]])),
  );

/** The session with so many more records done. */
export const add = (session: Session, tally: Tally): Session => ({
  ...session,
  synced: session.synced + tally.synced,
  refused: session.refused + tally.refused,
});

/** What the answers of all kinds of messages come to. Each gives what receiveResponseXML says. */
export const createSteps = (deps: CallDeps) => {
  const { sessions, exports, work, now, log } = deps;
  const advance = createAdvance(deps);

  /** The session ends here; an open write batch stays in doubt until the next session has asked about it. */
  const stop = async (session: Session, message: string): Promise<number> => {
    await sessions.save({ ...session, phase: 'over', ended: true, message });
    log('session.stopped', { connection: session.connection, message });
    return ANSWERED.error;
  };

  /** Closes the open message and goes on: to the batch given, or to whatever is next. */
  const onward = async (session: Session, connection: Connection, prepared?: Batch): Promise<number> => {
    const closing = session.open;
    if (session.held.length > 0) await exports.giveBack(connection.name, session.held);
    const next = await advance(
      {
        ...{ ...session, open: undefined, held: [] },
        ...{ msPerRecord: measured(session, now().getTime()), most: grown(session) },
        silent: closing?.records ? undefined : session.silent,
      },
      connection,
      prepared && { batch: prepared, receipts: [], held: [] },
    );
    if (!next) return ANSWERED.error;
    if (closing && closing.id !== '') await sessions.dropBatch(connection.name, closing.id);
    return next.phase === 'over' ? ANSWERED.all : ANSWERED.some(next);
  };

  /** Another message before the work: asked for at the next sendRequestXML. */
  const ask = async (session: Session, open: Handed): Promise<number> => {
    const saved = await sessions.save({ ...session, open });
    return saved ? ANSWERED.some(saved) : ANSWERED.error;
  };

  /** A write batch settled by its answers. */
  const settle = async (
    session: Session,
    connection: Connection,
    batch: OpenBatch,
    set: AnswerSet,
  ): Promise<Session> => {
    const began = now().getTime();
    const tally = await work.settleWrite(connection.name, connection, batch, byRequest(set));
    log('batch.settled', {
      connection: connection.name,
      batch: batch.id,
      records: batch.sent.length,
      ...tally,
      quickbooksMs: session.open?.at ? began - Date.parse(session.open.at) : undefined,
      settleMs: now().getTime() - began,
    });
    return { ...add(session, tally), settledSet: batch.id };
  };

  return { stop, onward, ask, settle };
};

export type Steps = ReturnType<typeof createSteps>;
