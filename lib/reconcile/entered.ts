import type { RecordStore } from '../engine/ports.ts';
import { keyText, type SyncRecord } from '../engine/record.ts';
import type { ImportFlow } from '../import-flow.ts';
import { type Post, summedPosts } from './ledger.ts';
import { WHY } from './uncoded-lines.ts';

const AT_ONCE = 100;

/** It stands in Procore, or is to stand there; what the books do not code to a job and item is told by its lines. */
const measureOf = ({ state, mapping, deleted, reason }: SyncRecord): Post['measure'] | undefined => {
  if (deleted) return undefined;
  if (mapping && state !== 'skipped') return 'cost';
  const isTold = reason !== undefined && reason.code in WHY;
  return isTold || state === 'skipped' || state === 'rejected' ? undefined : 'waiting';
};

const postsOf = (
  flow: ImportFlow<unknown>,
  measure: Post['measure'],
  content: unknown,
  items: ReadonlySet<string>,
): readonly Post[] =>
  (flow.counts?.(content) ?? []).flatMap((one): Post[] => {
    const common = { side: 'procore', vendor: '', amount: one.amount } as const;
    if ('bill' in one)
      return measure === 'cost' ? [{ ...common, measure: 'paid', job: '', item: '', bill: one.bill }] : [];
    return items.has(one.item) ? [{ ...common, measure, job: one.job, item: one.item }] : [];
  });

/**
 * What import flows have entered in Procore, and what waits to be. `items`: ListIDs of the items that stand for cost
 * codes: a line of another one is not entered.
 */
export const enteredPosts = async (
  records: Pick<RecordStore, 'get' | 'list'>,
  connection: string,
  imports: readonly ImportFlow<unknown>[],
  items: ReadonlySet<string>,
): Promise<readonly Post[]> => {
  let posts: readonly Post[] = [];
  const add = async (flow: ImportFlow<unknown>, some: readonly SyncRecord[]): Promise<void> => {
    const stored = await records.get(connection, some);
    const own = some.flatMap((row) => {
      const record = stored.get(keyText(row));
      const measure = record && measureOf(record);
      return measure && record.content !== undefined ? postsOf(flow, measure, record.content, items) : [];
    });
    posts = summedPosts([...posts, ...own]);
  };
  for (const flow of imports.filter(({ counts }) => counts !== undefined)) {
    let some: SyncRecord[] = [];
    for await (const row of records.list(connection, flow.name)) {
      if (!measureOf(row)) continue;
      some.push(row);
      if (some.length < AT_ONCE) continue;
      await add(flow, some);
      some = [];
    }
    if (some.length > 0) await add(flow, some);
  }
  return posts;
};
