import { CreateQueueCommand, GetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { answersQueue, changesQueue, writesQueue } from '../lib/stores/queues.ts';

/** Seconds until a message that failed is tried again. */
const visibilitySeconds = 60;

type Attributes = Readonly<Record<string, string>>;

const createGuarded = async (
  client: SQSClient,
  { name, dead, ...rest }: { name: string; dead: string; attributes?: Attributes; ofDead?: Attributes },
): Promise<string> => {
  const deadQueue = await client.send(
    new CreateQueueCommand({ QueueName: dead, Attributes: { ...rest.ofDead } }),
  );
  const { Attributes } = await client.send(
    new GetQueueAttributesCommand({ QueueUrl: deadQueue.QueueUrl, AttributeNames: ['QueueArn'] }),
  );
  const redrive = { deadLetterTargetArn: Attributes?.QueueArn, maxReceiveCount: changesQueue.maxReceives };
  const created = await client.send(
    new CreateQueueCommand({
      QueueName: name,
      Attributes: {
        ...rest.attributes,
        VisibilityTimeout: String(visibilitySeconds),
        RedrivePolicy: JSON.stringify(redrive),
      },
    }),
  );
  return created.QueueUrl as string;
};

/** Creates the queue of changes and its dead-letter queue; gives the first one's address. */
export const createChangesQueue = (client: SQSClient, prefix: string): Promise<string> =>
  createGuarded(client, { name: changesQueue.nameOf(prefix), dead: changesQueue.deadLettersOf(prefix) });

/** The same of the queue of what is to be written into Procore. */
export const createWritesQueue = (client: SQSClient, prefix: string): Promise<string> =>
  createGuarded(client, {
    ...{ name: writesQueue.nameOf(prefix), dead: writesQueue.deadLettersOf(prefix) },
    ...{ attributes: writesQueue.attributes, ofDead: { FifoQueue: 'true' } },
  });

/** The queue of batches whose answers are put down; it needs no dead letters. */
export const createAnswersQueue = async (client: SQSClient, prefix: string): Promise<string> => {
  const created = await client.send(
    new CreateQueueCommand({
      QueueName: answersQueue.nameOf(prefix),
      Attributes: { ...answersQueue.attributes },
    }),
  );
  return created.QueueUrl as string;
};
