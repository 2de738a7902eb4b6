import type { Facts, Linked } from '../../lib/engine/plan.ts';
import type { SyncRecord } from '../../lib/engine/record.ts';
import type { Flow } from '../../lib/flow.ts';
import { commitments } from '../../lib/flows/commitments.ts';
import { companies } from '../../lib/flows/companies.ts';
import { fetched, mapped } from '../flows/given.ts';
import { bare, draft, facts, linkedTo, order, recordOf } from './records.ts';

const vendor = { flow: 'companies', id: '502' };
const project = { flow: 'projects', id: '9001' };

export type Says = Pick<SyncRecord, 'content' | 'hash' | 'deleted'>;

/** What a record of one flow may come to say, in any order. */
export interface World {
  readonly flow: Flow<unknown>;
  readonly id: string;
  readonly versions: readonly Says[];
}

const says = ({ content, hash }: SyncRecord, more: Partial<Says> = {}): Says => ({
  content,
  hash,
  deleted: undefined,
  ...more,
});

export const orders = async (): Promise<World> => {
  const first = await order();
  const untitled = await order({}, (tables) =>
    Object.assign(tables.purchase_order_contracts[0] ?? {}, { title: '' }),
  );
  const versions = [
    says(first),
    says(untitled),
    says(await order({}, draft)),
    says(first, { deleted: true }),
  ];
  return { flow: commitments, id: '801', versions };
};

export const vendors = async (): Promise<World> => {
  const content = await fetched(companies, '502');
  const of = (more: object) => says(recordOf(companies, '502', { ...content, ...more }));
  const versions = [of({}), of({ phone: '1' }), of({ active: false }), of({ name: 'x'.repeat(42) })];
  return { flow: companies, id: '502', versions: [...versions, { ...of({}), deleted: true }] };
};

/** Settings that may be applied, one after another. */
export const settings: readonly Facts[] = [
  facts(),
  facts({ approval: { commitments: 'manual', companies: 'manual' } }),
  facts({ off: ['commitments', 'companies'] }),
  { ...facts(), closingDate: '2026-12-31' },
];

/** How the records stand that it refers to. */
export const links: readonly Linked[] = [
  linkedTo(),
  linkedTo(bare(vendor)),
  linkedTo(bare(project, { state: 'skipped', reason: { code: 'before-start' } })),
  new Map(),
];

/** As it stands once QuickBooks holds it. */
export const inQuickBooks = ({ flow, id, versions: [first] }: World): SyncRecord => {
  const key = { flow: flow.name, id };
  return bare(key, {
    waited: true,
    ...first,
    state: 'synced',
    mapping: mapped(key),
    syncedHash: first?.hash,
  });
};
