import { type Asked, advanced, type Cursor } from '../engine/cursors.ts';
import type { Imported } from '../engine/import-schedule.ts';
import type { Connection } from '../engine/ports.ts';
import type { Feed } from '../import-flow.ts';
import { isMalformedAnswer } from '../qbxml/read.ts';
import { writeMessageSet } from '../qbxml/write.ts';
import { readImport, type Told } from './import-answer.ts';
import { importRequest } from './import-queries.ts';
import {
  allFeeds,
  anew,
  begunImport,
  compared,
  type Importing,
  isAsked,
  isOpen,
  type Progress,
  sized,
  withoutLost,
} from './importing.ts';
import { found, halved, NO_PAGES, paced } from './pages.ts';
import type { CallDeps } from './ports.ts';
import type { Session } from './session.ts';

/** A SOAP call has 20 s. */
const SWEEP_MS = 4_000;
const MOST_WORDS = 5;

const asking = (session: Session, importing: Importing): Session => ({
  ...session,
  importing: sized(importing, session.pages ?? NO_PAGES),
  open: { id: '', kind: 'import', records: 0 },
  message: '',
  idleSince: undefined,
});

/** Everything was read: what of feeds that are compared was not told of is to be found. */
const toSweep = (importing: Importing): Importing => {
  const told = importing.queries.flatMap(({ asked, done }) => (done ? [asked] : []));
  const left = compared(importing).filter((feed) => told.includes(feed));
  return importing.sweep || left.length === 0 ? importing : { ...importing, sweep: { left } };
};

