import type { CompanyChanges } from '../../local/simulators/procore/changes.ts';
import type { Row } from '../../local/simulators/procore/data.ts';
import { amountOf, type Budget, type ChangeOrder, centsOf, type Invoice, type Payment } from './billing.ts';
import type { Contractor } from './company.ts';
import type { Theatre } from './machines.ts';
import type { Version } from './people.ts';

/** Something that a project manager says yes to, once. */
interface Approval {
  readonly what: string;
  readonly approve: () => void;
}

const PACKAGES = 'Change Order Packages';
const INVOICES = 'Draw Requests';
const PAYMENTS = 'Contract Payments';

const linesOf = (row: Row): readonly Row[] => row.line_items as Row[];

/** Project managers: they approve change orders, invoices and payments, lock budgets, and think again. */
export const createProjectTeam = (
  { stage }: Theatre,
  { changeOrders, invoices, payments, budgets }: Contractor,
  changes: CompanyChanges,
) => {
  const { chance, note } = stage;
  const versions = new Map<string, Version[]>();
  const withdrawn = new Set<string>();
  const removed = new Set<string>();
  const failed = new Set<string>();
  const approved = new Set<string>();

  const gone = (number: string): boolean => withdrawn.has(number) || removed.has(number);

  const remember = (key: string, version: Version): void => {
    versions.set(key, [...(versions.get(key) ?? []), version]);
  };

  const rememberChange = ({ number, row }: ChangeOrder): void =>
    remember(number, {
      title: number,
      lines: linesOf(row).map(({ description, total_amount, cost_code }) => ({
        description: String(description),
        amount: String(total_amount),
        item: (cost_code as { full_code: string }).full_code,
      })),
    });

  const rememberBudget = ({ project, budget, change }: Budget): void => {
    const codeOf = (id: unknown): string => itemOfWbs(String(id));
    const counts = budget.changes?.some(({ id, status }) => id === change && status === 'approved');
    const moved = counts ? (budget.adjustments ?? []) : [];
    remember(project, {
      title: project,
      lines: [
        ...budget.rows.map((row) => ({
          description: '',
          amount: String(row.original_budget_amount),
          item: codeOf(row.wbs_code_id),
        })),
        ...moved.map((row) => ({
          description: 'Budget change 1: More of one',
          amount: String(row.amount),
          item: codeOf(row.wbs_code_id),
        })),
      ],
    });
  };

  const itemOfWbs = (id: string): string => `16-${100 + (Number(id) % 100)}`;

  const approveChange = (one: ChangeOrder) => ({
    what: one.number,
    approve: () => {
      changes.update(PACKAGES, one.id, { status: 'approved' });
      rememberChange(one);
    },
  });

  const approveInvoice = ({ id, number }: Invoice) => ({
    what: number,
    approve: () => changes.update(INVOICES, id, { status: chance.pick(['approved', 'approved_as_noted']) }),
  });

  /** Nothing is paid of an invoice that was taken back. */
  const pay = ({ id, invoice, external }: Payment) => ({
    what: `payment of ${invoice.number}`,
    approve: () => {
      const status = gone(invoice.number) ? 'failed' : 'paid';
      if (status === 'failed') failed.add(external);
      changes.update(PAYMENTS, id, { status });
    },
  });

  /** No webhook tells of a lock; that of a row makes the budget known. */
  const lock = (one: Budget) => ({
    what: `budget of ${one.project}`,
    approve: () => {
      const [row] = one.budget.rows;
      if (row) changes.update('Budget Line Items', row.id, { deletable: true });
      changes.lockBudget(one.projectId, true);
      rememberBudget(one);
    },
  });

  const moveBudget = (one: Budget) => ({
    what: `budget change of ${one.project}`,
    approve: () => {
      changes.update('Budget Changes', one.change, { status: 'approved' });
      rememberBudget(one);
    },
  });

  /** In about the order in which they come to pass; several wait at a time. */
  const todo: Approval[] = [
    ...budgets.map(lock),
    ...changeOrders.map(approveChange),
    ...invoices.map(approveInvoice),
    ...budgets.map(moveBudget),
    ...payments.map(pay),
  ];
  const WAITING = 6;

  const approve = (one: Approval): void => {
    note(`procore approve ${one.what}`);
    approved.add(one.what);
    todo.splice(todo.indexOf(one), 1);
    one.approve();
  };

  const changeAmount = (one: ChangeOrder): void => {
    if (removed.has(one.number)) return;
    note(`procore change ${one.number}`);
    const { id } = chance.pick(linesOf(one.row));
    const amount = `${chance.between(100, 9_000)}.75`;
    const line_items = linesOf(one.row).map((line) =>
      line.id === id ? { ...line, total_amount: amount, extended_amount: amount } : line,
    );
    const total = line_items.reduce((sum, { total_amount }) => sum + centsOf(total_amount), 0);
    changes.update(PACKAGES, one.id, { line_items, grand_total: amountOf(total) });
    if (approved.has(one.number) && !withdrawn.has(one.number)) rememberChange(one);
  };

  /** One that is approved and that nothing else refers to; one of each at most. */
  const takeBack = (
    resource: string,
    status: string,
    all: readonly { id: number; number: string }[],
  ): void => {
    const some = all.filter(({ number }) => approved.has(number) && !gone(number));
    if (some.length === 0) return;
    const { id, number } = chance.pick(some);
    if (withdrawn.size === 0 && chance.between(0, 1) === 0) {
      note(`procore withdraw ${number}`);
      withdrawn.add(number);
      changes.update(resource, id, { status });
    } else if (removed.size === 0) {
      note(`procore remove ${number}`);
      removed.add(number);
      changes.remove(resource, id);
    }
  };

  const free = changeOrders.filter((one) => !invoices.some((invoice) => invoice.changeOrders.includes(one)));
  /** Nothing of it is paid, and none comes after it. */
  const isLast = ({ id, number }: Invoice): boolean =>
    !approved.has(`payment of ${number}`) && invoices.every(({ row }) => row.previous_requisition_id !== id);

  const failPayment = (): void => {
    const paid = payments.filter(
      ({ invoice, external }) => approved.has(`payment of ${invoice.number}`) && !failed.has(external),
    );
    if (failed.size > 0 || paid.length === 0) return;
    const { id, external } = chance.pick(paid);
    note(`procore pay fails ${external}`);
    failed.add(external);
    changes.update(PAYMENTS, id, { status: 'failed' });
  };

  return {
    ...{ versions, withdrawn, removed, failed },
    act: (): void => {
      const deed = chance.between(1, 14);
      if (deed <= 10) {
        for (let times = chance.between(1, 3); times > 0 && todo.length > 0; times--)
          approve(chance.pick(todo.slice(0, WAITING)));
      } else if (deed <= 12 && changeOrders.length > 0) changeAmount(chance.pick(changeOrders));
      else if (deed === 13) takeBack(PACKAGES, 'draft', free);
      else if (chance.between(0, 1) === 0) failPayment();
      else takeBack(INVOICES, 'revise_and_resubmit', invoices.filter(isLast));
    },
    approveAll: (): void => {
      for (const one of [...todo]) approve(one);
    },
    allApproved: (): boolean => todo.length === 0,
  };
};
