import type { Context } from '../../lib/flow.ts';
import { commitments } from '../../lib/flows/commitments.ts';
import type { Settings } from '../../lib/settings.ts';
import { fetched, given } from './given.ts';
import type { Tables } from './kestrel.ts';
import { us } from './settings.ts';

export const key = { flow: 'commitments', id: '801' };
export const source = { project: '9001', resource: 'Purchase Order Contracts' };

export type Order = Awaited<ReturnType<typeof order>>;

/** The purchase order of the fixtures as fetched after `change`. */
export const order = (change: (tables: Tables) => void = () => undefined, settings = us) =>
  fetched(commitments, '801', { settings, source, change });

export const headOf = (tables: Tables): Record<string, unknown> => tables.purchase_order_contracts[0] ?? {};
export const linesOf = (tables: Tables): Record<string, unknown>[] =>
  headOf(tables).line_items as Record<string, unknown>[];

export const changed = (more: Record<string, unknown>) =>
  order((tables) => Object.assign(headOf(tables), more));
/** The order with one line of the schedule of values changed: the one in first place. */
export const withLine = (more: Record<string, unknown>) =>
  order((tables) => Object.assign(linesOf(tables)[1] ?? {}, more));

export const refusal = (of: Order, settings: Settings = us, context: Partial<Context> = {}) =>
  commitments.refuse(of, given(key, settings, context));
