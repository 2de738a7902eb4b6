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

/** What people call a record, in small letters. */
const namesOf = ({ title, mapping }: SyncRecord): readonly string[] =>
  [title, mapping?.name].flatMap((name) => (name ? [name.trim().toLowerCase()] : []));

/**
 * The record of a flow that an operator means by its id in Procore, its number or title there, or the name of its
 * object in QuickBooks, in any case; where none is called so, by the first words of that. `id:801` names one by its id
 * alone.
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
  const begins = new Map<string, SyncRecord>();
  const called = word.toLowerCase();
  if (!word.startsWith(BY_ID) && word !== '')
    for await (const listed of records.list(connection, flow)) {
      const names = namesOf(listed);
      if (names.includes(called) && !fits.has(listed.id)) fits.set(listed.id, listed);
      if (names.some((name) => name.startsWith(`${called} `))) begins.set(listed.id, listed);
    }
  const [first, ...others] = (fits.size > 0 ? fits : begins).values();
  if (!first) return { is: 'none' };
  if (others.length > 0) return { is: 'several', records: [first, ...others] };
  const stored = (await records.get(connection, [first])).get(keyText(first));
  return stored ? { is: 'found', record: stored } : { is: 'none' };
};
