import type { Chance } from '../../local/sample/seeded.ts';
import type { Contract, ProcoreCompany, Row } from '../../local/simulators/procore/data.ts';
import {
  contractRecord,
  costCode,
  line,
  sampleCompany,
  sampleProject,
  segment,
  vendor,
  wbsCode,
} from '../procore/company-data.ts';
import { addBilling, type Billing, type Chain } from './billing.ts';

/** How large the contractor of a run is. */
export interface Size {
  readonly vendors: number;
  readonly projects: number;
  readonly items: number;
  /** Orders that can go. */
  readonly orders: number;
  /** One order for each of these; it is refused for this reason. */
  readonly refused: readonly Refusal[];
  readonly chain: Chain;
}

/** Why an order will never stand in the books, and what its record says then. */
export type Refusal =
  | 'number-too-long'
  | 'vendor-name-too-long'
  | 'unreadable'
  | 'zero-amount'
  | 'not-approved';

/** An order as whoever wrote the data knows it; nothing here comes from the connector. */
export interface Order {
  readonly id: number;
  readonly number: string;
  readonly resource: 'Purchase Order Contracts' | 'Work Order Contracts';
  readonly projectId: number;
  readonly vendorId: number;
  readonly refused?: Refusal;
}

/** A contractor and what his orders should come to. */
export interface Contractor extends Billing {
  readonly company: ProcoreCompany;
  readonly orders: readonly Order[];
  readonly contractOf: (order: Order) => Contract;
}

/** QuickBooks cannot read a message set with this in it: a stand-in for whatever a real one chokes on. */
export const POISON = 'Unreadable';

export const CUSTOMER = 'Harbor Trust';
/** Item of retainage lines; it is no cost code. */
export const RETAINAGE = 'Retainage';
const LONG_NAME = 'Consolidated Mechanical and Plumbing of the Northwest';
const LONG_VENDOR = 599;
const PARENT = 50;

const upTo = (count: number): number[] => Array.from({ length: count }, (_, n) => n);

const standardCode = (id: number, parent_id: number | null, full_code: string): Row => ({
  ...{ id, standard_cost_code_list_id: 5, parent_id, code: full_code.split('-').at(-1), full_code },
  ...{ name: `Work ${full_code}`, origin_id: null, origin_data: null },
});

const itemCode = (n: number): string => `16-${100 + n}`;

const projectOf = (n: number, items: number): ProcoreCompany['projects'][number] => {
  const id = 9001 + n;
  const project = sampleProject();
  return {
    record: { ...project.record, id, name: `Quay House ${n + 1}`, project_number: `26-00${n + 1}` },
    cost_codes: upTo(items).map((item) => costCode(6000 + 100 * n + item, itemCode(item), PARENT + 1 + item)),
    wbs_codes: upTo(items).map((item) =>
      wbsCode(7000 + 100 * n + item, `${itemCode(item)}.S`, [
        segment(6000 + 100 * n + item, 'cost_code'),
        segment(31, 'line_item_type'),
      ]),
    ),
    purchase_order_contracts: [],
    work_order_contracts: [],
  };
};

/** How a line is coded to an item, by the codes of its project. */
export const codeOf = (projectId: number, item: number) => {
  const project = projectId - 9001;
  return {
    cost_code: costCode(6000 + 100 * project + item, itemCode(item), PARENT + 1 + item),
    wbs_code: { id: 7000 + 100 * project + item, flat_code: `${itemCode(item)}.S`, description: 'Work' },
  };
};

const lineOf = (order: Order, n: number, item: number, amount: string): Row =>
  line(order.id * 10 + n, n + 1, amount, codeOf(order.projectId, item));

