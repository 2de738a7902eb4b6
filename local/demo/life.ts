import { approve } from '../../lib/admin/approve.ts';
import { wishImport } from '../../lib/admin/import.ts';
import type { Facts } from '../../lib/engine/plan.ts';
import type { SyncRecord } from '../../lib/engine/record.ts';
import { importFlows as imports } from '../../lib/flows/imports.ts';
import { flows } from '../../lib/flows/index.ts';
import { createStandingEntries } from '../../lib/procore/standing-entries.ts';
import { beginReconcile } from '../../lib/reconcile/begin.ts';
import type { DriftReport } from '../../lib/reconcile/ports.ts';
import { createDriftStore } from '../../lib/stores/drift.ts';
import { beginLife, continueLife, type Played } from '../sample/life.ts';
import { settleDown } from './settle-down.ts';
import { importedIn } from './states.ts';
import type { Branch, World } from './world.ts';

const now = () => new Date();
const BY = 'Mira Holt';

/** What an operator works with; loaded late, as the functions read their environment when they are loaded. */
const operator = async () => {
  const { stores } = await import('../../lambdas/deps.ts');
  return { ...stores(), flows, imports, now };
};

/** The connector reads what has changed in the books, and enters it in Procore. */
const readBooks = async (world: World): Promise<void> => {
  const { connections } = await operator();
  for (const { connection } of world.branches)
    await wishImport({ connections, imports, now }, connection, { full: false });
  await settleDown(world);
};

/** Jobs and vendors that nobody in Procore knows: a person lets those in that the sample says. */
const letIn = async ({ plumbline }: World, { connection, sample }: Branch): Promise<void> => {
  const { jobs, vendors } = sample.life.expected;
  const wanted = [...jobs, ...vendors].filter(({ is }) => is === 'created').map(({ name }) => name);
  const isWanted = ({ state, title = '' }: SyncRecord): boolean =>
    state === 'awaiting-approval' && wanted.some((name) => name === title || name.endsWith(`:${title}`));
  const deps = await operator();
  for (const record of (await importedIn(plumbline, connection)).filter(isWanted))
    await approve(deps, connection, record, { by: BY });
};

const compareSides = async (world: World): Promise<void> => {
  const deps = { ...(await operator()), drift: driftOf(world) };
  const { callsOf } = await import('../../lambdas/procore.ts');
  const standing = (facts: Facts) => createStandingEntries(callsOf(facts));
  for (const { connection } of world.branches) await beginReconcile({ ...deps, standing }, connection);
  await settleDown(world);
};

const driftOf = ({ plumbline: { aws } }: World) =>
  createDriftStore({ client: aws.dynamo, table: `${aws.prefix}sessions` });

/** How the two sides of a branch stood when they were compared. */
export const driftIn = (world: World, { connection }: Branch): Promise<DriftReport | undefined> =>
  driftOf(world).report(connection);

/** How far it is, in words. */
export const LIFE = {
  entered: 'What people entered in QuickBooks',
  approved: 'Jobs and vendors let into Procore',
  changed: 'What they changed and deleted',
  compared: 'Both sides compared',
} as const;

export type LifeStep = keyof typeof LIFE;

/**
 * The books' own life, after everything from Procore is posted: people enter bills, checks and payments, an accountant
 * lets jobs and vendors in, then things are changed, voided and deleted, some of which Procore had posted; in the end both
 * sides are compared. Gives what people entered, by branch.
 */
export const live = async (
  world: World,
  done: (step: LifeStep) => void,
): Promise<ReadonlyMap<Branch, Played>> => {
  const played = new Map<Branch, Played>();
  for (const branch of world.branches)
    played.set(branch, beginLife(branch.quickbooks.people, branch.sample.life.life));
  await readBooks(world);
  done('entered');
  for (const branch of world.branches) await letIn(world, branch);
  await settleDown(world);
  done('approved');
  for (const [branch, before] of played) {
    const { life, plant } = branch.sample.life;
    played.set(branch, continueLife(branch.quickbooks.people, life, before));
    plant(branch.quickbooks.people);
  }
  await readBooks(world);
  done('changed');
  await compareSides(world);
  done('compared');
  return played;
};
