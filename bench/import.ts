import { createStatusStore } from '../lib/stores/status.ts';
import { startBed } from './bed.ts';
import { longestCalls, type Waiting } from './figures.ts';
import { SETTINGS } from './made-company.ts';
import { billsOf, type Holdings } from './made-costs.ts';
import { createPhases } from './phases.ts';

const HOLDINGS: Holdings = { vendors: 10_000, jobs: 2_000, costLines: 50_000 };
const NAME = SETTINGS.name;

/** Each bill is of two jobs: one part for each. */
const expectQueued = async (holdings: Holdings): Promise<void> => {
  const { clients, environment } = await import('../lambdas/deps.ts');
  const status = createStatusStore({ client: clients().dynamo, table: environment().recordsTable });
  const expected = { jobs: holdings.jobs, vendors: holdings.vendors, costs: 2 * billsOf(holdings) };
  for (const [flow, records] of Object.entries(expected)) {
    const queued = await status.count(NAME, flow, 'queued');
    if (queued !== records)
      throw new Error(`${records} records of ${flow} were expected, ${queued} are queued`);
  }
};

/** Reads lists and costs from QuickBooks for the first time, and all of it once more: it has changed just now. */
export const importing = async (waiting: Waiting, say: (text: string) => void) => {
  const imports = { jobs: '1h', vendors: '1h', costs: '1h', payments: '1h' } as const;
  const bed = await startBed(waiting, { settings: { ...SETTINGS, imports }, holdings: HOLDINGS });
  const { phase, table } = createPhases(bed.read, () => performance.now());
  try {
    const { stores } = await import('../lambdas/deps.ts');
    const { vendors, jobs } = HOLDINGS;
    const objects = vendors + jobs + billsOf(HOLDINGS);
    const read = await phase(`read ${objects} objects`, () => bed.session('complete'));
    await expectQueued(HOLDINGS);
    await stores().connections.note(NAME, { imported: undefined });
    await phase('read them again: they say the same', () => bed.session('complete'));
    say(table());
    const requests = Object.values(read.reading.requests).reduce((sum, n) => sum + n, 0);
    const soapCalls = read.result.report.calls.length;
    return {
      ...{ objects, costLines: HOLDINGS.costLines },
      soapCallsPerObject: Number((soapCalls / objects).toFixed(4)),
      awsCallsPerObject: Number((requests / objects).toFixed(2)),
      serverMsPerObject: Number(((read.reading.handlerMs - read.reading.awsMs) / objects).toFixed(2)),
      rssMb: Math.round(read.reading.rssMb),
      ...longestCalls(read.result),
    };
  } finally {
    await bed.close();
  }
};
