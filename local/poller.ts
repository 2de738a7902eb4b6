import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import {
  GetQueueAttributesCommand,
  type Message,
  type QueueAttributeName,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { deleteMessages } from '../lib/stores/queue-batches.ts';
import { lambdaContext } from './lambda-context.ts';
import { doneOf, sqsEvent } from './sqs-event.ts';

export type QueueHandler = (
  event: SQSEvent,
  context: Context,
) => Promise<SQSBatchResponse | undefined> | Promise<void>;

export interface PollOptions {
  readonly client: SQSClient;
  readonly queueUrl: string;
  /** Most messages per call of the handler. */
  readonly batchSize: number;
  /** Most calls at once. */
  readonly concurrency: number;
  readonly handler: QueueHandler;
  /** Told of what the handler threw (its messages come again later) and of calls of SQS that failed. */
  readonly onCrash: (error: unknown) => void;
}

export interface Poller {
  /**
   * Resolves when no message is visible, hidden or delayed in the queue. A message counts until it is
   * deleted, and the embedded SQS reads its counts at one instant; so one zero is proof, as long as what
   * a handler sends is sent before its call ends. Rejects when the poller is stopped before.
   */
  idle(): Promise<void>;
  /** Takes no more messages; resolves when the calls under way have ended. */
  stop(): Promise<void>;
}

/** How long a receive waits, in seconds; stop waits as long, so that no message is taken and dropped. */
const waitSeconds = 1;
const pauseAfterFailure = 200;
const pauseOfIdle = 25;
const timeout = 300_000;

const receive = async ({ client, queueUrl }: PollOptions, most: number, wait: number): Promise<Message[]> => {
  const answer = await client.send(
    new ReceiveMessageCommand({
      QueueUrl: queueUrl,
      MaxNumberOfMessages: Math.min(10, most),
      WaitTimeSeconds: wait,
      MessageSystemAttributeNames: ['All'],
      MessageAttributeNames: ['All'],
    }),
  );
  return answer.Messages ?? [];
};

/** Waits for a first message, then takes what is there, up to the size of a batch. */
const gather = async (options: PollOptions): Promise<Message[]> => {
  const batch = await receive(options, options.batchSize, waitSeconds);
  let got = batch.length;
  while (got > 0 && batch.length < options.batchSize) {
    const more = await receive(options, options.batchSize - batch.length, 0);
    batch.push(...more);
    got = more.length;
  }
  return batch;
};

const attributesOf = async ({ client, queueUrl }: PollOptions, names: QueueAttributeName[]) => {
  const answer = await client.send(
    new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: names }),
  );
  return answer.Attributes ?? {};
};

const countOf = async (options: PollOptions): Promise<number> => {
  const counts = await attributesOf(options, [
    'ApproximateNumberOfMessages',
    'ApproximateNumberOfMessagesNotVisible',
    'ApproximateNumberOfMessagesDelayed',
  ]);
  return Object.values(counts).reduce((sum, count) => sum + Number(count), 0);
};

const handle = async (options: PollOptions, messages: Message[], queueArn: string): Promise<void> => {
  const context = lambdaContext(queueArn.split(':').at(-1) ?? '', randomUUID(), Date.now() + timeout);
  const response = (await options.handler(sqsEvent(messages, queueArn), context)) ?? undefined;
  await deleteMessages(
    options,
    doneOf(messages, response).map((message) => message.ReceiptHandle as string),
  );
};

/** Calls a handler with the messages of a queue, as Lambda's event source mapping does. */
export const pollQueue = (options: PollOptions): Poller => {
  const calls = new Set<Promise<void>>();
  let stopped = false;

  const begin = (messages: Message[], queueArn: string): void => {
    const call = handle(options, messages, queueArn)
      .catch(options.onCrash)
      .finally(() => calls.delete(call));
    calls.add(call);
  };

  const run = async (): Promise<void> => {
    let queueArn: string | undefined;
    while (!stopped) {
      try {
        queueArn ??= (await attributesOf(options, ['QueueArn'])).QueueArn ?? '';
        const batch = await gather(options);
        if (batch.length > 0) begin(batch, queueArn);
        while (calls.size >= options.concurrency) await Promise.race(calls);
      } catch (error) {
        options.onCrash(error);
        await pause(pauseAfterFailure);
      }
    }
  };
  const running = run();

  return {
    idle: async () => {
      while (calls.size > 0 || (await countOf(options)) > 0) {
        if (stopped) throw new Error('the poller was stopped before its queue was empty');
        await pause(pauseOfIdle);
      }
    },
    stop: async () => {
      stopped = true;
      await running;
      await Promise.all(calls);
    },
  };
};
