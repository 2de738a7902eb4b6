import { createDependents, named } from '../engine/dependents.ts';
import { isList } from '../engine/existence.ts';
import type { SyncRecord, Undo } from '../engine/record.ts';
import { unlinked } from '../engine/undo.ts';
import type { Mapping } from '../flow.ts';
import { type ByHandDeps, createByHand, type Refused, refused } from './by-hand.ts';

/** What an undo comes to, step by step. `unlink`: the object stood in QuickBooks before us, and stays. */
export interface UndoPlan {
  readonly is: 'plan';
  readonly record: SyncRecord;
  readonly how: Undo['how'] | 'unlink';
  readonly steps: readonly string[];
}

export interface UndoAsked {
  readonly by: string;
  readonly why: string;
  /** The order is closed instead of deleted. */
  readonly close: boolean;
}

const THEN = [
  'Procore: the marks that name the object are taken off, where the record carries them.',
  'The record rests as rejected (undone), with who, when and why, until an operator retries it.',
];

const objectOf = ({ type, name, id }: Mapping): string => `${type} "${name}" (${id})`;

const stepsOf = (mapping: Mapping, how: UndoPlan['how']): readonly string[] => {
  const object = objectOf(mapping);
  if (how === 'unlink')
    return [`QuickBooks: nothing; ${object} stood there before Plumbline.`, ...THEN.map(unlinkedWord)];
  const lines = Object.keys(mapping.lines ?? {}).length;
  const looked = `QuickBooks: ${object} is looked up; if anything hangs on it by then, it stays.`;
  if (how === 'close') return [looked, `QuickBooks: ${object} is closed, and stays with its lines.`, ...THEN];
  const does = mapping.ofTarget
    ? `its ${lines} lines are taken from ${object}; all other lines are kept.`
    : `${object} is deleted.`;
  return [looked, `QuickBooks: ${does}`, ...THEN];
};

const unlinkedWord = (step: string): string => step.replace('(undone)', '(unlinked)');

const standingRefusal = ({ mapping, undo, doubt, state }: SyncRecord, close: boolean): string | undefined => {
  if (!mapping) return `It is not in QuickBooks: it is ${state}.`;
  if (undo) return `${undo.by} has asked for that at ${undo.at}; the next session does it.`;
  if (doubt) return 'It is in doubt what QuickBooks has of it: the next session finds out.';
  if (close && mapping.type !== 'PurchaseOrder')
    return `Only an order can be closed; this is a ${mapping.type}.`;
  return close && mapping.ofTarget ? 'It has no order of its own to close.' : undefined;
};

/** What would be undone of a record and in which order, what has to be undone first, and the doing of it. */
export const createUndo = (deps: ByHandDeps) => {
  const { planner, factsOf, changeOne } = createByHand(deps);
  const dependentsOf = createDependents({ planner, records: deps.records });

  const plan = async (record: SyncRecord, close: boolean): Promise<UndoPlan | Refused> => {
    const { mapping } = record;
    const why = standingRefusal(record, close);
    if (why || !mapping) return refused(why ?? '');
    const dependents = await dependentsOf(await factsOf(record.connection), record);
    if (dependents.length > 0)
      return refused(
        `These refer to it and are in QuickBooks; undo them first: ${dependents.map(named).join(', ')}.`,
      );
    const how = mapping.created ? (close ? 'close' : 'delete') : 'unlink';
    return { is: 'plan', record, how, steps: stepsOf(mapping, how) };
  };

  /** The next session carries it out; what stood in QuickBooks before us is unlinked at once. */
  const take = async (record: SyncRecord, { by, why, close }: UndoAsked): Promise<UndoPlan | Refused> => {
    const planned = await plan(record, close);
    if (planned.is === 'refused') return planned;
    const now = deps.now();
    const { how } = planned;
    const stored = await changeOne(record.connection, record, (at) => {
      if (!at || at.mapping?.id !== record.mapping?.id || at.undo) return undefined;
      if (how === 'unlink') return unlinked(at, by, why, now);
      const flags = at.flags.filter(({ code }) => code !== 'undo-refused');
      return { ...at, flags, undo: { by, at: now.toISOString(), why, how }, notBefore: undefined };
    });
    return { ...planned, record: stored };
  };

  /** Why a record may not be unlinked; undefined when it may. */
  const unlinkRefusal = async (record: SyncRecord): Promise<string | undefined> => {
    const { mapping, state } = record;
    const why = standingRefusal(record, false);
    if (why || !mapping) return why;
    if (state === 'queued')
      return 'A change of it is on its way to QuickBooks: wait for the end of the session.';
    if (isList(mapping.type)) return undefined;
    const dependents = await dependentsOf(await factsOf(record.connection), record);
    return dependents.length > 0
      ? `These refer to it and are in QuickBooks; unlink them first: ${dependents.map(named).join(', ')}.`
      : undefined;
  };

  /** The mapping is forgotten, on our side alone. */
  const unlink = async (record: SyncRecord, by: string, why: string): Promise<SyncRecord | Refused> => {
    const not = await unlinkRefusal(record);
    if (not) return refused(not);
    const now = deps.now();
    return changeOne(record.connection, record, (at) =>
      at?.mapping?.id === record.mapping?.id && at && at.state !== 'queued'
        ? unlinked(at, by, why, now)
        : undefined,
    );
  };

  return { plan, take, unlink };
};
