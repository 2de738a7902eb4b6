import { gunzipSync, gzipSync } from 'node:zlib';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Archive, ListRow, SentSet } from '../engine/archive.ts';
import { redacted } from '../redact.ts';
import type { Item, Table } from './batches.ts';
import { firstItems, queryItems } from './pages.ts';

const DAYS_KEPT = 30;
/** Zipped. DynamoDB takes items of 400 KB. */
const MOST_BYTES = 350_000;
/** Before it is zipped: a larger text is cut before anything is done with it. */
const MOST_CHARACTERS = 4_000_000;

const zip = (text: string): Buffer => gzipSync(text, { level: 1 });

const cutTo = (text: string, length: number): string =>
  text.length > length ? `${text.slice(0, length)}\n… and ${text.length - length} more characters` : text;

/** A text without secrets, zipped; cut until it fits into an item. */
const packed = (text: string): Buffer => {
  const told = redacted(cutTo(text, MOST_CHARACTERS));
  let length = told.length;
  let bytes = zip(told);
  while (bytes.length > MOST_BYTES) {
    length = Math.floor((length * MOST_BYTES * 0.9) / bytes.length);
    bytes = zip(cutTo(told, length));
  }
  return bytes;
};

const textOf = ({ text }: Item): string => gunzipSync(text as Uint8Array).toString('utf8');

/** Seconds since 1970, as DynamoDB wants the end of an item's life. */
const expiry = (at: string): number => Math.floor(Date.parse(at) / 1000) + DAYS_KEPT * 86_400;

const PREFIX = 'kept#';
const setKey = ({ at, id }: Pick<SentSet, 'at' | 'id'>): string => `${PREFIX}${at}#${id}`;

const setOf = ({ id, at, kind, records }: Item): SentSet => ({ id, at, kind, records }) as SentSet;

const under = (connection: string, prefix: string) => ({
  KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
  ExpressionAttributeValues: { ':pk': connection, ':sk': prefix },
});

/** Items of the sessions table that DynamoDB removes by itself: message sets to be read back, and pulled lists. */
export const createArchive = (on: Table): Archive => {
  const put = async (item: Record<string, unknown>): Promise<void> => {
    await on.client.send(new PutCommand({ TableName: on.table, Item: item }));
  };

  return {
    sent: (connection, set, request) =>
      put({
        ...{ ...set, pk: connection, sk: `${setKey(set)}#request` },
        ...{ text: packed(request), expiresAt: expiry(set.at) },
      }),

    answered: (connection, { id, at }, answer, answeredAt) =>
      put({
        ...{ answered: id, answeredAt, pk: connection, sk: `${setKey({ id, at })}#answer` },
        ...{ text: packed(answer), expiresAt: expiry(at) },
      }),

    sets: async (connection, limit) => {
      const items = await firstItems(
        on,
        {
          ...under(connection, PREFIX),
          ScanIndexForward: false,
          ProjectionExpression: '#id, #at, #kind, #records',
          ExpressionAttributeNames: { '#id': 'id', '#at': 'at', '#kind': 'kind', '#records': 'records' },
        },
        2 * limit,
      );
      // The other items are their answers.
      return items
        .filter(({ id }) => id !== undefined)
        .map(setOf)
        .slice(0, limit);
    },

    set: async (connection, id) => {
      const found: Item[] = [];
      const question = under(connection, PREFIX);
      const named = {
        ...question,
        FilterExpression: 'id = :id OR answered = :id',
        ExpressionAttributeValues: { ...question.ExpressionAttributeValues, ':id': id },
      };
      for await (const item of queryItems(on, named)) found.push(item);
      const request = found.find((item) => item.id === id);
      const answer = found.find((item) => item.answered === id);
      if (!request) return undefined;
      const told = answer && { answer: textOf(answer), answeredAt: String(answer.answeredAt) };
      return { ...setOf(request), request: textOf(request), ...told };
    },

    putPage: (connection, run, page, list, rows) =>
      put({
        ...{ pk: connection, sk: `pull#${run}#${list}#${String(page).padStart(5, '0')}` },
        ...{ text: zip(JSON.stringify(rows)), expiresAt: expiry(run) },
      }),

    rows: async (connection, run, list) => {
      const rows: ListRow[] = [];
      for await (const item of queryItems(on, under(connection, `pull#${run}#${list}#`)))
        rows.push(...(JSON.parse(textOf(item)) as ListRow[]));
      return rows;
    },
  };
};
