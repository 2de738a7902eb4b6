import { amountOf, canonical, centsOf, sumOf } from './decimals.ts';
import { type Difference, unlessSame, unlessSameNames } from './difference.ts';
import type { ExpectedCost, ExpectedPayment, LifeExpectation } from './life-expectation.ts';

/** A direct cost as Procore holds it. */
export interface FoundCost {
  readonly project: string;
  readonly type: string;
  /** Procore id; '' for none. */
  readonly vendor: string;
  readonly number: string;
  readonly description: string;
  readonly date: string;
  /** Full cost code, amount. */
  readonly lines: readonly (readonly [code: string, amount: string])[];
}

/** A payment issued that came from QuickBooks, as Procore holds it. */
export type FoundPayment = ExpectedPayment;

type Wanted = ExpectedCost & { readonly project: string };

const numbered = ({ number }: { readonly number?: string }): string =>
  number === undefined || /^QB \d+$/.test(number) ? 'QB' : number;

/** No two costs have all of these in common. */
const keyOf = (cost: Wanted | FoundCost): string =>
  [cost.project, numbered(cost), cost.date, cost.vendor ?? '', cost.lines[0]?.[0] ?? ''].join(' / ');

const linesOf = (lines: ExpectedCost['lines']): string[] =>
  lines.map(([code, amount]) => `${code} ${canonical(amount)}`).sort();

const compareCost = (wanted: Wanted, found: FoundCost): Difference[] => {
  const about = `direct cost ${keyOf(wanted)}`;
  const total = sumOf(found.lines.map(([, amount]) => amount));
  return [
    ...unlessSame(`${about}, type`, wanted.type, found.type),
    ...unlessSame(`${about}, total`, canonical(wanted.total), canonical(total)),
    ...unlessSame(`${about}, lines`, linesOf(wanted.lines).join(', '), linesOf(found.lines).join(', ')),
    ...(wanted.payee === undefined || found.description.includes(wanted.payee)
      ? []
      : [{ about: `${about}, description`, expected: wanted.payee, found: found.description }]),
  ];
};

/**
 * Direct costs, each to the cent and the line, and no other. `projectOf` gives the project of a job, that of one that
 * was created from it too.
 */
export const compareCosts = (
  found: readonly FoundCost[],
  { costs }: LifeExpectation,
  projectOf: (job: string) => string,
): Difference[] => {
  const wanted = costs.map((cost): Wanted => ({ ...cost, project: projectOf(cost.job) }));
  return [
    ...unlessSameNames('direct cost', wanted.map(keyOf), found.map(keyOf)),
    ...wanted.flatMap((cost) => {
      const there = found.find((one) => keyOf(one) === keyOf(cost));
      return there ? compareCost(cost, there) : [];
    }),
  ];
};

const paymentOf = (payment: ExpectedPayment): string =>
  [
    ...[`payment ${payment.number}`, `commitment ${payment.commitment}`, `invoice ${payment.invoice}`],
    ...[payment.date, payment.method, canonical(payment.amount)],
  ].join(', ');

/** Payments issued, each to the cent, and no other. */
export const comparePayments = (
  found: readonly FoundPayment[],
  { payments }: LifeExpectation,
): Difference[] => unlessSameNames('payment issued', payments.map(paymentOf), found.map(paymentOf));

/** Cents under a job and an item of QuickBooks. */
export type JobCosts = ReadonlyMap<string, bigint>;

const under = (job: string, item: string): string => `${job} / ${item}`;

/**
 * What the books' own life adds to the actual cost of each job and item in QuickBooks' report: direct costs, payroll,
 * and what Procore does not see although it is coded to a job and an item.
 */
export const addedCosts = ({ costs, payroll, uncoded, items }: LifeExpectation): JobCosts => {
  const sums = new Map<string, bigint>();
  const add = (job: string, item: string, amount: string): void => {
    const key = under(job, item);
    sums.set(key, (sums.get(key) ?? 0n) + centsOf(amount));
  };
  for (const { job, lines, isJournal } of costs)
    if (!isJournal) for (const [code, amount] of lines) add(job, items[code] ?? code, amount);
  for (const { job, item, amount } of [...payroll, ...uncoded]) if (job && item) add(job, item, amount);
  return sums;
};

/** Sums by job and item as lines, those of zero left out. */
export const costLines = (costs: JobCosts): string[] =>
  [...costs]
    .filter(([, cents]) => cents !== 0n)
    .map(([key, cents]) => `${key}: ${amountOf(cents)}`)
    .sort();
