import pMap from 'p-map';
import type { RecordKey } from '../context.ts';
import { enterHints } from './enter-hints.ts';
import { reconsidered } from './import-record.ts';
import type { RecordStore } from './ports.ts';
import type { WriteQueue } from './procore-writes.ts';
import { saveAnew } from './save-anew.ts';

export interface ReconsiderDeps {
  readonly records: Pick<RecordStore, 'get' | 'save'>;
  readonly writes: WriteQueue;
  readonly now: () => Date;
}

const CONCURRENCY = 16;

/** Records that come from QuickBooks are decided about once more, and at once. */
export const createReconsider =
  ({ records, writes, now }: ReconsiderDeps) =>
  async (connection: string, keys: readonly RecordKey[]): Promise<void> => {
    if (keys.length === 0) return;
    const stored = await records.get(connection, keys);
    const since = now().toISOString();
    const queued = await pMap(
      [...stored.values()],
      (record) => saveAnew(records, connection, record, record, (one) => one && reconsidered(one, since)),
      { concurrency: CONCURRENCY },
    );
    await writes.send(
      enterHints(
        connection,
        queued.flatMap((one) => one ?? []),
      ),
    );
  };
