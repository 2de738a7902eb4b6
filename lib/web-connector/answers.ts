import type { Connection, OpenBatch } from '../engine/ports.ts';
import { keyText } from '../engine/record.ts';
import { halves } from '../engine/split.ts';
import type { AnswerSet } from '../qbxml/message.ts';
import { isMalformedAnswer, readMessageSet } from '../qbxml/read.ts';
import { connectionTrouble, messageSetOutcome } from '../qbxml/status.ts';
import { reason } from '../reasons.ts';
import { createImportSteps } from './import-steps.ts';
import { createOpening } from './opening.ts';
import type { CallDeps } from './ports.ts';
import { createPull } from './pull.ts';
import { createReconciling } from './reconciling.ts';
import { createRecovery } from './recovery.ts';
import { hasTime, type Session } from './session.ts';
import { add, byRequest } from './settling.ts';
import { ANSWERED, createSteps } from './steps.ts';

type AfterLookup = Awaited<ReturnType<CallDeps['work']['afterLookup']>>;

/** The session with lists of records that go apart from the others, because one of each list may be bad. */
const suspecting = (session: Session, lists: readonly (readonly string[])[]): Session =>
  lists.length === 0 ? session : { ...session, suspects: [...lists, ...(session.suspects ?? [])] };

/** receiveResponseXML: an answer settled, and the next batch written down before it is acknowledged. */
export const createAnswers = (deps: CallDeps) => {
  const { connections, sessions, work, now, log } = deps;
  const steps = createSteps(deps);
  const { stop, onward, settle, catchUp } = steps;
  const { bug, forget, askBare, takeRecovery } = createRecovery(deps, steps);
  const { takeIdentity, takeDeleted } = createOpening(deps, steps);
  const takePull = createPull(deps, steps);
  const importSteps = createImportSteps(deps);
  const reconciling = createReconciling(deps, steps);

  const goOn = (session: Session, connection: Connection, { batch, tally, suspects }: AfterLookup) =>
    onward(suspecting(add(session, tally), suspects), connection, batch);

  /** The answers to a write batch, put down for whoever settles them. */
  const putDown = async (session: Session, batch: OpenBatch, set: AnswerSet): Promise<Session> => {
    const asked = new Set(batch.sent.flatMap(({ requestIDs }) => requestIDs));
    const own = set.answers.filter(({ requestID = '' }) => asked.has(requestID));
    await sessions.putAnswers(session.connection, batch.id, own);
    return { ...session, settling: { batch: batch.id, records: batch.sent.length }, settledSet: batch.id };
  };

  /**
   * A write batch is settled at once; or, where the next one is ready and keeps QuickBooks for a while, its answers are
   * put down and settled meanwhile. So are those of the last one, for which nobody waits, if it took as long. One batch
   * at a time: what was put down before is settled now at the latest.
   */
  const takeWrite = async (
    before: Session,
    connection: Connection,
    batch: OpenBatch,
    set: AnswerSet,
  ): Promise<number> => {
    const session = await catchUp(before);
    const { ahead = [], sent } = batch;
    const awaited = sent.some(({ record }) => record.waited);
    const records = ahead.length > 0 || awaited ? ahead.length : sent.length;
    const later = !session.suspects && hasTime(session, records, now().getTime());
    // Other records than those that are settled: neither waits for the other.
    const [rest, found] = await Promise.all([
      later ? putDown(session, batch, set) : settle(session, connection, batch, set),
      work.afterLookup(connection.name, connection, ahead, byRequest(set.answers)),
    ]);
    if (!later) return goOn(rest, connection, found);
    if (found.suspects.length > 0 || (!found.batch && ahead.length > 0))
      return goOn(await settle(session, connection, batch, set), connection, found);
    const busy = sent.map(({ record }) => record);
    return onward(add(rest, found.tally), connection, found.batch, busy);
  };

  const takeBatch = async (session: Session, connection: Connection, set: AnswerSet): Promise<number> => {
    const batch = await sessions.batch(connection.name, session.open?.id ?? '');
    if (!batch) return stop({ ...session, open: undefined }, 'The open batch was never written down.');
    const answers = byRequest(set.answers);
    const refused = messageSetOutcome(set.messageSetStatusCode) === 'our-bug' && set.answers.length === 0;
    if (refused) return bug(session, set, batch.id);
    const foreign = set.newMessageSetID !== undefined && set.newMessageSetID !== batch.id;
    if (foreign || !batch.sent.some(({ requestIDs }) => requestIDs.some((id) => answers.has(id))))
      return stop(
        session,
        'QuickBooks answered something else than was asked. The next session finds out what was done.',
      );
    return batch.kind === 'write'
      ? takeWrite(session, connection, batch, set)
      : goOn(session, connection, await work.afterLookup(connection.name, connection, batch.sent, answers));
  };

  /** Each lookup that brings nonsense is asked in halves: one record alone waits, and at last a person is asked. */
  const narrow = async (session: Session, batch: OpenBatch, words: string): Promise<Session> => {
    if (batch.sent.length > 1)
      return suspecting(session, halves(batch.sent.map(({ record }) => keyText(record))));
    const after = { do: 'again', counts: true, wait: true, words } as const;
    const outcomes = batch.sent.map(({ record }) => ({ sent: record, after }));
    const connection = await connections.get(session.connection);
    return connection
      ? add(session, await work.settleAll(session.connection, connection, outcomes))
      : session;
  };

  /** An answer that cannot be read comes again if the same is asked again. Of a write, the next session asks. */
  const garbled = async (session: Session, connection: Connection, words: string): Promise<number> => {
    const { open } = session;
    log('answer.unreadable', { connection: connection.name, batch: open?.id, kind: open?.kind, words });
    if (open?.kind === 'recovery') return askBare(session, connection);
    if (open?.kind === 'reconcile') return reconciling.giveUp(session, words);
    const batch = open?.kind === 'lookup' && (await sessions.batch(connection.name, open.id));
    return batch ? onward(await narrow(session, batch, words), connection) : stop(session, words);
  };

  const take = async (session: Session, connection: Connection, response: string): Promise<number> => {
    if (session.open?.kind === 'import')
      return onward(await importSteps.take(session, connection, response), connection);
    let set: AnswerSet;
    try {
      set = readMessageSet(response);
    } catch (error) {
      if (!isMalformedAnswer(error)) throw error;
      return garbled(session, connection, `QuickBooks' answer could not be read: ${error.message}`);
    }
    switch (session.open?.kind) {
      case 'identity':
        return takeIdentity(session, connection, set);
      case 'deleted':
        return takeDeleted(session, connection, set);
      case 'pull':
        return takePull(session, connection, set);
      case 'reconcile':
        return reconciling.take(session, connection, set, response.length);
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
      return suspecting(session, halves(keys));
    }
    const connection = await connections.get(session.connection);
    if (!connection) return session;
    const found =
      batch.kind === 'write'
        ? 'Alone, too; our own check of its elements, lengths and values found nothing wrong'
        : 'Alone, too, when it was only looked up';
    const after = { do: 'refused', reason: reason('unreadable', { words: `${words} ${found}` }) } as const;
    const outcomes = batch.sent.map(({ record }) => ({ sent: record, after }));
    return add(session, await work.settleAll(session.connection, connection, outcomes));
  };

  const trouble = async (session: Session, hresult: string, message: string): Promise<number> => {
    const { meaning, cure, setRefused } = connectionTrouble(hresult);
    const batch = session.open && (await sessions.batch(session.connection, session.open.id));
    const connection = await connections.get(session.connection);
    log('quickbooks.trouble', { connection: session.connection, hresult, message, batch: session.open?.id });
    // A status check names no records: their lookup tells what it does not.
    if (setRefused && session.open?.kind === 'recovery' && connection) return forget(session, connection);
    if (setRefused && batch && connection)
      return onward(await halve(session, batch, message || meaning), connection);
    const words = `QuickBooks stopped (${hresult}): ${message || meaning} ${cure}`;
    if (setRefused && session.open?.kind === 'reconcile') return reconciling.giveUp(session, words);
    await connections.note(session.connection, { trouble: words });
    return stop(session, words);
  };

  /** What QuickBooks said to a batch, kept for whoever wants to read it. */
  const archived = async ({ open, doubt, connection }: Session, words: string): Promise<void> => {
    const { id, wroteAt } = (open?.kind === 'recovery' ? doubt : open) ?? {};
    if (id && wroteAt)
      await sessions.archive.answered(connection, { id, at: wroteAt }, words, now().toISOString());
  };

  return {
    take: async (session: Session, connection: Connection, response: string): Promise<number> => {
      const [said] = await Promise.all([take(session, connection, response), archived(session, response)]);
      return said;
    },
    trouble: async (session: Session, hresult: string, message: string): Promise<number> => {
      await archived(session, `${hresult} ${message}`);
      return trouble(session, hresult, message);
    },
  };
};
