import { selected } from '../admin/relist.ts';
import type { Connection } from '../engine/ports.ts';
import { ProcoreFailure } from '../procore/procore.ts';
import type { Settings } from '../settings.ts';
import { type Budget, type BudgetDeps, createBudget, type Stop } from './budget.ts';
import { doStep, type Run, type StepDone } from './do-step.ts';
import { beginning, hooksDue, isDue, KINDS, originOf, sinceOf } from './due.ts';
import { createKnown, type LookDeps } from './look.ts';
import { designHooks, hookUrl, type RegisterDeps, unreachable } from './register.ts';
import type { HookState, Round, RoundKind, WatchState, WatchStore } from './state.ts';
import { type Step, stepsOf } from './steps.ts';
import { wantedNames } from './wanted.ts';

export interface WatchDeps extends LookDeps, BudgetDeps, Omit<RegisterDeps, keyof LookDeps> {
  readonly watch: WatchStore;
  /** Where this deployment is found, e.g. `https://plumbline.example.com`; undefined: nowhere. */
  readonly publicUrl?: string;
}

/** What one run did. */
export interface Watched {
  /** Records that were asked for. */
  readonly asked: number;
  /** Rounds that came to their end. */
  readonly ended: readonly RoundKind[];
  /** Why it stopped before all was done; the next run goes on there. */
  readonly stopped?: Stop;
  /** What keeps it from going on, in words. */
  readonly trouble?: string;
}

/** Steps that are done are noted so often; those behind the last note may be done again. */
const NOTED_EVERY = 25;
const MOST_TROUBLES = 20;

/** These concern all of Procore; the others one list or project, and the rest goes on. */
const COMMON: readonly ProcoreFailure['kind'][] = ['throttled', 'unavailable', 'unauthorized'];

const once = <A, T>(make: (argument: A) => Promise<T>): ((argument: A) => Promise<T>) => {
  let made: Promise<T> | undefined;
  return (argument) => {
    made ??= make(argument);
    return made;
  };
};

const after = (round: Round, { ids, trouble = [] }: StepDone): Round => ({
  ...round,
  next: round.next + 1,
  ids: { ...round.ids, ...ids },
  trouble: [...(round.trouble ?? []), ...trouble].slice(0, MOST_TROUBLES),
});

/** Hooks can't be made at all: everything is polled. */
const noHooks = (
  { flows }: WatchDeps,
  { settings }: Connection,
  { why, ...rest }: Pick<HookState, 'at' | 'from' | 'projects'> & { readonly why: string },
): HookState => ({ ...rest, url: '', ids: {}, trouble: [why], lacking: wantedNames(flows, settings) });

/** How hooks stand after a round that brought them in order. */
const hooksAfter = (
  deps: WatchDeps,
  { connection, design }: Run,
  from: string,
  { startedAt: at, projects, ids = {}, trouble = [] }: Round,
): Promise<HookState> =>
  design(projects).then(
    ({ form: { url }, wanted: { lacking } }) => ({
      ...{ at, url, from, projects, ids, lacking },
      ...(trouble.length > 0 && { trouble }),
    }),
    (error: unknown) => {
      if (!(error instanceof ProcoreFailure) || COMMON.includes(error.kind)) throw error;
      return noHooks(deps, connection, { why: error.message, at, from, projects });
    },
  );

