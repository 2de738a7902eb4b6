import pMap from 'p-map';
import { enterHints } from '../engine/enter-hints.ts';
import { isMarking, markHints, markNow } from '../engine/marks.ts';
import type { Facts } from '../engine/plan.ts';
import type { Connection, Connections } from '../engine/ports.ts';
import type { MarkStore, ProcoreMark, ProcoreWrite } from '../engine/procore-writes.ts';
import { keyText, type SyncRecord } from '../engine/record.ts';
import type { Flow, RecordKey } from '../flow.ts';
import type { Entered } from '../procore/entries.ts';
import type { Marked, Marker, OriginWrite } from '../procore/mark.ts';
import { counted, createEnter, type EnterDeps, type EnterTally } from './enter.ts';
import { flaggedMark, noted, originIn, type Rendered, rendered, type Wanted } from './mark.ts';

export interface WriterDeps extends EnterDeps {
  readonly flows: readonly Flow<unknown>[];
  readonly marks: MarkStore;
  readonly connections: Pick<Connections, 'get' | 'note'>;
  /** Procore for one connection and one unit of work. */
  readonly marker: (facts: Facts) => Promise<Marker>;
}

/** What one call came to. */
export interface Written extends EnterTally {
  readonly marked: number;
  readonly refused: number;
  readonly later: number;
}

const NOTHING: Written = { ...{ marked: 0, refused: 0, later: 0 }, ...counted([]) };
/** Whoever is told of a mark has so long, before it is due again. */
const UNDER_WAY_MS = 10 * 60_000;
const PER_SWEEP = 1_000;
/** More than Procore's hour allows; each beat tells of as many again. */
const ENTRIES_PER_SWEEP = 200;
const CONCURRENCY = 16;
const MOST_CONFLICTS = 10;

const markText = (mark: RecordKey & { readonly hash: string }): string => `${keyText(mark)} ${mark.hash}`;

