import { createHash } from 'node:crypto';
import { UpdateCommand, type UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import type { Logins, LoginUser } from '../engine/logins.ts';
import { getItems, type Item, type Table } from './batches.ts';
import { changing, unlessRefused } from './conditional.ts';
import type { ItemKey } from './keys.ts';

const HOUR_MS = 3600_000;

/** Longer names than a connection file takes belong to nobody; DynamoDB takes no key of more than 2 KB. */
const LONGEST_USER = 64;
const NOBODY = 'user#?';

/** The item of a Web Connector user in the connections table. */
export const userKey = (user: string): ItemKey => ({
  pk: user.length <= LONGEST_USER ? `user#${user}` : NOBODY,
  sk: 'user',
});

export const userOf = ({ connection, passwordHash, previous, addresses }: Item): LoginUser => ({
  ...{ connection: String(connection), passwordHash: String(passwordHash) },
  ...(previous !== undefined && { previous: previous as LoginUser['previous'] }),
  ...(addresses !== undefined && { addresses: addresses as LoginUser['addresses'] }),
});

const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32);

/** Of the failures of a clock hour: such a count needs no reset, only an end. */
const countKeys = (user: string, address: string, at: Date) => {
  const sk = at.toISOString().slice(0, 13);
  return {
    here: { pk: `login#here#${digest(user)}#${address}`, sk },
    ofUser: { pk: `login#user#${digest(user)}`, sk },
    ofAddress: { pk: `login#address#${address}`, sk },
  };
};

/** Users and failed logins, in the connections table. */
export const createLoginStore = (on: Table): Logins => {
  const update = (key: ItemKey, rest: Omit<UpdateCommandInput, 'TableName' | 'Key'>) =>
    on.client.send(new UpdateCommand({ TableName: on.table, Key: { ...key }, ...rest }));

  const count = (key: ItemKey, at: Date) =>
    update(key, {
      UpdateExpression: 'ADD failures :one SET lastAt = :at, expiresAt = :end',
      ExpressionAttributeValues: {
        ':one': 1,
        ':at': at.toISOString(),
        // Seconds: what DynamoDB's time to live takes. Nobody reads a count of an earlier hour.
        ':end': Math.ceil((at.getTime() + 2 * HOUR_MS) / 1000),
      },
    });

  return {
    read: async (user, address, at) => {
      const { here, ofUser, ofAddress } = countKeys(user, address, at);
      const items = await getItems(on, [userKey(user), here, ofUser, ofAddress]);
      const find = ({ pk }: ItemKey) => items.find((item) => item.pk === pk);
      const failures = (key: ItemKey): number => Number(find(key)?.failures ?? 0);
      const found = find(userKey(user));
      const lastAt = find(here)?.lastAt;
      return {
        ...(found && { user: userOf(found) }),
        here: { failures: failures(here), ...(lastAt !== undefined && { lastAt: String(lastAt) }) },
        ofUser: failures(ofUser),
        ofAddress: failures(ofAddress),
      };
    },

    failed: async (user, address, at, judged) => {
      const { here, ofUser, ofAddress } = countKeys(user, address, at);
      await Promise.all((judged ? [here, ofUser, ofAddress] : [here]).map((key) => count(key, at)));
    },

    forgive: async (user, address, at) => {
      const forgiven = {
        UpdateExpression: 'SET failures = :none',
        ExpressionAttributeValues: { ':none': 0 },
      };
      await update(countKeys(user, address, at).here, forgiven);
    },

    note: async (user, passwordHash, news) => {
      const change = changing(news);
      await unlessRefused(
        update(userKey(user), {
          ...change,
          ConditionExpression: 'passwordHash = :read',
          ExpressionAttributeValues: { ...change.ExpressionAttributeValues, ':read': passwordHash },
        }),
      );
    },
  };
};
