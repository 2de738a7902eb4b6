import { dueFlows } from '../engine/import-schedule.ts';
import type { Connection } from '../engine/ports.ts';
import { keyOf, type SyncRecord } from '../engine/record.ts';
import type { Prepared } from '../engine/work.ts';
import { writeMessageSet } from '../qbxml/write.ts';
import { createImportSteps } from './import-steps.ts';
import type { CallDeps } from './ports.ts';
import { begunPull } from './pull.ts';
import { createNextReconciling } from './reconciling.ts';
import { type Handed, roomOf, type Session } from './session.ts';
import type { Settling } from './settling.ts';

/** Releases and fetches of wanted records are waited for so long, by NoOp. */
const PATIENCE_MS = 2 * 60_000;
/** A mark of work younger than this may not be in the index of queued records yet. */
const INDEX_LAG_MS = 5_000;

/** What a session does between two messages: write the next batch down, wait, or come to its end. */
export const createAdvance = (deps: CallDeps, { catchUp }: Pick<Settling, 'catchUp'>) => {
  const { connections, sessions, records, exports, work, now, log } = deps;
  const importSteps = createImportSteps(deps);
  const nextReconciling = createNextReconciling(deps);

  /**
   * Nothing is looked up beside suspects: were it the culprit, they would be blamed. Nor while answers do not
   * arrive: it would make them larger.
   */
  const complete = async (session: Session, facts: Connection, prepared: Prepared): Promise<Prepared> =>
    prepared.batch.kind === 'write' && !session.suspects && session.most === undefined
      ? work.lookAhead(facts.name, facts, roomOf(session), prepared)
      : prepared;

  const write = async (
    session: Session,
    facts: Connection,
    prepared: Prepared,
  ): Promise<Session | undefined> => {
    const { batch, receipts, held } = await complete(session, facts, prepared);
    const xml = writeMessageSet(batch.requests, {
      onError: 'continueOnError',
      ...(batch.kind === 'write' && { newMessageSetID: batch.id, oldMessageSetID: session.settledSet }),
    });
    const { connection } = session;
    const { requests: _, ...written } = batch;
    const [wroteAt, records] = [now().toISOString(), batch.sent.length];
    const open: Handed = { id: batch.id, kind: batch.kind, records, wroteAt };
    await Promise.all([
      sessions.putBatch(connection, written, xml),
      sessions.archive.sent(connection, { id: batch.id, at: wroteAt, kind: batch.kind, records }, xml),
    ]);
    const saved = await sessions.save({
      ...session,
      open,
      held: [...session.held, ...held],
      idleSince: undefined,
      message: '',
    });
    if (!saved) return undefined;
    await exports.remove(connection, receipts);
    log('batch.written', {
      connection,
      batch: batch.id,
      kind: batch.kind,
      records: batch.sent.length,
      bytes: xml.length,
    });
    return saved;
  };

  const finish = async (session: Session, connection: Connection): Promise<Session | undefined> => {
    const reconciling = await nextReconciling(session, connection);
    if (reconciling) return sessions.save({ ...reconciling, message: '' });
    const live = connection.settings.mode === 'live';
    const marked = Date.parse(connection.markedAt ?? '') || 0;
    if (live && now().getTime() - marked > INDEX_LAG_MS)
      await connections.endWork(
        connection.name,
        connection.marks,
        await records.firstQueued(connection.name),
      );
    const message = live ? '' : 'Read-only: everything is planned, nothing was posted.';
    return sessions.save({ ...session, phase: 'over', open: undefined, message });
  };

  const pull = (session: Session): Promise<Session | undefined> =>
    sessions.save({
      ...session,
      ...{ open: { id: '', kind: 'pull', records: 0 }, pull: begunPull(now().toISOString()), message: '' },
    });

  /** What is due is read, page by page; then `otherwise`. */
  const read = async (
    session: Session,
    connection: Connection,
    otherwise: (session: Session, connection: Connection) => Promise<Session | undefined>,
  ): Promise<Session | undefined> => {
    const next = await importSteps.next(session, connection);
    const isReading = next.importing !== undefined;
    return isReading ? sessions.save(next) : otherwise(next, connection);
  };

  /** Others may still be at something of which this session, or the next one, could send more. */
  const isUnderWay = (connection: Connection): Promise<boolean> =>
    records.underWay(connection.name, new Date(now().getTime() - PATIENCE_MS).toISOString());

  const isAsked = (session: Session, { pullWanted, reconcile, ...connection }: Connection): boolean =>
    Boolean(pullWanted || reconcile || session.importing?.steady) ||
    dueFlows(deps.imports, connection, now()).length > 0;

  /**
   * What follows a batch whose answers were put down, with nothing prepared: the end, if there is nothing else to do, and
   * they are left to others. Else they are settled here first.
   */
  const leave = async (
    before: Session,
    connection: Connection,
    busy: readonly SyncRecord[],
  ): Promise<Session | undefined> => {
    const fresh = (await connections.get(connection.name)) ?? connection;
    const isBusy = isAsked(before, fresh) || (await isUnderWay(fresh));
    const next = isBusy ? undefined : await work.next(fresh.name, fresh, roomOf(before), undefined, busy);
    if (!isBusy && next === undefined) return finish(before, fresh);
    const session = await catchUp(before);
    return next && next !== 'unfinished' ? write(session, fresh, next) : advance(session, fresh);
  };

  /**
   * The session with its next batch written down; idle (NoOp) while others still release or fetch what this
   * session could send; or over. Undefined when another session took its place. `busy`: records of the batch before,
   * where its answers were put down.
   */
  const advance = async (
    before: Session,
    connection: Connection,
    prepared?: Prepared,
    busy: readonly SyncRecord[] = [],
  ): Promise<Session | undefined> => {
    const isLive = connection.settings.mode === 'live';
    if (!prepared && isLive && busy.length > 0) return leave(before, connection, busy);
    const writes = prepared && isLive;
    // What others may still be settling is neither chosen a second time nor left behind.
    const session = writes ? before : await catchUp(before);
    if (connection.pullWanted && !prepared) return pull(session);
    if (!isLive) return read(session, connection, finish);
    if (prepared) return write(session, connection, prepared);
    const fresh = (await connections.get(connection.name)) ?? connection;
    if (session.importing?.steady) return read(session, fresh, advance);
    const [suspects, ...others] = session.suspects ?? [];
    const next = await work.next(connection.name, fresh, roomOf(session), suspects?.map(keyOf));
    const rest = { ...session, suspects: suspects && others };
    if (next && next !== 'unfinished') return write(rest, fresh, next);
    if (suspects) return advance(rest, fresh);
    return read(rest, fresh, (after) => pauseOrFinish(after, fresh, next === 'unfinished'));
  };

  const pauseOrFinish = async (
    session: Session,
    connection: Connection,
    isUnfinished: boolean,
  ): Promise<Session | undefined> => {
    const at = now();
    const since = session.idleSince ?? at.toISOString();
    const patient = at.getTime() - Date.parse(since) < PATIENCE_MS;
    const waits = isUnfinished || (await isUnderWay(connection));
    if (patient && waits)
      return sessions.save({ ...session, open: undefined, idleSince: since, message: 'NoOp' });
    return finish(session, connection);
  };

  return advance;
};
