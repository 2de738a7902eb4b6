import { dueFlows } from '../engine/import-schedule.ts';
import type { Connection } from '../engine/ports.ts';
import { connectionTrouble } from '../qbxml/status.ts';
import { resumed } from '../reconcile/read-back.ts';
import { createAnswers } from './answers.ts';
import { createHandOut } from './hand-out.ts';
import { createLogin } from './login.ts';
import type { CallDeps } from './ports.ts';
import { abandoned } from './reconciling.ts';
import {
  doubtOf,
  isLeftOver,
  isStuck,
  leaseEnds,
  mostAfter,
  pagesAfter,
  type Session,
  settledSetOf,
  silentAfter,
  unsettledAfter,
} from './session.ts';
import { ANSWERED } from './steps.ts';

/** Version of this service, as the Web Connector logs it. */
const VERSION = 'Plumbline 0.1';
const NEWEST_KNOWN_WEB_CONNECTOR = 2;

/** An idle connection is identified once an hour: so a wrong file is noticed before there is work. */
const IDENTITY_MS = 3600_000;

/** Tickets name their connection, so that a call finds its session by one key. */
const NAME = /^[a-z0-9][a-z0-9-]{0,31}$/;
/** No name begins with a hyphen: these tickets are those of no connection. */
const NO_SESSION = '-none';
const LOCKED = '-locked';
const LOCKED_WORDS =
  'Too many wrong passwords came from this computer or its network. Wait five minutes, then try again.';

const connectionOf = (ticket: string): string => ticket.slice(0, Math.max(0, ticket.lastIndexOf('.')));

