import { grouped } from '../grouped.ts';
import {
  type ImportContext,
  type ImportPlan,
  type Owned,
  type Part,
  type Ref,
  refText,
  toProcore,
} from '../import-flow.ts';
import type { DirectCostLine } from '../procore/entries.ts';
import { isZero } from '../qbxml/money.ts';
import { type Reason, reason } from '../reasons.ts';
import type { Settings } from '../settings.ts';
import { COST_FEEDS, type CostHead, type CostLine, headOf, linesOf, type Name } from './cost-lines.ts';
import { sameName } from './objects.ts';
import { approvalReason, fromProcore } from './procore-first.ts';

/** A line that is coded to a job, and to an item or (of a journal, by the settings) to a cost code. */
type CodedLine = Pick<CostLine, 'id' | 'amount' | 'description'> &
  ({ readonly item: Name } | { readonly fullCode: string });

/** The costs of one transaction on one job. */
export interface Cost extends CostHead {
  readonly job: Name;
  readonly lines: readonly CodedLine[];
}

type Owners = Pick<ImportContext, 'owner'>;

const codedLine = (line: CostLine, of: CostHead['of'], settings: Settings): CodedLine | undefined => {
  const { id, amount, description, item, account } = line;
  if (item) return { id, amount, description, item };
  const codes = of === 'JournalEntry' ? Object.entries(settings.journalCodes ?? {}) : [];
  const [, fullCode] = codes.find(([name]) => sameName(account, name)) ?? [];
  return fullCode ? { id, amount, description, fullCode } : undefined;
};

/** Whether a line that names a job says which cost code it is. */
export const isCoded = (line: CostLine, of: CostHead['of'], settings: Settings): boolean =>
  codedLine(line, of, settings) !== undefined;

const partsOf = (head: CostHead, lines: readonly CostLine[], settings: Settings): Part<Cost>[] => {
  const ofJobs = lines.flatMap((line) => {
    const coded = line.job && !isZero(line.amount) ? codedLine(line, head.of, settings) : undefined;
    return coded && line.job ? [{ job: line.job, coded }] : [];
  });
  return [...grouped(ofJobs, ({ job }) => job.id).values()].flatMap((rows) => {
    const [first] = rows;
    if (!first) return [];
    const content = { ...head, job: first.job, lines: rows.map(({ coded }) => coded) };
    return [{ id: `${head.txnId}/${first.job.id}`, content }];
  });
};

export const jobOwner = (job: Name, { owner }: Owners): Owned | undefined =>
  owner({ type: 'Customer', id: job.id });

export const itemOwner = (item: Name, { owner }: Owners): Owned | undefined =>
  owner({ type: 'ItemService', id: item.id });

/**
 * The order of ours that a transaction draws on for a job. QuickBooks names the orders of a transaction, not of its
 * lines: all that it says of the job of such an order counts as billed from it, since the order's amount stands in
 * Procore as committed. Card charges name no orders at all.
 */
export const drawnOrder = ({ orders }: CostHead, project: Owned, { owner }: Owners): Owned | undefined =>
  orders
    .flatMap((id) => owner({ type: 'PurchaseOrder', id }) ?? [])
    .find(
      ({ content }) => (content as { readonly projectId?: string } | undefined)?.projectId === project.key.id,
    );

/** Whose objects must be known before it is said what of a transaction counts. */
export const costRefs = (
  { of, txnId, payee, orders }: CostHead,
  lines: readonly { readonly job?: Name; readonly item?: Name }[],
): readonly Ref[] => {
  const refs = [
    { type: of, id: txnId },
    ...(payee ? [{ type: 'Vendor', id: payee.id }] : []),
    // An order that is linked only later has the cost as committed from then on.
    ...orders.map((id) => ({ type: 'PurchaseOrder', id, late: true as const })),
    ...lines.flatMap(({ job }) => (job ? [{ type: 'Customer', id: job.id }] : [])),
    ...lines.flatMap(({ item }) => (item ? [{ type: 'ItemService', id: item.id }] : [])),
  ];
  return [...new Map(refs.map((ref) => [refText(ref), ref])).values()];
};

