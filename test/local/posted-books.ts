import { openBooks } from '../../local/sample/open-books.ts';
import type { Sample } from '../../local/sample/samples.ts';
import {
  type Bookkeeper,
  createQuickBooks,
  type QuickBooks,
} from '../../local/simulators/quickbooks/quickbooks.ts';

const addLists = (people: Bookkeeper, { expectation }: Sample): void => {
  const { jobs, vendors, items } = expectation.totals;
  for (const name of jobs.values()) if (!people.find('Customer', name)) people.add('Customer', name);
  for (const name of vendors.values()) if (!people.find('Vendor', name)) people.add('Vendor', name);
  for (const { fullName, accounts } of items)
    if (accounts)
      people.add('ItemService', fullName, {
        SalesAndPurchase: { IncomeAccountRef: accounts.income, ExpenseAccountRef: accounts.expense },
      });
};

const addOrders = (people: Bookkeeper, { expectation }: Sample): void => {
  for (const { number, vendor, date, job, lines } of expectation.postings)
    people.addPurchaseOrder({
      ...{ VendorRef: vendor, RefNumber: number, TxnDate: date },
      PurchaseOrderLineAdd: lines.map(([ItemRef, Desc, Quantity, , Amount]) => ({
        ...{ ItemRef, Desc, Quantity, Amount, CustomerRef: job },
      })),
    });
  for (const { number, job, lines } of expectation.estimates)
    people.addEstimate({
      ...{ CustomerRef: job, RefNumber: number },
      EstimateLineAdd: lines.map(([ItemRef, Desc, Quantity, Rate]) => ({ ItemRef, Desc, Quantity, Rate })),
    });
};

const addBills = (people: Bookkeeper, { expectation, settings }: Sample): void => {
  for (const { kind, number, vendor, date, job, lines } of expectation.billings)
    people.addBill(
      {
        ...{ VendorRef: vendor, RefNumber: number, TxnDate: date },
        ItemLineAdd: lines.map(([ItemRef, Desc, Quantity, Amount]) => ({
          ...{ ItemRef, Desc, Quantity, Amount, CustomerRef: job, BillableStatus: 'NotBillable' },
        })),
      },
      kind,
    );
  for (const { number, memo, vendor, date, bills } of expectation.checks)
    people.pay('BillPaymentCheck', {
      ...{ PayeeEntityRef: vendor, BankAccountRef: settings.accounts.bank, TxnDate: date, Memo: memo },
      ...(number !== '' && { RefNumber: number }),
      AppliedToTxnAdd: bills.map(([bill, PaymentAmount]) => ({
        ...{ TxnID: people.findTransaction('Bill', { RefNumber: bill }) ?? '', PaymentAmount },
      })),
    });
};

/** The books of a sample as the connector leaves them, as far as they are written by hand; bills draw no orders. */
export const postedBooks = (sample: Sample): QuickBooks => {
  const { country, closingDate } = sample.quickbooks;
  const quickbooks = createQuickBooks({ country, closingDate, now: () => new Date('2026-07-01T16:00:00Z') });
  openBooks(quickbooks.people, sample.quickbooks);
  addLists(quickbooks.people, sample);
  addOrders(quickbooks.people, sample);
  addBills(quickbooks.people, sample);
  return quickbooks;
};
