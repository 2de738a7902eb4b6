import { noted } from '../engine/history.ts';
import { contextOf } from '../engine/plan.ts';
import type { SyncRecord } from '../engine/record.ts';
import type { Context, Flow, Mapping, RecordKey } from '../flow.ts';
import { explain } from '../reasons.ts';
import { type ChoiceDeps, type Chosen, createChoice } from './choice.ts';
import { createWord } from './import-word.ts';

/** What an operator chooses for one record in place of what Procore says. */
export type Override = Context['override'];

const isAtRest = ({ state, hash, syncedHash }: SyncRecord): boolean =>
  state === 'synced' && hash === syncedHash;

const retried =
  (at: string) =>
  (stored: SyncRecord): SyncRecord | string => {
    if (isAtRest(stored)) return 'It is synced: there is nothing to try again.';
    if (stored.state === 'rejected' && stored.reason?.code === 'rejected')
      return `${explain(stored.reason).says}. An approval brings it back, or an edit in Procore.`;
    const again = {
      ...stored,
      ...{ attempts: 0, refusedHash: undefined, held: undefined, notBefore: undefined },
      // A word that holds until it is retried.
      ...(stored.state === 'rejected' && { state: 'queued' as const, reason: undefined }),
    };
    return noted(again, 'retried', at);
  };

/**
 * Plans a record again as if it had never been refused, and lets it go at once. One that Procore did not show is
 * fetched again.
 */
export const retry = async (deps: ChoiceDeps, connection: string, key: RecordKey): Promise<Chosen> => {
  const chosen = await createWord(deps)(connection, key, retried(deps.now().toISOString()));
  if (chosen.is === 'done' && chosen.record.content === undefined) {
    const { source } = chosen.record;
    await deps.changes.send([{ do: 'fetch', connection, key, source }]);
  }
  return chosen;
};

const unknownField = ({ overrides = [], name }: Flow<unknown>, override: Override): string | undefined => {
  const field = Object.keys(override).find((one) => !(overrides as readonly string[]).includes(one));
  if (field === undefined) return undefined;
  const may = overrides.length > 0 ? `only ${overrides.join(' and ')}` : 'nothing';
  return `No ${field} can be given to one of the ${name}: ${may} of it can be chosen.`;
};

/** What is chosen for a record that QuickBooks holds: only what becomes of its object there. */
const mappedOverride = (
  { mapping, override: before }: Pick<SyncRecord, 'override'> & { readonly mapping: Mapping },
  chosen: Override | undefined,
  asks: () => string | undefined,
): Override | string => {
  const object = `It is in QuickBooks already, as ${mapping.type} "${mapping.name}"`;
  const { close: _, ...others } = before ?? {};
  if (chosen === undefined)
    return before?.close ? others : `${object}: what was given to it is no longer taken back.`;
  if (!chosen.close || Object.keys(chosen).length > 1) return `${object}: change its name or number there.`;
  if (asks() === undefined) return `${object}, and nothing in Procore asks for it to be closed.`;
  return mapping.created
    ? { ...others, close: true }
    : `${object}, and stood there before: close it there by hand.`;
};

const overridden =
  (
    flow: Flow<unknown> | undefined,
    chosen: Override | undefined,
    asks: (stored: SyncRecord) => string | undefined,
  ) =>
  (stored: SyncRecord): SyncRecord | string => {
    const unknown = flow && chosen ? unknownField(flow, chosen) : undefined;
    if (unknown) return unknown;
    const { mapping } = stored;
    if (!mapping && chosen?.close) return 'It is not in QuickBooks: there is nothing to close.';
    const given = mapping
      ? mappedOverride({ ...stored, mapping }, chosen, () => asks(stored))
      : chosen && { ...stored.override, ...chosen };
    if (typeof given === 'string') return given;
    const adoption = stored.adoption?.accepted === false ? undefined : stored.adoption;
    return { ...stored, override: given, adoption, attempts: 0, held: undefined, notBefore: undefined };
  };

/**
 * Gives a record that is not in QuickBooks yet another name, number or customer; what was given before stays beside
 * it. `close`, of one that is there: closes its object, where Procore asks for it. Undefined: takes all of it back.
 */
export const override = async (
  deps: ChoiceDeps,
  connection: string,
  key: RecordKey,
  chosen: Override | undefined,
): Promise<Chosen> => {
  const facts = await deps.connections.get(connection);
  const flow = deps.flows.find(({ name }) => name === key.flow);
  // The flag goes once it is done; what Procore says stays.
  const isTold = ({ flags }: SyncRecord): boolean => flags.some(({ code }) => code === 'changed-in-procore');
  const asks = (stored: SyncRecord): string | undefined =>
    facts && isTold(stored) ? flow?.action?.(stored.content, contextOf(stored, facts, new Map())) : undefined;
  return createChoice(deps)(connection, key, overridden(flow, chosen, asks));
};
