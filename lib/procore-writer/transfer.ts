import pMap from 'p-map';
import { enterHints } from '../engine/enter-hints.ts';
import type { Facts } from '../engine/plan.ts';
import type { ChangeQueue, Connection, RecordStore } from '../engine/ports.ts';
import type { ProcoreWrite, WriteQueue } from '../engine/procore-writes.ts';
import type { SyncRecord } from '../engine/record.ts';
import { inRuns } from '../grouped.ts';
import type { ImportFlow } from '../import-flow.ts';
import type { Entered, Entering, EntryKey } from '../procore/entries.ts';
import { noteOf, projectOf, type Step, samePlace } from './decide.ts';
import { afterEntered } from './settled.ts';

type WriteStep = Step & { readonly do: 'enter' | 'remove' };

/** A record that is entered in Procore, or taken out. */
export interface Write {
  readonly record: SyncRecord;
  readonly flow: ImportFlow<unknown>;
  readonly step: WriteStep;
}

export interface TransferDeps {
  readonly records: Pick<RecordStore, 'save'>;
  readonly writes: WriteQueue;
  readonly changes: ChangeQueue;
  readonly entering: (facts: Facts) => Promise<Entering>;
  readonly now: () => Date;
  readonly pause: (milliseconds: number) => Promise<void>;
  readonly settle: (sent: SyncRecord, make: (stored: SyncRecord) => SyncRecord) => Promise<void>;
}

export interface Answered extends Write {
  readonly answer: Entered;
}

const CONCURRENCY = 16;
/** Each of them is a call or more; what they made is noted before the next. */
const PER_CALL = 25;
/** So many records of the company go by one call. */
const PER_SYNC = 250;
/** The shorter of Procore's windows. */
const SHORT_WAIT_SECONDS = 12;
/** After that whoever works for so long hands the rest on. */
const LONGEST_MS = 60_000;

const runsOf = (all: readonly Write[]): Write[][] => {
  const ofCompany = all.filter(({ step }) => step.do === 'enter' && !step.place.projectId);
  const others = all.filter((one) => !ofCompany.includes(one));
  return [...inRuns(ofCompany, PER_SYNC), ...inRuns(others, PER_CALL)];
};

/** A window of a few seconds is waited for. */
const isShortly = (answer: Entered): answer is Entered & { readonly is: 'later' } =>
  'trouble' in answer && answer.trouble.kind === 'throttled' && answer.seconds <= SHORT_WAIT_SECONDS;

const isTrouble = (answer: Entered): boolean => 'trouble' in answer;

/** For the group of the project that they are written to. */
export const hintsFor = (connection: string, some: readonly Write[]): ProcoreWrite[] =>
  enterHints(
    connection,
    some.map(({ record, step }) => ({ ...record, source: { project: projectOf(step) } })),
  );

/** Where an entry was before, if it is known to be there. */
const knownOf = ({ record, step }: Write): readonly [string, EntryKey][] =>
  step.do === 'enter' && record.mapping
    ? [[step.entry.originId, { ...step.place, id: record.mapping.id }]]
    : [];