const amountsRefusal = ({ currency, taxIncluded }: Cost): Reason | undefined =>
  currency ? reason('foreign-currency', { currency }) : taxIncluded && reason('tax-included');

/** Its line ids name the job, too: a line that moves to another job becomes one of another cost. */
const entryLines = ({ lines, job }: Cost, context: Owners): readonly DirectCostLine[] =>
  lines.flatMap((line): DirectCostLine[] => {
    const item = 'item' in line ? itemOwner(line.item, context) : undefined;
    const code = 'item' in line ? item && { standardCostCodeId: item.key.id } : { fullCode: line.fullCode };
    const { amount, description } = line;
    return code
      ? [{ originId: `${line.id}/${job.id}`, code, amount, ...(description !== '' && { description }) }]
      : [];
  });

/** Items of it that are no cost codes of Procore. */
const itemsLeftOut = ({ lines }: Cost, context: Owners): string => {
  const left = lines.filter((line) => 'item' in line && !itemOwner(line.item, context));
  return [...new Set(left.flatMap((line) => ('item' in line ? [line.item.name] : [])))].join(', ');
};

/** Procore takes an invoice of a company only; who else was paid is named in words. */
const payeeOf = ({ of, payee, memo }: Cost, { owner }: Owners) => {
  const vendorId = payee && owner({ type: 'Vendor', id: payee.id })?.key.id;
  const isInvoice = vendorId !== undefined && (of === 'Bill' || of === 'VendorCredit');
  const description = [vendorId ? '' : (payee?.name ?? ''), memo].filter((part) => part !== '').join(': ');
  return {
    type: isInvoice ? ('invoice' as const) : ('expense' as const),
    ...(vendorId && { vendorId }),
    ...(description !== '' && { description }),
  };
};

const planOf = (id: string, cost: Cost, context: ImportContext): ImportPlan => {
  const exported = fromProcore({ type: cost.of, id: cost.txnId }, context);
  if (exported) return { is: 'held', reason: exported, gone: true };
  const project = jobOwner(cost.job, context);
  if (!project) return { is: 'held', reason: reason('job-not-synced', { job: cost.job.name }) };
  const order = drawnOrder(cost, project, context);
  if (order)
    return { is: 'held', reason: reason('billed-from-order', { order: order.mapping.name }), gone: true };
  const lines = entryLines(cost, context);
  const items = itemsLeftOut(cost, context);
  const none = amountsRefusal(cost) ?? (lines.length > 0 ? undefined : reason('item-not-synced', { items }));
  if (none) return { is: 'held', reason: none, gone: true };
  const waits = approvalReason('costs', context);
  if (waits) return { is: 'held', reason: waits };
  const { number, date } = cost;
  return {
    is: 'write',
    ...(items !== '' && { leftOut: items }),
    entry: {
      ...{ of: 'direct-cost', originId: id, projectId: project.key.id, number, date, lines },
      ...payeeOf(cost, context),
    },
  };
};

/** Costs that the books code to a job and to a cost code become direct costs of its project. */
export const costs = toProcore<Cost>({
  name: 'costs',
  schedule: 'costs',
  feeds: COST_FEEDS,
  title: ({ number, job }) => `${number} on ${job.name}`,
  read: (feed, ret, settings) => {
    const head = headOf(feed, ret, settings.country);
    return head && head.date >= settings.startDate
      ? partsOf(head, linesOf(ret, settings.country), settings)
      : [];
  },
  refs: (cost) => costRefs(cost, [cost, ...cost.lines.map((line) => ('item' in line ? line : {}))]),
  plan: planOf,
  counts: ({ job, lines }) =>
    lines.map((line) => ({
      ...{ job: job.id, amount: line.amount },
      ...('item' in line && { item: line.item.id }),
    })),
  removes: true,
});
