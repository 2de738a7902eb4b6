import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
} from '@aws-sdk/client-sqs';
import { changesQueue } from '../../lib/stores/queues.ts';
import type { Stage } from './stage.ts';

/** SQS by the clock of the stage: at least once, in no sure order; FIFO queues by group. */
export interface Queues {
  /** What the client of SQS would answer to a command. */
  send(command: object): Promise<object>;
  /** When the first message that is not hidden for longer may be received; undefined: there is none. */
  nextDue(url: string): number | undefined;
  /** Messages that were received too often. */
  readonly dead: Held[];
  /** Puts the dead letters back, as an operator does. */
  redrive(url: string): void;
  count(url: string): number;
}

interface Held {
  readonly id: string;
  readonly body: string;
  readonly group?: string;
  readonly sentAt: number;
  due: number;
  receives: number;
  receipt: string;
}

const HIDDEN_MS = 60_000;
const HIDDEN_EXPORT_MS = 600_000;
/** Real SQS delivers a message once more now and then although it is hidden. */
const ONCE_MORE = 60;

/** Of the others none is played so long that it comes to dead letters, or they have none. */
const GUARDED = 'changes';
const DEAD = 'changes-dead';
const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: `arn:aws:sqs:eu:1:${DEAD}` });

const isFifo = (url: string): boolean => url.endsWith('.fifo');

const attributesOf = ({ sentAt, receives, group }: Held) => ({
  SentTimestamp: String(sentAt),
  ApproximateReceiveCount: String(receives),
  ...(group && { MessageGroupId: group }),
});

export const createQueues = ({ clock, chance, perhaps }: Stage): Queues => {
  const dead: Held[] = [];
  const queues = new Map<string, Held[]>([[DEAD, dead]]);
  let count = 0;
  const time = (): number => clock.now().getTime();
  const at = (url: string | undefined): Held[] => {
    const known = queues.get(url ?? '') ?? [];
    queues.set(url ?? '', known);
    return known;
  };
  const unique = (kind: string): string => {
    count += 1;
    return `${kind}-${count}`;
  };

  const put = ({ QueueUrl, Entries = [] }: SendMessageBatchCommand['input']) => {
    const now = time();
    for (const { MessageBody = '', MessageGroupId, DelaySeconds = 0 } of Entries)
      at(QueueUrl).push({
        ...{ id: unique('message'), body: MessageBody, group: MessageGroupId, sentAt: now },
        ...{ due: now + DelaySeconds * 1000, receives: 0, receipt: '' },
      });
    return { Successful: Entries.map(({ Id }) => ({ Id })) };
  };

  const hand = (url: string, held: Held): Message => {
    const again = !isFifo(url) && perhaps(ONCE_MORE);
    held.receives += 1;
    held.receipt = unique(held.id);
    if (!again) held.due = time() + (isFifo(url) ? HIDDEN_EXPORT_MS : HIDDEN_MS);
    return {
      ...{ MessageId: held.id, ReceiptHandle: held.receipt, Body: held.body },
      Attributes: attributesOf(held),
    };
  };

  /** A group of which a message is under way gives out no other. */
  const freeOfFifo = (all: readonly Held[], now: number): Held[] => {
    const busy = new Set(all.filter(({ due }) => due > now).map(({ group }) => group));
    return all.filter(({ group }) => !busy.has(group));
  };

  const shuffled = (all: readonly Held[]): Held[] => {
    const rest = [...all];
    return all.map(() => rest.splice(chance.between(0, rest.length - 1), 1)[0] as Held);
  };

  const bury = (url: string): void => {
    const spent = at(url).filter(
      ({ due, receives }) => due <= time() && receives >= changesQueue.maxReceives && url === GUARDED,
    );
    dead.push(...spent);
    queues.set(
      url,
      at(url).filter((held) => !spent.includes(held)),
    );
  };

  const take = ({ QueueUrl: url = '', MaxNumberOfMessages = 1 }: ReceiveMessageCommand['input']) => {
    bury(url);
    const now = time();
    const all = at(url);
    const free = isFifo(url) ? freeOfFifo(all, now) : shuffled(all.filter(({ due }) => due <= now));
    return { Messages: free.slice(0, MaxNumberOfMessages).map((held) => hand(url, held)) };
  };

  /** A standard queue knows a message by any of its receipts, a FIFO queue by one that still holds it. */
  const held = (url: string | undefined, receipt = ''): Held | undefined =>
    at(url).find((one) =>
      isFifo(url ?? '') ? one.receipt === receipt && one.due > time() : receipt.startsWith(`${one.id}-`),
    );

  const remove = ({ QueueUrl: url = '', Entries = [] }: DeleteMessageBatchCommand['input']) => {
    for (const { ReceiptHandle } of Entries) {
      const gone = held(url, ReceiptHandle);
      if (gone) at(url).splice(at(url).indexOf(gone), 1);
    }
    return { Successful: Entries.map(({ Id }) => ({ Id })) };
  };

  const show = ({ QueueUrl: url = '', Entries = [] }: ChangeMessageVisibilityBatchCommand['input']) => {
    for (const { ReceiptHandle, VisibilityTimeout = 0 } of Entries) {
      const shown = held(url, ReceiptHandle);
      if (shown) shown.due = time() + VisibilityTimeout * 1000;
    }
    return { Successful: Entries.map(({ Id }) => ({ Id })) };
  };

  return {
    send: async (command) => {
      if (command instanceof SendMessageBatchCommand) return put(command.input);
      if (command instanceof ReceiveMessageCommand) return take(command.input);
      if (command instanceof DeleteMessageBatchCommand) return remove(command.input);
      if (command instanceof ChangeMessageVisibilityBatchCommand) return show(command.input);
      if (command instanceof GetQueueAttributesCommand) return { Attributes: { RedrivePolicy } };
      if (command instanceof GetQueueUrlCommand) return { QueueUrl: command.input.QueueName };
      throw new Error(`${command.constructor.name} is not played here`);
    },
    nextDue: (url) => {
      const all = at(url).map(({ due }) => due);
      return all.length > 0 ? Math.min(...all) : undefined;
    },
    dead,
    redrive: (url) => {
      for (const letter of dead.splice(0)) at(url).push({ ...letter, receives: 0, due: time() });
    },
    count: (url) => at(url).length,
  };
};
