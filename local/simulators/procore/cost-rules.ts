import type { Fields } from './body.ts';
import { type DirectCost, type ProcoreProject, type Row, sameId } from './data.ts';
import type { Answer, Call } from './endpoint.ts';

/** What is wrong with a row, by field, as Procore says it. */
export type Faults = Record<string, readonly string[]>;

export const HEADER = [
  ...['description', 'direct_cost_date', 'employee_id', 'invoice_number', 'origin_data', 'origin_id'],
  ...['payment_date', 'received_date', 'status', 'terms', 'vendor_id', 'direct_cost_type'],
];
export const TYPES = ['invoice', 'expense', 'payroll'];
const STATUSES = ['draft', 'pending', 'revise_and_resubmit', 'approved'];

export const costsOf = (project: ProcoreProject): DirectCost[] => {
  project.direct_costs ??= [];
  return project.direct_costs;
};

/** Procore takes no two writes of a project's direct costs at once. */
export const conflictIn = ({ busy }: ProcoreProject): Answer | undefined =>
  busy ? { status: 409, body: { errors: 'Direct Cost is being updated by another request' } } : undefined;

/** A project that is closed takes no costs. */
export const closedFault = ({ record }: ProcoreProject): Faults | undefined =>
  record.active === false ? { base: ['Project is inactive'] } : undefined;

const isTaken = (
  call: Call,
  origin: unknown,
  own: Row | undefined,
  rowsOf: (one: DirectCost) => readonly Row[],
) =>
  typeof origin === 'string' &&
  call.company.projects
    .flatMap(({ direct_costs = [] }) => direct_costs.flatMap(rowsOf))
    .some((row) => row !== own && row.origin_id === origin);

/** The first rule that a header breaks. `own`: the cost that it changes. */
export const headerFault = (call: Call, news: Fields, own?: Row): Faults | undefined => {
  const as = { ...own, ...news } as Fields;
  if (own && news.direct_cost_type !== undefined && news.direct_cost_type !== own.direct_cost_type)
    return { direct_cost_type: ['can not be changed'] };
  if (!TYPES.includes(String(as.direct_cost_type)))
    return { direct_cost_type: ['is not included in the list'] };
  if (as.status !== undefined && !STATUSES.includes(String(as.status))) return { status: ['is invalid'] };
  const vendor = call.company.vendors.find(({ id }) => sameId(id, as.vendor_id));
  if ((as.vendor_id ?? undefined) !== undefined && !vendor) return { vendor: ['must exist'] };
  if (as.direct_cost_type === 'invoice' && !vendor) return { vendor_id: ["can't be blank"] };
  if (as.direct_cost_type === 'invoice' && !as.invoice_number) return { invoice_number: ["can't be blank"] };
  return isTaken(call, news.origin_id, own, ({ record }) => [record])
    ? { origin_id: ['has already been taken'] }
    : undefined;
};

/** The first rule that a line breaks. `amount`: the name that it goes by in this call. */
export const lineFault = (
  call: Call,
  project: ProcoreProject,
  news: Fields,
  amount: 'amount' | 'manual_amount',
  own?: Row,
): Faults | undefined => {
  const wbs = project.wbs_codes.find(({ id }) => sameId(id, news.wbs_code_id));
  if (news.wbs_code_id === undefined ? !own : !wbs) return { wbs_code_id: ['is invalid'] };
  if (news[amount] !== undefined && typeof news[amount] !== 'number')
    return { [amount]: ['is not a number'] };
  return isTaken(call, news.origin_id, own, ({ line_items }) => line_items)
    ? { origin_id: ['has already been taken'] }
    : undefined;
};

const cents = (amount: unknown): number => Math.round(Number(amount) * 100);

export const money = (amount: unknown): string => (cents(amount) / 100).toFixed(2);

/** As its lines add up now. */
export const reckoned = ({ record, line_items }: DirectCost): Row =>
  Object.assign(record, {
    grand_total: (line_items.reduce((sum, { amount }) => sum + cents(amount), 0) / 100).toFixed(2),
    line_items_count: line_items.length,
  });
