import type { Facts } from '../lib/engine/plan.ts';
import { importFlows } from '../lib/flows/imports.ts';
import { flows } from '../lib/flows/index.ts';
import { createDirectCosts } from '../lib/procore/direct-costs.ts';
import { beginReconcile } from '../lib/reconcile/begin.ts';
import { isDue } from '../lib/reconcile/night.ts';
import { createDriftStore } from '../lib/stores/drift.ts';
import { tellOfApprovals } from './approvals.ts';
import { clients, environment, log, now, stores } from './deps.ts';
import { callsOf } from './procore.ts';
import { telling } from './telling.ts';

/** Every quarter of an hour, by the clock: begins the comparisons whose time has come. */
export const handler = telling(async (): Promise<void> => {
  const { connections, records } = stores();
  const drift = createDriftStore({ client: clients().dynamo, table: environment().sessionsTable });
  const costs = (facts: Facts) => createDirectCosts(callsOf(facts));
  const deps = { flows, imports: importFlows, records, connections, drift, costs, now };
  for (const { name, settings, reconcile, reconciled } of await connections.list()) {
    const begun = [reconcile?.run, reconciled?.run].filter((run) => run !== undefined).sort();
    if (!isDue(settings, begun.at(-1), now())) continue;
    // The others go on; this one is begun again in a quarter of an hour.
    const failed = (error: unknown) => log('reconcile.failed', { connection: name, error });
    const begin = beginReconcile(deps, name).then(async (subjects) => {
      log('reconcile.begun', { connection: name, subjects });
      await tellOfApprovals(name);
    });
    await begin.catch(failed);
  }
});
