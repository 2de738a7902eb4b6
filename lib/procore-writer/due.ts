import pMap from 'p-map';
import type { RecordStore } from '../engine/ports.ts';
import type { MarkStore, WriteQueue } from '../engine/procore-writes.ts';

export interface DueDeps {
  readonly connections: () => Promise<readonly { readonly name: string }[]>;
  readonly marks: Pick<MarkStore, 'due'>;
  readonly records: Pick<RecordStore, 'entering'>;
  readonly writes: WriteQueue;
}

const CONCURRENCY = 5;

/**
 * By the clock: a hint for each connection of which something is due to be written, because Procore was out of
 * reach, or because the message about it is lost.
 */
export const hintDue = async ({ connections, marks, records, writes }: DueDeps, now: Date): Promise<void> => {
  const all = await connections();
  const at = now.toISOString();
  const dueOf = async (name: string) => {
    const marked = await marks.due(name, at, 1);
    return marked.length > 0 ? marked : records.entering(name, 1, at);
  };
  const due = await pMap(all, ({ name }) => dueOf(name), { concurrency: CONCURRENCY });
  const behind = all.filter((_, n) => (due[n]?.length ?? 0) > 0);
  await writes.send(behind.map(({ name }) => ({ do: 'sweep', connection: name })));
};
