import type { LocalAws } from '../../local/aws.ts';
import { seeded } from '../../local/sample/seeded.ts';
import { createContractor, SMALLEST } from './company.ts';
import { createSingleFault, type Fate, type Faults } from './faults.ts';
import { withTables } from './ground.ts';
import type { Theatre } from './machines.ts';
import { CHANGES, WRITES } from './plumbline.ts';
import { poll } from './poller.ts';
import { createStage, type Stage } from './stage.ts';
import { MINUTE_MS } from './time.ts';
import { judge, type Outcome, type Verdict, violationsOf } from './verdict.ts';
import { createWorld, type World } from './world.ts';

/** The smallest job with one step of it killed. */
export interface Killed {
  /** From 1; 0: none. */
  readonly step: number;
  readonly fate: Fate;
  /** The step, e.g. `dynamodb Put records chaos#commitments#800 record`. */
  readonly what: string;
  /** How many steps the job took. */
  readonly steps: number;
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

/** The smallest job to its end. */
export const playSmallest = (aws: LocalAws, faults: Faults): Promise<{ outcome: Outcome; stage: Stage }> => {
  const stage = createStage(seeded(SEED));
  const theatre: Theatre = { stage, faults };
  return withTables(aws, async (prefix) => {
    const world = await createWorld(theatre, aws, prefix, createContractor(SMALLEST, stage.chance));
    await stage.run(async () => {
      const { normalize, writer } = world.plumbline;
      void poll(theatre, normalize, world.queues, CHANGES);
      void poll(theatre, writer, world.queues, WRITES);
      world.users.approveAll();
      world.managers.approveAll();
      await sessions(stage, world);
    });
    return { outcome: await world.outcome(), stage };
  });
};

/** The smallest job, with one fault at one of its steps, and what comes after it. */
export const runKilled = async (aws: LocalAws, step: number, fate: Fate): Promise<Killed> => {
  const faults = createSingleFault(step, fate);
  const { outcome, stage } = await playSmallest(aws, faults);
  const verdict = judge(outcome);
  const steps = faults.steps();
  return {
    ...{ step, fate, what: steps[step - 1] ?? 'nothing', steps: steps.length, verdict },
    ...{ violations: violationsOf(verdict), journal: stage.journal },
  };
};
