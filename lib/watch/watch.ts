import { selected } from '../admin/relist.ts';
import type { Connection } from '../engine/ports.ts';
import type { Settings } from '../settings.ts';
import type { Stop } from './budget.ts';
import { doStep, type Run, type StepDone } from './do-step.ts';
import { beginning, KINDS } from './due.ts';
import { ofAll, ofOne } from './failures.ts';
import { obstacle } from './register.ts';
import { createRun, noHooks, type Running, type WatchDeps } from './run.ts';
import type { Round, RoundKind } from './state.ts';
import { type Step, stepsOf } from './steps.ts';

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
  /** What Procore refused of single lists and projects, in words; the rest went on. */
  readonly refused?: readonly string[];
}

/** Steps that are done are noted so often; those behind the last note may be done again. */
const NOTED_EVERY = 25;
const MOST_TROUBLES = 20;

const after = (round: Round, { ids, trouble = [] }: StepDone): Round => ({
  ...round,
  next: round.next + 1,
  ids: { ...round.ids, ...ids },
  trouble: [...(round.trouble ?? []), ...trouble].slice(0, MOST_TROUBLES),
});

const stepDone = async (run: Run, step: Step, round: Round): Promise<StepDone> => {
  try {
    return await doStep(run, step, round);
  } catch (error) {
    return { trouble: [ofOne(error).message] };
  }
};

/** Goes on with a round. Gives the number of records asked for, and why it stopped before its end. */
const goOn = async (running: Running, kind: RoundKind, begun: Round, steps: readonly Step[]) => {
  const { run, budget, noteRound, lookAgain, end } = running;
  let round = begun;
  let asked = 0;
  try {
    for (let step = steps[round.next]; step !== undefined; step = steps[round.next]) {
      const stopped = await budget.stop();
      if (stopped) return { asked, refused: round.trouble ?? [], stopped };
      const done = await stepDone(run, step, round);
      budget.add(done.calls ?? 0);
      if (done.suspect) await lookAgain();
      asked += done.asked ?? 0;
      round = after(round, done);
      if (round.next % NOTED_EVERY === 0) await noteRound(kind, round);
    }
  } finally {
    await noteRound(kind, round);
  }
  await end(kind, round);
  return { asked, refused: round.trouble ?? [] };
};

const runRounds = async (
  deps: WatchDeps,
  running: Running,
  settings: Settings,
  kinds: readonly RoundKind[],
): Promise<Watched> => {
  const { budget, open, state } = running;
  const ended: RoundKind[] = [];
  const refused: string[] = [];
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
    refused.push(...gone.refused);
    if (gone.stopped) return { asked, ended, refused, stopped: gone.stopped };
    ended.push(kind);
  }
  return { asked, ended, refused };
};

/**
 * One run for one connection: rounds that are due, step by step, until nothing is left or it has to stop. `kinds`: of
 * these alone.
 */
export const createWatch =
  (deps: WatchDeps, kinds: readonly RoundKind[] = KINDS) =>
  async (connection: Connection): Promise<Watched> => {
    const { now, publicUrl } = deps;
    const running = await createRun(deps, connection);
    const { note, noteHooks, from, state } = running;
    if (!state().last) await note({ last: beginning(now()) });
    const why = obstacle(publicUrl, connection.settings);
    if (why && (state().hooks?.from !== from || state().hooks?.at === ''))
      await noteHooks(noHooks(deps, connection, { why, at: now().toISOString(), from, projects: [] }));
    const these = kinds.filter((kind) => kind !== 'hooks' || !why);
    try {
      return await runRounds(deps, running, connection.settings, these);
    } catch (error) {
      const trouble = ofAll(error).message;
      await note({});
      return { asked: 0, ended: [], stopped: 'procore', trouble };
    }
  };
