import { contractsOf, type SampleProcore } from './company.ts';
import { centsOf } from './decimals.ts';
import type { ContractJson } from './expand-commitment.ts';
import type { ProjectJson } from './expand-project.ts';
import type { VendorJson } from './expand-vendor.ts';
import { latin } from './latin.ts';
import type { QuickBooksBefore } from './quickbooks-before.ts';

/** What of the settings decides which records go. */
export interface Choices {
  readonly startDate: string;
  readonly projects: 'all' | 'erp' | readonly string[];
  readonly projectsAs: 'job' | 'customer';
  readonly customers: { readonly byProject: Readonly<Record<string, string>> };
  readonly orderStatuses: readonly string[];
}

/** A company as an accountant would read it on paper. */
export interface Reading {
  /** Full name in QuickBooks of the job of a project that goes, by project id. */
  readonly jobs: ReadonlyMap<string, string>;
  /** Name in QuickBooks of every vendor that could go, by vendor id. */
  readonly vendors: ReadonlyMap<string, string>;
  /** Full name in QuickBooks of every item that could go, by standard cost code id. */
  readonly items: ReadonlyMap<string, string>;
  readonly going: readonly ReturnType<typeof contractsOf>[number][];
  /** Of these, one goes and the other stays. */
  readonly rivals: readonly ReturnType<typeof contractsOf>[number][];
}

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

const jobOf = (project: ProjectJson, choices: Choices, before: QuickBooksBefore): string | undefined => {
  const id = String(project.id);
  const chosen = choices.projects === 'all' || choices.projects.includes(id);
  if (!project.active || !chosen || project.created_at < choices.startDate) return undefined;
  const name = latin(project.name) ?? '';
  const parent = choices.projectsAs === 'job' ? choices.customers.byProject[id] : undefined;
  if (choices.projectsAs === 'job') {
    const customer = before.customers.find((one) => one.name === parent && one.active !== false);
    if (!customer) return undefined;
  }
  const there = before.customers.find((one) => same(one.name, name) && one.parent === parent);
  return parent === undefined ? (there?.name ?? name) : `${parent}:${there?.name ?? name}`;
};

const vendorOf = (vendor: VendorJson, before: QuickBooksBefore): string | undefined => {
  const name = latin(vendor.name);
  if (!vendor.is_active || name === undefined || name.length > 41 || name.includes(':')) return undefined;
  const others = [...before.customers.map((customer) => customer.name), ...before.employees];
  const there = before.vendors.find((one) => same(one.name, name));
  if (there?.active === false || others.some((other) => same(other, name))) return undefined;
  return there?.name ?? name;
};

const itemOf = (fullCode: string, name: string, before: QuickBooksBefore): string | undefined => {
  if (`${fullCode} ${name}`.length > 96) return undefined;
  const there = before.items.filter((item) => item.name === fullCode);
  const [only] = there;
  if (!only) return fullCode;
  if (there.length > 1 || only.type !== 'Service') return undefined;
  return only.parent === undefined ? only.name : `${only.parent}:${only.name}`;
};

const isCoded = (line: ContractJson['line_items'][number]): boolean => {
  const { cost_code: code, wbs_code: wbs } = line;
  if (!code || !wbs || code.standard_cost_code_id === null || code.biller_type !== 'Project') return false;
  return wbs.flat_code.split('.').length === 2;
};

const isWhole = (
  contract: Pick<ContractJson, 'record' | 'line_items'>,
  choices: Choices,
  home: string,
  closed: string,
): boolean => {
  const { record, line_items: lines } = contract;
  const cents = lines.map((line) => centsOf(line.amount));
  const date = record.contract_date ?? record.created_at.slice(0, 10);
  return (
    choices.orderStatuses.includes(record.status) &&
    record.currency_configuration.currency_iso_code === home &&
    record.origin_id === null &&
    record.number.length <= 11 &&
    date > closed &&
    lines.every(isCoded) &&
    cents.some((amount) => amount !== 0n) &&
    cents.reduce((sum, amount) => sum + amount, 0n) >= 0n
  );
};

const entries = <T, V>(
  all: readonly T[],
  key: (one: T) => unknown,
  value: (one: T) => V | undefined,
): [string, V][] =>
  all.flatMap((one) => {
    const found = value(one);
    return found === undefined ? [] : [[String(key(one)), found]];
  });

const listIn = (company: SampleProcore): SampleProcore['standard_cost_codes'] => {
  const lists = company.standard_cost_code_lists;
  const list = lists.find((one) => one.is_erp_list) ?? lists[0];
  return company.standard_cost_codes.filter((code) => code.standard_cost_code_list_id === list?.id);
};

/** Standard cost codes without those that other codes stand under. */
export const leavesOf = (company: SampleProcore): SampleProcore['standard_cost_codes'] => {
  const codes = listIn(company);
  return codes.filter((code) => !codes.some((other) => other.parent_id === code.id));
};

export const parentsOf = (company: SampleProcore): SampleProcore['standard_cost_codes'] => {
  const leaves = leavesOf(company);
  return listIn(company).filter((code) => !leaves.includes(code));
};

type Held = ReturnType<typeof contractsOf>[number];

/** Two orders want one number, or two vendors names that differ only in case. */
const areRivals = ({ contract: one }: Held, { contract: other }: Held): boolean => {
  if (one.id === other.id) return false;
  const vendorsClash =
    one.vendor?.id !== other.vendor?.id && same(one.vendor?.company ?? '', other.vendor?.company ?? '');
  return one.number === other.number || vendorsClash;
};

/** Reads which records of a company go to QuickBooks and under which names. */
export const readCompany = (company: SampleProcore, choices: Choices, before: QuickBooksBefore): Reading => {
  const projects = company.projects.map((project) => project.record);
  const idOf = (one: { id: unknown }): unknown => one.id;
  const jobs = new Map(entries(projects, idOf, (project) => jobOf(project, choices, before)));
  const vendors = new Map(entries(company.vendors, idOf, (vendor) => vendorOf(vendor, before)));
  const items = new Map(entries(listIn(company), idOf, (code) => itemOf(code.full_code, code.name, before)));
  const home = before.country === 'US' ? 'USD' : 'CAD';
  const sound = contractsOf(company).filter(
    ({ contract, lines, project }) =>
      isWhole({ record: contract, line_items: lines }, choices, home, before.closingDate ?? '') &&
      jobs.has(String(project.id)) &&
      vendors.has(String(contract.vendor?.id)) &&
      lines.every((line) => items.has(String(line.cost_code?.standard_cost_code_id))) &&
      !before.orders.some((order) => order.number === contract.number),
  );
  const rivals = sound.filter((one) => sound.some((other) => areRivals(one, other)));
  return { jobs, vendors, items, going: sound.filter((one) => !rivals.includes(one)), rivals };
};
