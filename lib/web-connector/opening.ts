import type { Canary, Connection } from '../engine/ports.ts';
import type { AnswerSet } from '../qbxml/message.ts';
import { sight, unexplained } from './canary.ts';
import { identify } from './identity.ts';
import type { CallDeps } from './ports.ts';
import type { Session } from './session.ts';
import { byRequest } from './settling.ts';
import type { Steps } from './steps.ts';

/** A hint to plan anew is delayed so much, that what it is planned by is noted by then. */
const NOTED_SECONDS = 5;

const alarmWords = (connection: string, { type, name, at }: Canary): string =>
  `This company file looks like an older copy: ${type} "${name}", posted on ${at.slice(0, 10)}, is not in it, and nobody deleted it. Nothing is posted. Open the right file; or, if it was restored from a backup, run "npm run plumbline -- restored ${connection}", and what is missing is posted again.`;

/** What a session finds out before it works: product, company file, and whether it is the file that we posted to. */
export const createOpening = ({ connections, sessions, changes, work, now, log }: CallDeps, steps: Steps) => {
  /** Then the work begins, with the batch in doubt if there is one. */
  const begin = async (session: Session, connection: Connection): Promise<number> => {
    const { doubt, unsettled } = session;
    const batch = unsettled && (await sessions.batch(connection.name, unsettled));
    if (batch) await work.tellAgain(connection.name, connection, batch.sent);
    const rest = { sighting: undefined, unsettled: undefined };
    const working: Session = { ...session, ...rest, phase: 'work', open: undefined };
    const answered = doubt
      ? await steps.ask(working, { id: doubt.id, kind: 'recovery', records: 0 })
      : await steps.onward(working, connection);
    if (unsettled) await sessions.dropBatch(connection.name, unsettled);
    return answered;
  };

  const takeIdentity = async (session: Session, connection: Connection, set: AnswerSet): Promise<number> => {
    const answers = byRequest(set.answers);
    const identity = identify(connection, answers);
    if (!identity.fits) {
      await connections.note(connection.name, { trouble: identity.sentence });
      return steps.stop(session, identity.sentence);
    }
    const { file, closingDate, warning } = identity;
    if (closingDate !== connection.closingDate)
      await changes.send([{ do: 'replan-all', connection: connection.name }], NOTED_SECONDS);
    const sighting = sight(connection.canaries ?? [], answers);
    const unsure = sighting.missing.length > 0;
    await connections.note(connection.name, {
      ...{ file, closingDate, identifiedAt: now().toISOString() },
      // The right file is open again.
      ...(!unsure && { trouble: warning, alarm: undefined }),
    });
    if (unsure) return steps.ask({ ...session, sighting }, { id: '', kind: 'deleted', records: 0 });
    return begin(session, { ...connection, closingDate });
  };

  /** The newest objects are missing: deleted by somebody, or never known to this file. */
  const takeDeleted = async (session: Session, connection: Connection, set: AnswerSet): Promise<number> => {
    const { missing = [], alive } = session.sighting ?? {};
    const [first] = unexplained(missing, byRequest(set.answers));
    if (first) {
      const trouble = alarmWords(connection.name, first);
      const alarm = { since: connection.alarm?.since ?? now().toISOString(), missing, alive };
      await connections.note(connection.name, { trouble, alarm });
      log('company-file.older', { connection: connection.name, missing: first, alive });
      return steps.stop(session, trouble);
    }
    const gone = new Set(missing.map(({ id }) => id));
    const canaries = (connection.canaries ?? []).filter(({ id }) => !gone.has(id));
    await connections.note(connection.name, { canaries, trouble: undefined, alarm: undefined });
    return begin(session, connection);
  };

  return { takeIdentity, takeDeleted };
};
