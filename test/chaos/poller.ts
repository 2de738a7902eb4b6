import { DeleteMessageBatchCommand, type Message, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { doneOf, sqsEvent } from '../../local/sqs-event.ts';
import type { Theatre } from './machines.ts';
import type { Queues } from './queues.ts';

const LONGEST_PAUSE_MS = 60_000;
const SHORTEST_PAUSE_MS = 1_000;
/** The service forgets to delete what was worked off. */
const FORGETS = 40;

/** Lambda's event source: messages of a queue to a function; what it has not done comes again. */
export const poll = async (
  { stage, faults }: Theatre,
  call: (event: SQSEvent) => Promise<SQSBatchResponse>,
  queues: Queues,
  QueueUrl: string,
): Promise<never> => {
  const receive = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 });

  const remove = async (done: readonly Message[]): Promise<void> => {
    if (done.length === 0) return;
    const Entries = done.map(({ ReceiptHandle, MessageId }) => ({ Id: MessageId, ReceiptHandle }));
    await stage.step('poller delete', async () => {
      if (faults.storm && stage.perhaps(FORGETS)) faults.count('sqs delivery again');
      else await queues.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
      return { value: undefined };
    });
  };

  const work = async (messages: readonly Message[]): Promise<void> => {
    try {
      await remove(doneOf(messages, await call(sqsEvent(messages, `arn:aws:sqs:x:0:${QueueUrl}`))));
    } catch (error) {
      stage.note(`  ${QueueUrl}: ${error}`);
    }
  };

  for (;;) {
    const { Messages = [] } = await stage.step<{ Messages?: Message[] }>('poller receive', async () => ({
      value: await queues.send(receive),
    }));
    if (Messages.length > 0) await work(Messages);
    else {
      const due = (queues.nextDue(QueueUrl) ?? Number.POSITIVE_INFINITY) - stage.clock.now().getTime();
      await stage.sleep(Math.max(SHORTEST_PAUSE_MS, Math.min(LONGEST_PAUSE_MS, due)));
    }
  }
};
