import { grouped } from '../grouped.ts';
import { compare, isZero, negate, sum } from '../qbxml/money.ts';
import type { ItemActual } from './job-report.ts';
import { type Measure, type Post, summedPosts } from './ledger.ts';
import type { UncodedLine } from './uncoded-lines.ts';

/** The same amount on both sides, decimal. */
export interface Both {
  readonly procore: string;
  readonly quickbooks: string;
}

/** What of the books is no cost in Procore, by reason. */
export interface UncodedSum {
  readonly why: string;
  readonly amount: string;
  readonly lines: number;
}

/** One item of a job. */
export interface ItemCosts {
  readonly item: string;
  readonly budget: Both;
  readonly committed: Both;
  readonly invoiced: Both;
  /** Direct costs in Procore. */
  readonly costs: string;
  /** Such as are not entered yet: they wait, or failed. */
  readonly waiting: string;
  /** As QuickBooks' report has it, since the start date. */
  readonly actual: string;
  readonly payroll: string;
  readonly uncoded: readonly UncodedSum[];
  /** Actual without all that is named: what is left is drift. */
  readonly remainder: string;
}

/** One job on both sides. */
export interface JobCosts {
  readonly id: string;
  readonly name: string;
  readonly budget: Both;
  readonly committed: Both;
  readonly invoiced: Both;
  readonly paid: Both;
  /** What is held and not released, by vendor. */
  readonly retainage: readonly (Both & { readonly vendor: string })[];
  readonly items: readonly ItemCosts[];
  /** Lines of the job that name no item: they are in no report by item. */
  readonly uncoded: readonly UncodedSum[];
  readonly remainder: string;
  /** False when QuickBooks gave no report of it: then nothing is said of a remainder. */
  readonly checked: boolean;
}

/** What QuickBooks reports of one job. */
export interface JobActuals {
  readonly job: string;
  readonly all: readonly ItemActual[];
  readonly payroll: readonly ItemActual[];
}

export interface Reckoned {
  readonly posts: readonly Post[];
  readonly actuals: readonly JobActuals[];
  readonly uncoded: readonly UncodedLine[];
  /** Full names of jobs, items and vendors by ListID, as they are now. */
  readonly names: ReadonlyMap<string, string>;
  /** Full name of the retainage item. */
  readonly retainage?: string;
}

const bothOf = (posts: readonly Post[], measure: Measure): Both => {
  const of = (side: Post['side']) =>
    sum(posts.filter((one) => one.measure === measure && one.side === side).map((one) => one.amount));
  return { procore: of('procore'), quickbooks: of('quickbooks') };
};

/** A bill holds retainage by a line below zero. */
const payable = (posts: readonly Post[]): Both => {
  const { procore, quickbooks } = bothOf(posts, 'retainage');
  return { procore: negate(procore), quickbooks: negate(quickbooks) };
};

export const uncodedSums = (lines: readonly UncodedLine[]): readonly UncodedSum[] =>
  [...grouped(lines, ({ why }) => why)].map(([why, all]) => ({
    why,
    amount: sum(all.map(({ line }) => line.amount)),
    lines: all.length,
  }));

const amountOf = (actuals: readonly ItemActual[] | undefined, item: string): string =>
  sum(
    (actuals ?? []).filter((one) => one.item.toLowerCase() === item.toLowerCase()).map((one) => one.amount),
  );

const itemCosts = (
  item: string,
  posts: readonly Post[],
  actuals: JobActuals | undefined,
  lines: readonly UncodedLine[],
): ItemCosts => {
  const invoiced = bothOf(posts, 'invoiced');
  // The report begins with the start date.
  const since = bothOf(
    posts.filter(({ early }) => !early),
    'invoiced',
  ).procore;
  const waiting = bothOf(posts, 'waiting').procore;
  const costs = bothOf(posts, 'cost').procore;
  const [actual, paidOut] = [amountOf(actuals?.all, item), amountOf(actuals?.payroll, item)];
  const uncoded = uncodedSums(lines);
  const explained = [since, costs, waiting, paidOut, ...uncoded.map(({ amount }) => amount)];
  return {
    ...{ item, budget: bothOf(posts, 'budget'), committed: bothOf(posts, 'committed'), invoiced },
    ...{ costs, waiting, actual, payroll: paidOut, uncoded },
    remainder: actuals ? sum([actual, ...explained.map(negate)]) : '0.00',
  };
};