/** The eight calls of the Web Connector, each in the words of Intuit's guide. */
export const createCalls = (deps: CallDeps) => {
  const { connections, sessions, now, newTicket } = deps;
  const handOut = createHandOut(deps);
  const answers = createAnswers(deps);
  const login = createLogin(deps);

  /** The session of a ticket, if it is still the connection's session. */
  const sessionOf = async (ticket: string): Promise<Session | undefined> => {
    const name = connectionOf(ticket);
    if (!NAME.test(name)) return undefined;
    const session = await sessions.get(name);
    return session && deps.sameText(session.ticket, ticket) ? session : undefined;
  };

  /** The session of a ticket with its connection, both read at once: each read is a way to the tables and back. */
  const opened = async (ticket: string) => {
    const name = connectionOf(ticket);
    const [session, connection] = await Promise.all([
      sessionOf(ticket),
      NAME.test(name) ? connections.get(name) : undefined,
    ]);
    return session && connection && { session, connection };
  };

  /** One whose lookup brings no answer even alone: it waits, and at last a person looks at it. */
  const blame = async (connection: Connection, last: Session | undefined): Promise<void> => {
    const open = last?.open;
    if (!isStuck(last) || open?.kind !== 'lookup' || open.records > 1) return;
    const batch = await sessions.batch(connection.name, open.id);
    const words = 'It was looked up alone, and no answer arrived: it may be larger than 6 MB.';
    const after = { do: 'again', counts: true, wait: true, words } as const;
    const outcomes = (batch?.sent ?? []).map(({ record }) => ({ sent: record, after }));
    await deps.work.settleAll(connection.name, connection, outcomes);
  };

  const begin = async (name: string, last: Session | undefined): Promise<string | undefined> => {
    const ticket = `${name}.${newTicket()}`;
    const saved = await sessions.save({
      connection: name,
      rev: last?.rev ?? 0,
      ticket,
      startedAt: now().toISOString(),
      phase: 'identity',
      ...{ doubt: doubtOf(last), unsettled: unsettledAfter(last), settling: last?.settling },
      settledSet: settledSetOf(last),
      suspects: last?.suspects,
      reconcile: resumed(last?.reconcile),
      ...{ most: mostAfter(last), silent: silentAfter(last) },
      message: '',
      held: [],
      synced: 0,
      refused: 0,
      ...{ msPerRecord: last?.msPerRecord, pages: pagesAfter(last) },
    });
    return saved && ticket;
  };

  const idle = (word: 'none' | 'busy' | 'nvu'): string[] => [`${NO_SESSION}.${newTicket()}`, word];

  /**
   * `nvu` for a wrong user or password, `busy` while an earlier session's batch may still be at work in
   * QuickBooks, `none` when there is nothing to do, else a new session, which ends the one before.
   * `from`: the caller's address.
   */
  const authenticate = async (user: string, password: string, from: string): Promise<string[]> => {
    const who = await login(user, password, from);
    if (who.is === 'locked') return [`${LOCKED}.${newTicket()}`, 'nvu'];
    if (who.is === 'refused') return idle('nvu');
    const stored = await connections.get(who.connection);
    if (!stored) return idle('nvu');
    const last = await sessions.get(stored.name);
    const connection = await abandoned(deps, stored, last);
    const at = now();
    await connections.note(connection.name, { contactAt: at.toISOString() });
    if (last && leaseEnds(last) > at.getTime()) return idle('busy');
    const live = connection.settings.mode === 'live';
    const hasWork = live && connection.workAt !== undefined && connection.workAt <= at.toISOString();
    const known = Date.parse(connection.identifiedAt ?? '') + IDENTITY_MS > at.getTime();
    const isAsked =
      connection.pullWanted || connection.reconcile || dueFlows(deps.imports, connection, at).length > 0;
    if (!hasWork && known && !isAsked && !isLeftOver(last)) return idle('none');
    await blame(connection, last);
    const ticket = await begin(connection.name, last);
    return ticket ? [ticket, connection.settings.webConnector.companyFile] : idle('busy');
  };

  const sendRequestXML = async (ticket: string, major: string, minor: string): Promise<string> => {
    const found = await opened(ticket);
    if (!found || found.session.phase === 'over') return '';
    const { session, connection } = found;
    return handOut(session, connection, { major, minor });
  };

  const receiveResponseXML = async (
    ticket: string,
    response: string,
    hresult: string,
    message: string,
  ): Promise<number> => {
    const found = await opened(ticket);
    if (!found) return -1;
    const { session, connection } = found;
    if (!session.open?.at) return session.phase === 'over' ? ANSWERED.all : ANSWERED.some(session);
    if (hresult !== '') return answers.trouble(session, hresult, message);
    return answers.take(session, connection, response);
  };

  /** Always the end: the Web Connector has tried twice by itself. */
  const connectionError = async (ticket: string, hresult: string, message: string): Promise<string> => {
    const session = await sessionOf(ticket);
    if (!session) return 'done';
    const { meaning, cure } = connectionTrouble(hresult);
    const words = `QuickBooks could not be reached (${hresult}): ${message || meaning} ${cure}`;
    await sessions.save({ ...session, ended: true, phase: 'over', message: words });
    await connections.note(session.connection, { trouble: words });
    return 'done';
  };

  const getLastError = async (ticket: string): Promise<string> => {
    const session = await sessionOf(ticket);
    if (session) return session.message;
    if (ticket.startsWith(`${LOCKED}.`)) return LOCKED_WORDS;
    return ticket.startsWith(`${NO_SESSION}.`)
      ? 'There is nothing to do.'
      : 'This session is over: another one has begun for this connection. Nothing is lost.';
  };

  const closeConnection = async (ticket: string): Promise<string> => {
    const session = await sessionOf(ticket);
    if (!session) return ticket.startsWith(`${LOCKED}.`) ? LOCKED_WORDS : 'OK';
    await sessions.save({ ...session, ended: true });
    if (session.message !== '' && session.message !== 'NoOp') return session.message;
    const read = session.read ? ` ${session.read} read from QuickBooks.` : '';
    const { settling } = session;
    const left = settling ? ` What became of ${settling.records} more is being noted.` : '';
    return `${session.synced} records in QuickBooks, ${session.refused} need a person.${left}${read}`;
  };

  const clientVersion = (version: string): string => {
    const major = Number.parseInt(version, 10);
    if (Number.isNaN(major) || major <= NEWEST_KNOWN_WEB_CONNECTOR + 1) return '';
    return `W:Plumbline was not tested with Web Connector ${version}.`;
  };

  return {
    serverVersion: (): string => VERSION,
    clientVersion,
    authenticate,
    sendRequestXML,
    receiveResponseXML,
    connectionError,
    getLastError,
    closeConnection,
  };
};

export type Calls = ReturnType<typeof createCalls>;