const contract = (order: Order, items: number, chance: Chance, vendorName: string): Contract => {
  const amountOf = () =>
    order.refused === 'zero-amount' ? '0.0' : `${chance.between(100, 90_000)}.${chance.between(10, 99)}`;
  const lines = upTo(chance.between(1, 3)).map((n) =>
    lineOf(order, n, chance.between(0, items - 1), amountOf()),
  );
  return {
    record: {
      ...contractRecord(order.id, order.number),
      title: order.refused === 'unreadable' ? `${POISON} ${order.number}` : `Title of ${order.number}`,
      status: 'Draft',
      project: { id: order.projectId, name: `Quay House ${order.projectId - 9000}` },
      vendor: { id: order.vendorId, company: vendorName },
    },
    line_items: lines,
  };
};

const ordersOf = ({ orders, refused, projects, vendors }: Size, chance: Chance): Order[] =>
  [...upTo(orders).map(() => undefined), ...refused].map((why, n) => ({
    id: 800 + n,
    number: why === 'number-too-long' ? `ORDER-NO-${1000 + n}` : `PO-${100 + n}`,
    resource: n % 2 === 0 ? 'Purchase Order Contracts' : 'Work Order Contracts',
    projectId: 9001 + (n % projects),
    vendorId: why === 'vendor-name-too-long' ? LONG_VENDOR : 501 + chance.between(0, vendors - 1),
    refused: why,
  }));

/** A contractor of a size, his amounts and who delivers what by chance. Every order is a draft at first. */
export const createContractor = (size: Size, chance: Chance): Contractor => {
  const projects = upTo(size.projects).map((n) => projectOf(n, size.items));
  const vendors = upTo(size.vendors).map((n) => vendor(501 + n, `Vendor ${n + 1} of Tacoma`));
  const long = size.refused.includes('vendor-name-too-long') ? [vendor(LONG_VENDOR, LONG_NAME)] : [];
  const company: ProcoreCompany = {
    ...sampleCompany(),
    vendors: [...vendors, ...long],
    standard_cost_codes: [
      standardCode(PARENT, null, '16'),
      ...upTo(size.items).map((n) => standardCode(PARENT + 1 + n, PARENT, itemCode(n))),
    ],
    projects,
  };
  const orders = ordersOf(size, chance);
  const contracts = new Map<Order, Contract>();
  for (const order of orders) {
    const name = company.vendors.find(({ id }) => id === order.vendorId)?.name;
    const made = contract(order, size.items, chance, String(name));
    contracts.set(order, made);
    const project = projects.find(({ record }) => record.id === order.projectId);
    const list =
      order.resource === 'Purchase Order Contracts' ? 'purchase_order_contracts' : 'work_order_contracts';
    project?.[list].push(made);
  }
  const known = { company, orders, contractOf: (order: Order) => contracts.get(order) as Contract };
  return { ...known, ...addBilling(known, size.items, size.chain, chance) };
};

/** The smallest job: 1 vendor, 1 job, 2 items, 2 orders, one refusal. */
export const SMALLEST: Size = {
  vendors: 1,
  projects: 1,
  items: 2,
  orders: 2,
  refused: ['number-too-long'],
  chain: { changeOrders: 0, invoices: 0, payments: false, budgets: false },
};

/** The smallest job of which one batch is settled while QuickBooks is at the next: 3 orders, where a batch takes two. */
export const SMALLEST_LONG: Size = { ...SMALLEST, items: 1, orders: 3, refused: [] };

/** The smallest chain: 1 vendor, 1 job, 1 item, 1 order, what changes it, its invoice and the payment. */
export const SMALLEST_CHAIN: Size = {
  vendors: 1,
  projects: 1,
  items: 1,
  orders: 1,
  refused: [],
  chain: { changeOrders: 1, invoices: 1, payments: true, budgets: false },
};

/** The smallest ground for imports: an order and its invoice, and a vendor that nobody needs. */
export const SMALLEST_BILLED: Size = {
  vendors: 2,
  projects: 1,
  items: 1,
  orders: 1,
  refused: [],
  chain: { changeOrders: 0, invoices: 1, payments: false, budgets: false },
};
