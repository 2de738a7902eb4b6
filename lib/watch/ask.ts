import type { Change, ChangeQueue, RecordStore } from '../engine/ports.ts';
import { keyText } from '../engine/record.ts';
import type { Flow } from '../flow.ts';
import type { LostEvent } from '../procore/lost-event.ts';
import { createTrigger } from '../webhook/triggers.ts';

export interface HintDeps {
  readonly flows: readonly Flow<unknown>[];
  readonly changes: ChangeQueue;
  readonly records: Pick<RecordStore, 'get'>;
}

/** A record that may have to be fetched, and when it changed in Procore (ISO); absent: nobody knows. */
export interface Candidate {
  readonly change: Change & { readonly do: 'fetch' };
  readonly changedAt?: string;
  /** It matters only when it is known already. */
  readonly ifKnown?: boolean;
}

/** Procore tells times in whole seconds, by a clock of its own. */
const DOUBT_MS = 2_000;
const AT_ONCE = 100;

const isNews = (changedAt: string | undefined, fetchedAt: string | undefined): boolean =>
  changedAt === undefined ||
  fetchedAt === undefined ||
  Date.parse(changedAt) + DOUBT_MS >= Date.parse(fetchedAt);

/** Asks for those that were not fetched since they changed. Gives their number. */
export const askFor = async (
  { changes, records }: HintDeps,
  connection: string,
  candidates: readonly Candidate[],
): Promise<number> => {
  const newest = new Map<string, Candidate>();
  for (const one of candidates) {
    const known = newest.get(keyText(one.change.key));
    if (!known || (known.changedAt ?? '9') < (one.changedAt ?? '9')) newest.set(keyText(one.change.key), one);
  }
  const all = [...newest.values()];
  let asked = 0;
  for (let at = 0; at < all.length; at += AT_ONCE) {
    const some = all.slice(at, at + AT_ONCE);
    const stored = await records.get(
      connection,
      some.map(({ change }) => change.key),
    );
    const fetches = some
      .filter(({ change, changedAt, ifKnown }) => {
        const known = stored.get(keyText(change.key));
        return known ? isNews(changedAt, known.fetchStartedAt) : !ifKnown;
      })
      .map(({ change }) => change);
    if (fetches.length > 0) await changes.send(fetches);
    asked += fetches.length;
  }
  return asked;
};

/** Asks for the records of events that Procore gave up on, by what each flow says that it is on. */
export const askForLost = (
  deps: HintDeps,
  connection: string,
  events: readonly LostEvent[],
): Promise<number> => {
  const trigger = createTrigger(deps.flows);
  const candidates = events.flatMap((event): Candidate[] => {
    const triggered = trigger(event, connection);
    if (triggered.is !== 'changes') return [];
    return triggered.changes.flatMap((change) =>
      change.do === 'fetch' ? [{ change, changedAt: event.at }] : [],
    );
  });
  return askFor(deps, connection, candidates);
};
