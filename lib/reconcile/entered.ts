import type { RecordStore } from '../engine/ports.ts';
import { keyText, type SyncRecord } from '../engine/record.ts';
import type { Counted, ImportFlow } from '../import-flow.ts';
import { sum } from '../qbxml/money.ts';
import { type Post, summedPosts } from './ledger.ts';
import { WHY } from './uncoded-lines.ts';

const AT_ONCE = 100;

/** An import record that stands in Procore, and the amount (decimal) that was entered. */
export interface EnteredRecord {
  readonly flow: string;
  readonly id: string;
  readonly title?: string;
  /** Of Procore. */
  readonly project: string;
  /** The commitment that a payment is issued on. */
  readonly contract?: string;
  readonly type: string;
  readonly procoreId: string;
  readonly amount: string;
}

/** What import flows came to in Procore. */
export interface Entered {
  readonly posts: readonly Post[];
  readonly records: readonly EnteredRecord[];
}

/** It stands in Procore, or is to stand there; what the books do not code to a job and item is told by its lines. */
const measureOf = ({ state, mapping, deleted, reason }: SyncRecord): Post['measure'] | undefined => {
  if (deleted) return undefined;
  if (mapping && state !== 'skipped') return 'cost';
  const isTold = reason !== undefined && reason.code in WHY;
  return isTold || state === 'skipped' || state === 'rejected' ? undefined : 'waiting';
};

/** A line of an item that stands for no cost code is not entered. */
const isEntered = (one: Counted, items: ReadonlySet<string>): boolean =>
  'bill' in one || one.item === undefined || items.has(one.item);

const postOf = (one: Counted, measure: Post['measure']): readonly Post[] => {
  const common = { side: 'procore', vendor: '', amount: one.amount } as const;
  if ('bill' in one)
    return measure === 'cost' ? [{ ...common, measure: 'paid', job: '', item: '', bill: one.bill }] : [];
  return one.item === undefined ? [] : [{ ...common, measure, job: one.job, item: one.item }];
};

const enteredOf = (record: SyncRecord, counted: readonly Counted[]): readonly EnteredRecord[] => {
  const { flow, id, title, source, mapping } = record;
  if (!mapping || source.project === undefined) return [];
  const amount = sum(counted.map((one) => one.amount));
  const named = { flow, id, ...(title !== undefined && { title }) };
  const { project, commitment: contract } = source;
  const place = { project, ...(contract !== undefined && { contract }) };
  return [{ ...named, ...place, type: mapping.type, procoreId: mapping.id, amount }];
};

/**
 * What import flows have entered in Procore, and what waits to be. `items`: ListIDs of the items that stand for cost
 * codes.
 */
export const readEntered = async (
  records: Pick<RecordStore, 'get' | 'list'>,
  connection: string,
  imports: readonly ImportFlow<unknown>[],
  items: ReadonlySet<string>,
): Promise<Entered> => {
  let posts: readonly Post[] = [];
  const entered: EnteredRecord[] = [];
  const add = async (flow: ImportFlow<unknown>, some: readonly SyncRecord[]): Promise<void> => {
    const stored = await records.get(connection, some);
    const own = some.flatMap((row) => {
      const record = stored.get(keyText(row));
      const measure = record && measureOf(record);
      if (!measure || record.content === undefined) return [];
      const counted = (flow.counts?.(record.content) ?? []).filter((one) => isEntered(one, items));
      if (measure === 'cost') entered.push(...enteredOf(record, counted));
      return counted.flatMap((one) => postOf(one, measure));
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
  return { posts, records: entered };
};
