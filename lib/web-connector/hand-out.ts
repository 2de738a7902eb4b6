import type { Connection } from '../engine/ports.ts';
import { writeMessageSet } from '../qbxml/write.ts';
import { createAdvance } from './advance.ts';
import { canaryRequests, deletedRequests } from './canary.ts';
import { identityRequests } from './identity.ts';
import { importSet } from './import-steps.ts';
import type { CallDeps } from './ports.ts';
import { pullSet } from './pull.ts';
import { reconcileSet } from './reconciling.ts';
import type { Handed, Session } from './session.ts';
import { createSettling } from './settling.ts';

/** qbXML level of the request processor, as sendRequestXML tells it. */
export interface QbxmlLevel {
  readonly major: string;
  readonly minor: string;
}

const OLDEST_QBXML = 13;

const identitySet = ({ canaries = [] }: Connection): string =>
  writeMessageSet([...identityRequests, ...canaryRequests(canaries)], { onError: 'continueOnError' });

const deletedSet = ({ sighting }: Session): string =>
  writeMessageSet(deletedRequests(sighting?.missing ?? []), { onError: 'continueOnError' });

/** A session that found nothing more after a pause ends by an answer to this: '' would look like an error. */
const endSet = (): string => writeMessageSet(identityRequests.slice(0, 1), { onError: 'continueOnError' });

const statusCheck = (session: Session, id: string): string =>
  writeMessageSet([], {
    onError: 'continueOnError',
    newMessageSetID: id,
    oldMessageSetID: id,
    ...(session.doubt?.bare && { responseData: 'includeNone' }),
  });

/** sendRequestXML: what QuickBooks is asked next; '' when there is nothing now (getLastError says why). */
export const createHandOut = (deps: CallDeps) => {
  const { sessions, now } = deps;
  const advance = createAdvance(deps, createSettling(deps));

  const textOf = async (
    session: Session,
    connection: Connection,
    { kind, id }: Handed,
  ): Promise<string | undefined> => {
    if (kind === 'identity') return identitySet(connection);
    if (kind === 'deleted') return deletedSet(session);
    if (kind === 'pull') return session.pull && pullSet(session.pull);
    if (kind === 'import') return importSet(session, connection, deps.imports);
    if (kind === 'reconcile') return reconcileSet(deps, session, connection);
    if (kind === 'end') return endSet();
    if (kind === 'recovery') return statusCheck(session, id);
    return sessions.batchText(session.connection, id);
  };

  /** Noted as handed out before it is: whoever comes later knows that QuickBooks may have it. */
  const give = async (session: Session, connection: Connection, open: Handed): Promise<string> => {
    const text = await textOf(session, connection, open);
    if (text === undefined)
      throw new Error(`batch ${open.id} of ${session.connection} was never written down`);
    if (open.at) return text;
    const saved = await sessions.save({
      ...session,
      message: '',
      open: { ...open, at: now().toISOString() },
    });
    return saved ? text : '';
  };

  const tooOld = async (session: Session, { major, minor }: QbxmlLevel): Promise<string> => {
    const message = `This QuickBooks takes qbXML ${major}.${minor}; Plumbline needs 13.0: QuickBooks Desktop 2022 or newer.`;
    await sessions.save({ ...session, phase: 'over', message });
    await deps.connections.note(session.connection, { trouble: message });
    return '';
  };

  return async (session: Session, connection: Connection, level: QbxmlLevel): Promise<string> => {
    const { open } = session;
    // A write that nobody has seen stays here when the connection has become read-only.
    const kept = open?.kind === 'write' && !open.at && connection.settings.mode !== 'live';
    if (open && !kept) return give(session, connection, open);
    if (session.phase === 'identity') {
      if (Number(level.major) < OLDEST_QBXML) return tooOld(session, level);
      return give(session, connection, { id: '', kind: 'identity', records: 0 });
    }
    const next = await advance(session, connection);
    if (!next || next.message === 'NoOp') return '';
    if (next.open) return give(next, connection, next.open);
    return give({ ...next, phase: 'work' }, connection, { id: '', kind: 'end', records: 0 });
  };
};
