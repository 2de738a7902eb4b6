import { createNormalize } from '../lib/engine/normalize.ts';
import type { RecordKey } from '../lib/flow.ts';
import { importFlows as imports } from '../lib/flows/imports.ts';
import { flows } from '../lib/flows/index.ts';
import type { Procore } from '../lib/procore/procore.ts';
import {
  COUNTS,
  codeId,
  commitmentId,
  companyId,
  PROJECT_SETTINGS,
  projectId,
  SETTINGS,
} from './made-company.ts';
import { madeProcore, madeProjectProcore } from './made-procore.ts';
import { changeOrderId, invoiceId, PROJECT, PROJECT_COUNTS, paymentId } from './made-project.ts';

/** Changes that normalize is given at once. */
const PER_CALL = 100;

const keys = (flow: string, count: number, idOf: (n: number) => string): RecordKey[] =>
  Array.from({ length: count }, (_, n) => ({ flow, id: idOf(n) }));

/** Brings a connection's records from a made Procore into the records table, by the same normalize that is deployed. */
const createQueue = async (procore: Procore, connection: string) => {
  const { stores } = await import('../lambdas/deps.ts');
  const now = () => new Date();
  const normalize = createNormalize({ flows, imports, ...stores(), now, procore: async () => procore });
  const queue = async (all: readonly RecordKey[]): Promise<void> => {
    for (let from = 0; from < all.length; from += PER_CALL) {
      const sentAt = now().toISOString();
      const changes = all
        .slice(from, from + PER_CALL)
        .map((key) => ({ change: { do: 'fetch' as const, connection, key, source: {} }, sentAt }));
      await normalize(connection, changes);
    }
  };
  return { queue, normalize };
};

const lists = [
  ...keys('companies', COUNTS.vendors, companyId),
  ...keys('projects', COUNTS.projects, projectId),
  ...keys('cost-codes', COUNTS.codes, codeId),
];

/** Commitments, the last `waiting` of them of one item that all others do without. */
export const createQueueing = async (commitments: number, waiting = 0) => {
  const procore = madeProcore(commitments, () => new Date(), commitments - waiting);
  const { queue, normalize } = await createQueue(procore, SETTINGS.name);
  return {
    /** What orders refer to. */
    queueLists: () => queue(lists),
    queueOrders: () => queue(keys('commitments', commitments - waiting, commitmentId)),
    /** Orders of an item that is not in QuickBooks yet. */
    queueWaiting: () => queue(keys('commitments', waiting, (n) => commitmentId(commitments - waiting + n))),
    normalize,
  };
};

/** One project with everything in it. */
export const createProjectQueueing = async () => {
  const { queue, normalize } = await createQueue(
    madeProjectProcore(() => new Date()),
    PROJECT_SETTINGS.name,
  );
  const { commitments, changeOrders, invoices, payments } = PROJECT_COUNTS;
  const all = [
    ...lists.filter(({ flow, id }) => flow !== 'projects' || id === PROJECT),
    ...keys('commitments', commitments, commitmentId),
    ...keys('change-orders', changeOrders, changeOrderId),
    ...keys('invoices', invoices, invoiceId),
    ...keys('payments', payments, paymentId),
  ];
  return { queueAll: () => queue(all), normalize };
};
