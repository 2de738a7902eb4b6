import type {
  BookBill,
  BookCheck,
  BookEstimate,
  BookItem,
  BookOrder,
  Books,
  BookVendor,
} from '../../local/sample/books.ts';
import { amountOf, sumOf } from '../../local/sample/decimals.ts';
import type { Expectation, RecordState } from '../../local/sample/expectation.ts';
import { openBooks } from '../../local/sample/open-books.ts';
import type { Billing, Posting } from '../../local/sample/posting.ts';
import { readBooks } from '../../local/sample/read-books.ts';
import { createQuickBooks } from '../../local/simulators/quickbooks/quickbooks.ts';

const orderOf = (posting: Posting, { before: { country }, added }: Expectation): BookOrder => ({
  number: posting.number,
  vendor: posting.vendor,
  date: posting.date,
  memo: posting.memo,
  taxIncluded: country === 'CA' ? 'false' : '',
  lines: [
    ...posting.lines,
    ...added.filter(({ order }) => order === posting.number).flatMap(({ lines }) => lines),
  ].map(([item, text, quantity, rate, amount, taxCode = '']) => ({
    item,
    text,
    quantity,
    rate,
    amount,
    job: posting.job,
    taxCode,
  })),
});

const ordinaryOrders = ({ totals, postings }: Expectation): BookOrder[] => {
  const written = new Set(postings.map((posting) => posting.number));
  return totals.orders
    .filter((order) => !written.has(order.number))
    .map((order) => ({
      number: order.number,
      vendor: order.vendor,
      date: order.date,
      memo: 'anything',
      taxIncluded: '',
      lines: order.lines.map(({ item, amount }) => ({
        item,
        text: 'anything',
        quantity: '1',
        rate: amount,
        amount,
        job: order.job,
        taxCode: '',
      })),
    }));
};

const perfectEstimates = ({ estimates, before }: Expectation): BookEstimate[] =>
  estimates.map(({ number, job, memo, lines }) => ({
    ...{ number, job, memo, taxIncluded: before.country === 'CA' ? 'false' : '' },
    lines: lines.map(([item, text, quantity, rate, amount, taxCode = '']) => ({
      ...{ item, text, quantity, rate, amount, taxCode, job: '' },
    })),
  }));

const writtenBill = (bill: Billing, { before, payable }: Expectation): BookBill => ({
  ...{ kind: bill.kind ?? 'Bill', number: bill.number, vendor: bill.vendor, payable, date: bill.date },
  ...{ memo: bill.memo, taxIncluded: before.country === 'CA' ? 'false' : '', open: '' },
  lines: bill.lines.map(([item, text, quantity, amount, draws, taxCode = '']) => ({
    ...{ item, text, quantity, amount, draws, taxCode, job: bill.job, billable: 'NotBillable' },
    order: draws === '' ? '' : bill.order,
  })),
});

const perfectBills = (expectation: Expectation): BookBill[] => {
  const { billings, totals, payable, retainageItem } = expectation;
  const written = new Set(billings.map(({ id }) => id));
  const ordinary = totals.bills.filter(({ id }) => !written.has(id));
  const plain = { text: 'anything', taxCode: '', billable: 'NotBillable' };
  return [
    ...billings.map((bill) => writtenBill(bill, expectation)),
    ...ordinary.map(({ kind, number, vendor, date, job, order, lines, retainage }) => ({
      ...{ kind, number, vendor, payable, date, memo: 'anything', taxIncluded: '', open: '' },
      lines: [
        ...lines.map((line) => ({ ...plain, ...line, job, order, draws: 'anything' })),
        ...(retainage === 0n
          ? []
          : [
              {
                ...{ ...plain, item: retainageItem, quantity: '1', amount: amountOf(retainage) },
                ...{ job, order: '', draws: '' },
              },
            ]),
      ],
    })),
  ];
};

const withOpen = (bill: BookBill, { totals }: Expectation): BookBill => {
  const paid = totals.checks
    .filter(({ vendor }) => vendor === bill.vendor)
    .flatMap(({ bills }) => bills.filter(([number]) => number === bill.number))
    .map(([, amount]) => `-${amount}`);
  return { ...bill, open: sumOf([...bill.lines.map(({ amount }) => amount), ...paid]) };
};

const perfectChecks = ({ checks, totals, payable, bank }: Expectation): BookCheck[] => {
  const written = new Set(checks.map(({ id }) => id));
  const ordinary = totals.checks.filter(({ id }) => !written.has(id));
  return [...checks, ...ordinary].map(({ number, vendor, date = '', memo, bills }) => ({
    ...{ number, vendor, payable, bank, date, memo, toBePrinted: number === '' ? 'false' : '' },
    bills: bills.map(([of, amount]) => ({ number: of, amount })),
  }));
};

