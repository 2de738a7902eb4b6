import type {
  Bill,
  BillPayment,
  Estimate,
  Journal,
  Purchase,
  PurchaseOrder,
  Transaction,
} from './transactions.ts';

/** Elements of a list object or transaction: element name → text, nested aggregate, or several of them. */
export interface Fields {
  [element: string]: Value;
}
export type Value = string | Fields | (string | Fields)[];

export type ListKind =
  | 'Account'
  | 'Class'
  | 'Currency'
  | 'Customer'
  | 'CustomerType'
  | 'Employee'
  | 'InventorySite'
  | 'ItemGroup'
  | 'ItemNonInventory'
  | 'ItemSalesTax'
  | 'ItemService'
  | 'JobType'
  | 'OtherName'
  | 'PaymentMethod'
  | 'PriceLevel'
  | 'SalesRep'
  | 'SalesTaxCode'
  | 'ShipMethod'
  | 'StandardTerms'
  | 'Template'
  | 'Vendor'
  | 'VendorType';

export interface ListObject {
  readonly kind: ListKind;
  readonly id: string;
  name: string;
  /** ListID; absent at the top level. */
  parent?: string;
  active: boolean;
  /** Seconds since 1970. */
  readonly created: number;
  modified: number;
  editSequence: string;
  /** Everything else; references hold a ListID only. */
  fields: Fields;
}

export interface Deletion {
  readonly of: 'list' | 'txn';
  readonly kind: string;
  readonly id: string;
  readonly created: number;
  readonly deleted: number;
  /** Full name or RefNumber. */
  readonly name: string;
}

/** What message set recovery keeps in the company file. */
export interface StoredSet {
  readonly requests: string;
  readonly answers: readonly { readonly request: string; readonly answer: string; readonly bare: string }[];
}

/** Everything a backup of the company file holds. Plain data: structuredClone makes the backup. */
export interface CompanyFile {
  readonly objects: Map<string, ListObject>;
  /** Name key → ListID. */
  readonly names: Map<string, string>;
  readonly orders: Map<string, PurchaseOrder>;
  readonly estimates: Map<string, Estimate>;
  /** Bills and vendor credits. */
  readonly bills: Map<string, Bill>;
  readonly payments: Map<string, BillPayment>;
  readonly purchases: Map<string, Purchase>;
  readonly journals: Map<string, Journal>;
  readonly deletions: Deletion[];
  readonly messageSets: Map<string, StoredSet>;
  /** OwnerID → FileID that the Web Connector stamped. */
  readonly stamps: Map<string, string>;
  nextListNumber: number;
  nextTxnNumber: number;
  nextLineNumber: number;
  lastEditSequence: number;
}

export const emptyCompanyFile = (): CompanyFile => ({
  objects: new Map(),
  names: new Map(),
  orders: new Map(),
  estimates: new Map(),
  bills: new Map(),
  payments: new Map(),
  purchases: new Map(),
  journals: new Map(),
  deletions: [],
  messageSets: new Map(),
  stamps: new Map(),
  nextListNumber: 1,
  nextTxnNumber: 1,
  nextLineNumber: 0x1a2b,
  lastEditSequence: 0,
});

/** QuickBooks' ListID: a counter in hexadecimal and the second of creation, e.g. `80000001-1422671082`. */
export const newListId = (file: CompanyFile, seconds: number): string => {
  const number = file.nextListNumber;
  file.nextListNumber += 1;
  return `${(0x80000000 + number).toString(16).toUpperCase()}-${seconds}`;
};

/** TxnID or TxnLineID; both count on one counter, e.g. `1B2F-1071532115`. */
export const newTxnId = (file: CompanyFile, seconds: number): string => {
  const number = file.nextLineNumber;
  file.nextLineNumber += 1;
  return `${number.toString(16).toUpperCase()}-${seconds}`;
};

/** Looks like the second of the change, and differs for two changes within one second. */
export const newEditSequence = (file: CompanyFile, seconds: number): string => {
  file.lastEditSequence = Math.max(seconds, file.lastEditSequence + 1);
  return String(file.lastEditSequence);
};

/** The shape that QuickBooks gives to ListIDs, TxnIDs and TxnLineIDs. */
export const isObjectId = (id: string): boolean => /^[0-9A-F]{1,8}-\d{1,10}$/i.test(id);

interface Line {
  readonly id: string;
  fields: Fields;
  members?: { fields: Fields }[];
}

/** Every transaction with its lines, those of groups included; payments have none. */
export const allTransactions = (
  file: CompanyFile,
): (Transaction & { readonly lines?: readonly Line[] })[] => [
  ...file.orders.values(),
  ...file.estimates.values(),
  ...file.bills.values(),
  ...file.payments.values(),
  ...file.purchases.values(),
  ...file.journals.values(),
];
