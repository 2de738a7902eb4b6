import type { CompanyChanges } from '../../local/simulators/procore/changes.ts';
import type { Contractor, Order } from './company.ts';
import type { Theatre } from './machines.ts';

/** What an order said in Procore at one time: line texts and amounts. */
export interface Version {
  readonly title: string;
  readonly lines: readonly { readonly description: string; readonly amount: string; readonly item: string }[];
}

/** Users of Procore: they approve, change, withdraw and delete orders, and rename vendors. */
export const createProcoreUsers = ({ stage }: Theatre, contractor: Contractor, changes: CompanyChanges) => {
  const { chance } = stage;
  const versions = new Map<string, Version[]>();
  const approved = new Set<Order>();
  const withdrawn = new Set<string>();
  const removed = new Set<string>();
  const gone = (number: string): boolean => withdrawn.has(number) || removed.has(number);
  /** Those that were there at first. */
  const vendors = [...contractor.company.vendors];
  const todo = contractor.orders.filter(({ refused }) => refused !== 'not-approved');

  const remember = (order: Order): void => {
    const { record, line_items } = contractor.contractOf(order);
    const lines = line_items.map(({ description, amount, cost_code }) => ({
      description: String(description),
      amount: String(amount),
      item: String((cost_code as { full_code: string }).full_code),
    }));
    versions.set(order.number, [
      ...(versions.get(order.number) ?? []),
      { title: String(record.title), lines },
    ]);
  };

  const approve = (order: Order): void => {
    stage.note(`procore approve ${order.number}`);
    approved.add(order);
    changes.update(order.resource, order.id, { status: 'Approved' });
    remember(order);
  };

  const change = (order: Order): void => {
    stage.note(`procore change ${order.number}`);
    if (removed.has(order.number)) return;
    const { line_items } = contractor.contractOf(order);
    const { id } = chance.pick(line_items);
    const amount = order.refused === 'zero-amount' ? '0.0' : `${chance.between(100, 90_000)}.50`;
    changes.update(`${order.resource.slice(0, -1)} Line Items`, id, { amount });
    if (approved.has(order) && !withdrawn.has(order.number)) remember(order);
  };

  /** An approved order that could go: its approval is taken back, or it is deleted. One of each at most. */
  const takeBack = (): void => {
    const some = [...approved].filter(({ number, refused }) => !refused && !gone(number));
    if (some.length < 2) return;
    const order = chance.pick(some);
    if (withdrawn.size === 0 && chance.between(0, 1) === 0) {
      stage.note(`procore withdraw ${order.number}`);
      withdrawn.add(order.number);
      changes.update(order.resource, order.id, { status: 'Draft' });
    } else if (removed.size === 0) {
      stage.note(`procore remove ${order.number}`);
      removed.add(order.number);
      changes.remove(order.resource, order.id);
    }
  };

  const renameVendor = (): void => {
    const row = chance.pick(vendors);
    if (String(row.name).length > 41) return;
    const name = `${String(row.name).replace(/ \d+$/, '')} ${chance.between(10, 99)}`;
    stage.note(`procore rename ${row.name}: ${name}`);
    changes.update('Company Vendors', row.id, { name, company: name });
  };

  return {
    ...{ versions, withdrawn, removed },
    /** Approves the next order, or changes something. */
    act: (rename: boolean): void => {
      const next = todo.find((order) => !approved.has(order));
      const deed = chance.between(1, 12);
      if (next && deed <= 6) approve(next);
      else if (deed === 12) takeBack();
      else if (deed <= 9 || !rename) change(chance.pick(contractor.orders));
      else renameVendor();
    },
    approveAll: (): void => {
      for (const order of todo) if (!approved.has(order)) approve(order);
    },
    allApproved: (): boolean => todo.every((order) => approved.has(order)),
  };
};