/** Writes into Procore what is noted to be written. The notes count, messages are hints; each step may be repeated. */
export const createWriter = (deps: WriterDeps) => {
  const { records, marks, connections, now } = deps;
  const flows = new Map(deps.flows.map((flow) => [flow.name, flow]));
  const enter = createEnter(deps);

  /** Marks of records as they are now: those that are not written yet. */
  const wantedOf = async ({ name, settings }: Connection, keys: readonly RecordKey[]): Promise<Wanted[]> => {
    const stored = [...(await records.get(name, keys)).values()];
    const chosen = stored.flatMap((record) => {
      const flow = flows.get(record.flow);
      const key = flow && isMarking(flow, settings) ? markNow(record) : undefined;
      return key ? [{ key, record }] : [];
    });
    const noticed = await marks.get(
      name,
      chosen.map(({ key }) => key),
    );
    const pending = new Map(noticed.flatMap((one) => (one.due === undefined ? [] : [[markText(one), one]])));
    return chosen.flatMap(({ key, record }) => {
      const mark = pending.get(markText(key));
      return mark ? [{ record, mark }] : [];
    });
  };

  /** Only where Procore holds another origin_id is it asked which of them were ours. */
  const render = async (connection: string, wanted: Wanted): Promise<Rendered> => {
    const { record } = wanted;
    const flow = flows.get(record.flow) as Flow<unknown>;
    const first = rendered(flow, wanted, []);
    if (!('refused' in first) || originIn(record.content) === undefined) return first;
    const known = await marks.ofRecord(connection, record);
    return rendered(
      flow,
      wanted,
      known.map(({ originId }) => originId),
    );
  };

  const flag = async (connection: string, record: SyncRecord, mark: ProcoreMark): Promise<void> => {
    let stored: SyncRecord | undefined = record;
    for (let tries = 0; stored && tries < MOST_CONFLICTS; tries++) {
      const next = flaggedMark(stored, mark);
      if (next === stored || (await records.save(next, stored))) return;
      stored = (await records.get(connection, [record])).get(keyText(record));
    }
  };

  const send = async (facts: Connection, writes: readonly OriginWrite[]): Promise<readonly Marked[]> =>
    writes.length === 0 ? [] : (await deps.marker(facts)).mark(writes);

  const mark = async (
    facts: Connection,
    keys: readonly RecordKey[],
  ): Promise<Omit<Written, keyof EnterTally>> => {
    const wanted = await wantedOf(facts, keys);
    const found = await pMap(wanted, (one) => render(facts.name, one), { concurrency: CONCURRENCY });
    const writes = found.flatMap((one) => ('write' in one && one.write ? [one.write] : []));
    const answers = new Map((await send(facts, writes)).map((answer, n) => [writes[n], answer]));
    const after = wanted.map((one, n) => {
      const what = found[n] as Rendered;
      if ('refused' in what) return noted(one, undefined, { is: 'refused', words: what.refused }, now());
      // Without a field in Procore there is nothing to do, and that is noted as done.
      const answer = what.write ? (answers.get(what.write) as Marked) : ({ is: 'done' } as const);
      return noted(one, what.write, answer, now());
    });
    await marks.put(facts.name, after);
    await pMap(wanted, ({ record }, n) => flag(facts.name, record, after[n] as ProcoreMark), {
      concurrency: CONCURRENCY,
    });
    await tell(facts, [...answers.values()]);
    const later = after.filter(({ due }) => due !== undefined).length;
    const refused = after.filter((one) => one.refused !== undefined).length;
    return { marked: [...answers.values()].filter(({ is }) => is === 'done').length, refused, later };
  };

  /** The connection's health: what keeps Procore from being written to, or that nothing does any more. */
  const tell = async (facts: Connection, answers: readonly (Marked | Entered)[]): Promise<void> => {
    const trouble = answers.flatMap((answer) => ('trouble' in answer ? [answer.trouble] : []))[0];
    const words = trouble?.kind === 'throttled' ? undefined : trouble?.message;
    const isSure = words !== undefined || answers.some(({ is }) => is === 'done');
    if (isSure && words !== facts.procoreTrouble)
      await connections.note(facts.name, { procoreTrouble: words });
  };

  /**
   * What is due was told of by a message that is lost, or is to be tried again: told of once more. What no record
   * wants any more is forgotten: it is not to be marked now, or was renamed; then another mark is noted.
   */
  const sweepMarks = async (facts: Connection): Promise<void> => {
    const { name } = facts;
    // The index is a moment behind: what it names may be written by now.
    const listed = await marks.get(name, await marks.due(name, now().toISOString(), PER_SWEEP));
    const due = listed.filter((one) => one.due !== undefined);
    if (due.length === 0) return;
    const wanted = await wantedOf(facts, due);
    const isWanted = new Set(wanted.map((one) => markText(one.mark)));
    await marks.remove(
      name,
      due.filter((one) => !isWanted.has(markText(one))),
    );
    const later = new Date(now().getTime() + UNDER_WAY_MS).toISOString();
    await marks.put(
      name,
      wanted.map((one) => ({ ...one.mark, due: later })),
    );
    await deps.writes.send(
      markHints(
        flows,
        name,
        wanted.map(({ record }) => record),
      ),
    );
  };

  /** A read-only connection enters nothing: what it is told of is decided about once. */
  const sweepEntries = async ({ name, settings }: Connection): Promise<void> => {
    if (settings.mode !== 'live') return;
    const due = await records.entering(name, ENTRIES_PER_SWEEP, now().toISOString());
    const stored = await records.get(name, due);
    await deps.writes.send(
      enterHints(
        name,
        [...stored.values()].filter(({ state }) => state === 'queued'),
      ),
    );
  };

  /** Works off hints of one connection; those of one project together. */
  return async (connection: string, hints: readonly ProcoreWrite[]): Promise<Written> => {
    const facts = await connections.get(connection);
    if (!facts) return NOTHING;
    if (hints.some((hint) => hint.do === 'sweep')) {
      await sweepMarks(facts);
      await sweepEntries(facts);
    }
    const keys = hints.flatMap((hint) => (hint.do === 'mark' ? hint.keys : []));
    const marked = keys.length > 0 ? await mark(facts, keys) : {};
    const entries = hints.flatMap((hint) => (hint.do === 'enter' ? [hint] : []));
    if (entries.length === 0) return { ...NOTHING, ...marked };
    const { tally, answers } = await enter(facts, entries);
    await tell(facts, answers);
    return { ...NOTHING, ...marked, ...tally };
  };
};

export type Writer = ReturnType<typeof createWriter>;
