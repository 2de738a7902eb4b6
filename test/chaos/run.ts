import { relist } from '../../lib/admin/relist.ts';
import { flows } from '../../lib/flows/index.ts';
import type { LocalAws } from '../../local/aws.ts';
import { seeded } from '../../local/sample/seeded.ts';
import { createContractor, type Refusal, type Size } from './company.ts';
import { createStorm, type Faults } from './faults.ts';
import { withTables } from './ground.ts';
import type { Theatre } from './machines.ts';
import { keepRunning } from './office.ts';
import { ANSWERS, CHANGES, WRITES } from './plumbline.ts';
import { poll } from './poller.ts';
import { createStage, type Stage } from './stage.ts';
import { HOUR_MS, MINUTE_MS } from './time.ts';
import { judge, stuckIn, type Verdict, violationsOf } from './verdict.ts';
import { createWorld, type World } from './world.ts';

/** What a run came to. */
export interface Run {
  readonly seed: number;
  readonly verdict: Verdict;
  readonly violations: readonly string[];
  /** How often each kind of fault was met. */
  readonly faults: ReadonlyMap<string, number>;
  readonly journal: readonly string[];
}

/** Every run has met at least so many faults. */
export const FEWEST_FAULTS = 30;
/** In each third seed QuickBooks is slow. */
const msPerWriteOf = (seed: number): number => (seed % 3 === 0 ? 6_000 : 0);

const SHORTEST_STORM_MS = 120 * MINUTE_MS;
const LONGEST_STORM_MS = 24 * HOUR_MS;
const LONGEST_CALM_MS = 48 * HOUR_MS;

/** Flows whose records are marked in Procore: those that are where nobody says otherwise. */
const MARKED = ['companies', 'projects', 'cost-codes', 'commitments', 'change-orders'];

const REFUSALS: readonly Refusal[] = [
  ...(['number-too-long', 'vendor-name-too-long', 'unreadable', 'zero-amount', 'not-approved'] as const),
];

const sizeOf = ({ chance, perhaps }: Stage): Size => ({
  vendors: chance.between(2, 3),
  projects: chance.between(1, 2),
  items: chance.between(2, 3),
  orders: chance.between(2, 3),
  chain: { changeOrders: 2, invoices: 3, payments: true, budgets: true },
  refused: REFUSALS.filter(() => perhaps(2)),
});

/** Goes on by itself; whoever it is stops with the run. */
const begin = (someone: Promise<unknown>): void => {
  someone.catch((error: unknown) => {
    throw error;
  });
};

const now = ({ clock }: Stage): number => clock.now().getTime();

const people = async ({ stage, faults }: Theatre, act: () => void, most: number): Promise<void> => {
  while (faults.storm) {
    await stage.sleep(stage.chance.between(1, most) * MINUTE_MS);
    if (faults.storm) act();
  }
};

const storm = async ({ stage, faults }: Theatre, { users, team, revokeTokens }: World): Promise<void> => {
  const began = now(stage);
  const rages = (): boolean => {
    const ms = now(stage) - began;
    if (ms < SHORTEST_STORM_MS) return true;
    return (
      ms < LONGEST_STORM_MS && (faults.total() < FEWEST_FAULTS || !users.allApproved() || !team.allApproved())
    );
  };
  while (rages()) {
    await stage.sleep(10 * MINUTE_MS);
    if (stage.perhaps(8)) revokeTokens();
  }
};

/** Nothing goes wrong any more, and nobody lists Procore: what is known goes on by itself. Gives what does not. */
const calmDown = async (theatre: Theatre, world: World): Promise<readonly string[]> => {
  const { stage, faults } = theatre;
  faults.end();
  stage.note('the storm is over');
  world.users.approveAll();
  world.team.approveAll();
  world.bookkeepers.goHome();
  await stage.sleep(30 * MINUTE_MS);
  world.queues.redrive(CHANGES);
  await world.approver.wish(false);
  await untilIdle(theatre, world);
  return stuckIn(
    (await stage.step('operator looks', async () => ({ value: await world.outcome() }))).records,
  );
};

