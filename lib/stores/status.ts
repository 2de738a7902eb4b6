import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { RecordKey } from '../flow.ts';
import type { State } from '../reasons.ts';
import type { Table } from './batches.ts';
import { recordOfPk } from './keys.ts';
import { firstItems, type Question, queryItems } from './pages.ts';
import { flowOf } from './record-item.ts';
import { flowIndex, type IndexDefinition, pendingIndex } from './tables.ts';

/** Sorts after every ISO time. */
const END = '~';

const within = ({ name, hash, range }: IndexDefinition, of: string, from: string, to: string): Question => ({
  IndexName: name,
  KeyConditionExpression: '#of = :of AND #at BETWEEN :from AND :to',
  ExpressionAttributeNames: { '#of': hash, '#at': range },
  ExpressionAttributeValues: { ':of': of, ':from': from, ':to': to },
});

const countOf = async ({ client, table }: Table, question: Question): Promise<number> => {
  let count = 0;
  let start: Record<string, unknown> | undefined;
  do {
    const page = await client.send(
      new QueryCommand({ ...question, TableName: table, Select: 'COUNT', ExclusiveStartKey: start }),
    );
    count += page.Count ?? 0;
    start = page.LastEvaluatedKey;
  } while (start);
  return count;
};

/** Answers from the indexes of the records table, which are a moment behind it. No record is read. */
export const createStatusStore = (records: Table) => ({
  /** How many records of a connection wait for QuickBooks, those whose time has not come included. */
  backlog: (connection: string): Promise<number> =>
    countOf(records, within(pendingIndex, connection, 'queued#', `queued#${END}`)),

  /** How many records of a flow are in a state; with `since` (ISO): came into it then or later. */
  count: (connection: string, flow: string, state: State, since = ''): Promise<number> =>
    countOf(records, within(flowIndex, flowOf(connection, flow), `${state}#${since}`, `${state}#${END}`)),

  /** The record of a flow that is in a state for longest, by its id and title; since when (ISO). */
  oldest: async (
    connection: string,
    flow: string,
    state: State,
  ): Promise<{ id: string; title?: string; since: string } | undefined> => {
    const question = within(flowIndex, flowOf(connection, flow), `${state}#`, `${state}#${END}`);
    const [item] = await firstItems(records, question, 1);
    return item && { id: recordOfPk(item.pk).id, title: item.title as string, since: item.since as string };
  },

  /** Records whose many waiters are being released, or were when a message about it was lost. */
  releases: async (connection: string): Promise<RecordKey[]> => {
    const found: RecordKey[] = [];
    const question = within(pendingIndex, connection, 'release#', `release#${END}`);
    for await (const { pk } of queryItems(records, question)) found.push(recordOfPk(pk));
    return found;
  },
});

/** What may be asked about the work of a connection without reading its records. */
export type StatusStore = ReturnType<typeof createStatusStore>;
