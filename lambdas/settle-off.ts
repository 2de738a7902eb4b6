import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import pMap from 'p-map';
import { answeredOf } from '../lib/stores/messages.ts';
import type { Settling } from '../lib/web-connector/settling.ts';

export interface SettleOffDeps {
  readonly settlePutDown: Settling['settlePutDown'];
  readonly log: (event: string, fields: Readonly<Record<string, unknown>>) => void;
}

/** Batches whose answers are put down. One that fails comes again; the next call of its session does not wait for it. */
export const createSettleOff = ({ settlePutDown, log }: SettleOffDeps) => {
  const settleOff = async ({ body, messageId }: SQSRecord): Promise<string[]> => {
    const answered = answeredOf(body);
    try {
      if (!answered) throw new Error('This is no message of Plumbline.');
      await settlePutDown(answered.connection, answered.batch);
      return [];
    } catch (error) {
      log('batch.not-settled', { ...answered, error });
      return [messageId];
    }
  };

  return async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
    const failed = await pMap(Records, settleOff, { concurrency: 2 });
    return { batchItemFailures: failed.flat().map((itemIdentifier) => ({ itemIdentifier })) };
  };
};
