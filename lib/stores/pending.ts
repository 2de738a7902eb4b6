import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { RecordStore } from '../engine/ports.ts';
import type { Table } from './batches.ts';
import { recordOfPk, releaseKey } from './keys.ts';
import { firstItems, type Question } from './pages.ts';
import { pendingIndex } from './tables.ts';

/** Sorts after every ISO time. */
const end = '~';

const between = (connection: string, from: string, to: string): Question => ({
  IndexName: pendingIndex.name,
  KeyConditionExpression: '#of = :of AND #at BETWEEN :from AND :to',
  ExpressionAttributeNames: { '#of': pendingIndex.hash, '#at': pendingIndex.range },
  ExpressionAttributeValues: { ':of': connection, ':from': from, ':to': to },
});

const due = async (on: Table, connection: string, kind: string, limit: number, now: string) => {
  const items = await firstItems(on, between(connection, `${kind}#`, `${kind}#${now}`), limit);
  return items.map((item) => recordOfPk(item.pk));
};

/** What is under way in a connection, by the pending index (which is a moment behind the table). */
export const pendingOf = (
  on: Table,
): Pick<RecordStore, 'queued' | 'entering' | 'firstQueued' | 'underWay' | 'markRelease'> => ({
  queued: (connection, limit, now) => due(on, connection, 'queued', limit, now),

  entering: (connection, limit, now) => due(on, connection, 'entering', limit, now),

  firstQueued: async (connection) => {
    const [first] = await firstItems(on, between(connection, 'queued#', `queued#${end}`), 1);
    return first && String(first[pendingIndex.range]).slice('queued#'.length);
  },

  underWay: async (connection, since) => {
    const found = await Promise.all(
      ['wanted', 'release'].map((kind) =>
        firstItems(on, between(connection, `${kind}#${since}`, `${kind}#${end}`), 1),
      ),
    );
    return found.flat().length > 0;
  },

  markRelease: async (connection, link, at) => {
    const key = releaseKey(connection, link);
    if (at === undefined) {
      await on.client.send(new DeleteCommand({ TableName: on.table, Key: { ...key } }));
      return;
    }
    const marker = { ...key, pendingOf: connection, pendingAt: `release#${at}` };
    await on.client.send(new PutCommand({ TableName: on.table, Item: marker }));
  },
});
