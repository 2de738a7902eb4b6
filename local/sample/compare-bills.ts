import type { BookBill, BookBillLine, Books } from './books.ts';
import { amountOf, canonical, centsOf, sumOf } from './decimals.ts';
import { type Difference, unlessSame, unlessSameNames } from './difference.ts';
import type { Expectation } from './expectation.ts';
import type { BilledLine, Billing } from './posting.ts';
import type { ReadBill } from './reading-bills.ts';

const wordOf = (kind: BookBill['kind'] = 'Bill'): string => (kind === 'Bill' ? 'bill' : 'credit');

const keyOf = ({ kind, vendor, number }: Named): string => `${wordOf(kind)} ${number} of ${vendor}`;

const totalOf = ({ lines }: BookBill): string => sumOf(lines.map((line) => line.amount));

type Head = Pick<Billing, 'kind' | 'number' | 'vendor' | 'date' | 'total'> & {
  readonly lines: readonly unknown[];
};

const compareHead = (
  about: string,
  expected: Head,
  found: BookBill,
  { payable }: Expectation,
): Difference[] => [
  ...unlessSame(`${about}, date`, expected.date, found.date),
  ...unlessSame(`${about}, payable account`, payable, found.payable),
  ...unlessSame(`${about}, total`, canonical(expected.total), canonical(totalOf(found))),
  ...unlessSame(`${about}, lines`, String(expected.lines.length), String(found.lines.length)),
];

const compareMoney = (
  about: string,
  expected: { item: string; amount: string; job: string; order: string },
  found: BookBillLine,
): Difference[] => [
  ...unlessSame(`${about}, item`, expected.item, found.item),
  ...unlessSame(`${about}, amount`, canonical(expected.amount), canonical(found.amount)),
  ...unlessSame(`${about}, job`, expected.job, found.job),
  ...unlessSame(`${about}, order`, expected.order, found.order),
  ...unlessSame(`${about}, billable`, 'NotBillable', found.billable),
];

const compareLine = (about: string, line: BilledLine, { job, order }: Billing, found: BookBillLine) => {
  const [item, text, quantity, amount, draws, taxCode = ''] = line;
  return [
    ...compareMoney(about, { item, amount, job, order: draws === '' ? '' : order }, found),
    ...unlessSame(`${about}, description`, text, found.text),
    ...unlessSame(`${about}, quantity`, canonical(quantity), canonical(found.quantity)),
    ...unlessSame(`${about}, draws`, draws, found.draws),
    ...unlessSame(`${about}, tax code`, taxCode, found.taxCode),
  ];
};

const compareWritten = (bill: Billing, found: BookBill, expectation: Expectation): Difference[] => {
  const about = keyOf(bill);
  const isIncluded = expectation.before.country === 'CA' ? 'false' : '';
  return [
    ...compareHead(about, bill, found, expectation),
    ...unlessSame(`${about}, memo`, bill.memo, found.memo),
    ...unlessSame(`${about}, tax included`, isIncluded, found.taxIncluded),
    ...bill.lines.flatMap((line, n) => {
      const there = found.lines[n];
      return there ? compareLine(`${about}, line ${n + 1}`, line, bill, there) : [];
    }),
  ];
};

/** With the retainage line, where there is one; that one draws down nothing. */
const linesOf = (bill: ReadBill, retainageItem: string) => [
  ...bill.lines.map((line) => ({ ...line, order: bill.order })),
  ...(bill.retainage === 0n
    ? []
    : [{ item: retainageItem, amount: amountOf(bill.retainage), quantity: '1', order: '' }]),
];

const compareOrdinary = (bill: ReadBill, found: BookBill, expectation: Expectation): Difference[] => {
  const about = keyOf(bill);
  const lines = linesOf(bill, expectation.retainageItem);
  return [
    ...compareHead(about, { ...bill, kind: undefined, lines }, found, expectation),
    ...lines.flatMap((line, n) => {
      const there = found.lines[n];
      if (!there) return [];
      const place = `${about}, line ${n + 1}`;
      return [
        ...compareMoney(place, { ...line, job: bill.job }, there),
        ...unlessSame(`${place}, quantity`, canonical(line.quantity), canonical(there.quantity)),
      ];
    }),
  ];
};

