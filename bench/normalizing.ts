import type { SQSEvent } from 'aws-lambda';
import { readChanges } from '../lambdas/changes.ts';
import type { Normalize } from '../lib/engine/normalize.ts';
import { pollQueue } from '../local/poller.ts';

/** The function that drains the queue of changes, in this process, beside the one that is measured. */
export const startNormalize = async (normalize: Normalize) => {
  const { clients, environment } = await import('../lambdas/deps.ts');
  return pollQueue({
    ...{ client: clients().sqs, queueUrl: environment().changesQueueUrl },
    ...{ batchSize: 100, concurrency: 2 },
    handler: async ({ Records }: SQSEvent) => {
      const { byConnection } = readChanges(Records);
      for (const [name, items] of byConnection) await normalize(name, items);
      return { batchItemFailures: [] };
    },
    onCrash: (error) => process.stderr.write(`${String(error)}\n`),
  });
};
