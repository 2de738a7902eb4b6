import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { plan } from '../../../lib/engine/plan.ts';
import type { Flow } from '../../../lib/flow.ts';
import { flows } from '../../../lib/flows/index.ts';
import { createProcore } from '../../../lib/procore/client.ts';
import { type Procore, ProcoreFailure } from '../../../lib/procore/procore.ts';
import { name, prose } from '../../../lib/qbxml/latin.ts';
import { facts, linkedTo, recordOf, synced } from '../../engine/records.ts';
import { FIELDS, HEAVY, LIGHT } from '../json-mutations.ts';
import { mutated } from '../mutation.ts';
import { shortened, target, wrong } from '../target.ts';

const TABLES = [
  ...(['standard_cost_code_lists', 'standard_cost_codes', 'vendors', 'projects', 'cost_codes'] as const),
  ...(['wbs_codes', 'purchase_order_contracts', 'work_order_contracts'] as const),
  ...(['change_order_packages', 'commitment_change_orders', 'requisitions'] as const),
  'contract_payments',
] as const;

type Row = { readonly id: number; readonly line_items?: unknown };

const read = (table: string) =>
  JSON.parse(readFileSync(new URL(`../../flows/procore/${table}.json`, import.meta.url), 'utf8'));

const tables = new Map<string, readonly Row[]>(TABLES.map((table) => [table, read(table)]));

/** What Procore says at a path when nothing is wrong with it, as `table`, `table/id` or `table/id/line_items`. */
const bodies = new Map<string, string>();
for (const [table, rows] of tables) {
  bodies.set(table, JSON.stringify(rows.map(({ line_items: _, ...row }) => row)));
  for (const { line_items, ...row } of rows) {
    bodies.set(`${table}/${row.id}`, JSON.stringify(row));
    // A package shows its lines within.
    if (table === 'change_order_packages')
      bodies.set(`${table}/${row.id}`, JSON.stringify({ ...row, line_items }));
    else if (line_items) bodies.set(`${table}/${row.id}/line_items`, JSON.stringify(line_items));
  }
}

const BUDGET = 'projects/9001/budget';
const ROWS = 'budget_views/117217/detail_rows';
const MODIFICATIONS = 'projects/9001/budget_modifications';
const CHANGES = 'companies/77/projects/9001/budget_changes/adjustment_line_items';

const [budget] = read('budgets');
bodies.set(BUDGET, JSON.stringify({ locked: budget.locked }));
bodies.set('budget_views', JSON.stringify([{ id: 117217, name: 'Procore Standard Budget' }]));
bodies.set(ROWS, JSON.stringify(budget.rows));
bodies.set(MODIFICATIONS, JSON.stringify(budget.modifications));
bodies.set(CHANGES, JSON.stringify(budget.adjustments ?? []));

const placeOf = (url: URL): string => {
  const path = url.pathname.split('/').slice(3);
  const orders = path.indexOf('commitment_change_orders');
  if (orders >= 0) return path.slice(orders).join('/');
  return path.includes('wbs_codes') ? 'wbs_codes' : path.join('/');
};

/** Procore's answers, one of them another. */
interface Spoilt {
  readonly place: string;
  readonly body: string;
}

const procoreWith = ({ place, body }: Spoilt): Procore => {
  const fetch = async (input: string | URL | Request): Promise<Response> => {
    const at = placeOf(new URL(input instanceof Request ? input.url : input));
    const said = at === place ? body : bodies.get(at);
    return said === undefined ? new Response('{}', { status: 404 }) : new Response(said);
  };
  return createProcore({
    ...{ fetch, now: () => new Date('2026-03-05T12:00:00.000Z'), apiUrl: 'https://procore.example' },
    ...{ token: { token: async () => 'token', forget: () => undefined }, companyId: '77' },
    text: { name, prose },
  });
};