const untilIdle = async ({ stage }: Theatre, world: World): Promise<void> => {
  const end = now(stage) + LONGEST_CALM_MS;
  do await stage.sleep(HOUR_MS);
  while (now(stage) < end && (await world.isBusy()));
};

/** The nightly list, which finds what webhooks have lost. */
const night = async (theatre: Theatre, world: World): Promise<void> => {
  const { changes, records, procore } = world.plumbline.operator();
  const { settings } = world;
  await relist({ flows, changes, records, procore: await procore({ settings }) }, settings);
  await untilIdle(theatre, world);
};

/** What a schedule starts; a failure is left to the next time. */
const byTheClock = async ({ stage, faults }: Theatre, { clock }: World): Promise<never> => {
  for (;;) {
    // Now and then nothing happens by it for a while.
    await stage.sleep((faults.storm ? stage.chance.pick([10, 20, 90]) : 60) * MINUTE_MS);
    await clock().catch((error: unknown) => stage.note(`  clock: ${error}`));
  }
};

const play = async (theatre: Theatre, world: World): Promise<readonly string[]> => {
  const { stage, faults } = theatre;
  const { chance } = stage;
  const minutes = () => (faults.storm ? chance.between(3, 15) : 40);
  const report = (ending: string) => stage.note(`session: ${ending}`);
  const { normalize, writer, settle } = world.plumbline;
  begin(poll(theatre, normalize, world.queues, CHANGES));
  begin(poll(theatre, normalize, world.queues, CHANGES));
  begin(poll(theatre, writer, world.queues, WRITES));
  begin(poll(theatre, settle, world.queues, ANSWERS));
  begin(byTheClock(theatre, world));
  begin(keepRunning(theatre, world.office, minutes, report));
  // Somebody clicks Update Selected while the timer's session may be under way.
  begin(keepRunning(theatre, world.office, () => (faults.storm ? chance.between(15, 60) : 300), report));
  begin(world.operator());
  // A restored file that lost nothing but changes is not noticed: nobody asks what it says of an object.
  const restores = stage.perhaps(2);
  if (restores) begin(world.backups.restoreOnce());
  else {
    // What is entered while the clock stands would get the very ids of what a backup lacks.
    begin(world.pc.stopOnce());
    // What was undone may stand in a backup: nobody would know of it.
    begin(world.undoer.atWork());
  }
  begin(people(theatre, () => world.users.act(!restores), 12));
  begin(people(theatre, world.team.act, 12));
  begin(people(theatre, world.bookkeepers.act, 10));
  begin(people(theatre, () => world.own.act(restores), 10));
  begin(people(theatre, world.payments.act, 20));
  begin(world.approver.atWork());
  await storm(theatre, world);
  const stuck = await calmDown(theatre, world);
  await night(theatre, world);
  return stuck;
};

/** A contractor's months in a storm, by a seed: the same seed, the same run. */
export const runSeed = async (aws: LocalAws, seed: number): Promise<Run> => {
  const stage = createStage(seeded(seed));
  const faults: Faults = createStorm(stage);
  const theatre: Theatre = { stage, faults };
  return withTables(aws, async (prefix) => {
    const contractor = createContractor(sizeOf(stage), stage.chance);
    const world = await createWorld(theatre, aws, prefix, contractor, {
      ...{ marked: MARKED, imports: '1h', msPerWrite: msPerWriteOf(seed) },
    });
    const stuck = await stage.run(() => play(theatre, world));
    const end = judge(await world.outcome());
    const verdict = { ...end, stuck: [...stuck, ...end.stuck] };
    return {
      ...{ seed, verdict, violations: violationsOf(verdict) },
      ...{ faults: faults.counts, journal: stage.journal },
    };
  });
};
