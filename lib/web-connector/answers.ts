import type { Batch } from '../engine/batch.ts';
import type { Connection, OpenBatch } from '../engine/ports.ts';
import { keyText } from '../engine/record.ts';
import type { Tally } from '../engine/settle.ts';
import type { Answer, AnswerSet } from '../qbxml/message.ts';
import { isMalformedAnswer, readMessageSet } from '../qbxml/read.ts';
import { connectionTrouble, messageSetOutcome } from '../qbxml/status.ts';
import { reason } from '../reasons.ts';
import { createAdvance } from './advance.ts';
import { identify } from './identity.ts';
import type { CallDeps } from './ports.ts';
import { measured, progress, type Session } from './session.ts';

/** What receiveResponseXML answers: per cent done, 100 for the end, −1 for "ask getLastError". */
export const ANSWERED = { all: 100, error: -1, some: progress } as const;

const byRequest = (set: AnswerSet): Map<string, Answer> =>
  new Map(
    set.answers.flatMap((answer) => (answer.requestID === undefined ? [] : [[answer.requestID, answer]])),
  );

const add = (session: Session, tally: Tally): Session => ({
  ...session,
  synced: session.synced + tally.synced,
  refused: session.refused + tally.refused,
});

/** receiveResponseXML: an answer settled, and the next batch written down before it is acknowledged. */
export const createAnswers = (deps: CallDeps) => {
  const { connections, sessions, exports, changes, work, now, log } = deps;
  const advance = createAdvance(deps);

  /** The session ends here; an open write batch stays in doubt until the next session has asked about it. */
  const stop = async (session: Session, message: string): Promise<number> => {
    await sessions.save({ ...session, phase: 'over', ended: true, message });
    log('session.stopped', { connection: session.connection, message });
    return ANSWERED.error;
  };

  const onward = async (session: Session, connection: Connection, prepared?: Batch): Promise<number> => {
    const closing = session.open;
    if (session.held.length > 0) await exports.giveBack(connection.name, session.held);
    const next = await advance(
      { ...session, open: undefined, held: [], msPerRecord: measured(session, now().getTime()) },
      connection,
      prepared && { batch: prepared, receipts: [], held: [] },
    );
    if (!next) return ANSWERED.error;
    if (closing && closing.id !== '') await sessions.dropBatch(connection.name, closing.id);
    return next.phase === 'over' ? ANSWERED.all : ANSWERED.some(next);
  };

  const takeIdentity = async (session: Session, connection: Connection, set: AnswerSet): Promise<number> => {
    const identity = identify(connection, byRequest(set));
    if (!identity.fits) {
      await connections.note(connection.name, { trouble: identity.sentence });
      return stop(session, identity.sentence);
    }
    const { file, closingDate, warning } = identity;
    await connections.note(connection.name, {
      file,
      closingDate,
      identifiedAt: now().toISOString(),
      trouble: warning,
    });
    if (closingDate !== connection.closingDate)
      await changes.send([{ do: 'replan-all', connection: connection.name }]);
    const working: Session = { ...session, phase: 'work', open: undefined };
    if (!session.doubt) return onward(working, { ...connection, closingDate });
    const saved = await sessions.save({
      ...working,
      open: { id: session.doubt.id, kind: 'recovery', records: 0 },
    });
    return saved ? ANSWERED.some(saved) : ANSWERED.error;
  };

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
    return add(session, tally);
  };

  /**
   * What the status check tells of a batch whose answer was lost. What QuickBooks stored settles as if it
   * had just arrived. What it does not know stays queued: the lookup before every write finds by
   * ExternalGUID what was committed all the same.
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
    if (doubt && known === 'ok' && set.answers.length === 0 && !doubt.bare) {
      const open = session.open && { ...session.open, at: undefined };
      const saved = await sessions.save({ ...session, doubt: { ...doubt, bare: true }, open });
      return saved ? ANSWERED.some(saved) : ANSWERED.error;
    }
    const sure = { ...session, doubt: undefined };
    const stored = batch && known === 'ok' && set.answers.length > 0;
    return onward(stored ? await settle(sure, connection, batch, set) : sure, connection);
  };

  const takeBatch = async (session: Session, connection: Connection, set: AnswerSet): Promise<number> => {
    const batch = await sessions.batch(connection.name, session.open?.id ?? '');
    if (!batch) return stop({ ...session, open: undefined }, 'The open batch was never written down.');
    const answers = byRequest(set);
    const foreign = set.newMessageSetID !== undefined && set.newMessageSetID !== batch.id;
    if (foreign || !batch.sent.some(({ requestIDs }) => requestIDs.some((id) => answers.has(id))))
      return stop(
        session,
        'QuickBooks answered something else than was asked. The next session finds out what was done.',
      );
    const looked = batch.kind === 'write' ? (batch.ahead ?? []) : batch.sent;
    // Other records than those that are settled: neither waits for the other.
    const [settled, { batch: next, tally }] = await Promise.all([
      batch.kind === 'write' ? settle(session, connection, batch, set) : session,
      work.afterLookup(connection.name, connection, looked, answers),
    ]);
    return onward(add(settled, tally), connection, next);
  };

  const take = async (session: Session, connection: Connection, response: string): Promise<number> => {
    let set: AnswerSet;
    try {
      set = readMessageSet(response);
    } catch (error) {
      if (!isMalformedAnswer(error)) throw error;
      return stop(session, `QuickBooks' answer could not be read: ${error.message}`);
    }
    switch (session.open?.kind) {
      case 'identity':
        return takeIdentity(session, connection, set);
      case 'recovery':
        return takeRecovery(session, connection, set);
      case 'end':
        await sessions.save({ ...session, open: undefined, phase: 'over' });
        return ANSWERED.all;
      default:
        return takeBatch(session, connection, set);
    }
  };

  /** A message set that QuickBooks cannot read is halved until the bad record stands alone. */
  const halve = async (session: Session, batch: OpenBatch, words: string): Promise<Session> => {
    const keys = batch.sent.map(({ record }) => keyText(record));
    // One alone is sent again when others were looked up beside it: it may have been one of those.
    if (keys.length > 1 || batch.ahead?.length) {
      const middle = Math.ceil(keys.length / 2);
      const halves = [keys.slice(0, middle), keys.slice(middle)].filter((half) => half.length > 0);
      return { ...session, suspects: [...halves, ...(session.suspects ?? [])] };
    }
    const connection = await connections.get(session.connection);
    if (!connection) return session;
    const after = { do: 'refused', reason: reason('unreadable', { words }) } as const;
    const outcomes = batch.sent.map(({ record }) => ({ sent: record, after }));
    return add(session, await work.settleAll(session.connection, connection, outcomes));
  };

  const trouble = async (session: Session, hresult: string, message: string): Promise<number> => {
    const { meaning, cure, setRefused } = connectionTrouble(hresult);
    const batch = session.open && (await sessions.batch(session.connection, session.open.id));
    const connection = await connections.get(session.connection);
    log('quickbooks.trouble', { connection: session.connection, hresult, message, batch: session.open?.id });
    // A status check names no records: their lookup tells what it does not.
    if (setRefused && session.open?.kind === 'recovery' && connection)
      return onward({ ...session, doubt: undefined }, connection);
    if (setRefused && batch && connection)
      return onward(await halve(session, batch, message || meaning), connection);
    const words = `QuickBooks stopped (${hresult}): ${message || meaning} ${cure}`;
    await connections.note(session.connection, { trouble: words });
    return stop(session, words);
  };

  return { take, trouble };
};
