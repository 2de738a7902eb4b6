import type { BookCheck, Books } from './books.ts';
import { canonical, sumOf } from './decimals.ts';
import { type Difference, unlessSame, unlessSameNames } from './difference.ts';
import type { Expectation } from './expectation.ts';
import type { ReadCheck } from './reading-bills.ts';

const billsOf = (bills: readonly (readonly [number: string, amount: string])[]): string =>
  bills.map(([number, amount]) => `${number}: ${canonical(amount)}`).join(', ');

const compareCheck = (check: ReadCheck, found: BookCheck, { payable, bank }: Expectation): Difference[] => {
  const about = `check "${check.memo}"`;
  const total = sumOf(found.bills.map(({ amount }) => amount));
  return [
    ...unlessSame(`${about}, number`, check.number, found.number),
    ...unlessSame(`${about}, vendor`, check.vendor, found.vendor),
    ...(check.date === undefined ? [] : unlessSame(`${about}, date`, check.date, found.date)),
    ...unlessSame(`${about}, bank`, bank, found.bank),
    // Procore Pay has paid: nobody may print a check for it.
    ...(check.number === '' ? unlessSame(`${about}, to be printed`, 'false', found.toBePrinted) : []),
    ...unlessSame(`${about}, payable account`, payable, found.payable),
    ...unlessSame(`${about}, total`, canonical(check.total), canonical(total)),
    ...unlessSame(
      `${about}, bills`,
      billsOf(check.bills),
      billsOf(found.bills.map(({ number, amount }) => [number, amount] as const)),
    ),
  ];
};

/** Checks that pay bills: each field by field, and no other. */
export const compareChecks = (books: Books, expectation: Expectation): Difference[] => {
  const written = new Set(expectation.checks.map(({ id }) => id));
  const ordinary = expectation.totals.checks.filter(({ id }) => !written.has(id));
  const all: readonly ReadCheck[] = [...expectation.checks, ...ordinary];
  return [
    ...unlessSameNames(
      'check',
      all.map(({ memo }) => memo),
      books.checks.map(({ memo }) => memo),
    ),
    ...all.flatMap((check) =>
      books.checks
        .filter(({ memo }) => memo === check.memo)
        .slice(0, 1)
        .flatMap((found) => compareCheck(check, found, expectation)),
    ),
  ];
};
