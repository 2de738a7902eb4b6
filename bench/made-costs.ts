import type { QuickBooks } from '../local/simulators/quickbooks/quickbooks.ts';

/** What a bookkeeper has in QuickBooks before it is read for the first time. */
export interface Holdings {
  readonly vendors: number;
  readonly jobs: number;
  /** Lines of bills; a bill has eight, of two jobs. */
  readonly costLines: number;
}

const LINES = 8;
const ITEMS = 80;
const CUSTOMERS = 40;

export const billsOf = ({ costLines }: Holdings): number => Math.ceil(costLines / LINES);

const digits = (n: number, length: number): string => String(n).padStart(length, '0');

const addLists = (people: QuickBooks['people'], { vendors, jobs }: Holdings) => {
  const customers = Array.from({ length: CUSTOMERS }, (_, n) => `Owner ${digits(n, 3)}`);
  for (const name of customers) people.add('Customer', name);
  const address = (n: number) => ({
    ...{ Addr1: `${100 + n} Cedar Avenue`, City: 'Tacoma', State: 'WA', PostalCode: '98402' },
  });
  return {
    items: Array.from({ length: ITEMS }, (_, n) =>
      people.add('ItemService', `${digits(1 + (n % 26), 2)}-${digits(100 + n, 3)}`, {
        SalesAndPurchase: {
          IncomeAccountRef: 'Construction Income',
          ExpenseAccountRef: 'Cost of Goods Sold',
        },
      }),
    ),
    jobs: Array.from({ length: jobs }, (_, n) =>
      people.add('Customer', `${customers[n % CUSTOMERS]}:Building ${digits(n, 5)}`, {
        ShipAddress: address(n),
      }),
    ),
    vendors: Array.from({ length: vendors }, (_, n) =>
      people.add('Vendor', `Vendor ${digits(n, 5)} LLC`, {
        ...{ VendorAddress: address(n), Phone: `253-555-${digits(n % 10_000, 4)}` },
        Email: `office${n}@vendor.example`,
      }),
    ),
  };
};

/** Enters lists and bills by hand, without the connector. */
export const enterByHand = (people: QuickBooks['people'], holdings: Holdings): void => {
  const { items, jobs, vendors } = addLists(people, holdings);
  const ref = (ids: readonly string[], n: number) => ({ ListID: ids[n % ids.length] ?? '' });
  for (let n = 0; n < billsOf(holdings); n++)
    people.addBill({
      ...{ VendorRef: ref(vendors, n * 7), RefNumber: `B-${n}`, TxnDate: '2026-03-31' },
      ItemLineAdd: Array.from({ length: LINES }, (_, line) => ({
        ...{ ItemRef: ref(items, n + line), Desc: `Materials delivered to the site, load ${line + 1}` },
        ...{ Quantity: '1', Amount: `${100 + ((n * 13 + line) % 900)}.25` },
        CustomerRef: ref(jobs, n * 2 + (line % 2)),
      })),
    });
};
