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

export interface OrderLine {
  readonly id: string;
  fields: Fields;
  /** Of a group: its lines. */
  members?: OrderLine[];
}

/** A transaction with item lines. */
export interface PurchaseOrder {
  readonly id: string;
  readonly txnNumber: number;
  readonly created: number;
  modified: number;
  editSequence: string;
  fields: Fields;
  lines: OrderLine[];
}

export type Estimate = PurchaseOrder;

/** A bill, or a vendor credit, which differs from it by what it does to what is owed. */
export interface Bill {
  readonly kind: 'Bill' | 'VendorCredit';
  readonly id: string;
  readonly txnNumber: number;
  readonly created: number;
  modified: number;
  editSequence: string;
  fields: Fields;
  lines: BillLine[];
  /** What pays it, or what a credit pays; together they are no more than its total. */
  applied: Applied[];
}

export interface BillLine {
  readonly id: string;
  readonly of: 'expense' | 'item';
  fields: Fields;
  /** The purchase order line that it draws down, by its Quantity. */
  readonly link?: { readonly order: string; readonly line: string };
}

/** Money of another transaction, as a LinkedTxn tells of it. */
export interface Applied {
  /** TxnID of the payment. */
  readonly id: string;
  /** e.g. `BillPaymentCheck`. */
  readonly type: string;
  readonly date: string;
  readonly refNumber?: string;
  readonly amount: string;
}

/** A check that pays bills. */
export interface BillPayment {
  readonly id: string;
  readonly txnNumber: number;
  readonly created: number;
  modified: number;
  editSequence: string;
  fields: Fields;
  /** TxnID of each bill, and what it pays of it. */
  readonly paid: readonly { readonly bill: string; readonly amount: string }[];
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
