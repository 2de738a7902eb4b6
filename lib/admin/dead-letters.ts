import type { Change, ChangeQueue, Connection, RecordStore } from '../engine/ports.ts';
import { keyText, type SyncRecord } from '../engine/record.ts';
import type { DeadLetter, DeadLetters } from '../stores/dead-letters.ts';

export interface DeadLetterDeps {
  readonly deadLetters: DeadLetters;
  readonly records: Pick<RecordStore, 'get'>;
  readonly connections: { get(name: string): Promise<Connection | undefined> };
  /** Names of the flows of this version. */
  readonly flows: readonly string[];
}

/** A dead letter in words. */
export interface Explained {
  /** E.g. `fetch commitments#801 of acme`; the body when it is no message of ours. */
  readonly about: string;
  readonly sentAt: string;
  readonly receives: number;
  readonly why: string;
  /** How the record stands now: it may have been mended by a later message. */
  readonly standing?: string;
}

const keyIn = (change: Change) => ('key' in change ? change.key : 'link' in change ? change.link : undefined);

const aboutOf = (change: Change): string => {
  const key = keyIn(change);
  return `${[change.do, ...(key ? [keyText(key)] : [])].join(' ')} of ${change.connection}`;
};

const standingOf = ({ state, reason, since }: SyncRecord): string =>
  `${state}${reason ? ` (${reason.code})` : ''} since ${since}`;

const CUT_OFF =
  'Its last try was cut off: the function ran out of time or memory. Its log tells more at that time.';

const whyOf = (letter: DeadLetter, connection: Connection | undefined, flows: readonly string[]): string => {
  const { change, error = CUT_OFF } = letter;
  if (!change) return 'This is no message of Plumbline: redrive leaves it here.';
  if (!connection) return `There is no connection ${change.connection} any more. ${error}`;
  const flow = keyIn(change)?.flow;
  if (flow !== undefined && !flows.includes(flow))
    return `This version has no flow ${flow}: deploy one that has it. ${error}`;
  return error;
};

/** At most so many are looked at together. */
const MOST_SHOWN = 200;

/** What lies among the dead letters, the oldest first, up to 200; all of them stay. */
export const explainDeadLetters = async (deps: DeadLetterDeps): Promise<Explained[]> => {
  const { deadLetters, records, connections, flows } = deps;
  const letters = await deadLetters.take(MOST_SHOWN);
  try {
    const explained = letters.map(async (letter): Promise<Explained> => {
      const { change, sentAt, receives } = letter;
      const connection = change && (await connections.get(change.connection));
      const why = whyOf(letter, connection, flows);
      if (!change) return { about: letter.body.slice(0, 100), sentAt, receives, why };
      const key = keyIn(change);
      const stored = key && (await records.get(change.connection, [key])).get(keyText(key));
      return { about: aboutOf(change), sentAt, receives, why, standing: stored && standingOf(stored) };
    });
    return (await Promise.all(explained)).sort((a, b) => (a.sentAt < b.sentAt ? -1 : 1));
  } finally {
    await deadLetters.giveBack(letters);
  }
};

/** How many dead letters went where. */
export interface Redriven {
  readonly sent: number;
  /** No messages of ours. */
  readonly kept: number;
  readonly dropped: number;
}

const PAGE = 100;

/**
 * Puts every dead letter back to the queue of changes. Each is sent before it is deleted: whoever dies in
 * between doubles a message, which changes nothing. What is no message of ours would only come back; it is kept,
 * or deleted with `dropMalformed`.
 */
export const redriveDeadLetters = async (
  { deadLetters, changes }: { readonly deadLetters: DeadLetters; readonly changes: ChangeQueue },
  { dropMalformed = false }: { readonly dropMalformed?: boolean } = {},
): Promise<Redriven> => {
  const malformed: DeadLetter[] = [];
  let sent = 0;
  for (;;) {
    const page = await deadLetters.take(PAGE);
    if (page.length === 0) break;
    const good = page.filter(({ change }) => change);
    await changes.send(good.flatMap(({ change }) => change ?? []));
    await deadLetters.remove(good);
    sent += good.length;
    malformed.push(...page.filter(({ change }) => !change));
  }
  if (dropMalformed) await deadLetters.remove(malformed);
  else await deadLetters.giveBack(malformed);
  const count = malformed.length;
  return { sent, kept: dropMalformed ? 0 : count, dropped: dropMalformed ? count : 0 };
};
