import type { Mapping } from '../context.ts';
import { grouped } from '../grouped.ts';
import type { ImportContext, ImportPlan, Named } from '../import-flow.ts';
import type { ProcoreEntry } from '../procore/entries.ts';
import { reason } from '../reasons.ts';
import { remembered } from '../remembered.ts';
import { comparable, NEAR, similarity } from '../similar.ts';

const MOST_SHOWN = 3;

/** An object of a list in QuickBooks that may stand in Procore under its name, or is to be created there. */
export interface Listed {
  readonly object: Mapping;
  /** Without the names above it. */
  readonly name: string;
  /** What Procore calls it, of one and of several. */
  readonly kind: 'project' | 'company';
  readonly kinds: 'projects' | 'companies';
  /** Whether a record of Procore with its name may be the same. */
  readonly fits: (named: Named) => boolean;
  readonly entry: ProcoreEntry;
}

const lower = (name: string): string => name.trim().toLowerCase();

const byName = remembered((named: readonly Named[]) => grouped(named, ({ name }) => lower(name)));

const comparableOf = remembered(({ name }: Named) => comparable(name));

const told = ({ id, name }: Named): string => `"${name}" (${id})`;

/** For a person: whatever its case, what is near, how near, and why it was not taken. */
const nearOnes = ({ name, kind }: Listed, { named, taken }: ImportContext): string | undefined => {
  const mine = comparable(name);
  const near = named
    .flatMap((one) => {
      const alike = similarity(mine, comparableOf(one), NEAR);
      return alike === undefined ? [] : [{ one, alike }];
    })
    .sort((a, b) => b.alike - a.alike)
    .slice(0, MOST_SHOWN)
    .map(({ one, alike }) => {
      const but = [taken.has(one.id) && 'linked already', !one.active && 'inactive'].filter(Boolean);
      return [`${told(one)}, ${Math.round(alike * 100)} % alike`, ...but].join(', ');
    });
  return near.length > 0 ? `${kind} ${near.join('; ')}` : undefined;
};

/** Linked by itself, unless the settings let a person decide. */
const linked = (listed: Listed, one: Named, { settings, approved }: ImportContext): ImportPlan => {
  const { object, kind, kinds } = listed;
  if (settings.link === 'ask' && !approved)
    return { is: 'held', reason: reason('link-offered', { found: `the ${kind} ${told(one)}` }) };
  return { is: 'link', key: { flow: kinds, id: one.id }, object };
};

/** A person's word is needed, unless the settings say auto; what is near always needs it. */
const created = (listed: Listed, flow: string, context: ImportContext): ImportPlan => {
  const { kind, name, entry } = listed;
  const found = context.approved ? undefined : nearOnes(listed, context);
  if (found) return { is: 'held', reason: reason('near-in-procore', { kind, name, found }) };
  return context.approved || context.settings.approval[flow] === 'auto'
    ? { is: 'write', entry }
    : { is: 'held', reason: reason('new-in-procore', { kind, name }) };
};

/**
 * What becomes of a list object: what is linked already stays as it is, on both sides; the only active record of
 * Procore that has its name, letter for letter but for case, and belongs to nobody is linked; else it may be created.
 */
export const planByName = (listed: Listed, flow: string, context: ImportContext): ImportPlan => {
  const { object, name, kind, kinds } = listed;
  const owner = context.owner(object);
  const standing = owner?.key.id ?? context.mapping?.id;
  if (standing) {
    const mapping = { type: kind === 'project' ? 'Project' : 'Company', id: standing, name, created: false };
    return { is: 'ours', key: { flow: kinds, id: standing }, mapping: context.mapping ?? mapping };
  }
  const [one, ...others] = (byName(context.named).get(lower(name)) ?? []).filter(
    (named) => named.active && !context.taken.has(named.id) && listed.fits(named),
  );
  if (!one) return created(listed, flow, context);
  if (others.length === 0) return linked(listed, one, context);
  const found = [one, ...others].map(({ id: number }) => number).join(', ');
  return { is: 'held', reason: reason('several-in-procore', { kind: kinds, name, found }) };
};
