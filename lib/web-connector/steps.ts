import type { Batch } from '../engine/batch.ts';
import type { Connection, OpenBatch } from '../engine/ports.ts';
import type { SyncRecord } from '../engine/record.ts';
import type { AnswerSet } from '../qbxml/message.ts';
import { createAdvance } from './advance.ts';
import type { CallDeps } from './ports.ts';
import { grown, type Handed, measured, progress, type Session } from './session.ts';
import { add, createSettling } from './settling.ts';

/** What receiveResponseXML answers: per cent done, 100 for the end, −1 for "ask getLastError". */
export const ANSWERED = { all: 100, error: -1, some: progress } as const;

/** What the answers of all kinds of messages come to. Each gives what receiveResponseXML says. */
export const createSteps = (deps: CallDeps) => {
  const { sessions, exports, answers, now, log } = deps;
  const settling = createSettling(deps);
  const advance = createAdvance(deps, settling);

  /** The session ends here; an open write batch stays in doubt until the next session has asked about it. */
  const stop = async (session: Session, message: string): Promise<number> => {
    await sessions.save({ ...session, phase: 'over', ended: true, message });
    log('session.stopped', { connection: session.connection, message });
    return ANSWERED.error;
  };

  /**
   * Closes the open message and goes on: to the batch given, or to whatever is next. `busy`: records of the batch
   * that is closed, where it is settled beside the session.
   */
  const onward = async (
    session: Session,
    connection: Connection,
    prepared?: Batch,
    busy: readonly SyncRecord[] = [],
  ): Promise<number> => {
    const closing = session.open;
    if (session.held.length > 0) await exports.giveBack(connection.name, session.held);
    const next = await advance(
      {
        ...{ ...session, open: undefined, held: [] },
        ...{ msPerRecord: measured(session, now().getTime()), most: grown(session) },
        silent: closing?.records ? undefined : session.silent,
      },
      connection,
      prepared && { batch: prepared, receipts: [], held: [], busy },
      busy,
    );
    if (!next) return ANSWERED.error;
    const isLeft = closing !== undefined && next.settling?.batch === closing.id;
    if (isLeft) await answers.send({ connection: connection.name, batch: closing.id });
    else if (closing && closing.id !== '') await sessions.dropBatch(connection.name, closing.id);
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
    const { at } = session.open ?? {};
    const quickbooksMs = at ? now().getTime() - Date.parse(at) : undefined;
    const tally = await settling.settle(connection, batch, set.answers, { quickbooksMs });
    return { ...add(session, tally), settledSet: batch.id };
  };

  return { stop, onward, ask, settle, catchUp: settling.catchUp };
};

export type Steps = ReturnType<typeof createSteps>;
