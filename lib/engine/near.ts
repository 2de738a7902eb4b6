import type { RecordKey } from '../flow.ts';
import type { ExportQueue } from './ports.ts';
import { keyOf, keyText } from './record.ts';

const NEAR = 'near:';
/** Two of the largest batches. What a session frees beyond that goes through the queue. */
const MOST = 1_000;

const isNear = (receipt: string): boolean => receipt.startsWith(NEAR);
const isFar = (receipt: string): boolean => !isNear(receipt);

/**
 * The export queue for the function that takes from it. What it frees itself is kept in this process for its next batch,
 * instead of being sent to the queue, received and deleted. It is a hint, as a message is one: when this process ends,
 * or another one answers the next call, the index of queued records shows the same. A receipt names its record,
 * so that any process may take it back.
 */
export const nearby = (queue: ExportQueue): ExportQueue => {
  const kept = new Map<string, Map<string, RecordKey>>();

  const keep = (connection: string, key: RecordKey): boolean => {
    const own = kept.get(connection) ?? new Map<string, RecordKey>();
    if (own.size >= MOST) return false;
    kept.set(connection, own.set(keyText(key), key));
    return true;
  };

  const take = (connection: string, limit: number): RecordKey[] => {
    const own = kept.get(connection);
    const taken = [...(own?.values() ?? [])].slice(0, limit);
    for (const key of taken) own?.delete(keyText(key));
    return taken;
  };

  return {
    send: async (exports) => {
      const far = exports.filter(({ connection, key }) => !keep(connection, key));
      if (far.length > 0) await queue.send(far);
    },

    receive: async (connection, limit) => {
      const near = take(connection, limit).map((key) => ({ key, receipt: NEAR + keyText(key) }));
      const left = limit - near.length;
      return left > 0 ? [...near, ...(await queue.receive(connection, left))] : near;
    },

    remove: async (connection, receipts) => {
      const far = receipts.filter(isFar);
      if (far.length > 0) await queue.remove(connection, far);
    },

    giveBack: async (connection, receipts) => {
      for (const receipt of receipts.filter(isNear)) keep(connection, keyOf(receipt.slice(NEAR.length)));
      const far = receipts.filter(isFar);
      if (far.length > 0) await queue.giveBack(connection, far);
    },
  };
};
