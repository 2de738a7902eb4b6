import type { SampleProcore } from './company.ts';
import { amountOf, centsOf, sumOf } from './decimals.ts';
import { latin } from './latin.ts';
import type { QuickBooksBefore } from './quickbooks-before.ts';
import { type Choices, leavesOf, parentsOf, type Reading, readCompany } from './reading.ts';
import {
  type BillChoices,
  type ReadBill,
  type ReadCheck,
  readAdded,
  readBills,
  readChecks,
} from './reading-bills.ts';

/** An ordinary purchase order, as far as it can be told without the flows. */
export interface ExpectedOrder {
  readonly id: string;
  readonly number: string;
  readonly vendor: string;
  readonly job: string;
  /** ISO date. */
  readonly date: string;
  readonly total: string;
  readonly lines: readonly { readonly item: string; readonly amount: string }[];
}

export interface ExpectedItem {
  readonly id: string;
  readonly fullName: string;
  readonly text: string;
  /** Nothing when the item stood in QuickBooks before. */
  readonly accounts?: { readonly income: string; readonly expense: string };
}

/** Everything that must stand in QuickBooks for one company, read from Procore's JSON alone. */
export interface Totals {
  readonly orders: readonly ExpectedOrder[];
  /** Procore id → name in QuickBooks. */
  readonly vendors: ReadonlyMap<string, string>;
  readonly jobs: ReadonlyMap<string, string>;
  readonly items: readonly ExpectedItem[];
  /** Procore ids of cost codes that no order uses and no leaf is. */
  readonly unusedParents: readonly string[];
  /** What change orders add to orders. */
  readonly added: ReturnType<typeof readAdded>;
  readonly bills: readonly ReadBill[];
  readonly checks: readonly ReadCheck[];
}

/** What of the settings names the accounts of an item. */
export interface Accounts {
  readonly income: string;
  readonly expense: string;
  readonly byPrefix: readonly {
    readonly prefix: string;
    readonly income?: string;
    readonly expense?: string;
  }[];
}

const accountsOf = (fullCode: string, accounts: Accounts) => {
  const fitting = accounts.byPrefix.filter((rule) => fullCode.startsWith(rule.prefix));
  const longest = fitting.sort((a, b) => a.prefix.length - b.prefix.length);
  return {
    income: longest.findLast((rule) => rule.income !== undefined)?.income ?? accounts.income,
    expense: longest.findLast((rule) => rule.expense !== undefined)?.expense ?? accounts.expense,
  };
};

const orderOf = (one: Reading['going'][number], reading: Reading): ExpectedOrder => {
  const posted = one.lines.filter((line) => centsOf(line.amount) !== 0n);
  return {
    id: String(one.contract.id),
    number: one.contract.number,
    vendor: reading.vendors.get(String(one.contract.vendor?.id)) ?? '',
    job: reading.jobs.get(String(one.project.id)) ?? '',
    date: one.contract.contract_date ?? '',
    total: sumOf(posted.map((line) => line.amount)),
    lines: posted.map((line) => ({
      item: reading.items.get(String(line.cost_code?.standard_cost_code_id)) ?? '',
      amount: amountOf(centsOf(line.amount)),
    })),
  };
};

const itemsOf = (
  company: SampleProcore,
  used: ReadonlySet<string>,
  reading: Reading,
  accounts: Accounts,
  before: QuickBooksBefore,
): ExpectedItem[] =>
  [...leavesOf(company), ...parentsOf(company).filter((code) => used.has(String(code.id)))].flatMap(
    (code) => {
      const fullName = reading.items.get(String(code.id));
      if (fullName === undefined) return [];
      const there = before.items.find((item) => item.name === code.full_code);
      const own = { id: String(code.id), fullName };
      if (there) return [{ ...own, text: there.text }];
      return [{ ...own, text: latin(code.name) ?? '', accounts: accountsOf(code.full_code, accounts) }];
    },
  );

/** The key of `sums`. */
const jobAndVendor = (order: { job: string; vendor: string }): string => `${order.job} / ${order.vendor}`;

export const sumsOf = (
  orders: readonly { job: string; vendor: string; total: string }[],
): ReadonlyMap<string, string> => {
  const sums = new Map<string, string>();
  for (const order of orders) {
    const key = jobAndVendor(order);
    sums.set(key, sumOf([sums.get(key) ?? '0', order.total]));
  }
  return sums;
};

/** Reads from Procore's JSON, the settings and QuickBooks beforehand what QuickBooks must hold in the end. */
export const totalsOf = (
  company: SampleProcore,
  settings: Choices & BillChoices & { readonly accounts: Accounts },
  before: QuickBooksBefore,
): Totals => {
  const reading = readCompany(company, settings, before);
  const both = [...reading.going, ...reading.rivals];
  const used = new Set(
    both.flatMap(({ lines }) => lines.map((line) => String(line.cost_code?.standard_cost_code_id))),
  );
  const orders = reading.going.map((one) => orderOf(one, reading));
  const bills = readBills(company, reading, settings, before);
  const needed = new Set(reading.going.map(({ contract }) => String(contract.vendor?.id)));
  return {
    orders,
    vendors: new Map([...reading.vendors].filter(([id]) => needed.has(id))),
    jobs: reading.jobs,
    items: itemsOf(company, used, reading, settings.accounts, before),
    unusedParents: parentsOf(company)
      .map((code) => String(code.id))
      .filter((id) => !used.has(id)),
    added: readAdded(company, reading),
    bills,
    checks: before.country === 'US' ? readChecks(company, bills) : [],
  };
};
