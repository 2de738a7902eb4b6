import {
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  type Message,
  ReceiveMessageCommand,
} from '@aws-sdk/client-sqs';
import type { Change } from '../engine/ports.ts';
import { changeOf, printable } from './messages.ts';
import { deleteMessages, type Outgoing, type Queue, sendMessages, showMessages } from './queue-batches.ts';

/** A message that nobody could process, with what is known of why. */
export interface DeadLetter {
  readonly messageId: string;
  readonly body: string;
  /** Absent when the body is none. */
  readonly change?: Change;
  /** When it was sent to the queue of changes (ISO). */
  readonly sentAt: string;
  readonly receives: number;
  /** What the last try threw; absent when it was cut off. */
  readonly error?: string;
  readonly receipt: string;
}

/** A message that failed once more than is tried. */
export type Burial = Pick<DeadLetter, 'body' | 'sentAt' | 'receives'> & { readonly error: string };

/** The dead letters of the queue of changes. */
export interface DeadLetters {
  /** Puts messages there with the error of their last try, in place of SQS, which would not say why. */
  bury(letters: readonly Burial[]): Promise<void>;
  /** Takes up to `limit`, hidden from others for two minutes; they come twice when that is too short. */
  take(limit: number): Promise<DeadLetter[]>;
  remove(letters: readonly DeadLetter[]): Promise<void>;
  /** Makes them visible again at once. */
  giveBack(letters: readonly DeadLetter[]): Promise<void>;
}

const HIDDEN_SECONDS = 120;
const MOST_PER_RECEIVE = 10;
/** Long enough that all servers of SQS are asked: a short poll may miss messages. */
const WAIT_SECONDS = 1;
const MOST_CHARACTERS = 1_000;

/** By the redrive policy of the queue, so that nobody has to name the other one. */
const deadQueueOf = async ({ client, queueUrl }: Queue): Promise<Queue> => {
  const { Attributes } = await client.send(
    new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ['RedrivePolicy'] }),
  );
  const { deadLetterTargetArn = '' } = JSON.parse(Attributes?.RedrivePolicy ?? '{}');
  const QueueName = String(deadLetterTargetArn).split(':').at(-1);
  const { QueueUrl } = await client.send(new GetQueueUrlCommand({ QueueName }));
  return { client, queueUrl: QueueUrl as string };
};

const text = (StringValue: string) => ({ DataType: 'String', StringValue });

const outgoing = ({ body, error, sentAt, receives }: Burial): Outgoing => ({
  MessageBody: body,
  MessageAttributes: {
    // SQS takes no empty text, and not every character.
    error: text(printable(error).slice(0, MOST_CHARACTERS) || 'no words'),
    ...{ sentAt: text(sentAt), receives: text(String(receives)) },
  },
});

const letterOf = ({ MessageId = '', Body = '', ReceiptHandle = '', ...message }: Message): DeadLetter => {
  const { ApproximateReceiveCount = '0', SentTimestamp = '0' } = message.Attributes ?? {};
  const { error, sentAt, receives } = message.MessageAttributes ?? {};
  return {
    ...{ messageId: MessageId, body: Body, receipt: ReceiptHandle, change: changeOf(Body) },
    sentAt: sentAt?.StringValue ?? new Date(Number(SentTimestamp)).toISOString(),
    receives: Number(receives?.StringValue ?? ApproximateReceiveCount),
    error: error?.StringValue,
  };
};

/** `queue`: the queue of changes. */
export const createDeadLetters = (queue: Queue): DeadLetters => {
  let known: Queue | undefined;
  const dead = async (): Promise<Queue> => {
    known ??= await deadQueueOf(queue);
    return known;
  };
  const receipts = (letters: readonly DeadLetter[]) => letters.map(({ receipt }) => receipt);
  const receive = async (most: number): Promise<DeadLetter[]> => {
    const { client, queueUrl } = await dead();
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({
        ...{ QueueUrl: queueUrl, MaxNumberOfMessages: Math.min(most, MOST_PER_RECEIVE) },
        ...{ VisibilityTimeout: HIDDEN_SECONDS, WaitTimeSeconds: WAIT_SECONDS },
        MessageSystemAttributeNames: ['ApproximateReceiveCount', 'SentTimestamp'],
        MessageAttributeNames: ['All'],
      }),
    );
    return Messages.map(letterOf);
  };

  return {
    bury: async (letters) => {
      if (letters.length > 0) await sendMessages(await dead(), letters.map(outgoing));
    },
    take: async (limit) => {
      const taken: DeadLetter[] = [];
      while (taken.length < limit) {
        const some = await receive(limit - taken.length);
        if (some.length === 0) break;
        taken.push(...some);
      }
      return taken;
    },
    remove: async (letters) => deleteMessages(await dead(), receipts(letters)),
    giveBack: async (letters) => showMessages(await dead(), receipts(letters)),
  };
};
