import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { RecordStore, Waiting } from '../engine/ports.ts';
import { type Item, type Table, writeItems } from './batches.ts';
import { linkOf, linkText, recordPk, waiterKey, waiterPrefix } from './keys.ts';

const keysOf = (connection: string, waiting: readonly Waiting[]) =>
  waiting.flatMap(({ record, links }) => links.map((link) => waiterKey(connection, link, record)));

/** Who waits for whom: one item per link, in the partition of the record that is waited for. */
export const waitersOf = (on: Table): Pick<RecordStore, 'addWaiters' | 'waiters' | 'removeWaiters'> => ({
  addWaiters: (connection, waiting) =>
    writeItems(
      on,
      keysOf(connection, waiting).map((key) => ({ put: { ...key } })),
    ),

  waiters: async (connection, link, limit, after) => {
    const pk = recordPk(connection, link);
    // One more than asked for: DynamoDB names a next page even where the last item ended this one.
    const page = await on.client.send(
      new QueryCommand({
        TableName: on.table,
        ConsistentRead: true,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :waiter)',
        ExpressionAttributeValues: { ':pk': pk, ':waiter': waiterPrefix },
        Limit: limit + 1,
        ExclusiveStartKey: after === undefined ? undefined : { pk, sk: `${waiterPrefix}${after}` },
      }),
    );
    const items = (page.Items ?? []) as Item[];
    const waiting = items.slice(0, limit).map((item) => linkOf(item.sk.slice(waiterPrefix.length)));
    const last = waiting.at(-1);
    const more = items.length > limit || page.LastEvaluatedKey !== undefined;
    return more && last ? { waiting, next: linkText(last) } : { waiting };
  },

  removeWaiters: (connection, waiting) =>
    writeItems(
      on,
      keysOf(connection, waiting).map((remove) => ({ remove })),
    ),
});
