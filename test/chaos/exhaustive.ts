import type { LocalAws } from '../../local/aws.ts';
import { seeded } from '../../local/sample/seeded.ts';
import {
  createContractor,
  type Size,
  SMALLEST,
  SMALLEST_BILLED,
  SMALLEST_CHAIN,
  SMALLEST_LONG,
} from './company.ts';
import { createSingleFault, type Fate, type SingleFault } from './faults.ts';
import { withTables } from './ground.ts';
import { changeAll, enterAll } from './import-job.ts';
import type { Theatre } from './machines.ts';
import { ANSWERS, CHANGES, WRITES } from './plumbline.ts';
import { poll } from './poller.ts';
import { createStage, type Stage } from './stage.ts';
import { MINUTE_MS } from './time.ts';
import { judge, type Outcome, type Verdict, violationsOf } from './verdict.ts';
import { createWorld, type World } from './world.ts';

/**
 * `long`: three orders, of which QuickBooks takes two at once and is at them for a while: the first two are settled beside
 * the session. `orders`: two orders and all that they need, each step from the first. `chain`: what comes after an order that is in
 * QuickBooks and marked: a change order, an invoice that bills both, and its payment; all told at once. `imports`: what
 * a bookkeeper enters beside a bill that came from Procore, then changes and deletes.
 */
export type Job = 'orders' | 'long' | 'chain' | 'imports';

export const JOBS: readonly Job[] = ['orders', 'long', 'chain', 'imports'];

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
  const isQuiet = () => [CHANGES, WRITES, ANSWERS].every((queue) => queues.count(queue) === 0);
  while (!isQuiet() || deliveries.underWay() > 0) await stage.sleep(1_000);
};

const nothing = async (): Promise<void> => undefined;

/** Sessions until nothing is left to do, and `after` each of them something else. */
const sessions = async (stage: Stage, world: World, after = nothing): Promise<void> => {
  for (let n = 0; n < MOST_SESSIONS; n++) {
    await workedOff(stage, world);
    await world.office.session();
    await workedOff(stage, world);
    await world.clock().catch(() => undefined);
    await after().catch(() => undefined);
    if (!(await world.isBusy())) return;
    await stage.sleep(BETWEEN_SESSIONS_MS);
  }
};

/** Flows whose marks are played; each costs steps. */
const MARKED: Readonly<Record<Job, readonly string[]>> = {
  ...{ orders: [], long: [], chain: ['change-orders'], imports: [] },
};

const SIZES: Readonly<Record<Job, Size>> = {
  ...{ orders: SMALLEST, long: SMALLEST_LONG, chain: SMALLEST_CHAIN, imports: SMALLEST_BILLED },
};

type Play = (stage: Stage, world: World, faults: SingleFault) => Promise<void>;

/** Whoever wishes it says so again until it is heard. */
const readAll = async (stage: Stage, world: World): Promise<void> => {
  const { wish, approve } = world.approver;
  const isHeard = () =>
    wish(false).then(
      () => true,
      () => false,
    );
  while (!(await isHeard())) await stage.sleep(MINUTE_MS);
  await sessions(stage, world, approve);
  // What waited for a job is looked at again by the clock.
  await sessions(stage, world, approve);
};

const fromTheFirst: Play = async (stage, world, faults) => {
  faults.arm();
  world.users.approveAll();
  await sessions(stage, world);
};

const PLAYS: Readonly<Record<Job, Play>> = {
  ...{ orders: fromTheFirst, long: fromTheFirst },
  chain: async (stage, world, faults) => {
    world.users.approveAll();
    await sessions(stage, world);
    faults.arm();
    world.team.approveAll();
    await sessions(stage, world);
  },
  imports: async (stage, world, faults) => {
    world.users.approveAll();
    world.team.approveAll();
    await sessions(stage, world);
    faults.arm();
    enterAll(world);
    await readAll(stage, world);
    changeAll(world);
    await readAll(stage, world);
  },
};

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
      msPerWrite: job === 'long' ? 5_000 : 0,
    });
    await stage.run(async () => {
      const { normalize, writer, settle } = world.plumbline;
      void poll(theatre, normalize, world.queues, CHANGES);
      void poll(theatre, writer, world.queues, WRITES);
      void poll(theatre, settle, world.queues, ANSWERS);
      await PLAYS[job](stage, world, faults);
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
