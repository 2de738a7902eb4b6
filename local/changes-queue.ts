import { CreateQueueCommand, GetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { changesQueue } from '../lib/stores/queues.ts';

/** Seconds until a change that failed is tried again. */
const visibilitySeconds = 60;

/** Creates the queue of changes and its dead-letter queue; gives the first one's address. */
export const createChangesQueue = async (client: SQSClient, prefix: string): Promise<string> => {
  const dead = await client.send(new CreateQueueCommand({ QueueName: changesQueue.deadLettersOf(prefix) }));
  const { Attributes } = await client.send(
    new GetQueueAttributesCommand({ QueueUrl: dead.QueueUrl, AttributeNames: ['QueueArn'] }),
  );
  const redrive = {
    deadLetterTargetArn: Attributes?.QueueArn,
    maxReceiveCount: changesQueue.maxReceives,
  };
  const created = await client.send(
    new CreateQueueCommand({
      QueueName: changesQueue.nameOf(prefix),
      Attributes: { VisibilityTimeout: String(visibilitySeconds), RedrivePolicy: JSON.stringify(redrive) },
    }),
  );
  return created.QueueUrl as string;
};
