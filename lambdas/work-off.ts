import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { type Culprit, culprits } from '../lib/engine/culprits.ts';
import type { Normalize } from '../lib/engine/normalize.ts';
import { type Item, readChanges } from './changes.ts';
import { createGiveUp, type GiveUpDeps } from './give-up.ts';

export interface WorkOffDeps extends GiveUpDeps {
  readonly normalize: Normalize;
  readonly now: () => Date;
}

/** Changes of any connections worked off; what failed comes again, or is given up with the reason. */
export const createWorkOff = (deps: WorkOffDeps) => {
  const { normalize, now, log } = deps;
  const giveUp = createGiveUp(deps);

  /** The hints of one connection; gives those that failed. */
  const workOff = async (connection: string, items: readonly Item[]): Promise<Culprit<Item>[]> => {
    const began = now().getTime();
    const failed = await culprits(items, (some) => normalize(connection, some));
    const [first] = failed;
    const counts = { connection, changes: items.length, ms: now().getTime() - began };
    if (first) log('changes.failed', { ...counts, failed: failed.length, error: first.error });
    else log('changes.normalized', counts);
    return failed;
  };

  return async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
    const { byConnection, unread } = readChanges(Records);
    const failed = await Promise.all([...byConnection].map(([name, items]) => workOff(name, items)));
    const again = await giveUp([...unread, ...failed.flat()]);
    return { batchItemFailures: again.map(({ item }) => ({ itemIdentifier: item.messageId })) };
  };
};
