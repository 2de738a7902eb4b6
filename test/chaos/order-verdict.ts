import { type Budget, type ChangeOrder, centsOf } from './billing.ts';
import {
  bookOf,
  type ChainVerdict,
  did,
  endsWithdrawn,
  estimatesOf,
  FINE,
  HELD,
  isTold,
  jobOf,
  recordOf,
  takenBack,
  text,
  total,
} from './chain-end.ts';
import type { Version } from './people.ts';
import type { Outcome } from './verdict.ts';

/** The lines that a change order brought, wherever they stand. */
const broughtBy = ({ books }: Outcome, { number }: ChangeOrder) =>
  books.purchaseOrders.flatMap((order) =>
    order.lines
      .filter(({ fields }) => text(fields.Desc).startsWith(`${number}: `))
      .map((line) => ({ order, line })),
  );

/** Lines of one item become one. */
const asLines = ({
  title,
  lines,
}: Version): ReadonlyMap<string, { readonly item: string; readonly cents: number }> => {
  const byItem = new Map<string, Version['lines']>();
  for (const line of lines) byItem.set(line.item, [...(byItem.get(line.item) ?? []), line]);
  return new Map(
    [...byItem].map(([item, all]) => [
      `${title}: ${all.map(({ description }) => description).join('; ')}`,
      { item, cents: total(all.map(({ amount }) => centsOf(amount))) },
    ]),
  );
};

export const changeOrderVerdict = (outcome: Outcome, one: ChangeOrder): ChainVerdict => {
  const { number, order } = one;
  const { deeds } = outcome;
  const found = broughtBy(outcome, one);
  const record = recordOf(outcome, 'change-orders', one.id);
  const book = bookOf(outcome, order);
  if (found.some((line) => line.order !== book))
    return { losses: [], wrong: [`${number} is in another order`] };
  const versions = deeds.versions.get(number) ?? [];
  const isTaken = (desc: string): boolean => deeds.taken.has(`${order.number} ${desc}`);
  const says = (version: Version): boolean => {
    const lines = [...asLines(version)].filter(([, { cents }]) => cents !== 0);
    const all = lines.every(
      ([desc]) => isTaken(desc) || found.some(({ line }) => text(line.fields.Desc) === desc),
    );
    return (
      all &&
      found.every(({ line: { fields } }) => {
        const said = lines.find(([desc]) => desc === text(fields.Desc))?.[1];
        return said?.cents === centsOf(fields.Amount) && said.item === text(fields.ItemRef);
      })
    );
  };
  const said = versions.filter(says);
  if (record?.state !== 'synced' && found.length === 0) return FINE;
  if (found.length === 0 && !book) return FINE;
  if (found.length === 0 && said.length === 0)
    return { losses: [`${number} is not in ${order.number}`], wrong: [] };
  if (said.length === 0) return { losses: [], wrong: [`${number} says what Procore never said`] };
  const isOld = said.at(-1) !== versions.at(-1) || takenBack(outcome, number);
  return isOld && !isTold(record)
    ? { losses: [], wrong: [`${number} is out of date and nobody is told`] }
    : FINE;
};

const isMissing = (outcome: Outcome, { order }: ChangeOrder): boolean => bookOf(outcome, order) === undefined;

export const endsOfChangeOrder = (outcome: Outcome, one: ChangeOrder): readonly string[] => {
  const { number, order } = one;
  if (broughtBy(outcome, one).length > 0) return ['synced'];
  const taken = [...outcome.deeds.ever].some((deed) => deed.startsWith(`taken ${order.number} ${number}: `));
  const gone = did(outcome, `deleted ${order.number}`) || taken;
  return [
    ...(takenBack(outcome, number) ? [] : ['synced']),
    ...(gone ? ['failed: gone-from-quickbooks', 'synced'] : []),
    ...(did(outcome, `closed ${order.number}`) ? ['failed: order-closed'] : []),
    ...(isMissing(outcome, one) ? HELD : []),
    ...endsWithdrawn(outcome, number),
  ];
};

export const budgetVerdict = (outcome: Outcome, one: Budget): ChainVerdict => {
  const [estimate] = estimatesOf(outcome, one);
  const record = recordOf(outcome, 'budgets', one.projectId);
  if (!estimate) {
    const excused = did(outcome, `deleted ${jobOf(one)}`);
    return excused ? FINE : { losses: [`the estimate of ${one.project} is missing`], wrong: [] };
  }
  const linesOf = (all: readonly (readonly [string, unknown])[]) =>
    all
      .map(([item, amount]) => `${item} ${centsOf(amount)}`)
      .sort()
      .join(', ');
  const found = linesOf(estimate.lines.map(({ fields }) => [text(fields.ItemRef), fields.Amount] as const));
  const versions = outcome.deeds.versions.get(one.project) ?? [];
  const said = versions.map(({ lines }) => linesOf(lines.map(({ item, amount }) => [item, amount] as const)));
  if (!said.includes(found)) return { losses: [], wrong: [`the estimate of ${one.project} says ${found}`] };
  return said.at(-1) === found || isTold(record)
    ? FINE
    : { losses: [], wrong: [`the estimate of ${one.project} is out of date and nobody is told`] };
};

export const endsOfBudget = (outcome: Outcome, one: Budget): readonly string[] =>
  did(outcome, `deleted ${jobOf(one)}`) ? ['synced', 'failed: gone-from-quickbooks'] : ['synced'];

/** Lines that somebody added and that are gone, and order lines of which more is billed than was ordered. */
export const orderLinesOf = (outcome: Outcome): string[] => {
  const { books, deeds } = outcome;
  const standing = new Set(
    books.purchaseOrders.flatMap(({ refNumber, lines }) =>
      lines.map(({ fields }) => `${refNumber} ${text(fields.Desc)}`),
    ),
  );
  const lost = [...deeds.added].filter(
    (line) => !standing.has(line) && !deeds.deleted.has(line.split(' ')[0] ?? ''),
  );
  const drawn = books.purchaseOrders.flatMap(({ refNumber, lines }) =>
    lines.flatMap(({ id, fields }) => {
      const bills = books.bills.flatMap((bill) => bill.lines.filter(({ orderLine }) => orderLine === id));
      const quantity = total(bills.map((line) => Number(line.fields.Quantity)));
      return quantity > Number(fields.Quantity) + 1e-9 ? [`line ${text(fields.Desc)} of ${refNumber}`] : [];
    }),
  );
  return [
    ...lost.map((line) => `somebody's line is gone: ${line}`),
    ...drawn.map((line) => `more is billed than ordered of ${line}`),
  ];
};
