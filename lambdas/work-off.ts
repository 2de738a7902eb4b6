import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { Normalize } from '../lib/engine/normalize.ts';
import { type Item, readChanges } from './changes.ts';

export interface WorkOffDeps {
  readonly normalize: Normalize;
  readonly now: () => Date;
  readonly log: (event: string, fields: Readonly<Record<string, unknown>>) => void;
}

/** Changes of any connections worked off; those of a connection that failed come again. */
export const createWorkOff = ({ normalize, now, log }: WorkOffDeps) => {
  /** The hints of one connection; all come again when it fails. */
  const workOff = async (connection: string, items: readonly Item[]): Promise<string[]> => {
    const began = now().getTime();
    try {
      await normalize(connection, items);
      log('changes.normalized', { connection, changes: items.length, ms: now().getTime() - began });
      return [];
    } catch (error) {
      log('changes.failed', { connection, changes: items.length, error });
      return items.map(({ messageId }) => messageId);
    }
  };

  return async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
    const { byConnection, unread } = readChanges(Records, log);
    const failed = await Promise.all([...byConnection].map(([name, items]) => workOff(name, items)));
    return { batchItemFailures: [...unread, ...failed.flat()].map((id) => ({ itemIdentifier: id })) };
  };
};
