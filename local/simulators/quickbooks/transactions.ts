import type { Fields } from './company-file.ts';

/** What every transaction has. */
export interface Transaction {
  readonly id: string;
  readonly txnNumber: number;
  /** Seconds since 1970. */
  readonly created: number;
  modified: number;
  editSequence: string;
  fields: Fields;
}

export interface OrderLine {
  readonly id: string;
  fields: Fields;
  /** Of a group: its lines. */
  members?: OrderLine[];
}

/** A transaction with item lines. */
export interface PurchaseOrder extends Transaction {
  lines: OrderLine[];
}

export type Estimate = PurchaseOrder;

export interface BillLine {
  readonly id: string;
  readonly of: 'expense' | 'item';
  fields: Fields;
  /** The purchase order line that it draws down, by its Quantity. */
  readonly link?: { readonly order: string; readonly line: string };
}

/** A bill, or a vendor credit, which differs from it by what it does to what is owed. */
export interface Bill extends Transaction {
  readonly kind: 'Bill' | 'VendorCredit';
  lines: BillLine[];
  /** What pays it, or what a credit pays; together they are no more than its total. */
  applied: Applied[];
}

/** Money of another transaction, as a LinkedTxn tells of it. */
export interface Applied {
  /** TxnID of the payment. */
  readonly id: string;
  /** e.g. `BillPaymentCheck`; `Discount` for what a payment did not have to pay. */
  readonly type: string;
  readonly date: string;
  readonly refNumber?: string;
  readonly amount: string;
}

/** What a payment pays of one bill. */
export interface Paid {
  /** TxnID. */
  readonly bill: string;
  /** Money, without the discount. */
  readonly amount: string;
  readonly discount?: string;
  /** ListID. */
  readonly discountAccount?: string;
}

export type PaymentKind = 'BillPaymentCheck' | 'BillPaymentCreditCard';

/** A check, or a charge of a card, that pays bills. */
export interface BillPayment extends Transaction {
  readonly kind: PaymentKind;
  paid: readonly Paid[];
}

export type PurchaseKind = 'Check' | 'CreditCardCharge' | 'CreditCardCredit' | 'Paycheck';

/** What was paid at once, or credited to a card. A paycheck has lines too, of which only reports tell. */
export interface Purchase extends Transaction {
  readonly kind: PurchaseKind;
  lines: BillLine[];
}

export interface JournalLine {
  readonly id: string;
  readonly of: 'JournalDebitLine' | 'JournalCreditLine';
  fields: Fields;
}

/** A journal entry; its debits and credits are equal. */
export interface Journal extends Transaction {
  lines: JournalLine[];
}
