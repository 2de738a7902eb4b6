import type { Connection } from '../engine/ports.ts';
import { type Budget, type BudgetDeps, createBudget } from './budget.ts';
import type { Run } from './do-step.ts';
import { hooksDue, isDue, KINDS, originOf, sinceOf } from './due.ts';
import { ofOne } from './failures.ts';
import { createKnown, type LookDeps } from './look.ts';
import { designHooks, hookUrl, type RegisterDeps } from './register.ts';
import type { HookState, Round, RoundKind, WatchState, WatchStore } from './state.ts';
import { wantedNames } from './wanted.ts';

export interface WatchDeps extends LookDeps, BudgetDeps, Omit<RegisterDeps, keyof LookDeps> {
  readonly watch: WatchStore;
  /** Where this deployment is found, e.g. `https://plumbline.example.com`; undefined: nowhere. */
  readonly publicUrl?: string;
}

const once = <A, T>(make: (argument: A) => Promise<T>): ((argument: A) => Promise<T>) => {
  let made: Promise<T> | undefined;
  return (argument) => {
    made ??= make(argument);
    return made;
  };
};

/** Hooks can't be made at all: everything is polled. */
export const noHooks = (
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
    (error: unknown) => noHooks(deps, connection, { why: ofOne(error).message, at, from, projects }),
  );

/** Whether the same steps follow from both. */
const isAlike = (before: HookState | undefined, after: HookState): boolean => {
  const what = (state: HookState | undefined) =>
    state && JSON.stringify([state.from, state.lacking, Object.keys(state.ids).sort()]);
  return what(before) === what(after);
};

/** What one run holds while it goes from step to step. */
export const createRun = async (deps: WatchDeps, connection: Connection) => {
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

  /** The steps of other rounds follow from how hooks stand: where that changes they begin anew. */
  const noteHooks = (hooks: HookState): Promise<void> =>
    note({ hooks, ...(!isAlike(state.hooks, hooks) && { rounds: {} }) });

  /** A round that goes on, or begins now. */
  const open = (kind: RoundKind, projects: readonly string[]): Round | undefined => {
    const under = state.rounds?.[kind];
    if (under) return under;
    const due = kind === 'hooks' ? hooksDue(state.hooks, from, projects, now()) : isDue(kind, state, now());
    // One at a time: else an urgent round that is always due would keep the others from ever ending.
    const isLater = kind !== 'hooks' && KINDS.some((other) => other !== 'hooks' && state.rounds?.[other]);
    if (!due || isLater) return undefined;
    return { startedAt: now().toISOString(), projects, next: 0, since: sinceOf(kind, state, now()) };
  };

  /** The next run brings the hooks in order. */
  const lookAgain = async (): Promise<void> => {
    if (state.hooks) await note({ hooks: { ...state.hooks, at: '' } });
  };

  const noteRound = (kind: RoundKind, round: Round | undefined): Promise<void> =>
    note({ rounds: { ...state.rounds, [kind]: round } });

  const end = async (kind: RoundKind, round: Round): Promise<void> => {
    if (kind === 'hooks') await noteHooks(await hooksAfter(deps, run, from, round));
    await note({
      rounds: { ...state.rounds, [kind]: undefined },
      last: { ...state.last, [kind]: round.startedAt },
    });
  };

  return { run, budget, note, noteHooks, lookAgain, open, noteRound, end, from, state: () => state };
};

export type Running = Awaited<ReturnType<typeof createRun>>;
