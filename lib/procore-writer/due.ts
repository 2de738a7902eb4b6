import pMap from 'p-map';
import type { MarkStore, WriteQueue } from '../engine/procore-writes.ts';

export interface DueDeps {
  readonly connections: () => Promise<readonly { readonly name: string }[]>;
  readonly marks: Pick<MarkStore, 'due'>;
  readonly writes: WriteQueue;
}

const CONCURRENCY = 5;

/**
 * By the clock: a hint for each connection of which something is due to be written, because Procore was out of
 * reach, or because the message about it is lost.
 */
export const hintDue = async ({ connections, marks, writes }: DueDeps, now: Date): Promise<void> => {
  const all = await connections();
  const due = await pMap(all, ({ name }) => marks.due(name, now.toISOString(), 1), {
    concurrency: CONCURRENCY,
  });
  const behind = all.filter((_, n) => (due[n]?.length ?? 0) > 0);
  await writes.send(behind.map(({ name }) => ({ do: 'sweep', connection: name })));
};