/** The steps of a session that reads what is due from QuickBooks. */
export const createImportSteps = (deps: CallDeps) => {
  const { imports, intake, connections, sessions, now, log } = deps;

  /** Notes that the flows were read, and what of them was not. */
  const finish = async (session: Session, connection: Connection): Promise<Session> => {
    const { importing } = session;
    if (!importing) return session;
    const { queries, run, flows, wish, unread } = importing;
    const troubles = queries.flatMap(({ asked, trouble, flows: readers }) =>
      trouble ? [{ asked, trouble, readers }] : [],
    );
    const importedOf = (flow: string): Imported => {
      const words = troubles.flatMap((one) =>
        one.readers.includes(flow) || one.readers.length === 0 ? [one.trouble] : [],
      );
      const trouble = [...words, ...unread.slice(0, MOST_WORDS)].join('; ');
      return { at: run, ...(trouble && { trouble }) };
    };
    const fresh = (await connections.get(connection.name)) ?? connection;
    await connections.note(connection.name, {
      imported: { ...fresh.imported, ...Object.fromEntries(flows.map((flow) => [flow, importedOf(flow)])) },
      ...(wish && fresh.importWish?.since === wish && { importWish: undefined }),
    });
    log('imports.read', { connection: connection.name, flows, troubles, unread: unread.length });
    const givenUp = troubles.map(({ asked }) => asked);
    const pages = session.pages && found(session.pages, [], givenUp);
    return { ...session, pages, importing: undefined, imported: true };
  };

  /** Finds what is gone, for some seconds; undefined: it came to its end. */
  const sweep = async (connection: Connection, importing: Importing): Promise<Importing | undefined> => {
    const until = now().getTime() + SWEEP_MS;
    let { left, after } = importing.sweep ?? { left: [] };
    while (left[0] !== undefined && now().getTime() < until) {
      const [feed] = left;
      const { next } = await intake.sweep(connection.name, feed, importing.run, after);
      after = next;
      if (next !== undefined) continue;
      left = left.slice(1);
      await noteUncompared(connection.name, (feeds) => feeds.filter((one) => one !== feed));
    }
    return left.length > 0 ? { ...importing, sweep: { left, after } } : undefined;
  };

  /** That a feed is to be compared is forgotten only when it was: a session may break, or a query fail. */
  const noteUncompared = async (
    connection: string,
    change: (feeds: readonly Feed[]) => readonly Feed[],
  ): Promise<void> => {
    const cursors = await sessions.cursors(connection);
    const uncompared = change(cursors.uncompared ?? []);
    await sessions.putCursors(connection, { ...cursors, uncompared });
  };

  const begin = async (connection: Connection): Promise<Importing | undefined> => {
    const begun = begunImport(imports, connection, await sessions.cursors(connection.name), now());
    const feeds = begun ? compared(begun) : [];
    if (feeds.length > 0)
      await noteUncompared(connection.name, (before) => [...new Set([...before, ...feeds])]);
    return begun;
  };

  /**
   * What a session reads next from QuickBooks: the session with that to be handed out, or with a pause while it is
   * still at what is gone; the same session when there is nothing to read any more.
   */
  const next = async (session: Session, connection: Connection): Promise<Session> => {
    if (session.imported) return session;
    const begun = session.importing ?? (await begin(connection));
    const importing = begun && withoutLost(begun, session.pages ?? NO_PAGES);
    if (!importing) return { ...session, imported: true };
    if (importing.queries.some(isOpen)) return asking(session, importing);
    const still = importing.sweep && (await sweep(connection, importing));
    if (still) return { ...session, importing: still, open: undefined, message: 'NoOp' };
    return finish({ ...session, importing }, connection);
  };

  /** Cursors move only after what was read is stored. */
  const moveCursors = async (connection: string, before: Importing, after: Importing): Promise<void> => {
    const isNew = ({ asked, done }: Progress): boolean =>
      done === true && before.queries.some((query) => query.asked === asked && !query.done);
    const done = after.queries.filter(isNew);
    if (done.length === 0) return;
    const cursors = await sessions.cursors(connection);
    const moved = done.map((query): [Asked, Cursor] => [
      query.asked,
      advanced(cursors.of[query.asked], query),
    ]);
    // Of two sessions that read at once either may win: what it has not read is read again.
    await sessions.putCursors(connection, {
      ...cursors,
      of: { ...cursors.of, ...Object.fromEntries(moved) },
    });
  };

  const store = async (
    session: Session,
    connection: Connection,
    { importing, objects, pages }: Told,
  ): Promise<Session> => {
    const before = session.importing as Importing;
    const began = now().getTime();
    const quickbooksMs = began - Date.parse(session.open?.at ?? '');
    const seen = compared(importing).length > 0 ? importing.run : undefined;
    const taken = await intake.take(connection.name, objects, seen);
    await moveCursors(connection.name, before, importing);
    const left = importing.queries.filter(isOpen).length;
    const storeMs = now().getTime() - began;
    log('import.taken', {
      ...{ connection: connection.name, objects: objects.length, ...taken, left, quickbooksMs, storeMs },
    });
    const read = (session.read ?? 0) + objects.length;
    const told = { ...session, read, importing: left > 0 ? importing : toSweep(importing) };
    // A page is as small as the slower of the two sides needs it.
    const ms = Math.max(quickbooksMs, storeMs);
    const done = importing.queries.flatMap((query) => (query.done ? [query.asked] : []));
    return { ...told, pages: found(paced(session.pages ?? NO_PAGES, pages, ms), done, []) };
  };

  /** An answer that cannot be read: everything that was asked begins anew, in smaller pages. */
  const garbled = (session: Session, importing: Importing, words: string): Session => {
    log('import.unreadable', { connection: session.connection, words });
    const queries = importing.queries.map((query) =>
      isAsked(query) ? anew(importing, query, now(), words) : query,
    );
    const again = { ...importing, queries, anew: importing.anew + 1 };
    return { ...session, importing: again, pages: halved(session.pages) };
  };

  /** The session after QuickBooks' answer to what it was asked. */
  const take = async (session: Session, connection: Connection, response: string): Promise<Session> => {
    const { importing } = session;
    if (!importing) return session;
    const reader = { imports, settings: connection.settings, now: now() };
    try {
      return await store(session, connection, readImport(importing, response, reader));
    } catch (error) {
      if (!isMalformedAnswer(error)) throw error;
      return garbled(session, importing, error.message);
    }
  };

  return { next, take };
};

/** What all flows together read of an object; undefined: one of them reads all. */
const elementsOf = (flows: CallDeps['imports']): string[] | undefined =>
  flows.every(({ elements }) => elements)
    ? [...new Set(flows.flatMap(({ elements = [] }) => elements))]
    : undefined;

/** The text of what a session reads next. */
export const importSet = (
  { importing }: Session,
  { settings }: Connection,
  imports: CallDeps['imports'],
): string =>
  writeMessageSet(
    (importing?.queries ?? []).filter(isAsked).map((query) =>
      importRequest(query, {
        ...{ feeds: allFeeds(imports), startDate: settings.startDate },
        elements: elementsOf(imports.filter(({ name }) => query.flows.includes(name))),
      }),
    ),
    { onError: 'continueOnError' },
  );
