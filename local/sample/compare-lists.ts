import type { BookItem, Books } from './books.ts';
import { type Difference, unlessEqual, unlessSame, unlessSameNames } from './difference.ts';
import type { Expectation, Outcome } from './expectation.ts';
import type { ExpectedItem } from './totals.ts';

const withBefore = (before: readonly string[], named: Iterable<string>): string[] => [
  ...new Set([...before, ...named]),
];

/** Vendors: those from before, those that an order needs, and no other. */
export const compareVendors = (books: Books, expectation: Expectation, outcome: Outcome): Difference[] => {
  const { before, totals, vendorCards } = expectation;
  const rivals = outcome.winners.flatMap((side) => (side.vendor ? [side.vendor.name] : []));
  const expected = withBefore(
    before.vendors.map((vendor) => vendor.name),
    [...totals.vendors.values(), ...rivals],
  );
  const names = books.vendors.map((vendor) => vendor.name);
  return [
    ...unlessSameNames('vendor', expected, names),
    ...vendorCards.flatMap((card) => {
      const found = books.vendors.find((vendor) => vendor.name === card.name);
      return found ? unlessEqual(`vendor ${card.name}`, { ...card }, { ...found }) : [];
    }),
  ];
};

const fullName = (one: { readonly name: string; readonly parent?: string }): string =>
  one.parent === undefined ? one.name : `${one.parent}:${one.name}`;

/** Customers and jobs: those from before, the projects that go, and no other. */
export const compareCustomers = (books: Books, { before, totals, jobCards }: Expectation): Difference[] => {
  const expected = withBefore(before.customers.map(fullName), totals.jobs.values());
  const names = books.customers.map((customer) => customer.fullName);
  return [
    ...unlessSameNames('job', expected, names),
    ...jobCards.flatMap((card) => {
      const found = books.customers.find((customer) => customer.fullName === card.fullName);
      return found ? unlessEqual(`job ${card.fullName}`, { ...card }, { ...found }) : [];
    }),
  ];
};

const compareItem = (item: ExpectedItem, found: BookItem | undefined): Difference[] => {
  if (!found) return [];
  const about = `item ${item.fullName}`;
  return [
    ...unlessSame(`${about}, salesText`, item.text, found.salesText),
    ...unlessSame(`${about}, purchaseText`, item.text, found.purchaseText),
    ...(item.accounts ? unlessEqual(about, { ...item.accounts }, { ...found }) : []),
  ];
};

/** Items: those from before, the cost codes that go, and no other. */
export const compareItems = (books: Books, { before, totals, itemCards }: Expectation): Difference[] => {
  const byName = new Map(books.items.map((item) => [item.fullName, item]));
  const expected = withBefore(
    before.items.map(fullName),
    totals.items.map((item) => item.fullName),
  );
  const cards = new Set(itemCards.map((card) => card.fullName));
  return [
    ...unlessSameNames(
      'item',
      expected,
      books.items.map((item) => item.fullName),
    ),
    ...totals.items
      .filter((item) => !cards.has(item.fullName))
      .flatMap((item) => compareItem(item, byName.get(item.fullName))),
    ...itemCards.flatMap((card) => {
      const found = byName.get(card.fullName);
      return found ? unlessEqual(`item ${card.fullName}`, { ...card }, { ...found }) : [];
    }),
  ];
};
