import type { Facts } from '../lib/engine/plan.ts';
import { importFlows } from '../lib/flows/imports.ts';
import { flows } from '../lib/flows/index.ts';
import { createStandingEntries } from '../lib/procore/standing-entries.ts';
import { beginReconcile } from '../lib/reconcile/begin.ts';
import { createDriftStore } from '../lib/stores/drift.ts';
import { type Command, expectConnection, type Reached } from './command.ts';

/** Where comparisons are kept. */
export const driftOf = ({ dynamo, config }: Reached) =>
  createDriftStore({ client: dynamo, table: config.sessionsTable });

/** `reconcile CONNECTION`: has both sides compared. */
export const reconcile: Command = {
  takes: ['CONNECTION'],
  does: 'have the next session compare QuickBooks with what was sent; changes nothing on either side',
  examples: ['reconcile acme'],
  run: async (reached, { connection }) => {
    await expectConnection(reached, connection);
    const { records, connections } = reached;
    const deps = { records, connections, drift: driftOf(reached), now: () => new Date() };
    const { callsOf } = await import('../lambdas/procore.ts');
    const standing = (facts: Facts) => createStandingEntries(callsOf(facts));
    const count = await beginReconcile({ ...deps, flows, imports: importFlows, standing }, connection);
    return `The next session of ${connection} reads back ${count} objects. Then: drift ${connection}`;
  },
};