/** Writes into Procore, and notes each answer. May die at any line: where something is entered is noted before. */
export const createTransfer = (deps: TransferDeps) => {
  const { records, writes, changes, now, settle } = deps;

  /** Noted first: a record of which that is not noted was never entered. Undefined: somebody wrote first. */
  const prepared = async (one: Write): Promise<Write | undefined> => {
    const { record, step } = one;
    if (step.do === 'remove' || samePlace(record.entry, step.place)) return one;
    const saved = await records.save({ ...record, entry: step.place }, record);
    return saved && { ...one, record: saved };
  };

  const removal = async (entering: Entering, key: EntryKey, why: string): Promise<Entered> =>
    (await entering.remove([key], why))[0] as Entered;

  const MOVED = 'It belongs to another project now.';

  /** What is taken out, or leaves the place where it stood; the answers of those with which it ends there. */
  const takeOut = async (entering: Entering, some: readonly Write[]): Promise<Map<Write, Entered>> => {
    const answers = new Map<Write, Entered>();
    let stopped: Entered | undefined;
    for (const one of some) {
      const { step } = one;
      const key = step.do === 'remove' ? step.key : step.leaves;
      if (!key) continue;
      const answer = stopped ?? (await removal(entering, key, step.do === 'remove' ? noteOf(step) : MOVED));
      if (isTrouble(answer)) stopped = answer;
      if (step.do === 'remove' || answer.is !== 'done') answers.set(one, answer);
    }
    return answers;
  };

  const putIn = async (entering: Entering, some: readonly Write[]): Promise<Map<Write, Entered>> => {
    const ready = (await pMap(some, prepared, { concurrency: CONCURRENCY })).flatMap((one) => one ?? []);
    const entries = ready.flatMap(({ step }) => (step.do === 'enter' ? [step.entry] : []));
    if (entries.length === 0) return new Map();
    const answers = await entering.enter(entries, new Map(ready.flatMap(knownOf)));
    return new Map(ready.map((one, n) => [one, answers[n] as Entered]));
  };

  /** Its record from Procore is fetched: whoever does that maps it to the object. */
  const tellExported = async (some: readonly Answered[]): Promise<void> => {
    const fetches = some.flatMap(({ record, flow: { exported }, step, answer }) =>
      exported && step.do === 'enter' && answer.is === 'done'
        ? [{ connection: record.connection, key: { flow: exported.flow, id: answer.id }, source: {} }]
        : [],
    );
    if (fetches.length > 0) await changes.send(fetches.map((fetch) => ({ do: 'fetch', ...fetch })));
  };

  const attempt = async (entering: Entering, some: readonly Write[]): Promise<Map<Write, Entered>> => {
    const out = await takeOut(entering, some);
    const rest = some.filter((one) => one.step.do === 'enter' && !out.has(one));
    const stopped = [...out.values()].find(isTrouble);
    const put = stopped ? new Map(rest.map((one) => [one, stopped] as const)) : await putIn(entering, rest);
    return new Map([...out, ...put]);
  };

  /** As often as the shorter window is used up, and `mayWait`. */
  const patiently = async (
    entering: Entering,
    some: readonly Write[],
    mayWait: () => boolean,
  ): Promise<Answered[]> => {
    const told = [...(await attempt(entering, some))].map(([one, answer]) => ({ ...one, answer }));
    const again = told.filter(({ answer }) => isShortly(answer));
    const [first] = again.flatMap(({ answer }) => (isShortly(answer) ? [answer.seconds] : []));
    if (first === undefined || !mayWait()) return told;
    await deps.pause(first * 1000);
    const others = told.filter((one) => !again.includes(one));
    return [...others, ...(await patiently(entering, again, mayWait))];
  };

  const note = async (facts: Facts, answered: readonly Answered[]): Promise<void> => {
    await tellExported(answered);
    const at = { facts, now: now() };
    await pMap(
      answered,
      ({ record, step, answer }) =>
        settle(record, (stored) => afterEntered(stored, record, step, answer, at)),
      { concurrency: CONCURRENCY },
    );
  };

  return async (facts: Connection, all: readonly Write[]): Promise<Answered[]> => {
    if (all.length === 0) return [];
    const entering = await deps.entering(facts);
    const until = now().getTime() + LONGEST_MS;
    const mayGoOn = () => now().getTime() < until;
    const answered: Answered[] = [];
    const runs = runsOf(all);
    for (let next = runs.shift(); next; next = runs.shift()) {
      const told = await patiently(entering, next, mayGoOn);
      await note(facts, told);
      answered.push(...told);
      const trouble = told.map(({ answer }) => answer).find(isTrouble);
      const left = runs.flat();
      if (trouble) {
        const same = left.map((one) => ({ ...one, answer: trouble }));
        await note(facts, same);
        return [...answered, ...same];
      }
      if (mayGoOn()) continue;
      await writes.send(hintsFor(facts.name, left));
      return answered;
    }
    return answered;
  };
};
