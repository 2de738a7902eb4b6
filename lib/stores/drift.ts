import { gunzipSync, gzipSync } from 'node:zlib';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { inRuns } from '../grouped.ts';
import type { DriftReport, DriftStore, NumberedPage, Subject } from '../reconcile/ports.ts';
import { getItems, type Table, writeItems } from './batches.ts';
import { createDocumentStore } from './documents.ts';
import { queryItems } from './pages.ts';

/** A run that nobody brings to its end is begun anew the next night. */
const DAYS_KEPT = 7;
/** Objects to an item: some 100 bytes each, zipped to a fifth. */
const TO_AN_ITEM = 500;

const REPORT = 'drift';
const PAGE = 'page-';

const runKey = (run: string): string => `reconcile#${run}`;
const numbered = (kind: string, n: number): string => `${kind}#${String(n).padStart(8, '0')}`;

const zip = (value: unknown): Buffer => gzipSync(JSON.stringify(value), { level: 1 });
const unzip = <T>(bytes: unknown): T => JSON.parse(gunzipSync(bytes as Uint8Array).toString('utf8')) as T;

/** Seconds since 1970, as DynamoDB wants the end of an item's life. */
const expiry = (run: string): number => Math.floor(Date.parse(run) / 1000) + DAYS_KEPT * 86_400;

/** Items of the sessions table: runs, which DynamoDB removes by itself, and the last report. */
export const createDriftStore = (on: Table): DriftStore => {
  const documents = createDocumentStore(on);
  const keyOf = (connection: string, run: string, kind: string, n: number) => ({
    pk: connection,
    sk: `${runKey(run)}#${numbered(kind, n)}`,
  });

  return {
    putSubjects: async (connection, run, kind, subjects) => {
      const puts = inRuns(subjects, TO_AN_ITEM).map((some, n) => ({
        put: { ...keyOf(connection, run, `of-${kind}`, n), zipped: zip(some), expiresAt: expiry(run) },
      }));
      await writeItems(on, puts);
    },

    subjects: async (connection, run, kind, from, limit) => {
      const first = Math.floor(from / TO_AN_ITEM);
      const count = Math.floor((from + limit - 1) / TO_AN_ITEM) - first + 1;
      const keys = Array.from({ length: Math.max(0, count) }, (_, n) =>
        keyOf(connection, run, `of-${kind}`, first + n),
      );
      const items = await getItems(on, keys);
      const all = items
        .sort((a, b) => (a.sk < b.sk ? -1 : 1))
        .flatMap(({ zipped }) => unzip<readonly Subject[]>(zipped));
      return all.slice(from - first * TO_AN_ITEM, from - first * TO_AN_ITEM + limit);
    },

    putPage: async (connection, run, page) => {
      const key = keyOf(connection, run, `${PAGE}${page.kind}`, page.n);
      const Item = { ...key, zipped: zip(page), expiresAt: expiry(run) };
      await on.client.send(new PutCommand({ TableName: on.table, Item }));
    },

    pages: async (connection, run, kind) => {
      const all: NumberedPage[] = [];
      const items = queryItems(on, {
        ConsistentRead: true,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
        ExpressionAttributeValues: {
          ':pk': connection,
          ':sk': `${runKey(run)}#${PAGE}${kind === undefined ? '' : `${kind}#`}`,
        },
      });
      for await (const { zipped } of items) all.push(unzip<NumberedPage>(zipped));
      return all;
    },

    putReport: async (report) => {
      const key = { pk: report.connection, sk: REPORT };
      const before = await documents.get(key.pk, key.sk);
      await documents.put({ ...report, ...key }, { ifRev: before?.rev ?? 0 });
    },

    report: async (connection) => {
      const stored = await documents.get<DriftReport & { pk: string; sk: string }>(connection, REPORT);
      if (!stored) return undefined;
      const { pk: _, sk: __, rev: ___, ...report } = stored;
      return report;
    },
  };
};
