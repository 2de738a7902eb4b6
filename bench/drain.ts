import { createStatusStore } from '../lib/stores/status.ts';
import { startBed } from './bed.ts';
import { drainFigures, type Waiting } from './figures.ts';
import { idlePoll } from './idle.ts';
import { SETTINGS } from './made-company.ts';
import { createPhases } from './phases.ts';
import { createQueueing } from './queueing.ts';

const expectSynced = async (records: number, orders: number): Promise<void> => {
  const { clients, environment } = await import('../lambdas/deps.ts');
  const status = createStatusStore({ client: clients().dynamo, table: environment().recordsTable });
  const synced = await status.count(SETTINGS.name, 'commitments', 'synced');
  if (synced !== records || orders !== records)
    throw new Error(`${records} were queued, ${synced} are synced, QuickBooks has ${orders} orders`);
};

/** Queues `records` orders, drains them, and gives the object of the last line. */
export const drain = async (records: number, waiting: Waiting, say: (text: string) => void) => {
  const bed = await startBed(waiting);
  const { phase, table } = createPhases(bed.read, () => performance.now());
  try {
    const { queueLists, queueOrders } = await createQueueing(records);
    await phase('plan vendors, jobs, items', queueLists);
    await phase('sync them', () => bed.session('complete'));
    await phase(`plan ${records} orders`, queueOrders);
    const { result: seen, reading } = await phase(`drain ${records} orders`, () => bed.session('complete'));
    await expectSynced(records, seen.orders);
    say(table());
    const idle = await idlePoll(bed);
    return drainFigures(
      {
        ...{ records, reading, sessionMs: seen.ms },
        ...{ soapCalls: seen.report.calls.length, quickbooksMs: seen.report.quickbooksMs },
      },
      waiting,
      idle,
    );
  } finally {
    await bed.close();
  }
};
