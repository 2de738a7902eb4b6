import pMap from 'p-map';
import type { RecordKey } from '../context.ts';
import { type Ref, refText } from '../import-flow.ts';
import type { RecordStore } from './ports.ts';
import { createReconsider, type ReconsiderDeps } from './reconsider.ts';

export interface WakingDeps extends ReconsiderDeps {
  readonly records: Pick<RecordStore, 'get' | 'save' | 'waiters' | 'removeWaiters'>;
}

/** Objects of QuickBooks for whose records imports wait: a job, an item, a payee. Others are looked at hourly. */
const AWAITED: readonly string[] = ['Customer', 'ItemService', 'Vendor'];
const PAGE = 100;
const CONCURRENCY = 8;

/** Whoever waits for a record of ours to stand for an object waits for this; no flow has that name. */
const awaited = (ref: Ref): RecordKey => ({ flow: 'awaited', id: refText(ref) });

/** What a record that comes from QuickBooks waits for: objects that are nobody's yet. */
export const awaitedOf = (refs: readonly Ref[]): readonly RecordKey[] =>
  refs.filter(({ type }) => AWAITED.includes(type)).map(awaited);

/**
 * Tells records that come from QuickBooks that what they wait for is ours now. A hint that is lost costs an hour: then
 * they are looked at in any case.
 */
export const createWaking = (deps: WakingDeps) => {
  const { records } = deps;
  const reconsider = createReconsider(deps);
  return async (connection: string, objects: readonly Ref[]): Promise<void> => {
    await pMap(
      awaitedOf(objects),
      async (object) => {
        let page = await records.waiters(connection, object, PAGE);
        while (page.waiting.length > 0) {
          await reconsider(connection, page.waiting);
          await records.removeWaiters(
            connection,
            page.waiting.map((record) => ({ record, links: [object] })),
          );
          if (!page.next) return;
          page = await records.waiters(connection, object, PAGE, page.next);
        }
      },
      { concurrency: CONCURRENCY },
    );
  };
};
