import type { QuickBooks } from '../simulators/quickbooks/quickbooks.ts';
import type { QuickBooksBefore } from './quickbooks-before.ts';

const fullName = (one: { readonly name: string; readonly parent?: string }): string =>
  one.parent === undefined ? one.name : `${one.parent}:${one.name}`;

const addEntities = (people: QuickBooks['people'], before: QuickBooksBefore): void => {
  for (const customer of before.customers) {
    const id = people.add('Customer', fullName(customer));
    if (customer.active === false) people.setActive(id, false);
  }
  for (const vendor of before.vendors) {
    const [Addr1, Addr2] = vendor.address ?? [];
    const address = Addr1 === undefined ? {} : { VendorAddress: { Addr1, Addr2 } };
    const id = people.add('Vendor', vendor.name, { ...address, Phone: vendor.phone });
    if (vendor.active === false) people.setActive(id, false);
  }
  for (const employee of before.employees) {
    const [FirstName, LastName] = employee.split(' ');
    people.add('Employee', employee, { FirstName, LastName });
  }
};

const addItems = (people: QuickBooks['people'], before: QuickBooksBefore): void => {
  for (const item of before.items) {
    people.add(item.type === 'Service' ? 'ItemService' : 'ItemNonInventory', fullName(item), {
      SalesAndPurchase: {
        SalesDesc: item.text,
        IncomeAccountRef: item.income,
        PurchaseDesc: item.text,
        ExpenseAccountRef: item.expense,
      },
    });
  }
};

const addOrders = (people: QuickBooks['people'], before: QuickBooksBefore): void => {
  for (const order of before.orders) {
    people.addPurchaseOrder({
      VendorRef: order.vendor,
      TxnDate: order.date,
      RefNumber: order.number,
      Memo: order.memo,
      PurchaseOrderLineAdd: order.lines.map((line) => ({
        ItemRef: line.item,
        Desc: line.text,
        Quantity: line.quantity,
        Amount: line.amount,
        CustomerRef: line.job,
        SalesTaxCodeRef: line.taxCode,
      })),
    });
  }
};

const addBills = (people: QuickBooks['people'], before: QuickBooksBefore): void => {
  for (const bill of before.bills) {
    people.addBill({
      VendorRef: bill.vendor,
      TxnDate: bill.date,
      RefNumber: bill.number,
      Memo: bill.memo,
      ItemLineAdd: [{ ItemRef: bill.item, Desc: bill.text, Quantity: '1', Amount: bill.amount }],
    });
  }
};

/** Enters into an empty company file what it holds before the connector's first visit. */
export const openBooks = (people: QuickBooks['people'], before: QuickBooksBefore): void => {
  for (const account of before.accounts) {
    people.add('Account', account.fullName, { AccountType: account.type });
  }
  for (const code of before.taxCodes) {
    people.add('SalesTaxCode', code.name, { IsTaxable: String(code.taxable), Desc: code.text });
  }
  addEntities(people, before);
  addItems(people, before);
  addOrders(people, before);
  addBills(people, before);
};
