import { amountOf, canonical, centsOf, sumOf } from './decimals.ts';
import { type Difference, unlessSame, unlessSameNames } from './difference.ts';
import type {
  ExpectedCost,
  ExpectedObject,
  ExpectedPayment,
  LifeExpectation,
  PlantedDifference,
} from './life-expectation.ts';

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

/** A payment issued that came from QuickBooks, as Procore holds it; it shows no method. */
export type FoundPayment = Omit<ExpectedPayment, 'method'>;

/** A company or project of Procore. */
export interface FoundNamed {
  readonly id: string;
  readonly name: string;
  /** What it is in QuickBooks; '' for nothing. */
  readonly origin: string;
}

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

const paymentOf = (payment: FoundPayment): string =>
  [
    ...[`payment ${payment.number}`, `commitment ${payment.commitment}`, `invoice ${payment.invoice}`],
    ...[payment.date, canonical(payment.amount)],
  ].join(', ');

/** Payments issued, each to the cent, and no other. */
export const comparePayments = (
  found: readonly FoundPayment[],
  { payments }: LifeExpectation,
): Difference[] => unlessSameNames('payment issued', payments.map(paymentOf), found.map(paymentOf));

/**
 * What became of the jobs or vendors that were nobody's: created once, linked, or left alone; and nothing else is new.
 * `listId` gives the ListID of a full name in QuickBooks; `before`: what Procore had from the beginning.
 */
export const compareNamed = (
  what: string,
  expected: readonly ExpectedObject[],
  { before, after, listId }: Comparison,
): Difference[] => {
  const fresh = after.filter(({ id }) => !before.some((one) => one.id === id));
  const shownOf = (name: string, origin: string): string => `${name}, in QuickBooks ${origin}`;
  const created = expected
    .filter(({ is }) => is === 'created')
    .map(({ name }) => shownOf(name.slice(name.lastIndexOf(':') + 1), listId(name)));
  return [
    ...unlessSameNames(
      `new ${what}`,
      created,
      fresh.map(({ name, origin }) => shownOf(name, origin)),
    ),
    ...expected.flatMap(({ is, name, to }) =>
      is === 'linked'
        ? unlessSame(
            `${what} ${to}, origin`,
            listId(name),
            after.find(({ id }) => id === to)?.origin ?? 'not there',
          )
        : [],
    ),
  ];
};

/** Both states of Procore, and QuickBooks' ids. */
export interface Comparison {
  readonly before: readonly FoundNamed[];
  readonly after: readonly FoundNamed[];
  readonly listId: (fullName: string) => string;
}

/** A difference that a report names. */
export interface FoundDifference {
  readonly flow: string;
  readonly id: string;
  readonly code: string;
  readonly procore?: string;
  readonly quickbooks?: string;
}

type Named = Omit<PlantedDifference, 'code'> & { readonly code: string };

const differenceOf = ({ flow, id, code, was, is, by }: Named): string => {
  const change = was === undefined || is === undefined ? '' : `, ${canonical(was)} is ${canonical(is)}`;
  return `${flow} ${id} ${code}${change}${by === undefined ? '' : `, by ${by}`}`;
};

/** Of a cost its total depends on everything that was posted: what was planted is how far both sides are apart. */
const namedOf = ({ flow, id, code, procore: was, quickbooks: is }: FoundDifference): Named => {
  if (code === 'changed') return { flow, id, code, was, is };
  const by = code === 'cost-differs' ? amountOf(centsOf(is ?? '0') - centsOf(was ?? '0')) : undefined;
  return { flow, id, code, ...(by !== undefined && { by }) };
};

/** The report names every difference that was planted, as it is, and no other. */
export const comparePlanted = (
  found: readonly FoundDifference[],
  { planted }: LifeExpectation,
): Difference[] =>
  unlessSameNames(
    'difference',
    planted.map(differenceOf),
    found.map((one) => differenceOf(namedOf(one))),
  );

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
