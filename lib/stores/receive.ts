import { type Message, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import pMap from 'p-map';
import type { Export, ReceivedExport } from '../engine/ports.ts';
import { parseExport } from './messages.ts';
import { deleteMessages, type Queue } from './queue-batches.ts';

const maxPerReceive = 10;
const concurrency = 8;

/** The attempt id makes a repetition by the SDK, after a lost answer, give the same messages once more. */
const receiveOnce = async (queue: Queue, most: number, attemptId: string): Promise<Message[]> => {
  const answer = await queue.client.send(
    new ReceiveMessageCommand({
      QueueUrl: queue.queueUrl,
      MaxNumberOfMessages: most,
      WaitTimeSeconds: 0,
      ReceiveRequestAttemptId: attemptId,
    }),
  );
  return answer.Messages ?? [];
};

const ofConnection = (connection: string, message: Export | undefined): Export | undefined =>
  message?.connection === connection ? message : undefined;

/** How `limit` messages are asked for: by receives of at most ten, `most` of them at once. */
const shares = (limit: number, most: number): number[] =>
  Array.from({ length: Math.min(most, Math.ceil(limit / maxPerReceive)) }, (_, place) =>
    Math.min(maxPerReceive, limit - place * maxPerReceive),
  );

/**
 * Takes up to `limit` exports without waiting: rounds of receives, each of twice as many as the one before, until one
 * brings nothing, so that an empty queue costs one. What is no export of this connection is deleted, since a FIFO
 * queue without a dead-letter queue would give it out for ever.
 */
export const receiveExports = async (
  queue: Queue,
  connection: string,
  limit: number,
  randomId: () => string,
): Promise<ReceivedExport[]> => {
  const taken: ReceivedExport[] = [];
  for (let atOnce = 1; taken.length < limit; atOnce = Math.min(concurrency, 2 * atOnce)) {
    const asked = shares(limit - taken.length, atOnce);
    const messages = (await pMap(asked, (most) => receiveOnce(queue, most, randomId()))).flat();
    if (messages.length === 0) break;
    const read = messages.map((message) => ({
      receipt: message.ReceiptHandle as string,
      message: ofConnection(connection, parseExport(message.Body ?? '')),
    }));
    taken.push(...read.flatMap(({ receipt, message }) => (message ? [{ key: message.key, receipt }] : [])));
    await deleteMessages(
      queue,
      read.filter(({ message }) => !message).map(({ receipt }) => receipt),
    );
  }
  return taken;
};
