import type { ListRow } from '../engine/archive.ts';
import type { Adopting, SyncRecord } from '../engine/record.ts';
import { type ChoiceDeps, type Chosen, createChoice } from './choice.ts';

/** The shape of ListIDs and TxnIDs. A number of an order may look so too: it is looked up as both. */
const ID = /^[0-9A-F]{1,8}-\d{1,10}$/i;

type Aim = NonNullable<Adopting['to']>;

/** What an operator's word names: an object of the pulled lists, an id, or a name or number. */
export const aimOf = (said: string, rows: readonly ListRow[]): Aim => {
  const word = said.trim();
  const same = (text: string): boolean => text.toLowerCase() === word.toLowerCase();
  const named = rows.filter(({ id, name, fullName }) => [id, name, fullName].some(same));
  const [row] = named;
  if (row && named.length === 1) return { id: row.id, name: row.fullName };
  return ID.test(word) ? { id: word, name: word } : { name: word };
};

const standing = ({ mapping, undo, state, doubt, content }: SyncRecord): string | undefined => {
  if (undo) return 'It is being undone: the next session does that first.';
  if (mapping) return `It is linked to ${mapping.type} "${mapping.name}": unlink it first.`;
  if (content === undefined) return 'It was not read from Procore yet.';
  if (doubt?.of === 'answer')
    return 'Whether QuickBooks has it already is not known yet: the next session finds out.';
  return state === 'queued' ? 'It is on its way to QuickBooks: wait for the end of the session.' : undefined;
};

/**
 * An operator names the object of a record. The next session looks it up: it is linked if it is there, active, and
 * belongs to nobody (a vendor may be shared), else the record rests and says why. It is never posted meanwhile.
 */
export const link = (
  deps: ChoiceDeps,
  record: SyncRecord,
  { to, by }: { readonly to: Aim; readonly by: string },
): Promise<Chosen> => {
  const at = deps.now().toISOString();
  return createChoice(deps)(
    record.connection,
    record,
    (stored) =>
      standing(stored) ?? {
        ...stored,
        adopting: { by, at, to },
        // The newest word counts, whatever a lookup or a person refused before.
        ...{ doubt: undefined, refusedHash: undefined, adoption: undefined },
      },
  );
};
