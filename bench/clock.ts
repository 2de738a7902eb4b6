import { createStatusStore } from '../lib/stores/status.ts';
import { startBed } from './bed.ts';
import { longestCalls, type Waiting } from './figures.ts';
import { SETTINGS } from './made-company.ts';
import { startNormalize } from './normalizing.ts';
import { createPhases } from './phases.ts';
import { createQueueing } from './queueing.ts';

const expectSynced = async (records: number): Promise<void> => {
  const { clients, environment } = await import('../lambdas/deps.ts');
  const status = createStatusStore({ client: clients().dynamo, table: environment().recordsTable });
  const synced = await status.count(SETTINGS.name, 'commitments', 'synced');
  if (synced !== records) throw new Error(`${records} were planned, ${synced} are synced`);
};

/**
 * `records` orders in the backlog and as many that wait for one item, drained in one session: how long the
 * longest SOAP calls take. API Gateway gives up at 30 s; a call has to answer within 20.
 */
export const clock = async (records: number, waiting: Waiting, say: (text: string) => void) => {
  const bed = await startBed(waiting);
  const { phase, table } = createPhases(bed.read, () => performance.now());
  try {
    const { queueLists, queueOrders, queueWaiting, normalize } = await createQueueing(2 * records, records);
    await phase('plan vendors, jobs, items', queueLists);
    await phase('sync them', () => bed.session('complete'));
    await phase(`plan ${records} orders`, queueOrders);
    await phase(`plan ${records} that wait for one item`, queueWaiting);
    const poller = await startNormalize(normalize);
    const { result: seen, reading } = await phase('drain all of them', async () => {
      await poller.idle();
      return bed.session('complete');
    });
    await poller.stop();
    await expectSynced(2 * records);
    say(table());
    return {
      records: 2 * records,
      waiters: records,
      rssMb: Math.round(reading.rssMb),
      ...longestCalls(seen),
    };
  } finally {
    await bed.close();
  }
};
