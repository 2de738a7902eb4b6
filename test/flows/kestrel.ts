import { readFileSync } from 'node:fs';
import { createProcore } from '../../lib/procore/client.ts';
import type { Procore } from '../../lib/procore/procore.ts';
import { name, prose } from '../../lib/qbxml/latin.ts';

type Row = { readonly id: number } & Record<string, unknown>;

const TABLES = [
  'standard_cost_code_lists',
  'standard_cost_codes',
  'vendors',
  'projects',
  'cost_codes',
  'wbs_codes',
  'purchase_order_contracts',
  'work_order_contracts',
  'budgets',
  'change_order_packages',
  'commitment_change_orders',
  'requisitions',
  'contract_payments',
] as const;

export type Tables = Record<(typeof TABLES)[number], Row[]>;

/** The company of these tests as Procore's API shows it: a fresh copy of the fixtures, to be changed at will. */
export const kestrel = (): Tables =>
  Object.fromEntries(
    TABLES.map((table) => [
      table,
      JSON.parse(readFileSync(new URL(`procore/${table}.json`, import.meta.url), 'utf8')),
    ]),
  ) as Tables;

const withoutLines = ({ line_items: _, ...record }: Row): Record<string, unknown> => record;

const linesOf = (row: Row | undefined): unknown => row?.line_items;

const itemsOf = (row: Row | undefined): Row[] => (row?.items ?? []) as Row[];

const bare = ({ change_order_package_id: _, ...item }: Row): Record<string, unknown> => item;
/** The budget of a project, or a part of it; all that is asked about a project's budget names the project. */
const budgetBody = ({ budgets }: Tables, url: URL): unknown => {
  const project = /projects\/(\d+)/.exec(url.pathname)?.[1] ?? url.searchParams.get('project_id');
  const budget = budgets.find(({ id }) => String(id) === project);
  const part = url.pathname.split('/').at(-1);
  if (part === 'budget_views') return [{ id: 117217, name: 'Procore Standard Budget' }];
  if (part === 'detail_rows') return budget?.rows;
  if (part === 'budget_modifications') return budget?.modifications;
  if (part === 'adjustment_line_items') return budget?.adjustments ?? undefined;
  return budget && { locked: budget.locked };
};

/** The body for a path: a list, one record, or the lines of one; undefined where Procore says 404. */
const bodyOf = (tables: Tables, url: URL): unknown => {
  if (url.pathname.includes('/budget')) return budgetBody(tables, url);
  const [, , , ...path] = url.pathname.split('/');
  const orders = path.indexOf('commitment_change_orders');
  const own = orders < 0 ? path : path.slice(orders);
  const [table, id, part] = path.includes('wbs_codes') ? ['wbs_codes'] : own;
  const packageId = url.searchParams.get('filters[legacy_package_id]');
  const all = tables[table as keyof Tables];
  const rows = packageId ? all.filter((row) => String(row.legacy_package_id) === packageId) : all;
  const list = url.searchParams.get('standard_cost_code_list_id');
  const contract = url.searchParams.get('contract_id');
  if (id === undefined) {
    const listed = list ? rows.filter((row) => String(row.standard_cost_code_list_id) === list) : rows;
    const issued = contract ? listed.filter((row) => String(row.contract_id) === contract) : listed;
    return issued.map(withoutLines);
  }
  const row = rows.find((one) => String(one.id) === id);
  if (table === 'change_order_packages') return row;
  if (part === 'line_items') return linesOf(row);
  // v1.1 shows no packages; this list of v1.0 does.
  if (part === 'change_order_items') return itemsOf(row);
  return row && { ...withoutLines(row), ...(row.items !== undefined && { items: itemsOf(row).map(bare) }) };
};

/** Procore's API over these tables, through the real client. */
export const procoreOf = (tables: Tables = kestrel()): Procore => {
  const fetch = async (input: string | URL | Request): Promise<Response> => {
    const url = new URL(input instanceof Request ? input.url : input);
    const body = bodyOf(tables, url);
    if (body === undefined) return Response.json({ errors: 'Not found' }, { status: 404 });
    const total = Array.isArray(body) ? { total: String(body.length), 'per-page': '2000' } : undefined;
    return Response.json(body, { headers: total });
  };
  return createProcore({
    fetch,
    now: () => new Date('2026-03-05T12:00:00.000Z'),
    token: { token: async () => 'token', forget: () => undefined },
    apiUrl: 'https://procore.example',
    companyId: '77',
    text: { name, prose },
  });
};
