import { createHash } from 'node:crypto';
import { CreateQueueCommand, GetQueueUrlCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { AnswersQueue, ChangeQueue, Export, ExportQueue } from '../engine/ports.ts';
import type { ProcoreWrite, WriteQueue } from '../engine/procore-writes.ts';
import { bodyOf } from './messages.ts';
import { deleteMessages, type Outgoing, type Queue, sendMessages, showMessages } from './queue-batches.ts';
import { receiveExports } from './receive.ts';

/** The queue `changes`, as the deployment and the embedded services create it. */
export const changesQueue = {
  nameOf: (prefix: string): string => `${prefix}changes`,
  deadLettersOf: (prefix: string): string => `${prefix}changes-dead`,
  /** Receives of one message before it goes to the dead-letter queue. */
  maxReceives: 5,
} as const;

/** The queue `procore-writes.fifo`, as the embedded services create it. */
export const writesQueue = {
  nameOf: (prefix: string): string => `${prefix}procore-writes.fifo`,
  deadLettersOf: (prefix: string): string => `${prefix}procore-writes-dead.fifo`,
  attributes: {
    FifoQueue: 'true',
    DeduplicationScope: 'messageGroup',
    FifoThroughputLimit: 'perMessageGroupId',
  },
} as const;

/** The queue `answers`, as the embedded services create it. A message only says sooner what the next call finds out. */
export const answersQueue = {
  nameOf: (prefix: string): string => `${prefix}answers`,
  attributes: { VisibilityTimeout: '60', MessageRetentionPeriod: '3600' },
} as const;

/** `exports-<connection>.fifo`; SQS takes names of 80 characters. */
export const exportsQueueName = (prefix: string, connection: string): string =>
  `${prefix}exports-${connection}.fifo`;

/**
 * No redrive policy: failures are counted on the record, and a message is a hint. Hidden for 600 s: longer
 * than the lease of an open batch, so that a message kept back for the next batch does not come again while
 * this one is open; one that a dying Lambda took along comes again later, and until then its record is found
 * by the pending index. Ordered and deduplicated per group, which is what lifts SQS's limit of 300 per second.
 */
const exportsQueueAttributes = {
  FifoQueue: 'true',
  VisibilityTimeout: '600',
  MessageRetentionPeriod: String(14 * 24 * 3600),
  DeduplicationScope: 'messageGroup',
  FifoThroughputLimit: 'perMessageGroupId',
};

/** Creates the queue of a connection, if there is none, and gives its address. */
export const createConnectionQueue = async (
  client: SQSClient,
  prefix: string,
  connection: string,
): Promise<string> => {
  const QueueName = exportsQueueName(prefix, connection);
  const created = await client.send(
    new CreateQueueCommand({ QueueName, Attributes: { ...exportsQueueAttributes } }),
  );
  return created.QueueUrl as string;
};

/** The queue of changes. `delaySeconds` ≤ 900. */
export const createChangeQueue = (queue: Queue): ChangeQueue => ({
  send: (changes, delaySeconds) =>
    sendMessages(
      queue,
      changes.map((change) => ({ MessageBody: bodyOf(change), DelaySeconds: delaySeconds })),
    ),
});

/** The queue of batches whose answers are put down. */
export const createAnswersQueue = (queue: Queue): AnswersQueue => ({
  send: (answered) => sendMessages(queue, [{ MessageBody: bodyOf(answered) }]),
});

/** SQS takes group ids of 128 ASCII characters; a target may be longer and hold any. */
const groupOf = (target: string): string => createHash('sha256').update(target).digest('hex');

/** Procore takes writes of one project one after another; those of the company are another group. */
const writesGroup = (write: ProcoreWrite): string => {
  const of = write.do === 'sweep' ? ['sweep'] : ['write', write.project ?? ''];
  return groupOf(JSON.stringify([write.connection, ...of]));
};

/** The queue of what is to be written into Procore. `randomId`: as of the export queues. */
export const createWriteQueue = (queue: Queue, randomId: () => string): WriteQueue => ({
  send: (writes) =>
    sendMessages(
      queue,
      writes.map((write) => ({
        MessageBody: bodyOf(write),
        MessageGroupId: writesGroup(write),
        MessageDeduplicationId: randomId(),
      })),
    ),
});

/** Wiring of the export queues. */
export interface ExportQueueOptions {
  readonly client: SQSClient;
  readonly prefix: string;
  /** A new unique text of letters, digits and hyphens at each call. */
  readonly randomId: () => string;
}

/** The queues of all connections; addresses are asked for once. */
export const createExportQueue = ({ client, prefix, randomId }: ExportQueueOptions): ExportQueue => {
  const known = new Map<string, string>();
  const addressOf = async (connection: string): Promise<string> => {
    const QueueName = exportsQueueName(prefix, connection);
    return (await client.send(new GetQueueUrlCommand({ QueueName }))).QueueUrl as string;
  };
  const queueOf = async (connection: string): Promise<Queue> => {
    const address = known.get(connection) ?? (await addressOf(connection));
    known.set(connection, address);
    return { client, queueUrl: address };
  };
  const outgoing = (message: Export): Outgoing => ({
    MessageBody: bodyOf(message),
    MessageGroupId: groupOf(message.target),
    MessageDeduplicationId: randomId(),
  });

  return {
    send: async (exports) => {
      for (const connection of new Set(exports.map((message) => message.connection))) {
        const messages = exports.filter((message) => message.connection === connection);
        await sendMessages(await queueOf(connection), messages.map(outgoing));
      }
    },
    receive: async (connection, limit) =>
      receiveExports(await queueOf(connection), connection, limit, randomId),
    remove: async (connection, receipts) => deleteMessages(await queueOf(connection), receipts),
    giveBack: async (connection, receipts) => showMessages(await queueOf(connection), receipts),
  };
};
