import { createStatusStore } from '../lib/stores/status.ts';
import { type Bed, startBed } from './bed.ts';
import { type Drained, drainFigures, type Waiting } from './figures.ts';
import { idlePoll } from './idle.ts';
import { SETTINGS } from './made-company.ts';
import { createPhases, type Phases } from './phases.ts';
import { createQueueing } from './queueing.ts';

const expectSynced = async (records: number, orders: number): Promise<void> => {
  const { clients, environment } = await import('../lambdas/deps.ts');
  const status = createStatusStore({ client: clients().dynamo, table: environment().recordsTable });
  const synced = await status.count(SETTINGS.name, 'commitments', 'synced');
  if (synced !== records || orders !== records)
    throw new Error(`${records} were queued, ${synced} are synced, QuickBooks has ${orders} orders`);
};

/** Queues `records` orders, whose vendors, jobs and items are in QuickBooks already, and drains them. */
export const drained = async (bed: Bed, { phase }: Phases, records: number): Promise<Drained> => {
  const { queueLists, queueOrders } = await createQueueing(records);
  await phase('plan vendors, jobs, items', queueLists);
  await phase('sync them', () => bed.session('complete'));
  await phase(`plan ${records} orders`, queueOrders);
  const { result: seen, reading } = await phase(`drain ${records} orders`, () => bed.session('complete'));
  await expectSynced(records, seen.orders);
  const { calls, quickbooksMs } = seen.report;
  return { records, reading, sessionMs: seen.ms, soapCalls: calls.length, quickbooksMs };
};

/** Drains `records` orders, and gives the object of the last line. */
export const drain = async (records: number, waiting: Waiting, say: (text: string) => void) => {
  const bed = await startBed(waiting);
  const phases = createPhases(bed.read, () => performance.now());
  try {
    const done = await drained(bed, phases, records);
    say(phases.table());
    return { ...drainFigures(done, waiting), idlePoll: await idlePoll(bed) };
  } finally {
    await bed.close();
  }
};
