import type { Chance } from '../../local/sample/seeded.ts';
import type { Contract, ProcoreBudget, ProcoreCompany, Row } from '../../local/simulators/procore/data.ts';
import { adjustment, budgetChange, budgetRow } from '../procore/budget-data.ts';
import { changeLine, changePackage } from '../procore/company-data.ts';
import { paymentRow } from '../procore/payment-data.ts';
import { type Contractor, codeOf, type Order } from './company.ts';

/** How much of each order comes after it. */
export interface Chain {
  /** Change orders of one commitment, at most. */
  readonly changeOrders: number;
  /** Invoices of one commitment, at most; the last bills the rest and releases what was held. */
  readonly invoices: number;
  /** Each invoice is paid by Procore Pay. */
  readonly payments: boolean;
  readonly budgets: boolean;
}

/** A change order, a draft at first. */
export interface ChangeOrder {
  readonly id: number;
  /** Of the whole company's own; its lines in QuickBooks begin with it. */
  readonly number: string;
  readonly order: Order;
  readonly row: Row;
}

/** A subcontractor's invoice, under review at first. */
export interface Invoice {
  readonly id: number;
  readonly number: string;
  readonly order: Order;
  /** What it bills, by the text of the work, and what is held back (negative) or released, in cents. */
  readonly work: ReadonlyMap<string, number>;
  readonly retainage: number;
  /** What it bills of them. */
  readonly changeOrders: readonly ChangeOrder[];
  readonly row: Row;
}

/** What Procore Pay pays of one invoice; those of one external id and vendor are paid at once. Processing at first. */
export interface Payment {
  readonly id: number;
  readonly external: string;
  readonly invoice: Invoice;
  readonly row: Row;
}

/** A project's budget, not locked at first, and a change of it that is not approved yet. */
export interface Budget {
  readonly projectId: number;
  readonly project: string;
  readonly budget: ProcoreBudget;
  readonly change: number;
}

/** What follows the orders of a contractor; nothing here comes from the connector. */
export interface Billing {
  readonly changeOrders: readonly ChangeOrder[];
  readonly invoices: readonly Invoice[];
  readonly payments: readonly Payment[];
  readonly budgets: readonly Budget[];
}

const RETAINED = 10;

const upTo = (count: number): number[] => Array.from({ length: count }, (_, n) => n);

export const centsOf = (amount: unknown): number => Math.round(Number(amount) * 100);

export const amountOf = (cents: number): string => (cents / 100).toFixed(2);

const total = (all: Iterable<number>): number => [...all].reduce((sum, one) => sum + one, 0);

/** Text of a line's work: it tells lines of a bill apart. */
const workOn = (line: Row): string => `Work on ${line.description}`;

const changeOrderOf = (order: Order, n: number, items: number, chance: Chance): ChangeOrder => {
  const id = 2_000 + (order.id - 800) * 10 + n;
  const number = `CO-${id}`;
  const lines = upTo(chance.between(1, 2)).map((at) => {
    const cents = chance.between(10_000, 900_000);
    const amount = amountOf(at === 1 && chance.between(1, 3) === 1 ? -cents : cents);
    return changeLine(id * 10 + at, amount, codeOf(order.projectId, chance.between(0, items - 1)));
  });
  const row = {
    ...changePackage(id, number),
    ...{ contract_id: order.id, status: 'draft', line_items: lines },
    grand_total: amountOf(total(lines.map(({ total_amount }) => centsOf(total_amount)))),
  };
  return { id, number, order, row };
};

interface Billed {
  readonly line: Row;
  /** What it is ordered for, in cents. */
  readonly whole: number;
  readonly more: Record<string, unknown>;
}

const billedOf = ({ line_items }: Contract, changeOrder: ChangeOrder | undefined): Billed[] => [
  ...line_items.map((line) => ({ line, whole: centsOf(line.amount), more: { item_type: 'contract_item' } })),
  ...(changeOrder ? (changeOrder.row.line_items as Row[]) : []).map((line) => ({
    ...{ line, whole: centsOf(line.total_amount) },
    more: { item_type: 'change_order_item', change_order_package_id: changeOrder?.id },
  })),
];

/** Nothing of a negative line is ever billed. */
const dueOf = ({ whole }: Billed, n: number, last: boolean, count: number): number => {
  const part = Math.floor(Math.max(whole, 0) / count);
  return last ? Math.max(whole, 0) - part * n : part;
};

const itemOf = ({ line, whole, more }: Billed, id: number, now: number, toDate: number): Row => ({
  ...{ id, accounting_method: 'amount', position: id, line_item_id: line.id },
  ...{ cost_code_id: (line.cost_code as Row).id, wbs_code: line.wbs_code },
  ...{ description_of_work: workOn(line), scheduled_value: amountOf(whole) },
  ...{ work_completed_this_period: amountOf(now), total_completed_and_stored_to_date: amountOf(toDate) },
  ...{ materials_presently_stored: '0.0', materials_presently_stored_from_previous_progress: '0.0' },
  ...more,
});

