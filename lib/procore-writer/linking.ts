import type { ChangeQueue, RecordStore } from '../engine/ports.ts';
import { keyText, type SyncRecord } from '../engine/record.ts';
import type { Reason } from '../reasons.ts';
import type { Step } from './decide.ts';
import { notLinked } from './settled.ts';

export interface LinkingDeps {
  readonly records: Pick<RecordStore, 'get' | 'save'>;
  readonly changes: ChangeQueue;
  readonly now: () => Date;
}

/** A session links it; until then it is looked at again from time to time. */
export type Told = { readonly seconds: number } | { readonly why: Reason };

const WAIT_SECONDS = 300;
const WAITS: Told = { seconds: WAIT_SECONDS };

/**
 * Tells the record of Procore that has the name of an object to be linked to it, as an operator's word would. The next
 * session looks whether it is there; nothing is posted meanwhile.
 */
export const createLinking = ({ records, changes, now }: LinkingDeps) => {
  return async (record: SyncRecord, { key, object }: Step & { readonly do: 'link' }): Promise<Told> => {
    const { connection } = record;
    const stored = (await records.get(connection, [key])).get(keyText(key));
    if (!stored?.content) {
      await changes.send([{ do: 'fetch', connection, key, source: {} }]);
      return WAITS;
    }
    if (stored.mapping || stored.undo || stored.doubt?.of === 'answer') return { why: notLinked(stored) };
    const planAgain = () => changes.send([{ do: 'replan', connection, key }]);
    if (stored.adopting) {
      // Nobody would plan it when whoever told it died over this message.
      if (stored.state !== 'queued') await planAgain();
      return WAITS;
    }
    if (stored.state === 'rejected') return { why: notLinked(stored) };
    const to = { id: object.id, name: object.name };
    const adopting = { by: 'Plumbline', at: now().toISOString(), to, own: true } as const;
    const next = { ...stored, adopting, doubt: undefined, refusedHash: undefined, adoption: undefined };
    await records.save(next, stored);
    await planAgain();
    return WAITS;
  };
};
