import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { SharedLimit } from '../procore/rate-limit.ts';
import type { Table } from './batches.ts';
import { unlessRefused } from './conditional.ts';
import { LIMITS } from './tables.ts';

/**
 * Until when Procore takes no call of a credential, for all who use it: an item of the table `connections`.
 * `credential`: what tells it from others, no secret.
 */
export const createSharedLimit = ({ client, table: TableName }: Table, credential: string): SharedLimit => {
  const Key = { pk: LIMITS, sk: credential };
  return {
    closedUntil: async () => {
      const { Item } = await client.send(new GetCommand({ TableName, Key, ConsistentRead: true }));
      return Number(Item?.closedUntil ?? 0);
    },
    close: async (until) => {
      const update = new UpdateCommand({
        ...{ TableName, Key },
        UpdateExpression: 'SET closedUntil = :until',
        ConditionExpression: 'attribute_not_exists(closedUntil) OR closedUntil < :until',
        ExpressionAttributeValues: { ':until': until },
      });
      await unlessRefused(client.send(update));
    },
  };
};