const jobCosts = (id: string, posts: readonly Post[], reckoned: Reckoned): JobCosts => {
  const { names, retainage } = reckoned;
  const nameOf = (listId: string) => names.get(listId) ?? listId;
  const actuals = reckoned.actuals.find(({ job }) => job === id);
  const lines = reckoned.uncoded.filter(({ line }) => line.job?.id === id);
  const byItem = grouped(
    posts.filter(({ measure }) => measure !== 'retainage' && measure !== 'paid'),
    ({ item }) => nameOf(item),
  );
  const isRetainage = (item: string) => item.toLowerCase() === retainage?.toLowerCase();
  const items = new Map(
    [
      ...byItem.keys(),
      ...(actuals?.all ?? []).map(({ item }) => item),
      ...lines.flatMap(({ line }) => line.item?.name ?? []),
    ]
      .filter((item) => item !== '' && !isRetainage(item))
      .map((item) => [item.toLowerCase(), item]),
  );
  const rows = [...items.values()]
    .sort((a, b) => (a < b ? -1 : 1))
    .map((item) => {
      const own = lines.filter(({ line }) => line.item?.name.toLowerCase() === item.toLowerCase());
      return itemCosts(item, byItem.get(item) ?? [], actuals, own);
    });
  const held = grouped(
    posts.filter(({ measure }) => measure === 'retainage'),
    ({ vendor }) => vendor,
  );
  return {
    ...{ id, name: nameOf(id), items: rows },
    ...{ budget: bothOf(posts, 'budget'), committed: bothOf(posts, 'committed') },
    ...{ invoiced: bothOf(posts, 'invoiced'), paid: bothOf(posts, 'paid') },
    retainage: [...held].map(([vendor, own]) => ({ vendor: nameOf(vendor), ...payable(own) })),
    uncoded: uncodedSums(lines.filter(({ line }) => !line.item)),
    remainder: sum(rows.map(({ remainder }) => remainder)),
    checked: actuals !== undefined,
  };
};

/** Every job with its costs on both sides, by name. A payment counts for the job of the bill that it pays. */
export const reckon = (reckoned: Reckoned): readonly JobCosts[] => {
  const jobOfBill = new Map(
    reckoned.posts.flatMap(({ bill, job }) => (bill && job ? [[bill, job] as const] : [])),
  );
  const posts = summedPosts(reckoned.posts).map((post) => ({
    ...post,
    job: post.job || (jobOfBill.get(post.bill ?? '') ?? ''),
  }));
  const byJob = grouped(posts, ({ job }) => job);
  const jobs = new Set([...byJob.keys(), ...reckoned.actuals.map(({ job }) => job)]);
  jobs.delete('');
  return [...jobs]
    .map((id) => jobCosts(id, byJob.get(id) ?? [], reckoned))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
};

/** Amounts that are the same but for their writing. */
export const agrees = ({ procore, quickbooks }: Both): boolean => compare(procore, quickbooks) === 0;

/** All that is held of a job. */
export const retainageOf = ({ retainage }: JobCosts): Both => ({
  procore: sum(retainage.map(({ procore }) => procore)),
  quickbooks: sum(retainage.map(({ quickbooks }) => quickbooks)),
});

/** What the cost of a job is made up of, as far as it has a name. */
export const namedSums = ({ items }: JobCosts) => {
  const all = items.flatMap((one) => one.uncoded);
  return {
    costs: sum(items.map(({ costs }) => costs)),
    actual: sum(items.map(({ actual }) => actual)),
    payroll: sum(items.map(({ payroll }) => payroll)),
    waiting: sum(items.map(({ waiting }) => waiting)),
    uncoded: [...grouped(all, ({ why }) => why)].map(([why, some]) => ({
      why,
      amount: sum(some.map(({ amount }) => amount)),
      lines: some.reduce((so, { lines }) => so + lines, 0),
    })),
  };
};

/** Items whose cost QuickBooks and Procore do not explain to each other. */
export const remainders = ({ items }: JobCosts): readonly ItemCosts[] =>
  items.filter(({ remainder }) => !isZero(remainder));
