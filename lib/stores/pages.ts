import { QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import type { Item, Table } from './batches.ts';

/** What a query asks beside its table. */
export type Question = Omit<QueryCommandInput, 'TableName' | 'ExclusiveStartKey'>;

/** Every item of a query, a page at a time as they are taken. */
export async function* queryItems({ client, table }: Table, question: Question): AsyncGenerator<Item> {
  let start: Record<string, unknown> | undefined;
  do {
    const page = await client.send(
      new QueryCommand({ ...question, TableName: table, ExclusiveStartKey: start }),
    );
    yield* (page.Items ?? []) as Item[];
    start = page.LastEvaluatedKey;
  } while (start);
}

/** The first `limit` items of a query. */
export const firstItems = async (on: Table, question: Question, limit: number): Promise<Item[]> => {
  const found: Item[] = [];
  if (limit < 1) return found;
  for await (const item of queryItems(on, { ...question, Limit: limit })) {
    found.push(item);
    if (found.length === limit) break;
  }
  return found;
};
