import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { WatchState, WatchStore } from '../watch/state.ts';
import type { Table } from './batches.ts';
import { changing } from './conditional.ts';
import { WATCHES } from './tables.ts';

/** Where the looking after Procore of each connection stands: items of the table `connections`. */
export const createWatchStore = ({ client, table: TableName }: Table): WatchStore => ({
  get: async (connection) => {
    const Key = { pk: WATCHES, sk: connection };
    const { Item } = await client.send(new GetCommand({ TableName, Key, ConsistentRead: true }));
    const { pk: _, sk: __, ...state } = Item ?? {};
    return state as WatchState;
  },
  note: async (connection, news) => {
    const Key = { pk: WATCHES, sk: connection };
    await client.send(new UpdateCommand({ TableName, Key, ...changing(news) }));
  },
});
