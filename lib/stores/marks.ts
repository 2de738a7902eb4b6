import type { MarkKey, MarkStore, ProcoreMark } from '../engine/procore-writes.ts';
import { getItems, type Item, type Table, writeItems } from './batches.ts';
import { markKey, markPrefix, recordOfPk, recordPk } from './keys.ts';
import { firstItems, queryItems } from './pages.ts';
import { pendingIndex } from './tables.ts';

const toItem = (connection: string, mark: ProcoreMark): Item => {
  const { originId, due, tries, refused } = mark;
  const pending = due && { pendingOf: connection, pendingAt: `mark#${due}` };
  return { ...markKey(connection, mark), originId, tries, refused, ...pending };
};

const keyOf = ({ pk, sk }: Item): MarkKey => ({ ...recordOfPk(pk), hash: sk.slice(markPrefix.length) });

const fromItem = (item: Item): ProcoreMark => {
  const { originId, pendingAt, tries, refused } = item;
  return {
    ...keyOf(item),
    originId: String(originId),
    ...(pendingAt !== undefined && { due: String(pendingAt).slice('mark#'.length) }),
    ...(tries !== undefined && { tries: Number(tries) }),
    ...(refused !== undefined && { refused: String(refused) }),
  };
};

/** What is marked in Procore, and what is to be: items beside their records, the latter in the pending index. */
export const createMarkStore = (on: Table): MarkStore => ({
  get: async (connection, keys) =>
    (
      await getItems(
        on,
        keys.map((key) => markKey(connection, key)),
      )
    ).map(fromItem),

  put: (connection, marks) =>
    writeItems(
      on,
      marks.map((mark) => ({ put: toItem(connection, mark) })),
    ),

  remove: (connection, keys) =>
    writeItems(
      on,
      keys.map((key) => ({ remove: markKey(connection, key) })),
    ),

  due: async (connection, now, limit) => {
    const question = {
      IndexName: pendingIndex.name,
      KeyConditionExpression: '#of = :of AND #at BETWEEN :from AND :to',
      ExpressionAttributeNames: { '#of': pendingIndex.hash, '#at': pendingIndex.range },
      ExpressionAttributeValues: { ':of': connection, ':from': 'mark#', ':to': `mark#${now}` },
    };
    return (await firstItems(on, question, limit)).map(keyOf);
  },

  ofRecord: async (connection, key) => {
    const question = {
      ConsistentRead: true,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :mark)',
      ExpressionAttributeValues: { ':pk': recordPk(connection, key), ':mark': markPrefix },
    };
    const found: ProcoreMark[] = [];
    for await (const item of queryItems(on, question)) found.push(fromItem(item));
    return found;
  },
});