/** Invoices of one order, a month each, of equal parts that do not always come out even. */
const invoicesOf = (
  order: Order,
  contract: Contract,
  changeOrder: ChangeOrder | undefined,
  count: number,
): Invoice[] => {
  const billed = billedOf(contract, changeOrder);
  let held = 0;
  return upTo(count).map((n) => {
    const last = n === count - 1;
    const id = 3_000 + (order.id - 800) * 10 + n;
    const due = billed.map((one) => dueOf(one, n, last, count));
    const before = billed.map((one) => total(upTo(n).map((earlier) => dueOf(one, earlier, false, count))));
    const gross = total(due);
    const nowHeld = last ? 0 : held + Math.floor(gross / RETAINED);
    const retainage = held - nowHeld;
    held = nowHeld;
    const row: Row = {
      ...{ id, previous_requisition_id: n > 0 ? id - 1 : null, project_id: order.projectId },
      ...{ commitment_id: order.id, vendor_id: order.vendorId, contract_name: order.number },
      ...{ number: n + 1, invoice_number: `${order.number}-${n + 1}`, status: 'under_review', final: last },
      ...{ billing_date: `2026-0${n + 3}-28`, requisition_start: null, requisition_end: `2026-0${n + 3}-28` },
      ...{ origin_id: null, updated_at: '2026-03-01T08:00:00Z', item_packages: [] },
      summary: {
        ...{ current_payment_due: amountOf(gross + retainage), total_retainage: amountOf(nowHeld) },
        tax_applicable_to_this_payment: '0.0',
      },
      items: billed.map((one, at) =>
        itemOf(one, id * 10 + at, due[at] ?? 0, (before[at] ?? 0) + (due[at] ?? 0)),
      ),
    };
    const work = new Map(billed.map(({ line }, at) => [workOn(line), due[at] ?? 0]));
    for (const [text, cents] of work) if (cents === 0) work.delete(text);
    const changeOrders = changeOrder ? [changeOrder] : [];
    return { id, number: `${order.number}-${n + 1}`, order, work, retainage, changeOrders, row };
  });
};

/** What is due of an invoice. */
export const netOf = ({ work, retainage }: Invoice): number => total(work.values()) + retainage;

/** Invoices of one month that go to one vendor from one project are paid at once. */
const paymentOf = (invoice: Invoice): Payment => {
  const { order, id, row } = invoice;
  const external = `pp-${order.projectId}-${order.vendorId}-${row.number}`;
  const made = paymentRow(id + 1_000, {
    ...{ amount: amountOf(netOf(invoice)), contract_id: order.id, project_id: order.projectId },
    ...{ external_payment_id: external, requisition_id: id, status: 'processing' },
    ...{ payment_number: row.number, invoice_number: invoice.number },
  });
  return { id: id + 1_000, external, invoice, row: made };
};

const budgetOf = (project: ProcoreCompany['projects'][number], items: number, chance: Chance): Budget => {
  const projectId = Number(project.record.id);
  const wbs = (item: number): number => Number((codeOf(projectId, item).wbs_code as Row).id);
  const change = projectId * 10;
  const moved = chance.between(100, 900);
  const budget: ProcoreBudget = {
    locked: false,
    rows: upTo(items).map((item) =>
      budgetRow(projectId * 100 + item, wbs(item), `${chance.between(1_000, 90_000)}.25`, {
        project_id: projectId,
        cost_code_id: codeOf(projectId, item).cost_code.id,
      }),
    ),
    modifications: [],
    changes: [budgetChange(change, 1, 'draft', 'More of one')],
    adjustments: [
      adjustment(change + 1, change, wbs(0), -moved),
      adjustment(change + 2, change, wbs(items - 1), moved),
    ],
  };
  return { projectId, project: String(project.record.name), budget, change };
};

/** Change orders, invoices and payments of every order that can go, and a budget for each project, put into the company. */
export const addBilling = (
  { company, orders, contractOf }: Pick<Contractor, 'company' | 'orders' | 'contractOf'>,
  items: number,
  chain: Chain,
  chance: Chance,
): Billing => {
  const going = orders.filter(({ refused }) => refused === undefined);
  const changeOrders = going.flatMap((order) =>
    upTo(chance.between(Math.min(1, chain.changeOrders), chain.changeOrders)).map((n) =>
      changeOrderOf(order, n, items, chance),
    ),
  );
  const invoices = going.flatMap((order) => {
    const billed = changeOrders.find((one) => one.order === order);
    const count = chance.between(Math.min(1, chain.invoices), chain.invoices);
    return invoicesOf(order, contractOf(order), billed, count);
  });
  const payments = chain.payments ? invoices.map(paymentOf) : [];
  for (const payment of payments)
    contractOf(payment.invoice.order).payments = payments
      .filter(({ invoice }) => invoice.order === payment.invoice.order)
      .map(({ row }) => row);
  const budgets = chain.budgets ? company.projects.map((project) => budgetOf(project, items, chance)) : [];
  for (const [n, project] of company.projects.entries()) {
    const own = ({ order }: { readonly order: Order }) => order.projectId === project.record.id;
    Object.assign(project, {
      change_order_packages: changeOrders.filter(own).map(({ row }) => row),
      commitment_change_orders: [],
      requisitions: invoices.filter(own).map(({ row }) => row),
      budget: budgets[n]?.budget,
    });
  }
  return { changeOrders, invoices, payments, budgets };
};
