import type { Connection } from '../engine/ports.ts';
import { askForLost } from './ask.ts';
import { ofOne } from './failures.ts';
import { type Known, type LookDeps, lookAtAll, lookForChanges } from './look.ts';
import { type HookDesign, type RegisterDeps, registerHook, removeHooks } from './register.ts';
import type { HookIds, HookState, Round } from './state.ts';
import type { Step } from './steps.ts';

/** One run of the clock for one connection. */
export interface Run {
  readonly deps: RegisterDeps & LookDeps;
  readonly connection: Connection;
  readonly hooks: () => HookState | undefined;
  /** What hooks are to be; worked out once. */
  readonly design: (projects: readonly string[]) => Promise<HookDesign>;
  readonly known: Known;
}

/** What came of a step. */
export interface StepDone {
  /** Records that were asked for, and the calls that fetching them costs. */
  readonly asked?: number;
  readonly calls?: number;
  readonly ids?: HookIds;
  readonly trouble?: readonly string[];
  /** A hook that is gone, or that something was lost of: Procore may have disabled it. */
  readonly suspect?: boolean;
}

/** A record and its lines; where the list says all there is, as of cost codes, many are fetched by one call. */
const CALLS = { one: 2, listed: 0.05 };

const COMPANY = 'company';
const DAY_MS = 24 * 3600_000;

const keepHook = async (
  { deps, connection, design }: Run,
  project: string,
  round: Round,
): Promise<StepDone> => {
  const wanted = await design(round.projects);
  const kept = await registerHook(deps, connection.name, wanted, project || undefined);
  if (!kept) return {};
  return { ids: { [project || COMPANY]: kept.id }, trouble: kept.refused };
};

/** The log tells by days; a day more, since what was given up today may have happened yesterday. */
const askFor = async (
  { deps, connection, hooks }: Run,
  place: string,
  { since }: Round,
): Promise<StepDone> => {
  const id = hooks()?.ids[place];
  if (id === undefined) return {};
  const day = new Date(Date.parse(since) - DAY_MS).toISOString().slice(0, 10);
  const events = await deps.hooks
    .lost(id, day, place === COMPANY ? undefined : place)
    .catch((error: unknown) => ofOne(error));
  if (events instanceof Error) return { trouble: [events.message], suspect: true };
  const asked = await askForLost(deps, connection.name, events);
  return { asked, calls: asked * CALLS.one, suspect: asked > 0 };
};

/** Does one step of a round. Harmless to repeat. Throws ProcoreFailure. */
export const doStep = async (run: Run, step: Step, round: Round): Promise<StepDone> => {
  const { deps, connection, hooks, known } = run;
  const { project } = step;
  switch (step.do) {
    case 'keep-hook':
      return keepHook(run, project, round);
    case 'drop-hook': {
      const { form } = await run.design(round.projects);
      await removeHooks(deps.hooks, [form.url, hooks()?.url], project);
      return {};
    }
    case 'ask-for-lost':
      return askFor(run, project, round);
    default: {
      const { settings } = connection;
      const look = { flow: step.flow, project, settings, projects: round.projects, since: round.since };
      const asked =
        step.do === 'changed' ? await lookForChanges(deps, look) : await lookAtAll(deps, known, look);
      const each = step.flow.ofCompany && !step.flow.changed ? CALLS.listed : CALLS.one;
      return { asked, calls: asked * each };
    }
  }
};
