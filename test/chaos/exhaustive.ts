import type { LocalAws } from '../../local/aws.ts';
import { seeded } from '../../local/sample/seeded.ts';
import { createContractor, SMALLEST, SMALLEST_CHAIN } from './company.ts';
import { createSingleFault, type Fate, type SingleFault } from './faults.ts';
import { withTables } from './ground.ts';
import type { Theatre } from './machines.ts';
import { CHANGES, WRITES } from './plumbline.ts';
import { poll } from './poller.ts';
import { createStage, type Stage } from './stage.ts';
import { MINUTE_MS } from './time.ts';
import { judge, type Outcome, type Verdict, violationsOf } from './verdict.ts';
import { createWorld, type World } from './world.ts';

/**
 * `orders`: two orders and all that they need, each step from the first. `chain`: what comes after an order that is in
 * QuickBooks and marked: a change order, an invoice that bills both, and its payment; all told at once.
 */
export type Job = 'orders' | 'chain';

export const JOBS: readonly Job[] = ['orders', 'chain'];

/** The smallest job with one step of it killed. */
export interface Killed {
  readonly job: Job;
  /** From 1; 0: none. */
  readonly step: number;
  readonly fate: Fate;
  /** The step, e.g. `dynamodb Put records chaos#commitments#800 record`. */
  readonly what: string;
  /** Every step that the job took. */
  readonly steps: readonly string[];
  readonly verdict: Verdict;
  readonly violations: readonly string[];
  readonly journal: readonly string[];
}

const SEED = 1;
/** A lease, a retry or a second lookup takes less; a session that was cut off is made up for by the next. */
const BETWEEN_SESSIONS_MS = 10 * MINUTE_MS;
const MOST_SESSIONS = 12;

/** Every message worked off and every webhook delivered. */
const workedOff = async (stage: Stage, { queues, deliveries }: World): Promise<void> => {
  const isQuiet = () => [CHANGES, WRITES].every((queue) => queues.count(queue) === 0);
  while (!isQuiet() || deliveries.underWay() > 0) await stage.sleep(1_000);
};

const sessions = async (stage: Stage, world: World): Promise<void> => {
  for (let n = 0; n < MOST_SESSIONS; n++) {
    await workedOff(stage, world);
    await world.office.session();
    await workedOff(stage, world);
    await world.clock().catch(() => undefined);
    if (!(await world.isBusy())) return;
    await stage.sleep(BETWEEN_SESSIONS_MS);
  }
};

/** Flows whose marks are played; each costs steps. */
const MARKED: Readonly<Record<Job, readonly string[]>> = { orders: [], chain: ['change-orders'] };

const SIZES = { orders: SMALLEST, chain: SMALLEST_CHAIN };

/** A smallest job to its end. */
export const playSmallest = (
  aws: LocalAws,
  job: Job,
  faults: SingleFault,
): Promise<{ outcome: Outcome; stage: Stage }> => {
  const stage = createStage(seeded(SEED));
  const theatre: Theatre = { stage, faults };
  return withTables(aws, async (prefix) => {
    const contractor = createContractor(SIZES[job], stage.chance);
    const world = await createWorld(theatre, aws, prefix, contractor, {
      marked: MARKED[job],
      imports: 'never',
    });
    await stage.run(async () => {
      const { normalize, writer } = world.plumbline;
      void poll(theatre, normalize, world.queues, CHANGES);
      void poll(theatre, writer, world.queues, WRITES);
      if (job === 'orders') faults.arm();
      world.users.approveAll();
      await sessions(stage, world);
      if (job === 'orders') return;
      faults.arm();
      world.team.approveAll();
      await sessions(stage, world);
    });
    return { outcome: await world.outcome(), stage };
  });
};

/** A smallest job, with one fault at one of its steps, and what comes after it. */
export const runKilled = async (aws: LocalAws, job: Job, step: number, fate: Fate): Promise<Killed> => {
  const faults = createSingleFault(step, fate);
  const { outcome, stage } = await playSmallest(aws, job, faults);
  const verdict = judge(outcome);
  const steps = faults.steps();
  return {
    ...{ job, step, fate, what: steps[step - 1] ?? 'nothing', steps, verdict },
    ...{ violations: violationsOf(verdict), journal: stage.journal },
  };
};