const plainVendor = (name: string): BookVendor => ({
  name,
  active: true,
  companyName: name,
  address: [],
  city: '',
  state: '',
  zip: '',
  country: '',
  phone: '',
  fax: '',
  email: '',
  contact: '',
});

const newItems = ({ totals, itemCards }: Expectation): BookItem[] =>
  totals.items
    .filter((item) => item.accounts)
    .map((item) => ({
      fullName: item.fullName,
      type: 'ItemService',
      active: true,
      salesText: item.text,
      purchaseText: item.text,
      income: item.accounts?.income ?? '',
      expense: item.accounts?.expense ?? '',
      taxCode: '',
      ...itemCards.find((card) => card.fullName === item.fullName),
    }));

/** The books in which everything is right, where the first side of every rivalry came first. */
export const perfectBooks = (expectation: Expectation): Books => {
  const { before, totals, vendorCards, jobCards, postings, rivalries } = expectation;
  const quickbooks = createQuickBooks({ country: before.country });
  openBooks(quickbooks.people, before);
  const books = readBooks(quickbooks.books());
  const winners = rivalries.map((rivalry) => rivalry.sides[0]);
  const vendors = new Set([
    ...totals.vendors.values(),
    ...winners.flatMap((side) => (side.vendor ? [side.vendor.name] : [])),
  ]);
  const isIn = (names: readonly string[]) => (name: string) => names.includes(name);
  const oldVendor = isIn(books.vendors.map((vendor) => vendor.name));
  const oldJob = isIn(books.customers.map((customer) => customer.fullName));
  return {
    vendors: [
      ...books.vendors,
      ...[...vendors]
        .filter((name) => !oldVendor(name))
        .map((name) => vendorCards.find((card) => card.name === name) ?? plainVendor(name)),
    ],
    customers: [...books.customers, ...jobCards.filter((card) => !oldJob(card.fullName))],
    items: [...books.items, ...newItems(expectation)],
    orders: [
      ...books.orders,
      ...[...postings, ...winners.map((side) => side.posting)].map((one) => orderOf(one, expectation)),
      ...ordinaryOrders(expectation),
    ],
    estimates: [...books.estimates, ...perfectEstimates(expectation)],
    bills: [...books.bills, ...perfectBills(expectation)].map((bill) => withOpen(bill, expectation)),
    checks: perfectChecks(expectation),
  };
};

/** The records of a connector that has done everything right, where the first sides came first. */
export const perfectRecords = (expectation: Expectation): RecordState[] => {
  const { totals, estimates, rivalries, planted, codeIds, flagged } = expectation;
  const winners = rivalries.map((rivalry) => rivalry.sides[0]);
  const flagsOf = (flow: string, id: string) =>
    flagged
      .filter((one) => one.startsWith(`${flow} ${id}: `))
      .map((one) => ({ code: one.split(': ')[1] ?? '' }));
  const synced = (flow: string, ids: Iterable<string>): RecordState[] =>
    [...ids].map((id) => ({ flow, id, state: 'synced', flags: flagsOf(flow, id) }));
  return [
    ...planted.map((one) => ({ ...one, id: codeIds.get(one.id) ?? one.id })),
    ...rivalries.flatMap((rivalry) => rivalry.sides[1].whenLost),
    ...totals.unusedParents.map((id) => ({
      flow: 'cost-codes',
      id,
      state: 'skipped',
      reasonCode: 'not-referenced',
    })),
    ...synced(
      'commitments',
      [...totals.orders, ...winners.map((side) => side.posting)].map((one) => one.id),
    ),
    ...synced(
      'budgets',
      estimates.map(({ id }) => id),
    ),
    ...synced(
      'change-orders',
      totals.added.map(({ id }) => id),
    ),
    ...synced(
      'invoices',
      totals.bills.map(({ id }) => id),
    ),
    ...synced(
      'payments',
      totals.checks.map(({ id }) => id),
    ),
    ...synced('companies', totals.vendors.keys()),
    ...synced(
      'companies',
      winners.flatMap((side) => (side.vendor ? [side.vendor.id] : [])),
    ),
    ...synced('projects', totals.jobs.keys()),
    ...synced(
      'cost-codes',
      totals.items.map((item) => item.id),
    ),
  ];
};

/** The same books with one order changed. */
export const withOrder = (
  books: Books,
  number: string,
  change: (order: BookOrder) => BookOrder[],
): Books => ({
  ...books,
  orders: books.orders.flatMap((order) => (order.number === number ? change(order) : [order])),
});
