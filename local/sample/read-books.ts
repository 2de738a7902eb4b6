import type { BookObject, Books as PlainBooks, PlainFields } from '../simulators/quickbooks/quickbooks.ts';
import type {
  BookBill,
  BookCheck,
  BookCustomer,
  BookEstimate,
  BookItem,
  BookLine,
  BookOrder,
  Books,
  BookVendor,
} from './books.ts';

const nested = (fields: PlainFields, element: string): PlainFields => {
  const value = fields[element];
  return value === undefined || typeof value === 'string' || Array.isArray(value)
    ? {}
    : (value as PlainFields);
};

const text = (fields: PlainFields, element: string): string => {
  const value = fields[element];
  return typeof value === 'string' ? value : '';
};

const placeOf = (fields: PlainFields) => ({
  address: ['Addr1', 'Addr2', 'Addr3', 'Addr4', 'Addr5']
    .map((element) => text(fields, element))
    .filter((line) => line !== ''),
  city: text(fields, 'City'),
  state: text(fields, 'State'),
  zip: text(fields, 'PostalCode'),
  country: text(fields, 'Country'),
});

const vendorOf = ({ fullName, active, fields }: BookObject): BookVendor => ({
  name: fullName,
  active,
  companyName: text(fields, 'CompanyName'),
  ...placeOf(nested(fields, 'VendorAddress')),
  phone: text(fields, 'Phone'),
  fax: text(fields, 'Fax'),
  email: text(fields, 'Email'),
  contact: text(fields, 'Contact'),
});

const customerOf = ({ fullName, active, fields }: BookObject): BookCustomer => ({
  fullName,
  active,
  ...placeOf(nested(fields, 'ShipAddress')),
  jobStatus: text(fields, 'JobStatus'),
  jobText: text(fields, 'JobDesc'),
  start: text(fields, 'JobStartDate'),
  end: text(fields, 'JobProjectedEndDate'),
});

const itemOf = ({ kind, fullName, active, fields }: BookObject): BookItem => {
  const both = nested(fields, 'SalesAndPurchase');
  return {
    fullName,
    type: kind,
    active,
    salesText: text(both, 'SalesDesc'),
    purchaseText: text(both, 'PurchaseDesc'),
    income: text(both, 'IncomeAccountRef'),
    expense: text(both, 'ExpenseAccountRef'),
    taxCode: text(fields, 'SalesTaxCodeRef'),
  };
};

const lineOf = (fields: PlainFields): BookLine => ({
  item: text(fields, 'ItemRef'),
  text: text(fields, 'Desc'),
  quantity: text(fields, 'Quantity'),
  rate: text(fields, 'Rate'),
  amount: text(fields, 'Amount'),
  job: text(fields, 'CustomerRef'),
  taxCode: text(fields, 'SalesTaxCodeRef'),
});

const orderOf = (order: PlainBooks['purchaseOrders'][number]): BookOrder => ({
  number: order.refNumber,
  vendor: text(order.fields, 'VendorRef'),
  date: text(order.fields, 'TxnDate'),
  memo: text(order.fields, 'Memo'),
  taxIncluded: text(order.fields, 'IsTaxIncluded'),
  lines: order.lines.map((line) => lineOf(line.fields)),
});

const estimateOf = (estimate: PlainBooks['estimates'][number]): BookEstimate => ({
  number: estimate.refNumber,
  job: text(estimate.fields, 'CustomerRef'),
  memo: text(estimate.fields, 'Memo'),
  taxIncluded: text(estimate.fields, 'IsTaxIncluded'),
  lines: estimate.lines.map((line) => lineOf(line.fields)),
});

const billOf = (
  bill: PlainBooks['bills'][number],
  orders: ReadonlyMap<string, PlainBooks['purchaseOrders'][number]>,
): BookBill => ({
  kind: bill.kind,
  number: bill.refNumber,
  vendor: text(bill.fields, 'VendorRef'),
  payable: text(bill.fields, 'APAccountRef'),
  date: text(bill.fields, 'TxnDate'),
  memo: text(bill.fields, 'Memo'),
  taxIncluded: text(bill.fields, 'IsTaxIncluded'),
  open: bill.open,
  lines: bill.lines.map(({ fields, order: id = '', orderLine }) => {
    const order = orders.get(id);
    const drawn = order?.lines.find((line) => line.id === orderLine);
    return {
      ...lineOf(fields),
      billable: text(fields, 'BillableStatus'),
      order: order?.refNumber ?? '',
      draws: drawn ? text(drawn.fields, 'Desc') : '',
    };
  }),
});

const checkOf = (
  check: PlainBooks['payments'][number],
  bills: ReadonlyMap<string, PlainBooks['bills'][number]>,
): BookCheck => ({
  number: check.refNumber,
  vendor: text(check.fields, 'PayeeEntityRef'),
  payable: text(check.fields, 'APAccountRef'),
  bank: text(check.fields, 'BankAccountRef'),
  toBePrinted: text(check.fields, 'IsToBePrinted'),
  date: text(check.fields, 'TxnDate'),
  memo: text(check.fields, 'Memo'),
  bills: check.paid.map(({ bill, amount }) => ({ number: bills.get(bill)?.refNumber ?? '', amount })),
});

/** The simulator's books in the terms of the expectation: the only place that knows its shape. */
export const readBooks = (books: PlainBooks): Books => {
  const of = (...kinds: readonly BookObject['kind'][]): BookObject[] =>
    books.objects.filter((object) => kinds.includes(object.kind));
  const orders = new Map(books.purchaseOrders.map((order) => [order.id, order]));
  const bills = new Map(books.bills.map((bill) => [bill.id, bill]));
  return {
    vendors: of('Vendor').map(vendorOf),
    customers: of('Customer').map(customerOf),
    items: of('ItemService', 'ItemNonInventory', 'ItemGroup').map(itemOf),
    orders: books.purchaseOrders.map(orderOf),
    estimates: books.estimates.map(estimateOf),
    bills: books.bills.map((bill) => billOf(bill, orders)),
    checks: books.payments.map((check) => checkOf(check, bills)),
  };
};
