import { createPlanner } from '../lib/engine/planner.ts';
import type { ExportQueue } from '../lib/engine/ports.ts';
import { createWork } from '../lib/engine/work.ts';
import { flows } from '../lib/flows/index.ts';
import { createSessionStore } from '../lib/stores/sessions.ts';
import type { Session } from '../lib/web-connector/session.ts';
import { clients, environment, newBatchId, now, stores } from './deps.ts';
import { importing } from './imports.ts';

/** What becomes of QuickBooks' answers, over the stores of this deployment. `see`: how the export queue is seen. */
export const createWorking = (see = (queue: ExportQueue): ExportQueue => queue) => {
  const exports = see(stores().exports);
  const deps = { ...stores(), ...importing(), exports, flows, now };
  const planner = createPlanner(deps);
  const work = createWork({ ...deps, planner, newId: newBatchId, chance: Math.random });
  const sessions = createSessionStore<Session>({
    client: clients().dynamo,
    table: environment().sessionsTable,
  });
  return { ...deps, planner, work, sessions };
};