/** In the US, where bills have no tax: what the expected checks leave of each. */
const compareOpen = (books: Books, expectation: Expectation): Difference[] => {
  if (expectation.before.country !== 'US') return [];
  const paidOf = (bill: BookBill): bigint =>
    expectation.totals.checks
      .filter(({ vendor }) => vendor === bill.vendor)
      .flatMap(({ bills }) => bills)
      .filter(([number]) => number === bill.number)
      .reduce((sum, [, amount]) => sum + centsOf(amount), 0n);
  return books.bills.flatMap((bill) => {
    const open = amountOf(centsOf(totalOf(bill)) - paidOf(bill));
    return unlessSame(`${keyOf(bill)}, open`, canonical(open), canonical(bill.open));
  });
};

type Amounts = readonly { readonly under: string; readonly cents: bigint }[];

const summed = (amounts: Amounts): ReadonlyMap<string, bigint> => {
  const sums = new Map<string, bigint>();
  for (const { under, cents } of amounts) sums.set(under, (sums.get(under) ?? 0n) + cents);
  return sums;
};

/** What is billed by job, vendor and item; credits count against it. */
const compareSums = (books: Books, expected: Amounts): Difference[] => {
  const found = summed(
    books.bills.flatMap(({ kind, vendor, lines }) =>
      lines.map(({ job, item, amount }) => ({
        under: `${job} / ${vendor} / ${item}`,
        cents: kind === 'Bill' ? centsOf(amount) : -centsOf(amount),
      })),
    ),
  );
  const wanted = summed(expected);
  return [...new Set([...wanted.keys(), ...found.keys()])].flatMap((key) =>
    unlessSame(`billed of ${key}`, amountOf(wanted.get(key) ?? 0n), amountOf(found.get(key) ?? 0n)),
  );
};

const ofBefore = ({ before }: Expectation): Billing[] =>
  before.bills.map(({ item, text, amount, ...bill }) => ({
    ...{ ...bill, id: '', order: '', job: '', total: amount },
    lines: [[item, text, '1', amount, '']],
  }));

const amountsOf = (written: readonly Billing[], ordinary: readonly ReadBill[], retainageItem: string) => [
  ...written.flatMap(({ kind, job, vendor, lines }) =>
    lines.map(([item, , , amount]) => ({
      under: `${job} / ${vendor} / ${item}`,
      cents: kind ? -centsOf(amount) : centsOf(amount),
    })),
  ),
  ...ordinary.flatMap((bill) =>
    linesOf(bill, retainageItem).map(({ item, amount }) => ({
      under: `${bill.job} / ${bill.vendor} / ${item}`,
      cents: centsOf(amount),
    })),
  ),
];

interface Named {
  readonly kind?: BookBill['kind'];
  readonly number: string;
  readonly vendor: string;
}

const compareNames = (expected: readonly Named[], found: readonly Named[]): Difference[] =>
  (['Bill', 'VendorCredit'] as const).flatMap((kind) => {
    const namesOf = (all: readonly Named[]) =>
      all
        .filter((one) => (one.kind ?? 'Bill') === kind)
        .map(({ number, vendor }) => `${number} of ${vendor}`);
    return unlessSameNames(wordOf(kind), namesOf(expected), namesOf(found));
  });

/** Bills and credits: the hand-written ones field by field, the others in amounts and quantities, and no other. */
export const compareBills = (books: Books, expectation: Expectation): Difference[] => {
  const before = ofBefore(expectation);
  const ids = new Set(expectation.billings.map(({ id }) => id));
  const ordinary = expectation.totals.bills.filter(({ id }) => !ids.has(id));
  const found = (key: string): BookBill[] => books.bills.filter((bill) => keyOf(bill) === key).slice(0, 1);
  const untouched = before.flatMap((bill) =>
    found(keyOf(bill)).flatMap((there) => [
      ...unlessSame(`${keyOf(bill)}, memo`, bill.memo, there.memo),
      ...unlessSame(`${keyOf(bill)}, date`, bill.date, there.date),
      ...unlessSame(`${keyOf(bill)}, total`, bill.total, totalOf(there)),
    ]),
  );
  return [
    ...compareNames([...before, ...expectation.billings, ...ordinary], books.bills),
    ...untouched,
    ...expectation.billings.flatMap((bill) =>
      found(keyOf(bill)).flatMap((there) => compareWritten(bill, there, expectation)),
    ),
    ...ordinary.flatMap((bill) =>
      found(keyOf(bill)).flatMap((there) => compareOrdinary(bill, there, expectation)),
    ),
    ...compareOpen(books, expectation),
    ...compareSums(
      books,
      amountsOf([...before, ...expectation.billings], ordinary, expectation.retainageItem),
    ),
  ];
};
