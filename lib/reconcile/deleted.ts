import { deletedQueries } from '../engine/deleted.ts';
import { type Answer, textAt } from '../qbxml/message.ts';
import type { NumberedRequest } from '../qbxml/write.ts';
import type { Finding } from './findings.ts';
import type { DriftStore } from './ports.ts';
import type { Stage } from './stage.ts';

/** QuickBooks remembers what was deleted for so long. */
const REMEMBERED_MS = 90 * 24 * 3600_000;

const timesIn = (answers: readonly Answer[], missing: ReadonlySet<string>): Record<string, string> =>
  Object.fromEntries(
    answers
      .flatMap(({ rets }) => rets)
      .map((ret) => [textAt(ret, 'TxnID') ?? textAt(ret, 'ListID') ?? '', textAt(ret, 'TimeDeleted') ?? ''])
      .filter(([id = '']) => missing.has(id)),
  );

/** When the objects that are missing were deleted. */
export const createDeleted = ({
  drift,
  now,
}: {
  readonly drift: Pick<DriftStore, 'pages' | 'putPage'>;
  readonly now: () => Date;
}): Stage => {
  const missing = async (connection: string, run: string): Promise<readonly Finding[]> => {
    const pages = await drift.pages(connection, run, 'objects');
    return pages.flatMap(({ page }) => page.findings ?? []).filter(({ code }) => code === 'deleted');
  };

  const requests = async (connection: string, run: string): Promise<readonly NumberedRequest[]> => {
    const types = [...new Set((await missing(connection, run)).map(({ object }) => object.type))];
    const since = new Date(now().getTime() - REMEMBERED_MS).toISOString();
    const queries = types.length > 0 ? deletedQueries(types, since) : [];
    return queries.map((request) => ({ requestID: request.message, request }));
  };

  return {
    begin: async ({ name }, cursor) => {
      if (cursor.next > 0) return undefined;
      const { length } = await requests(name, cursor.run);
      return length > 0 ? { ...cursor, count: 0 } : undefined;
    },
    requests: ({ name }, { run }) => requests(name, run),
    take: async ({ name }, cursor, answers) => {
      const ids = new Set((await missing(name, cursor.run)).map(({ object }) => object.id));
      const page = { deleted: timesIn(answers, ids) };
      await drift.putPage(name, cursor.run, { kind: 'deleted', n: 0, page });
      return { ...cursor, next: 1 };
    },
  };
};

/** What is missing without standing among the deleted is gone for another reason, or for longer. */
export const withDeletions = (
  findings: readonly Finding[],
  deleted: Readonly<Record<string, string>>,
): readonly Finding[] =>
  findings.map((one) => {
    if (one.code !== 'deleted') return one;
    const at = deleted[one.object.id];
    if (at === undefined) return { ...one, code: 'gone' };
    return { ...one, ...(at && { at }) };
  });
