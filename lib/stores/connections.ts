import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { LoginUser } from '../engine/logins.ts';
import type { Connection, Connections } from '../engine/ports.ts';
import type { Item, Table } from './batches.ts';
import { changing, unlessRefused } from './conditional.ts';
import { userKey, userOf } from './logins.ts';
import { queryItems } from './pages.ts';
import { CONNECTIONS } from './tables.ts';

/** All connections stand in one partition: they are few, and the heartbeat reads them together. */
const keyOf = (name: string) => ({ pk: CONNECTIONS, sk: name });
/** The connection is read at each call: it holds no more than it needs. */
const MOST_CANARIES = 20;

const fromItem = ({ pk: _, sk: __, ...item }: Record<string, unknown>): Connection =>
  item as unknown as Connection;

/** The connections table. */
export const createConnectionStore = ({ client, table: TableName }: Table) => {
  const connections: Connections = {
    get: async (name) => {
      const { Item } = await client.send(
        new GetCommand({ TableName, Key: keyOf(name), ConsistentRead: true }),
      );
      return Item && fromItem(Item);
    },

    markWork: async (name, at) => {
      const earlier = {
        TableName,
        Key: keyOf(name),
        UpdateExpression: 'SET workAt = :at, markedAt = :at ADD marks :one',
        ConditionExpression: 'attribute_exists(pk) AND (attribute_not_exists(workAt) OR workAt > :at)',
        ExpressionAttributeValues: { ':at': at, ':one': 1 },
      };
      if (await unlessRefused(client.send(new UpdateCommand(earlier)))) return;
      const counted = {
        ...earlier,
        UpdateExpression: 'SET markedAt = :at ADD marks :one',
        ConditionExpression: 'attribute_exists(pk)',
      };
      await unlessRefused(client.send(new UpdateCommand(counted)));
    },

    endWork: async (name, marks, nextAt) => {
      await unlessRefused(
        client.send(
          new UpdateCommand({
            TableName,
            Key: keyOf(name),
            UpdateExpression: nextAt === undefined ? 'REMOVE workAt' : 'SET workAt = :at',
            ConditionExpression: 'marks = :marks',
            ExpressionAttributeValues: { ':marks': marks, ...(nextAt !== undefined && { ':at': nextAt }) },
          }),
        ),
      );
    },

    posted: async (name, canary) => {
      const at = { TableName, Key: keyOf(name) };
      const before = {
        ...at,
        UpdateExpression: 'SET canaries = list_append(:new, if_not_exists(canaries, :none))',
        ExpressionAttributeValues: { ':new': [canary], ':none': [] },
      };
      await client.send(new UpdateCommand(before));
      // What stands there may not be named twice in one expression.
      await client.send(new UpdateCommand({ ...at, UpdateExpression: `REMOVE canaries[${MOST_CANARIES}]` }));
    },

    note: async (name, news) => {
      await client.send(new UpdateCommand({ TableName, Key: keyOf(name), ...changing(news) }));
    },
  };

  return {
    ...connections,

    /** Creates or renews a connection; what sessions have noted of it stays. */
    apply: async (
      name: string,
      given: Pick<Connection, 'settings' | 'fileId' | 'webhookTokens'>,
    ): Promise<void> => {
      const change = changing({ name, ...given });
      await client.send(
        new UpdateCommand({
          TableName,
          Key: keyOf(name),
          ...change,
          UpdateExpression: `${change.UpdateExpression}, marks = if_not_exists(marks, :zero)`,
          ExpressionAttributeValues: { ...change.ExpressionAttributeValues, ':zero': 0 },
        }),
      );
    },

    /** A Web Connector user. */
    user: async (user: string): Promise<LoginUser | undefined> => {
      const stored = await client.send(
        new GetCommand({ TableName, Key: { ...userKey(user) }, ConsistentRead: true }),
      );
      return stored.Item && userOf(stored.Item as Item);
    },

    /**
     * Sets the Web Connector password of a user, and the one that is taken beside it; where the user has signed
     * in from stays. False when the user belongs to another connection.
     */
    setUser: async (
      user: string,
      connection: string,
      passwordHash: string,
      previous?: LoginUser['previous'],
    ): Promise<boolean> => {
      const update = new UpdateCommand({
        TableName,
        Key: { ...userKey(user) },
        ...changing({ connection, passwordHash, previous }),
        ConditionExpression: 'attribute_not_exists(pk) OR #connection = :connection',
      });
      return (await unlessRefused(client.send(update))) !== undefined;
    },

    list: async (): Promise<Connection[]> => {
      const all: Connection[] = [];
      const items = queryItems(
        { client, table: TableName },
        { KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': CONNECTIONS } },
      );
      for await (const item of items) all.push(fromItem(item));
      return all;
    },
  };
};

export type ConnectionStore = ReturnType<typeof createConnectionStore>;
