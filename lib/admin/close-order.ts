import type { ChangeQueue, RecordStore } from '../engine/ports.ts';
import { keyText, type SyncRecord } from '../engine/record.ts';
import type { RecordKey } from '../flow.ts';

export interface CloseOrderDeps {
  readonly records: Pick<RecordStore, 'get' | 'save'>;
  readonly changes: ChangeQueue;
}

/** What an operator's word about an order came to. */
export type Closing = { readonly is: 'refused'; readonly why: string } | { readonly is: 'taken' };

const isAsked = ({ flags }: SyncRecord): boolean =>
  flags.some(({ code, detail }) => code === 'changed-in-procore' && detail?.startsWith('close order'));

const refusal = (key: RecordKey, record: SyncRecord | undefined): string | undefined => {
  if (!record) return `There is no record ${keyText(key)}.`;
  const { mapping, title = record.id } = record;
  if (mapping?.type !== 'PurchaseOrder' || mapping.ofTarget)
    return `${key.flow} ${title} is no purchase order in QuickBooks.`;
  if (!isAsked(record)) return `${key.flow} ${title} did not end in Procore: its order is not to be closed.`;
  return mapping.created
    ? undefined
    : `The order of ${key.flow} ${title} stood in QuickBooks before: close it there by hand.`;
};

/**
 * The operator says: the order of this commitment, which ended in Procore, is to be closed in QuickBooks. The next
 * session closes it. May be repeated.
 */
export const closeOrder = async (
  { records, changes }: CloseOrderDeps,
  connection: string,
  key: RecordKey,
): Promise<Closing> => {
  for (;;) {
    const stored = (await records.get(connection, [key])).get(keyText(key));
    const why = refusal(key, stored);
    if (why || !stored) return { is: 'refused', why: why ?? '' };
    const chosen: SyncRecord = { ...stored, override: { ...stored.override, close: true } };
    if (!(await records.save(chosen, stored))) continue;
    await changes.send([{ do: 'replan', connection, key: { flow: key.flow, id: key.id } }]);
    return { is: 'taken' };
  }
};
