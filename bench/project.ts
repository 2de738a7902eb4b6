import { createStatusStore } from '../lib/stores/status.ts';
import { startBed } from './bed.ts';
import { drained } from './drain.ts';
import { drainFigures, longestCalls, ratio, type Waiting } from './figures.ts';
import { PROJECT_SETTINGS } from './made-company.ts';
import { PROJECT_COUNTS } from './made-project.ts';
import { createPhases } from './phases.ts';
import { startNormalizeProcess } from './processes.ts';

const FLOWS = {
  commitments: PROJECT_COUNTS.commitments,
  'change-orders': PROJECT_COUNTS.changeOrders,
  invoices: PROJECT_COUNTS.invoices,
  payments: PROJECT_COUNTS.payments,
} as const;

/** Orders of another company that are drained before, in the same processes. */
const DRAINED = 1_000;

const expectSynced = async (): Promise<void> => {
  const { clients, environment } = await import('../lambdas/deps.ts');
  const status = createStatusStore({ client: clients().dynamo, table: environment().recordsTable });
  for (const [flow, records] of Object.entries(FLOWS)) {
    const synced = await status.count(PROJECT_SETTINGS.name, flow, 'synced');
    if (synced !== records) throw new Error(`${records} ${flow} were planned, ${synced} are synced`);
  }
};

/**
 * A project with everything in it, known to Procore and not to QuickBooks: all of it, with the vendors, jobs and
 * items that it needs, is posted in one session of a company file that the connector has never seen. The figures count
 * its documents alone. Before it the orders of another company are drained, so that one run gives both times.
 */
export const project = async (waiting: Waiting, say: (text: string) => void) => {
  const bed = await startBed(waiting);
  const phases = createPhases(bed.read, () => performance.now());
  const { phase, table } = phases;
  try {
    const orders = drainFigures(await drained(bed, phases, DRAINED), waiting);
    const records = Object.values(FLOWS).reduce((total, n) => total + n, 0);
    const company = await bed.company(PROJECT_SETTINGS);
    const { result: planning } = await phase(`plan ${records} documents and what they refer to`, () =>
      startNormalizeProcess(),
    );
    const { result: seen, reading } = await phase('post them', () => company.session('complete'));
    await planning.close();
    await expectSynced();
    say(table());
    const { calls, quickbooksMs } = seen.report;
    const done = { records, reading, sessionMs: seen.ms, soapCalls: calls.length, quickbooksMs };
    const figures = drainFigures(done, waiting);
    return {
      ...{ sessions: 1, ...figures },
      serverMsToDrain: ratio(figures.serverMsPerRecord, orders.serverMsPerRecord),
      ...longestCalls(seen),
    };
  } finally {
    await bed.close();
  }
};
