import { createPlanner } from '../lib/engine/planner.ts';
import { createWork } from '../lib/engine/work.ts';
import { flows } from '../lib/flows/index.ts';
import { createSessionStore } from '../lib/stores/sessions.ts';
import type { Session } from '../lib/web-connector/session.ts';
import { clients, environment, newBatchId, now, stores } from './deps.ts';
import { importing } from './imports.ts';
import { once } from './once.ts';

/** What becomes of QuickBooks' answers, over the stores of this deployment. */
export const working = once(() => {
  const deps = { ...stores(), ...importing(), flows, now };
  const planner = createPlanner(deps);
  const work = createWork({ ...deps, planner, newId: newBatchId, chance: Math.random });
  const sessions = createSessionStore<Session>({
    client: clients().dynamo,
    table: environment().sessionsTable,
  });
  return { ...deps, planner, work, sessions };
});
