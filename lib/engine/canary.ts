import type { Mapping } from '../flow.ts';
import type { Told } from './after.ts';
import { isList } from './existence.ts';
import type { Canary } from './ports.ts';

/** What was added to another record's object leads to one that is older. */
const isOwn = ({ created, ofTarget }: Mapping): boolean => created && !ofTarget;

/**
 * Of the objects that a batch made, the one to ask for in later sessions: the last transaction, else the last list
 * object, which a bookkeeper may merge into another without that QuickBooks tells of it.
 */
export const canaryOf = (outcomes: readonly Told[], now: Date): Canary | undefined => {
  const made = outcomes.flatMap(({ sent, after }) =>
    after.do === 'synced' && isOwn(after.settled.mapping) && !sent.mapping ? [after.settled.mapping] : [],
  );
  const last = made.findLast(({ type }) => !isList(type)) ?? made.at(-1);
  return last && { type: last.type, id: last.id, name: last.name, at: now.toISOString() };
};
