import type { Told } from './after.ts';
import { isList } from './existence.ts';
import type { Canary } from './ports.ts';

/**
 * Of the objects that a batch made, the one to ask for in later sessions: the last transaction, else the last list
 * object, which a bookkeeper may merge into another without that QuickBooks tells of it.
 */
export const canaryOf = (outcomes: readonly Told[], now: Date): Canary | undefined => {
  const made = outcomes.flatMap(({ sent, after }) =>
    after.do === 'synced' && after.settled.mapping.created && !sent.mapping ? [after.settled.mapping] : [],
  );
  const last = made.findLast(({ type }) => !isList(type)) ?? made.at(-1);
  return last && { type: last.type, id: last.id, name: last.name, at: now.toISOString() };
};
