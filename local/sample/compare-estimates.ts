import type { BookEstimate, Books } from './books.ts';
import { canonical, sumOf } from './decimals.ts';
import { type Difference, unlessSame, unlessSameNames } from './difference.ts';
import type { Expectation } from './expectation.ts';
import type { Estimate } from './posting.ts';

const compareEstimate = (estimate: Estimate, found: BookEstimate, country: 'US' | 'CA'): Difference[] => {
  const about = `estimate ${estimate.number}`;
  const total = sumOf(found.lines.map(({ amount }) => amount));
  return [
    ...unlessSame(`${about}, job`, estimate.job, found.job),
    ...unlessSame(`${about}, memo`, estimate.memo, found.memo),
    ...unlessSame(`${about}, tax included`, country === 'CA' ? 'false' : '', found.taxIncluded),
    ...unlessSame(`${about}, total`, canonical(estimate.total), canonical(total)),
    ...unlessSame(`${about}, lines`, String(estimate.lines.length), String(found.lines.length)),
    ...estimate.lines.flatMap(([item, text, quantity, rate, amount, taxCode = ''], n) => {
      const line = found.lines[n];
      const place = `${about}, line ${n + 1}`;
      if (!line) return [];
      return [
        ...unlessSame(`${place}, item`, item, line.item),
        ...unlessSame(`${place}, description`, text, line.text),
        ...unlessSame(`${place}, quantity`, canonical(quantity), canonical(line.quantity)),
        ...unlessSame(`${place}, rate`, canonical(rate), canonical(line.rate)),
        ...unlessSame(`${place}, amount`, canonical(amount), canonical(line.amount)),
        ...unlessSame(`${place}, tax code`, taxCode, line.taxCode),
      ];
    }),
  ];
};

/** Estimates: all of them are hand-written, and there is no other. */
export const compareEstimates = (books: Books, { estimates, before }: Expectation): Difference[] => [
  ...unlessSameNames(
    'estimate',
    estimates.map(({ number }) => number),
    books.estimates.map(({ number }) => number),
  ),
  ...estimates.flatMap((estimate) =>
    books.estimates
      .filter(({ number }) => number === estimate.number)
      .slice(0, 1)
      .flatMap((found) => compareEstimate(estimate, found, before.country)),
  ),
];