/** What one run holds while it goes from step to step. */
const createRun = async (deps: WatchDeps, connection: Connection) => {
  const { watch, now, flows, publicUrl = '' } = deps;
  const { name, settings } = connection;
  let state: WatchState = await watch.get(name);
  const budget: Budget = createBudget(deps, settings.procoreCallsPerHour, state.calls);
  const former = state.hooks;
  const from = originOf(connection, publicUrl, flows);
  const design = once((projects: readonly string[]) =>
    designHooks(deps, connection, hookUrl(publicUrl, name), { projects, former }),
  );
  const run: Run = {
    ...{ deps, connection, hooks: () => state.hooks, design, known: createKnown(deps.records, name) },
  };
  const note = async (news: Partial<WatchState>): Promise<void> => {
    state = { ...state, ...news };
    await watch.note(name, { ...news, calls: budget.calls() });
  };

  /** A round that goes on, or begins now. */
  const open = (kind: RoundKind, projects: readonly string[]): Round | undefined => {
    const under = state.rounds?.[kind];
    if (under) return under;
    const due = kind === 'hooks' ? hooksDue(state.hooks, from, projects, now()) : isDue(kind, state, now());
    if (!due) return undefined;
    return { startedAt: now().toISOString(), projects, next: 0, since: sinceOf(kind, state, now()) };
  };

  const noteRound = (kind: RoundKind, round: Round | undefined): Promise<void> =>
    note({ rounds: { ...state.rounds, [kind]: round } });

  const end = async (kind: RoundKind, round: Round): Promise<void> => {
    if (kind === 'hooks') await note({ hooks: await hooksAfter(deps, run, from, round) });
    await note({
      rounds: { ...state.rounds, [kind]: undefined },
      last: { ...state.last, [kind]: round.startedAt },
    });
  };

  return { run, budget, note, open, noteRound, end, from, state: () => state };
};

type Running = Awaited<ReturnType<typeof createRun>>;

const stepDone = async (run: Run, step: Parameters<typeof doStep>[1], round: Round): Promise<StepDone> => {
  try {
    return await doStep(run, step, round);
  } catch (error) {
    if (!(error instanceof ProcoreFailure) || COMMON.includes(error.kind)) throw error;
    return { trouble: [error.message] };
  }
};

/** Goes on with a round. Gives the number of records asked for, and why it stopped before its end. */
const goOn = async (running: Running, kind: RoundKind, begun: Round, steps: readonly Step[]) => {
  const { run, budget, noteRound, end } = running;
  let round = begun;
  let asked = 0;
  try {
    for (let step = steps[round.next]; step !== undefined; step = steps[round.next]) {
      const stopped = await budget.stop();
      if (stopped) return { asked, stopped };
      const done = await stepDone(run, step, round);
      budget.asked(done.asked ?? 0);
      asked += done.asked ?? 0;
      round = after(round, done);
      if (round.next % NOTED_EVERY === 0) await noteRound(kind, round);
    }
  } finally {
    await noteRound(kind, round);
  }
  await end(kind, round);
  return { asked };
};

const runRounds = async (
  deps: WatchDeps,
  running: Running,
  settings: Settings,
  kinds: readonly RoundKind[],
): Promise<Watched> => {
  const { budget, open, state } = running;
  const ended: RoundKind[] = [];
  let asked = 0;
  const before = await budget.stop();
  if (before) return { asked, ended, stopped: before };
  const projects = await selected(deps.procore, settings);
  for (const kind of kinds) {
    const round = open(kind, projects);
    if (!round) continue;
    const steps = stepsOf(kind, round, { flows: deps.flows, settings, hooks: state().hooks });
    const gone = await goOn(running, kind, round, steps);
    asked += gone.asked;
    if (gone.stopped) return { asked, ended, stopped: gone.stopped };
    ended.push(kind);
  }
  return { asked, ended };
};

/** One run for one connection: rounds that are due, step by step, until nothing is left or it has to stop. */
export const createWatch =
  (deps: WatchDeps) =>
  async (connection: Connection): Promise<Watched> => {
    const { now, publicUrl } = deps;
    const running = await createRun(deps, connection);
    const { note, from, state } = running;
    if (!state().last) await note({ last: beginning(now()) });
    const why = unreachable(publicUrl, connection.settings.procore.apiUrl);
    if (why && state().hooks?.from !== from)
      await note({ hooks: noHooks(deps, connection, { why, at: now().toISOString(), from, projects: [] }) });
    const kinds = KINDS.filter((kind) => kind !== 'hooks' || !why);
    try {
      return await runRounds(deps, running, connection.settings, kinds);
    } catch (error) {
      if (!(error instanceof ProcoreFailure) || !COMMON.includes(error.kind)) throw error;
      await note({});
      return { asked: 0, ended: [], stopped: 'procore', trouble: error.message };
    }
  };
