import {
  type Feed,
  type ImportContext,
  type ImportFlow,
  type ImportPlan,
  type Owned,
  type Part,
  refText,
} from '../../lib/import-flow.ts';
import type { ProcoreEntry } from '../../lib/procore/entries.ts';
import type { Settings } from '../../lib/settings.ts';
import { answer, listIdOf } from './given.ts';
import { us } from './settings.ts';

/** What a query of a feed told, read by the flow. */
export const partsOf = <C>(
  flow: ImportFlow<C>,
  feed: Feed,
  ret: string,
  settings: Settings = us,
): readonly Part<C>[] => answer(`${feed}QueryRs`, ret).rets.flatMap((one) => flow.read(feed, one, settings));

/** The only part of what a query told. */
export const partOf = <C>(flow: ImportFlow<C>, feed: Feed, ret: string, settings: Settings = us): Part<C> => {
  const [part, ...others] = partsOf(flow, feed, ret, settings);
  if (!part || others.length > 0) throw new Error(`${part ? others.length + 1 : 0} parts were read`);
  return part;
};

/** A record of ours that an object of QuickBooks belongs to. */
export const owned = (
  type: string,
  id: string,
  key: Owned['key'],
  content: unknown = {},
): readonly [string, Owned] => [
  `${type}:${id}`,
  { key, mapping: { type, id, name: `${key.flow} ${key.id}`, created: true }, content },
];

/** The job of project 9001, the item of cost code 102 (03-300), the vendor of company 501. */
export const OURS = [
  owned('Customer', listIdOf('9001'), { flow: 'projects', id: '9001' }, { id: '9001' }),
  owned('ItemService', listIdOf('102'), { flow: 'cost-codes', id: '102' }, { id: '102', fullCode: '03-300' }),
  owned('ItemService', listIdOf('103'), { flow: 'cost-codes', id: '103' }, { id: '103', fullCode: '09-250' }),
  owned('Vendor', listIdOf('501'), { flow: 'companies', id: '501' }, { id: '501' }),
];

export const importing = (
  owners: readonly (readonly [string, Owned])[] = OURS,
  more: Partial<ImportContext> = {},
): ImportContext => {
  const byRef = new Map(owners);
  return {
    settings: us,
    owner: (ref) => byRef.get(refText(ref)),
    named: [],
    taken: new Set(),
    approved: false,
    ...more,
  };
};

/** What is entered in Procore; a test fails when nothing is. */
export const entryOf = (plan: ImportPlan): ProcoreEntry => {
  if (plan.is !== 'write') throw new Error(`nothing is written: ${JSON.stringify(plan)}`);
  return plan.entry;
};

export const codeOf = (plan: ImportPlan): string => (plan.is === 'held' ? plan.reason.code : plan.is);
