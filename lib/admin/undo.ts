import { createDependents, named } from '../engine/dependents.ts';
import { isList } from '../engine/existence.ts';
import { createMarking, isMarking, type MarkingDeps } from '../engine/marks.ts';
import type { Facts } from '../engine/plan.ts';
import { createPlanner } from '../engine/planner.ts';
import type { SyncRecord, Undo } from '../engine/record.ts';
import { unlinked } from '../engine/undo.ts';
import type { Flow, Mapping } from '../flow.ts';
import type { Settings } from '../settings.ts';
import { type ChoiceDeps, type Chosen, createChoice, FROM_QUICKBOOKS } from './choice.ts';

export interface UndoDeps extends ChoiceDeps, Pick<MarkingDeps, 'marks' | 'writes'> {}

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

const noConnection = ({ connection }: SyncRecord): Refused =>
  refused(`There is no connection "${connection}".`);

/** What happens to its mark in Procore, which names the object (origin_id). */
const inProcore = ({ mark, name }: Flow<unknown>, { deleted }: SyncRecord, settings: Settings): string => {
  const counts = 'a mark that still names the object there counts no more';
  if (deleted) return 'Procore: nothing; it was deleted there.';
  if (!mark) return `Procore: nothing; ${name} have no field for a mark.`;
  if (settings.mode !== 'live') return `Procore: nothing while the connection is read-only; ${counts}.`;
  return isMarking({ mark, name }, settings)
    ? 'Procore: its mark (origin_id and what belongs to it) is taken out of the record.'
    : `Procore: nothing; ${name} are not marked (markProcore), and ${counts}.`;
};

const WAITS = 'The connection is read-only: nothing is done on either side until it is live.';

const rests = (as: string): string =>
  `The record rests as rejected (${as}), with who, when and why, until an operator retries it.`;

const objectOf = ({ type, name, id }: Mapping): string => `${type} "${name}" (${id})`;

const changeOf = (mapping: Mapping, how: UndoPlan['how']): string => {
  const object = objectOf(mapping);
  if (how === 'close') return `${object} is closed, and stays with its lines and its number.`;
  const lines = new Set(Object.values(mapping.lines ?? {})).size;
  return mapping.ofTarget
    ? `its ${lines} lines are taken from ${object}; all other lines are kept.`
    : `${object} is deleted.`;
};

const stepsOf = (mapping: Mapping, how: UndoPlan['how'], procore: string): readonly string[] => {
  const object = objectOf(mapping);
  if (how === 'unlink')
    return [`QuickBooks: nothing; ${object} stood there before Plumbline.`, procore, rests('unlinked')];
  const looked = `QuickBooks: ${object} is looked up; if anything hangs on it by then, it stays.`;
  const again =
    how === 'close' ? ['Retried, it is posted as another order: give it another number first.'] : [];
  return [looked, `QuickBooks: ${changeOf(mapping, how)}`, procore, rests('undone'), ...again];
};

/** Why nothing can be undone of a record, or closed. */
const standing = ({ into, mapping, undo, doubt, state }: SyncRecord, close: boolean): string | undefined => {
  if (into) return FROM_QUICKBOOKS;
  if (!mapping) return `It is not in QuickBooks: it is ${state}.`;
  if (undo) return `${undo.by} has asked for that at ${undo.at}; the next session does it.`;
  if (doubt) return 'It is in doubt what QuickBooks has of it: the next session finds out.';
  if (close && mapping.type !== 'PurchaseOrder')
    return `Only an order can be closed; this is a ${mapping.type}.`;
  return close && mapping.ofTarget ? 'It has no order of its own to close.' : undefined;
};

/** What would be undone of a record and in which order, what has to be undone first, and the doing of it. */
export const createUndo = (deps: UndoDeps) => {
  const choose = createChoice(deps);
  const planner = createPlanner(deps);
  const dependentsOf = createDependents({ planner, records: deps.records });
  const { expectUnmark, unmark } = createMarking(deps);

  /** Others that have to go first, by what people call them. */
  const first = async (facts: Facts, record: SyncRecord): Promise<string | undefined> => {
    const names = (await dependentsOf(facts, record)).map(named);
    return names.length > 0 ? names.join(', ') : undefined;
  };

  const plan = async (
    record: SyncRecord,
    close: boolean,
  ): Promise<(UndoPlan & { readonly facts: Facts }) | Refused> => {
    const { mapping } = record;
    const facts = await deps.connections.get(record.connection);
    if (!facts) return noConnection(record);
    const why = standing(record, close);
    if (why || !mapping) return refused(why ?? '');
    const names = await first(facts, record);
    if (names) return refused(`These refer to it and are in QuickBooks; undo them first: ${names}.`);
    const how = mapping.created ? (close ? 'close' : 'delete') : 'unlink';
    // An unlinking is done at once, anything else once the connection is live.
    const waits = how !== 'unlink' && facts.settings.mode !== 'live';
    const settings = waits ? { ...facts.settings, mode: 'live' as const } : facts.settings;
    const steps = stepsOf(mapping, how, inProcore(planner.flowOf(record.flow), record, settings));
    return { is: 'plan', how, steps: waits ? [WAITS, ...steps] : steps, facts };
  };

  /** The mapping is forgotten at once, then the mark in Procore that names it. `not`: why it can't be. */
  const letGo = async (
    { settings }: Facts,
    record: SyncRecord,
    { by, why }: Pick<UndoAsked, 'by' | 'why'>,
    not: (stored: SyncRecord) => string | undefined,
  ): Promise<Chosen> => {
    let before: SyncRecord | undefined;
    await expectUnmark(settings, [record]);
    const chosen = await choose(record.connection, record, (stored) => {
      before = stored;
      return not(stored) ?? unlinked(stored, by, why, deps.now());
    });
    if (before && chosen.is === 'done') await unmark(settings, [before]);
    return chosen;
  };

  /** The next session carries it out; what stood in QuickBooks before us is unlinked at once. */
  const take = async (record: SyncRecord, { by, why, close }: UndoAsked): Promise<Chosen> => {
    const planned = await plan(record, close);
    if (planned.is === 'refused') return planned;
    const { how, facts } = planned;
    if (how === 'unlink') return letGo(facts, record, { by, why }, (stored) => standing(stored, close));
    const at = deps.now().toISOString();
    return choose(record.connection, record, (stored) => {
      const not = standing(stored, close);
      if (not) return not;
      const flags = stored.flags.filter(({ code }) => code !== 'undo-refused');
      return { ...stored, flags, undo: { by, at, why, how }, notBefore: undefined };
    });
  };

  const loose = (record: SyncRecord): string | undefined =>
    standing(record, false) ??
    (record.state === 'queued'
      ? 'A change of it is on its way to QuickBooks: wait for the end of the session.'
      : undefined);

  /** Nothing changes in QuickBooks. A vendor, job or item may be unlinked while others refer to it. */
  const unlink = async (record: SyncRecord, by: string, why: string): Promise<Chosen> => {
    const facts = await deps.connections.get(record.connection);
    if (!facts) return noConnection(record);
    const names = record.mapping && !isList(record.mapping.type) ? await first(facts, record) : undefined;
    if (names) return refused(`These refer to it and are in QuickBooks; unlink them first: ${names}.`);
    return letGo(facts, record, { by, why }, loose);
  };

  return { plan, take, unlink };
};
