import { compare, isZero, negate, sum } from '../qbxml/money.ts';
import { grouped } from './grouped.ts';
import type { Post } from './ledger.ts';

const total = (posts: readonly Post[]): string => sum(posts.map(({ amount }) => amount));

/** What stands on each item beside what was sent for it. */
const beside = (sent: readonly Post[], standing: readonly Post[]): Map<string, string> => {
  const items = new Set([...sent, ...standing].map(({ item }) => item).filter((item) => item !== ''));
  const on = (posts: readonly Post[], item: string) => total(posts.filter((post) => post.item === item));
  const left = [...items].map((item) => [item, sum([on(standing, item), negate(on(sent, item))])] as const);
  return new Map(left.filter(([, amount]) => !isZero(amount)));
};

/**
 * What Procore invoices of a job in one bill, by item. A whole change order names none: it was spread over the lines of
 * its order, so it counts for the items that the bill has beside the others, where that is just as much.
 */
export const withItems = (procore: readonly Post[], standing: readonly Post[]): readonly Post[] => {
  const isInvoiced = ({ measure }: Post): boolean => measure === 'invoiced';
  const itemless = procore.filter((post) => isInvoiced(post) && post.item === '');
  const spread = [...grouped(itemless, ({ job }) => job)].flatMap(([job, posts]): readonly Post[] => {
    const of = (all: readonly Post[]) => all.filter((post) => isInvoiced(post) && post.job === job);
    const left = beside(of(procore), of(standing));
    const [first] = posts;
    const isAsMuch = compare(sum([...left.values()]), total(posts)) === 0;
    return first && isAsMuch ? [...left].map(([item, amount]) => ({ ...first, item, amount })) : posts;
  });
  return [...procore.filter((post) => !itemless.includes(post)), ...spread];
};
