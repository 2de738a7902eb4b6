import { createStatusStore } from '../lib/stores/status.ts';
import { startBed } from './bed.ts';
import { drainFigures, longestCalls, type Waiting } from './figures.ts';
import { SETTINGS } from './made-company.ts';
import { PROJECT_COUNTS } from './made-project.ts';
import { createPhases } from './phases.ts';
import { startNormalizeProcess } from './processes.ts';

const FLOWS = {
  commitments: PROJECT_COUNTS.commitments,
  'change-orders': PROJECT_COUNTS.changeOrders,
  invoices: PROJECT_COUNTS.invoices,
  payments: PROJECT_COUNTS.payments,
} as const;

const expectSynced = async (): Promise<void> => {
  const { clients, environment } = await import('../lambdas/deps.ts');
  const status = createStatusStore({ client: clients().dynamo, table: environment().recordsTable });
  for (const [flow, records] of Object.entries(FLOWS)) {
    const synced = await status.count(SETTINGS.name, flow, 'synced');
    if (synced !== records) throw new Error(`${records} ${flow} were planned, ${synced} are synced`);
  }
};

/**
 * A project with everything in it, known to Procore and not to QuickBooks: all of it, with the vendors, jobs and
 * items that it needs, is posted in one session. The figures count its documents alone.
 */
export const project = async (waiting: Waiting, say: (text: string) => void) => {
  const bed = await startBed(waiting);
  const { phase, table } = createPhases(bed.read, () => performance.now());
  try {
    const records = Object.values(FLOWS).reduce((total, n) => total + n, 0);
    const { result: planning } = await phase(`plan ${records} documents and what they refer to`, () =>
      startNormalizeProcess(),
    );
    const { result: seen, reading } = await phase('post them', () => bed.session('complete'));
    await planning.close();
    await expectSynced();
    say(table());
    const { idlePoll: _, ...figures } = drainFigures(
      {
        ...{ records, reading, sessionMs: seen.ms },
        ...{ soapCalls: seen.report.calls.length, quickbooksMs: seen.report.quickbooksMs },
      },
      waiting,
      { invocations: 0, awsCalls: 0 },
    );
    return { sessions: 1, ...figures, ...longestCalls(seen) };
  } finally {
    await bed.close();
  }
};
