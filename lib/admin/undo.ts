import { createDependents, named } from '../engine/dependents.ts';
import { isList } from '../engine/existence.ts';
import { createPlanner } from '../engine/planner.ts';
import type { SyncRecord, Undo } from '../engine/record.ts';
import { unlinked } from '../engine/undo.ts';
import type { Mapping } from '../flow.ts';
import { type ChoiceDeps, type Chosen, createChoice } from './choice.ts';

/** What an undo comes to, step by step. `unlink`: the object stood in QuickBooks before us, and stays. */
export interface UndoPlan {
  readonly is: 'plan';
  readonly how: Undo['how'] | 'unlink';
  readonly steps: readonly string[];
}

type Refused = Chosen & { is: 'refused' };

export interface UndoAsked {
  readonly by: string;
  readonly why: string;
  /** The order is closed instead of deleted. */
  readonly close: boolean;
}

const refused = (why: string): Refused => ({ is: 'refused', why });

const UNMARKED =
  'Procore: nothing is written; a mark there that names the object counts no more, and the next one takes its place.';
const rests = (as: string): string =>
  `The record rests as rejected (${as}), with who, when and why, until an operator retries it.`;

const objectOf = ({ type, name, id }: Mapping): string => `${type} "${name}" (${id})`;

const stepsOf = (mapping: Mapping, how: UndoPlan['how']): readonly string[] => {
  const object = objectOf(mapping);
  if (how === 'unlink')
    return [`QuickBooks: nothing; ${object} stood there before Plumbline.`, UNMARKED, rests('unlinked')];
  const looked = `QuickBooks: ${object} is looked up; if anything hangs on it by then, it stays.`;
  const lines = new Set(Object.values(mapping.lines ?? {})).size;
  const deleted = mapping.ofTarget
    ? `its ${lines} lines are taken from ${object}; all other lines are kept.`
    : `${object} is deleted.`;
  const does = how === 'close' ? `${object} is closed, and stays with its lines.` : deleted;
  return [looked, `QuickBooks: ${does}`, UNMARKED, rests('undone')];
};

/** Why nothing can be undone of a record, or closed. */
const standing = ({ mapping, undo, doubt, state }: SyncRecord, close: boolean): string | undefined => {
  if (!mapping) return `It is not in QuickBooks: it is ${state}.`;
  if (undo) return `${undo.by} has asked for that at ${undo.at}; the next session does it.`;
  if (doubt) return 'It is in doubt what QuickBooks has of it: the next session finds out.';
  if (close && mapping.type !== 'PurchaseOrder')
    return `Only an order can be closed; this is a ${mapping.type}.`;
  return close && mapping.ofTarget ? 'It has no order of its own to close.' : undefined;
};

/** What would be undone of a record and in which order, what has to be undone first, and the doing of it. */
export const createUndo = (deps: ChoiceDeps) => {
  const choose = createChoice(deps);
  const dependentsOf = createDependents({ planner: createPlanner(deps), records: deps.records });

  /** Others that have to go first, by what people call them. */
  const first = async (record: SyncRecord): Promise<string | undefined> => {
    const facts = await deps.connections.get(record.connection);
    const names = facts ? (await dependentsOf(facts, record)).map(named) : [];
    return names.length > 0 ? names.join(', ') : undefined;
  };

  const plan = async (record: SyncRecord, close: boolean): Promise<UndoPlan | Refused> => {
    const { mapping } = record;
    const why = standing(record, close);
    if (why || !mapping) return refused(why ?? '');
    const names = await first(record);
    if (names) return refused(`These refer to it and are in QuickBooks; undo them first: ${names}.`);
    const how = mapping.created ? (close ? 'close' : 'delete') : 'unlink';
    return { is: 'plan', how, steps: stepsOf(mapping, how) };
  };

  /** The next session carries it out; what stood in QuickBooks before us is unlinked at once. */
  const take = async (record: SyncRecord, { by, why, close }: UndoAsked): Promise<Chosen> => {
    const planned = await plan(record, close);
    if (planned.is === 'refused') return planned;
    const now = deps.now();
    const { how } = planned;
    return choose(record.connection, record, (stored) => {
      const not = standing(stored, close);
      if (not) return not;
      if (how === 'unlink') return unlinked(stored, by, why, now);
      const flags = stored.flags.filter(({ code }) => code !== 'undo-refused');
      return { ...stored, flags, undo: { by, at: now.toISOString(), why, how }, notBefore: undefined };
    });
  };

  const loose = (record: SyncRecord): string | undefined =>
    standing(record, false) ??
    (record.state === 'queued'
      ? 'A change of it is on its way to QuickBooks: wait for the end of the session.'
      : undefined);

  /** The mapping is forgotten, on our side alone. A vendor, job or item may be unlinked while others refer to it. */
  const unlink = async (record: SyncRecord, by: string, why: string): Promise<Chosen> => {
    const names = record.mapping && !isList(record.mapping.type) ? await first(record) : undefined;
    if (names) return refused(`These refer to it and are in QuickBooks; unlink them first: ${names}.`);
    const now = deps.now();
    return choose(record.connection, record, (stored) => loose(stored) ?? unlinked(stored, by, why, now));
  };

  return { plan, take, unlink };
};
