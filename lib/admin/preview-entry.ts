import { readOwners } from '../engine/owners.ts';
import type { Facts } from '../engine/plan.ts';
import type { SyncRecord } from '../engine/record.ts';
import { type ImportContext, type ImportFlow, type ImportPlan, refText } from '../import-flow.ts';
import { amount, sum } from '../qbxml/money.ts';
import { explain } from '../reasons.ts';
import type { ChoiceDeps } from './choice.ts';
import type { Layout } from './layout.ts';

type Entry = (ImportPlan & { readonly is: 'write' })['entry'];

/** What would be entered in Procore, laid out for a person and as it is. */
export interface EntryPreview extends Layout {
  readonly is: 'entry';
  readonly entry: Entry;
  /** Hash by which it is approved. */
  readonly document: string;
  /** Where it stands, in words. */
  readonly standing: string;
}

type Nothing = { readonly is: 'nothing'; readonly why: string };

const texts = (fields: object): readonly (readonly [string, string])[] =>
  Object.entries(fields).flatMap(([name, value]): (readonly [string, string])[] => {
    if (value === undefined || Array.isArray(value)) return [];
    return typeof value === 'object' ? [...texts(value)] : [[name, String(value)]];
  });

const layoutOf = ({ of: _, ...entry }: Entry): Layout => {
  const lines = 'lines' in entry ? entry.lines : [];
  return {
    header: texts(entry).map(([field, value]) => ({ field, value })),
    lines: lines.map((line) => Object.fromEntries(texts(line))),
    ...(lines.length > 0 && { total: amount(sum(lines.map((line) => line.amount))) }),
  };
};

const standingOf = ({ state, reason }: SyncRecord, { settings }: Facts): string => {
  const why = reason && explain(reason);
  if (why) return `${state}: ${why.says} ${why.cure}`;
  if (state !== 'queued') return state;
  return settings.mode === 'live'
    ? 'It is entered in Procore within minutes.'
    : 'It is entered in Procore once the connection is live: it is read-only now.';
};

/** As if it were approved, and Procore had nothing of its name. */
const contextOf = async (
  { records }: ChoiceDeps,
  { settings }: Facts,
  flow: ImportFlow<unknown>,
  { connection, content, mapping }: SyncRecord,
): Promise<ImportContext> => {
  const owners = await readOwners(records, connection, flow.refs(content));
  return {
    ...{ settings, mapping, named: [], taken: new Set<string>(), approved: true },
    owner: (ref) => {
      const { flow: of, id, mapping: own, content: says } = owners.get(refText(ref)) ?? {};
      return of && id && own ? { key: { flow: of, id }, mapping: own, content: says } : undefined;
    },
  };
};

const nothing = (why: string): Nothing => ({ is: 'nothing', why });

/** What would be entered in Procore of a record, from what is stored; or why nothing is. */
export const previewEntry = async (
  deps: ChoiceDeps,
  facts: Facts,
  record: SyncRecord,
): Promise<EntryPreview | Nothing> => {
  const flow = deps.imports.find(({ name }) => name === record.flow);
  if (!flow) throw new Error(`no flow is called ${record.flow}`);
  const { mapping, deleted, content, hash, syncedHash } = record;
  const object = mapping && `${mapping.type} "${mapping.name}"`;
  if (deleted) return nothing(`QuickBooks has it no more${object ? `; Procore has ${object}` : ''}.`);
  const plan = flow.plan(record.id, content, await contextOf(deps, facts, flow, record));
  if (plan.is === 'held') return nothing(`${explain(plan.reason).says} ${explain(plan.reason).cure}`);
  if (plan.is !== 'write')
    return nothing(`Procore has it as ${object ?? plan.key.flow}: nothing is entered.`);
  if (mapping && hash === syncedHash) return nothing(`Procore has it, as ${object}.`);
  const standing = standingOf(record, facts);
  return { is: 'entry', entry: plan.entry, document: hash ?? '', standing, ...layoutOf(plan.entry) };
};
