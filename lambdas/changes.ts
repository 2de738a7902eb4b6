import type { SQSRecord } from 'aws-lambda';
import type { Culprit } from '../lib/engine/culprits.ts';
import type { Received } from '../lib/engine/normalize.ts';
import { changeOf } from '../lib/stores/messages.ts';

/** A message as it was handed out. */
export interface Message {
  readonly messageId: string;
  readonly body: string;
  readonly sentAt: string;
  readonly receives: number;
}

export type Item = Message & Received;

const messageOf = ({ body, messageId, attributes }: SQSRecord): Message => ({
  ...{ body, messageId, receives: Number(attributes.ApproximateReceiveCount) },
  sentAt: new Date(Number(attributes.SentTimestamp)).toISOString(),
});

const UNREADABLE = new Error('This is no message of Plumbline.');

/** The changes of a batch by connection, and the messages that hold none. */
export const readChanges = (records: readonly SQSRecord[]) => {
  const byConnection = new Map<string, Item[]>();
  const unread: Culprit<Message>[] = [];
  for (const message of records.map(messageOf)) {
    const change = changeOf(message.body);
    if (change) {
      const known = byConnection.get(change.connection) ?? [];
      byConnection.set(change.connection, [...known, { ...message, change, again: message.receives > 1 }]);
    } else unread.push({ item: message, error: UNREADABLE });
  }
  return { byConnection, unread };
};
