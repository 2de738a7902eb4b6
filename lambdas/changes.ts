import type { SQSRecord } from 'aws-lambda';
import type { Received } from '../lib/engine/normalize.ts';
import { parseChange } from '../lib/stores/messages.ts';

export interface Item extends Received {
  readonly messageId: string;
}

type Log = (event: string, fields: Readonly<Record<string, unknown>>) => void;

/** A body that is no change stays on the queue until it is a dead letter; its neighbours are worked off. */
const read = ({ body, messageId, attributes }: SQSRecord, log: Log): Item | string => {
  const sentAt = new Date(Number(attributes.SentTimestamp)).toISOString();
  try {
    const again = Number(attributes.ApproximateReceiveCount) > 1;
    return { change: parseChange(body), sentAt, again, messageId };
  } catch (error) {
    log('change.unreadable', { messageId, error });
    return messageId;
  }
};

/** The changes of a batch by connection, and the ids of messages that hold none. */
export const readChanges = (records: readonly SQSRecord[], log: Log) => {
  const byConnection = new Map<string, Item[]>();
  const unread: string[] = [];
  for (const item of records.map((record) => read(record, log)))
    if (typeof item === 'string') unread.push(item);
    else
      byConnection.set(item.change.connection, [...(byConnection.get(item.change.connection) ?? []), item]);
  return { byConnection, unread };
};
