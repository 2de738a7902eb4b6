import { addPayment, payOne } from './bill-payments.ts';
import { addBill } from './bills.ts';
import { edit, merge, remove, useCredit, voidTransaction } from './bookkeeper-changes.ts';
import { findTransaction, linesOf, type TransactionKind } from './bookkeeper-finds.ts';
import type { Company, Preferences } from './company.ts';
import type { Fields, ListKind } from './company-file.ts';
import { startCurrencies } from './currencies.ts';
import { addEstimate, estimateFrom } from './estimates.ts';
import { done, fieldsOf, type GivenFields } from './given-fields.ts';
import { addJournal } from './journals.ts';
import { addObject } from './list-change.ts';
import { findByFullName } from './names.ts';
import { addOrder, orderFrom } from './purchase-orders.ts';
import { addPurchase } from './purchases.ts';
import type { PaymentKind, PurchaseKind } from './transactions.ts';

/** What the people do who sit at this QuickBooks. Each throws with QuickBooks' words when it is refused. */
export interface Bookkeeper {
  /** Adds a list object by its full name (`Customer:Job`); gives its ListID. */
  add(kind: ListKind, fullName: string, fields?: GivenFields): string;
  /** Enters a purchase order; lines in `PurchaseOrderLineAdd`. Gives its TxnID. */
  addPurchaseOrder(fields: GivenFields): string;
  /** Enters an estimate; lines in `EstimateLineAdd`. Gives its TxnID. */
  addEstimate(fields: GivenFields): string;
  /** Enters a bill or a vendor credit; lines in `ItemLineAdd` and `ExpenseLineAdd`. Gives its TxnID. */
  addBill(fields: GivenFields, kind?: 'Bill' | 'VendorCredit'): string;
  /** Pays something of a bill by check; gives the TxnID of the check. `more`: its number, date, bank account. */
  payBill(id: string, amount: string, more?: GivenFields): string;
  /** Pays bills by check or card, one `AppliedToTxnAdd` each; gives the TxnID of the payment. */
  pay(kind: PaymentKind, fields: GivenFields): string;
  /** Sets a vendor credit off against a bill of its vendor; no transaction comes of it. */
  useCredit(credit: string, bill: string, amount: string): void;
  /** Enters a check, a charge or credit of a card, or a paycheck; lines as of a bill. Gives its TxnID. */
  addPurchase(kind: PurchaseKind, fields: GivenFields): string;
  /** Enters a journal; lines in `JournalDebitLine` and `JournalCreditLine`. Gives its TxnID. */
  addJournal(fields: GivenFields): string;
  /** The TxnID of the transaction of a kind that has some texts in its head, e.g. its RefNumber or Memo. */
  findTransaction(kind: TransactionKind, texts: Readonly<Record<string, string>>): string | undefined;
  /** The TxnLineIDs of a transaction, in the order in which its lines stand. */
  linesOf(id: string): readonly string[];
  /** The ListID of an object. */
  find(kind: ListKind, fullName: string): string | undefined;
  /**
   * Changes an object, and with it its EditSequence. Lines of a transaction that are given with their TxnLineID stay,
   * those without one are new, and those of the same kind that are not named go.
   */
  edit(id: string, fields: GivenFields): void;
  rename(id: string, name: string): void;
  setActive(id: string, active: boolean): void;
  /** Deletes a transaction, or a list object that nothing refers to; the deleted queries tell of it. */
  remove(id: string): void;
  /** Voids a transaction: it stays, with a memo that says so and nothing on it. */
  void(id: string): void;
  /** Merges a list object into another of its kind, which takes over whatever referred to it. */
  merge(id: string, into: string): void;
  /** Opens an object in a window: changes of it, and transactions that name it, are refused. */
  open(id: string): void;
  close(id: string): void;
  /** Begins or ends a change of a whole list: additions to it are refused. */
  holdList(kind: ListKind): void;
  releaseList(kind: ListKind): void;
  /** Takes a permission away (status code for the message, e.g. VendorAddRq), or gives it back. */
  forbid(message: string, statusCode: '3260' | '3261'): void;
  allow(message: string): void;
  /** Changes a preference of the company file. */
  prefer(
    change: Partial<
      Pick<Preferences, 'closingDate' | 'usesPurchaseOrders' | 'usesEstimates' | 'multiCurrency'>
    >,
  ): void;
  /** Writes the Web Connector's FileID into the company file; false when the owner's stamp is another one. */
  stamp(ownerId: string, fileId: string): boolean;
}

const payBill = (company: Company, id: string, amount: string, more: GivenFields): string => {
  const bill = company.file.bills.get(id);
  if (!bill) throw new Error(`pay ${id}: no bill has this id`);
  return done(`pay ${id}`, payOne(company, bill, amount, fieldsOf(more))).payment.id;
};

const add = (company: Company, kind: ListKind, name: string, given: GivenFields): string => {
  const at = name.lastIndexOf(':');
  const parent: Fields = at < 0 ? {} : { ParentRef: { FullName: name.slice(0, at) } };
  const fields = { ...fieldsOf(given), ...parent, Name: name.slice(at + 1) };
  return done(`add ${kind} ${name}`, addObject(company, kind, fields)).object.id;
};

/** The people at a QuickBooks. */
export const createBookkeeper = (company: Company): Bookkeeper => {
  const { obstacles, preferences } = company;
  return {
    add: (kind, name, fields = {}) => add(company, kind, name, fields),
    addPurchaseOrder: (fields) => done('add order', addOrder(company, orderFrom(fieldsOf(fields)))).order.id,
    addEstimate: (fields) =>
      done('add estimate', addEstimate(company, estimateFrom(fieldsOf(fields)))).order.id,
    addBill: (fields, kind = 'Bill') => done(`add ${kind}`, addBill(company, kind, fieldsOf(fields))).bill.id,
    addPurchase: (kind, fields) =>
      done(`add ${kind}`, addPurchase(company, kind, fieldsOf(fields))).purchase.id,
    addJournal: (fields) => done('add journal', addJournal(company, fieldsOf(fields))).journal.id,
    pay: (kind, fields) => done(`add ${kind}`, addPayment(company, kind, fieldsOf(fields))).payment.id,
    useCredit: (credit, bill, amount) => useCredit(company, credit, bill, amount),
    payBill: (id, amount, more = {}) => payBill(company, id, amount, more),
    findTransaction: (kind, texts) => findTransaction(company, kind, texts),
    linesOf: (id) => linesOf(company, id),
    find: (kind, name) => findByFullName(company.file, [kind], name)?.id,
    edit: (id, fields) => edit(company, id, fields),
    rename: (id, name) => edit(company, id, { Name: name }),
    setActive: (id, active) => edit(company, id, { IsActive: String(active) }),
    remove: (id) => remove(company, id),
    void: (id) => voidTransaction(company, id),
    merge: (id, into) => merge(company, id, into),
    open: (id) => void obstacles.openObjects.add(id),
    close: (id) => void obstacles.openObjects.delete(id),
    holdList: (kind) => void obstacles.busyLists.add(kind),
    releaseList: (kind) => void obstacles.busyLists.delete(kind),
    forbid: (message, statusCode) => void obstacles.forbidden.set(message, statusCode),
    allow: (message) => void obstacles.forbidden.delete(message),
    prefer: (change) => {
      Object.assign(preferences, change);
      if (preferences.multiCurrency) startCurrencies(company);
    },
    stamp: (ownerId, fileId) => {
      const { stamps } = company.file;
      if (stamps.has(ownerId)) return stamps.get(ownerId) === fileId;
      stamps.set(ownerId, fileId);
      return true;
    },
  };
};
