import type { BookLine, BookOrder, Books } from './books.ts';
import { canonical, sumOf } from './decimals.ts';
import { type Difference, unlessSame, unlessSameNames } from './difference.ts';
import type { Expectation, Outcome } from './expectation.ts';
import type { Added, PostedLine, Posting } from './posting.ts';
import { type ExpectedOrder, sumsOf } from './totals.ts';

const totalOf = (order: BookOrder): string => sumOf(order.lines.map((line) => line.amount));

const compareLine = (about: string, line: PostedLine, job: string, found: BookLine): Difference[] => {
  const [item, text, quantity, rate, amount, taxCode = ''] = line;
  return [
    ...unlessSame(`${about}, item`, item, found.item),
    ...unlessSame(`${about}, description`, text, found.text),
    ...unlessSame(`${about}, quantity`, canonical(quantity), canonical(found.quantity)),
    ...(rate === '' ? [] : unlessSame(`${about}, rate`, canonical(rate), canonical(found.rate))),
    ...unlessSame(`${about}, amount`, canonical(amount), canonical(found.amount)),
    ...unlessSame(`${about}, job`, job, found.job),
    ...unlessSame(`${about}, tax code`, taxCode, found.taxCode),
  ];
};

const compareHead = (
  about: string,
  expected: { vendor: string; date: string; total: string; lines: readonly unknown[] },
  found: BookOrder,
): Difference[] => [
  ...unlessSame(`${about}, vendor`, expected.vendor, found.vendor),
  ...unlessSame(`${about}, date`, expected.date, found.date),
  ...unlessSame(`${about}, total`, canonical(expected.total), canonical(totalOf(found))),
  ...unlessSame(`${about}, lines`, String(expected.lines.length), String(found.lines.length)),
];

/** The lines of the commitment, then those of its change orders: which of these came first is not ours to say. */
const withAdded = (posting: Posting, added: readonly Added[], found: BookOrder): Posting => {
  const own = added.filter(({ order }) => order === posting.number);
  const placeOf = ({ lines: [first] }: Added): number =>
    found.lines.findIndex(({ text }) => text === first?.[1]);
  const blocks = own.toSorted((a, b) => placeOf(a) - placeOf(b));
  return {
    ...posting,
    total: sumOf([posting.total, ...own.map(({ total }) => total)]),
    lines: [...posting.lines, ...blocks.flatMap(({ lines }) => lines)],
  };
};

const comparePosting = (posting: Posting, found: BookOrder, country: 'US' | 'CA'): Difference[] => {
  const about = `order ${posting.number}`;
  return [
    ...compareHead(about, posting, found),
    ...unlessSame(`${about}, memo`, posting.memo, found.memo),
    ...unlessSame(`${about}, tax included`, country === 'CA' ? 'false' : '', found.taxIncluded),
    ...posting.lines.flatMap((line, index) => {
      const there = found.lines[index];
      return there ? compareLine(`${about}, line ${index + 1}`, line, posting.job, there) : [];
    }),
  ];
};

const compareOrdinary = (order: ExpectedOrder, found: BookOrder): Difference[] => {
  const about = `order ${order.number}`;
  return [
    ...compareHead(about, order, found),
    ...order.lines.flatMap((line, index) => {
      const there = found.lines[index];
      if (!there) return [];
      const place = `${about}, line ${index + 1}`;
      return [
        ...unlessSame(`${place}, item`, line.item, there.item),
        ...unlessSame(`${place}, amount`, canonical(line.amount), canonical(there.amount)),
        ...unlessSame(`${place}, job`, order.job, there.job),
      ];
    }),
  ];
};

/** The sums by job and vendor, for those who would rather see how much is missing where. */
const compareSums = (books: Books, expected: ReadonlyMap<string, string>): Difference[] => {
  const found = sumsOf(
    books.orders.map((order) => ({
      job: order.lines[0]?.job ?? '',
      vendor: order.vendor,
      total: totalOf(order),
    })),
  );
  return [...new Set([...expected.keys(), ...found.keys()])].flatMap((key) =>
    unlessSame(`sum of ${key}`, canonical(expected.get(key) ?? '0'), canonical(found.get(key) ?? '0')),
  );
};

const ofBefore = (expectation: Expectation): Posting[] =>
  expectation.before.orders.map((order) => ({
    id: '',
    number: order.number,
    vendor: order.vendor,
    job: order.lines[0]?.job ?? '',
    date: order.date,
    memo: order.memo,
    total: sumOf(order.lines.map((line) => line.amount)),
    lines: order.lines.map((line) => [
      line.item,
      line.text,
      line.quantity,
      '',
      line.amount,
      line.taxCode ?? '',
    ]),
  }));

/** What change orders add to the sums. */
const addedSums = (
  orders: readonly { number: string; job: string; vendor: string }[],
  { added }: Expectation,
) =>
  added.flatMap(({ order, total }) =>
    orders.filter(({ number }) => number === order).map(({ job, vendor }) => ({ job, vendor, total })),
  );

/** Purchase orders: the hand-written ones field by field, the others in amounts, and no other. */
export const compareOrders = (books: Books, expectation: Expectation, outcome: Outcome): Difference[] => {
  const postings = [
    ...ofBefore(expectation),
    ...expectation.postings,
    ...outcome.winners.map((side) => side.posting),
  ];
  const written = new Set(postings.map((posting) => posting.number));
  const ordinary = expectation.totals.orders.filter((order) => !written.has(order.number));
  const all = [...postings, ...ordinary];
  const found = (number: string): BookOrder[] => books.orders.filter((order) => order.number === number);
  return [
    ...unlessSameNames(
      'order',
      all.map((order) => order.number),
      books.orders.map((order) => order.number),
    ),
    ...postings.flatMap((posting) =>
      found(posting.number)
        .slice(0, 1)
        .flatMap((order) =>
          comparePosting(withAdded(posting, expectation.added, order), order, expectation.before.country),
        ),
    ),
    ...ordinary.flatMap((order) =>
      found(order.number)
        .slice(0, 1)
        .flatMap((there) => compareOrdinary(order, there)),
    ),
    ...compareSums(books, sumsOf([...all, ...addedSums(all, expectation)])),
  ];
};
