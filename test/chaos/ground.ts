import { DeleteTableCommand } from '@aws-sdk/client-dynamodb';
import { tableName, tables } from '../../lib/stores/tables.ts';
import type { LocalAws } from '../../local/aws.ts';
import { createTables } from '../../local/create-tables.ts';

let runs = 0;

/** Tables of a run's own, so that the same seed finds the same keys; dropped when it is over. */
export const withTables = async <T>(
  { dynamo }: LocalAws,
  use: (prefix: string) => Promise<T>,
): Promise<T> => {
  runs += 1;
  const prefix = `run-${runs}-`;
  await createTables(dynamo, prefix);
  try {
    return await use(prefix);
  } finally {
    for (const { name } of tables)
      await dynamo.send(new DeleteTableCommand({ TableName: tableName(prefix, name) }));
  }
};
