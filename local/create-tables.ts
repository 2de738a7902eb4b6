import {
  CreateTableCommand,
  type CreateTableCommandInput,
  type DynamoDBClient,
  ListTablesCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import { type IndexDefinition, type TableDefinition, tableName, tables } from '../lib/stores/tables.ts';

const keySchema = (hash: string, range: string): CreateTableCommandInput['KeySchema'] => [
  { AttributeName: hash, KeyType: 'HASH' },
  { AttributeName: range, KeyType: 'RANGE' },
];

const indexInput = ({ name, hash, range, project }: IndexDefinition) => ({
  IndexName: name,
  KeySchema: keySchema(hash, range),
  Projection:
    project.length > 0
      ? { ProjectionType: 'INCLUDE' as const, NonKeyAttributes: [...project] }
      : { ProjectionType: 'KEYS_ONLY' as const },
});

const tableInput = (prefix: string, { name, indexes }: TableDefinition): CreateTableCommandInput => ({
  TableName: tableName(prefix, name),
  BillingMode: 'PAY_PER_REQUEST',
  KeySchema: keySchema('pk', 'sk'),
  AttributeDefinitions: ['pk', 'sk', ...indexes.flatMap(({ hash, range }) => [hash, range])].map(
    (attribute) => ({ AttributeName: attribute, AttributeType: 'S' }),
  ),
  GlobalSecondaryIndexes: indexes.length > 0 ? indexes.map(indexInput) : undefined,
});

/** Creates the tables that are missing and waits until they can be used. */
export const createTables = async (
  client: Pick<DynamoDBClient, 'send' | 'config'>,
  prefix: string,
): Promise<void> => {
  const { TableNames = [] } = await client.send(new ListTablesCommand({}));
  const missing = tables.filter(({ name }) => !TableNames.includes(tableName(prefix, name)));
  for (const table of missing) {
    const input = tableInput(prefix, table);
    await client.send(new CreateTableCommand(input));
    await waitUntilTableExists(
      { client: client as DynamoDBClient, minDelay: 0.02, maxDelay: 0.1, maxWaitTime: 10 },
      { TableName: input.TableName },
    );
  }
};
