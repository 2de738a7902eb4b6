import { Big } from 'big.js';
import type { Company } from './company.ts';
import type { Fields } from './company-file.ts';
import { inHomeCurrency } from './currencies.ts';
import { referenceId, textField } from './request-fields.ts';
import type { Bill, Estimate, Purchase } from './transactions.ts';

/** What an item was to cost and to bring, and what it cost. Absent: no transaction says anything of it. */
export interface ItemCost {
  readonly estimatedCost?: Big;
  readonly actualCost?: Big;
  readonly estimatedRevenue?: Big;
}

/** Which transactions a report looks at. */
export interface ReportFilter {
  /** ListIDs; undefined: every customer and job. */
  readonly jobs?: ReadonlySet<string>;
  /** Types of transactions; undefined: all. */
  readonly types?: ReadonlySet<string>;
  readonly from?: string;
  readonly to?: string;
}

type Costs = Map<string, ItemCost>;

const isAbout = (filter: ReportFilter, job: string | undefined): boolean =>
  job !== undefined && (filter.jobs?.has(job) ?? true);

const counts = ({ types, from, to }: ReportFilter, type: string, fields: Fields): boolean => {
  const date = textField(fields, 'TxnDate') ?? '';
  return (types?.has(type) ?? true) && (!from || date >= from) && (!to || date <= to);
};

const put = (costs: Costs, item: string | undefined, element: keyof ItemCost, amount: Big): void => {
  if (item === undefined) return;
  const before = costs.get(item) ?? {};
  costs.set(item, { ...before, [element]: (before[element] ?? new Big(0)).plus(amount) });
};

const addEstimate = (costs: Costs, filter: ReportFilter, { fields, lines }: Estimate): void => {
  if (fields.IsActive === 'false' || !counts(filter, 'Estimate', fields)) return;
  if (!isAbout(filter, referenceId(fields, 'CustomerRef'))) return;
  for (const line of lines.flatMap((one) => one.members ?? [one])) {
    const item = referenceId(line.fields, 'ItemRef');
    const amount = new Big(textField(line.fields, 'Amount') ?? '0');
    const rate = textField(line.fields, 'Rate');
    const quantity = textField(line.fields, 'Quantity') ?? '1';
    // A mark-up stands between cost and revenue; without one they are the same.
    const isMarkedUp = line.fields.MarkupRate ?? line.fields.MarkupRatePercent;
    const cost = isMarkedUp && rate ? new Big(rate).times(quantity).round(2) : amount;
    put(costs, item, 'estimatedCost', cost);
    put(costs, item, 'estimatedRevenue', amount);
  }
};

const CREDITS = ['VendorCredit', 'CreditCardCredit'];

const addSpent = (company: Company, costs: Costs, filter: ReportFilter, spent: Bill | Purchase): void => {
  const { kind, fields, lines } = spent;
  if (!counts(filter, kind, fields)) return;
  const payee = referenceId(fields, 'VendorRef') ?? referenceId(fields, 'PayeeEntityRef');
  const sign = CREDITS.includes(kind) ? -1 : 1;
  for (const { of, fields: line } of lines) {
    if (of !== 'item' || !isAbout(filter, referenceId(line, 'CustomerRef'))) continue;
    const amount = inHomeCurrency(company, fields, payee, textField(line, 'Amount') ?? '0');
    put(costs, referenceId(line, 'ItemRef'), 'actualCost', new Big(amount).times(sign));
  }
};

/** Estimated and actual cost by item (ListID), before tax, in the home currency. Journals name no items. */
export const jobCosts = (company: Company, filter: ReportFilter): ReadonlyMap<string, ItemCost> => {
  const costs: Costs = new Map();
  const { estimates, bills, purchases } = company.file;
  for (const estimate of estimates.values()) addEstimate(costs, filter, estimate);
  for (const spent of [...bills.values(), ...purchases.values()]) addSpent(company, costs, filter, spent);
  return costs;
};
