import { setTimeout as pause } from 'node:timers/promises';
import {
  type BatchResultErrorEntry,
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  SendMessageBatchCommand,
  type SendMessageBatchRequestEntry,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import pMap from 'p-map';
import { inRuns } from '../grouped.ts';

/** A queue and the client that reaches it. */
export interface Queue {
  readonly client: SQSClient;
  readonly queueUrl: string;
}

/** What SQS takes per call. */
const maxEntries = 10;
const concurrency = 8;
const maxTries = 6;

/** A message to be sent; its place in the batch is its entry id. */
export type Outgoing = Omit<SendMessageBatchRequestEntry, 'Id'>;

type Attempt<T> = (entries: (T & { Id: string })[]) => Promise<BatchResultErrorEntry[]>;

/** Sends the entries of a run that failed through no fault of ours once more; gives those that are wrong. */
const untilTaken = async <T>(run: readonly T[], attempt: Attempt<T>): Promise<BatchResultErrorEntry[]> => {
  const wrong: BatchResultErrorEntry[] = [];
  let rest = run.map((entry, place) => ({ ...entry, Id: String(place) }));
  for (let tries = 1; rest.length > 0; tries += 1) {
    const failed = await attempt(rest);
    wrong.push(...failed.filter(({ SenderFault }) => SenderFault));
    const again = new Set(failed.filter(({ SenderFault }) => !SenderFault).map(({ Id }) => Id));
    rest = rest.filter(({ Id }) => again.has(Id));
    if (rest.length === 0) break;
    if (tries === maxTries) throw new Error(`SQS failed ${rest.length} entries: ${failed[0]?.Message}`);
    await pause(25 * 2 ** tries);
  }
  return wrong;
};

const inBatches = async <T>(all: readonly T[], attempt: Attempt<T>): Promise<BatchResultErrorEntry[]> =>
  (await pMap(inRuns(all, maxEntries), (run) => untilTaken(run, attempt), { concurrency })).flat();

/** Sends messages, in no particular order. Throws when SQS refuses one, after the others were sent. */
export const sendMessages = async (
  { client, queueUrl }: Queue,
  messages: readonly Outgoing[],
): Promise<void> => {
  const wrong = await inBatches(messages, async (entries) => {
    const answer = await client.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries: entries }));
    return answer.Failed ?? [];
  });
  const [first] = wrong;
  if (first) throw new Error(`SQS refused ${wrong.length} messages: ${first.Code} ${first.Message}`);
};

/** Deletes messages. A receipt that is out of date is passed over: its message comes once more. */
export const deleteMessages = async (
  { client, queueUrl }: Queue,
  receipts: readonly string[],
): Promise<void> => {
  const entries = receipts.map((ReceiptHandle) => ({ ReceiptHandle }));
  await inBatches(entries, async (run) => {
    const answer = await client.send(new DeleteMessageBatchCommand({ QueueUrl: queueUrl, Entries: run }));
    return answer.Failed ?? [];
  });
};

/** Makes messages visible at once. A receipt that is out of date is passed over: its message is visible. */
export const showMessages = async (
  { client, queueUrl }: Queue,
  receipts: readonly string[],
): Promise<void> => {
  const entries = receipts.map((ReceiptHandle) => ({ ReceiptHandle, VisibilityTimeout: 0 }));
  await inBatches(entries, async (run) => {
    const answer = await client.send(
      new ChangeMessageVisibilityBatchCommand({ QueueUrl: queueUrl, Entries: run }),
    );
    return answer.Failed ?? [];
  });
};
