import { createNormalize } from '../lib/engine/normalize.ts';
import type { RecordKey } from '../lib/flow.ts';
import { flows } from '../lib/flows/index.ts';
import { COUNTS, codeId, commitmentId, companyId, projectId, SETTINGS } from './made-company.ts';
import { madeProcore } from './made-procore.ts';

/** Changes that normalize is given at once. */
const PER_CALL = 100;

const keys = (flow: string, count: number, idOf: (n: number) => string): RecordKey[] =>
  Array.from({ length: count }, (_, n) => ({ flow, id: idOf(n) }));

/**
 * Brings records from a made Procore into state queued, by the same normalize that is deployed. The last
 * `waiting` of the commitments are of one item that all others do without.
 */
export const createQueueing = async (commitments: number, waiting = 0) => {
  const { stores } = await import('../lambdas/deps.ts');
  const now = () => new Date();
  const procore = madeProcore(commitments, now, commitments - waiting);
  const normalize = createNormalize({ flows, ...stores(), now, procore: async () => procore });
  const connection = SETTINGS.name;

  const queue = async (all: readonly RecordKey[]): Promise<void> => {
    for (let from = 0; from < all.length; from += PER_CALL) {
      const sentAt = now().toISOString();
      const changes = all
        .slice(from, from + PER_CALL)
        .map((key) => ({ change: { do: 'fetch' as const, connection, key, source: {} }, sentAt }));
      await normalize(connection, changes);
    }
  };

  return {
    /** What orders refer to. */
    queueLists: () =>
      queue([
        ...keys('companies', COUNTS.vendors, companyId),
        ...keys('projects', COUNTS.projects, projectId),
        ...keys('cost-codes', COUNTS.codes, codeId),
      ]),
    queueOrders: () => queue(keys('commitments', commitments - waiting, commitmentId)),
    /** Orders of an item that is not in QuickBooks yet. */
    queueWaiting: () => queue(keys('commitments', waiting, (n) => commitmentId(commitments - waiting + n))),
    normalize,
  };
};
