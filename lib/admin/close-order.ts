import { keyText, type SyncRecord } from '../engine/record.ts';
import type { RecordKey } from '../flow.ts';
import { type ChoiceDeps, type Chosen, createChoice } from './choice.ts';

const isAsked = ({ flags }: SyncRecord): boolean =>
  flags.some(({ code, detail }) => code === 'changed-in-procore' && detail?.startsWith('close order'));

const refusal = (record: SyncRecord): string | undefined => {
  const { mapping, title = record.id } = record;
  const name = `${record.flow} ${title}`;
  if (mapping?.type !== 'PurchaseOrder' || mapping.ofTarget)
    return `${keyText(record)} is no purchase order in QuickBooks.`;
  if (!isAsked(record)) return `${name} did not end in Procore: its order is not to be closed.`;
  return mapping.created
    ? undefined
    : `The order of ${name} stood in QuickBooks before: close it there by hand.`;
};

/**
 * The operator says: the order of this commitment, which ended in Procore, is to be closed in QuickBooks. The next
 * session closes it.
 */
export const closeOrder = (deps: ChoiceDeps, connection: string, key: RecordKey): Promise<Chosen> =>
  createChoice(deps)(
    connection,
    key,
    (stored) => refusal(stored) ?? { ...stored, override: { ...stored.override, close: true } },
  );