/** The record by which each flow is tried, and the answers of Procore that it reads. */
const READ: Readonly<Record<string, readonly [id: string, ...places: string[]]>> = {
  'cost-codes': ['101', 'standard_cost_codes', 'standard_cost_code_lists'],
  companies: ['501', 'vendors/501'],
  projects: ['9001', 'projects/9001'],
  commitments: [
    ...(['901', 'work_order_contracts/901', 'work_order_contracts/901/line_items'] as const),
    ...['cost_codes', 'wbs_codes', 'projects/9001', 'standard_cost_codes'],
  ],
  budgets: [
    ...(['9001', BUDGET, 'budget_views', ROWS, MODIFICATIONS, CHANGES, 'projects/9001'] as const),
    ...['standard_cost_codes', 'cost_codes'],
  ],
  payments: [
    ...(['1551516', 'contract_payments', 'work_order_contracts', 'purchase_order_contracts'] as const),
    'projects/9001',
  ],
  invoices: [
    ...(['1102', 'requisitions/1102', 'requisitions/1101', 'standard_cost_codes'] as const),
    ...['cost_codes', 'wbs_codes'],
  ],
  'change-orders': [
    ...(['71', 'change_order_packages/71', 'commitment_change_orders'] as const),
    ...['commitment_change_orders/44120/line_items', 'cost_codes', 'standard_cost_codes'],
  ],
};

const LISTS = [
  'vendors',
  'projects',
  'standard_cost_codes',
  'work_order_contracts',
  'purchase_order_contracts',
  'change_order_packages',
  'commitment_change_orders',
  'requisitions',
  'contract_payments',
];

type Case = Spoilt & { readonly flow: Flow<unknown>; readonly id: string; readonly lists: boolean };

const { settings } = facts();

/** Whoever is no ProcoreFailure is a bug. */
const tried = async <T>(ask: () => Promise<T>): Promise<T | undefined> => {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof ProcoreFailure)) throw error;
    if (error.message.length > 1_000) wrong(`said in ${error.message.length} characters`);
    return undefined;
  }
};

const check = async ({ flow, id, lists, ...spoilt }: Case): Promise<void> => {
  const procore = procoreWith(spoilt);
  if (lists) return void (await tried(() => flow.list(procore, settings, ['9001'])));
  const source = { project: '9001', resource: 'Work Order Contracts' };
  const found = await tried(() => flow.fetch(procore, { flow: flow.name, id }, source, settings));
  if (!found || !('value' in found)) return;
  const record = recordOf(flow, id, found.value, { waited: true });
  // Whatever it refers to is there, so that what would be posted is rendered.
  const linked = linkedTo(...flow.links(found.value, settings).map(synced));
  const { reason: why } = plan(flow, record, facts(), linked);
  if (why?.code === 'unreadable') wrong(`planned with a bug: ${why.detail?.words}`);
};

const places: fc.Arbitrary<Omit<Case, 'body'>> = fc.constantFrom(
  ...flows.flatMap((flow) => {
    const [id = '', ...own] = READ[flow.name] ?? wrong(`nothing is known of ${flow.name}`);
    const listed = LISTS.map((place) => ({ flow, id, place, lists: true }));
    return [...own.flatMap((place) => Array(3).fill({ flow, id, place, lists: false })), ...listed];
  }),
);

/** Procore's answers: a record or a failure of Procore, and of a record a plan that is no bug of ours. */
export const procoreRecords = () =>
  target<Case>({
    name: 'procore-records',
    inputs: places.chain((at) =>
      fc
        .oneof(
          mutated([bodies.get(at.place) ?? '[]'], LIGHT, HEAVY),
          mutated([bodies.get(at.place) ?? '[]'], FIELDS, HEAVY),
        )
        .map((body) => ({ ...at, body })),
    ),
    answers: check,
    show: ({ flow, place, lists, body }) =>
      `${flow.name} ${lists ? 'list' : 'fetch'} ${place} ${shortened(body)}`,
  });
