import type { RecordStore } from '../engine/ports.ts';
import { keyText, type SyncRecord } from '../engine/record.ts';

/** What an operator's word for a record came to. */
export type Found =
  | { readonly is: 'found'; readonly record: SyncRecord }
  | { readonly is: 'none' }
  /** Without content. */
  | { readonly is: 'several'; readonly records: readonly SyncRecord[] };

/** Says that what follows is the id in Procore and nothing else. */
const BY_ID = 'id:';

const same = (a: string | undefined, b: string): boolean => a?.trim().toLowerCase() === b;

/**
 * The record of a flow that an operator means by its id in Procore, its number or title there, or the name of its
 * object in QuickBooks, in any case. `id:801` names one by its id alone.
 */
export const findRecord = async (
  records: Pick<RecordStore, 'get' | 'list'>,
  connection: string,
  flow: string,
  said: string,
): Promise<Found> => {
  const word = said.trim();
  const id = word.startsWith(BY_ID) ? word.slice(BY_ID.length) : word;
  const own = (await records.get(connection, [{ flow, id }])).get(keyText({ flow, id }));
  const fits = new Map(own ? [[own.id, own]] : []);
  const called = word.toLowerCase();
  if (!word.startsWith(BY_ID))
    for await (const listed of records.list(connection, flow))
      if (!fits.has(listed.id) && (same(listed.title, called) || same(listed.mapping?.name, called)))
        fits.set(listed.id, listed);
  const [first, ...others] = fits.values();
  if (!first) return { is: 'none' };
  if (others.length > 0) return { is: 'several', records: [first, ...others] };
  const stored = (await records.get(connection, [first])).get(keyText(first));
  return stored ? { is: 'found', record: stored } : { is: 'none' };
};
