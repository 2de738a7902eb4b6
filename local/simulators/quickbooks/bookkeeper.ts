import { changePayment, deletePayment, type PaymentChange, payOne } from './bill-payments.ts';
import { addBill, type BillChange, deleteBill } from './bills.ts';
import type { Company, Preferences } from './company.ts';
import type { Bill, BillPayment, Fields, ListKind, ListObject, PurchaseOrder } from './company-file.ts';
import { deleteObject, deleteOrder } from './delete.ts';
import { addEstimate, changeEstimate, estimateFrom } from './estimates.ts';
import { addObject, changeObject, type ListChange } from './list-change.ts';
import { mergeObjects } from './merge.ts';
import { findByFullName } from './names.ts';
import { addOrder, changeOrder, type OrderChange, orderFrom } from './purchase-orders.ts';
import type { Status } from './status.ts';

/** Fields by element name; a reference may be written as the full name alone. */
export interface GivenFields {
  readonly [element: string]: string | GivenFields | readonly (string | GivenFields)[] | undefined;
}

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
  /** The ListID of an object. */
  find(kind: ListKind, fullName: string): string | undefined;
  /** Changes a list object, a purchase order, an estimate or a check for bills, and with it the EditSequence. */
  edit(id: string, fields: GivenFields): void;
  rename(id: string, name: string): void;
  setActive(id: string, active: boolean): void;
  /** Deletes a transaction, or a list object that nothing refers to; the deleted queries tell of it. */
  remove(id: string): void;
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

const normal = (element: string, value: string | GivenFields): string | Fields => {
  if (typeof value !== 'string') return fieldsOf(value);
  return element.endsWith('Ref') && value !== '' ? { FullName: value } : value;
};

const isSeveral = (
  value: string | GivenFields | readonly (string | GivenFields)[],
): value is readonly (string | GivenFields)[] => Array.isArray(value);

const fieldsOf = (given: GivenFields): Fields => {
  const fields: Fields = {};
  for (const [element, value] of Object.entries(given)) {
    if (value === undefined) continue;
    fields[element] = isSeveral(value) ? value.map((each) => normal(element, each)) : normal(element, value);
  }
  return fields;
};

const refusal = (what: string, status: Status): Error =>
  new Error(`${what}: ${status.statusCode} ${status.statusMessage}`);

const objectOf = (what: string, change: ListChange): ListObject => {
  if ('refused' in change) throw refusal(what, change.refused);
  return change.object;
};

const orderOf = (what: string, change: OrderChange): PurchaseOrder => {
  if ('refused' in change) throw refusal(what, change.refused);
  return change.order;
};

const billOf = (what: string, change: BillChange): Bill => {
  if ('refused' in change) throw refusal(what, change.refused);
  return change.bill;
};

const paymentOf = (what: string, change: PaymentChange): BillPayment => {
  if ('refused' in change) throw refusal(what, change.refused);
  return change.payment;
};

const payBill = (company: Company, id: string, amount: string, more: GivenFields): string => {
  const bill = company.file.bills.get(id);
  if (!bill) throw new Error(`pay ${id}: no bill has this id`);
  return paymentOf(`pay ${id}`, payOne(company, bill, amount, fieldsOf(more))).id;
};

const edit = (company: Company, id: string, given: GivenFields): void => {
  const { objects, orders, estimates, payments } = company.file;
  const [object, order, payment] = [objects.get(id), orders.get(id), payments.get(id)];
  const estimate = estimates.get(id);
  if (object) objectOf(`edit ${id}`, changeObject(company, object, fieldsOf(given)));
  else if (order) orderOf(`edit ${id}`, changeOrder(company, order, orderFrom(fieldsOf(given))));
  else if (estimate) orderOf(`edit ${id}`, changeEstimate(company, estimate, estimateFrom(fieldsOf(given))));
  else if (payment) paymentOf(`edit ${id}`, changePayment(company, payment, fieldsOf(given)));
  else throw new Error(`edit ${id}: nothing has this id`);
};

const remove = (company: Company, id: string): void => {
  const { objects, orders, estimates, bills, payments } = company.file;
  const [object, order, estimate] = [objects.get(id), orders.get(id), estimates.get(id)];
  const [bill, payment] = [bills.get(id), payments.get(id)];
  const refused =
    (bill && deleteBill(company, bill)) ??
    (payment && deletePayment(company, payment)) ??
    (object && deleteObject(company, object));
  if (refused) throw refusal(`remove ${id}`, refused);
  if (bill ?? payment ?? object) return;
  if (order) deleteOrder(company, 'PurchaseOrder', order);
  else if (estimate) deleteOrder(company, 'Estimate', estimate);
  else throw new Error(`remove ${id}: nothing has this id`);
};

const merge = (company: Company, id: string, into: string): void => {
  const { objects } = company.file;
  const [from, to] = [objects.get(id), objects.get(into)];
  if (!from || !to || from === to || from.kind !== to.kind)
    throw new Error(`merge ${id} into ${into}: they are not two of one kind`);
  mergeObjects(company, from, to);
};

const add = (company: Company, kind: ListKind, name: string, given: GivenFields): string => {
  const at = name.lastIndexOf(':');
  const parent: Fields = at < 0 ? {} : { ParentRef: { FullName: name.slice(0, at) } };
  const fields = { ...fieldsOf(given), ...parent, Name: name.slice(at + 1) };
  return objectOf(`add ${kind} ${name}`, addObject(company, kind, fields)).id;
};

/** The people at a QuickBooks. */
export const createBookkeeper = (company: Company): Bookkeeper => {
  const { obstacles, preferences } = company;
  return {
    add: (kind, name, fields = {}) => add(company, kind, name, fields),
    addPurchaseOrder: (fields) => orderOf('add order', addOrder(company, orderFrom(fieldsOf(fields)))).id,
    addEstimate: (fields) => orderOf('add estimate', addEstimate(company, estimateFrom(fieldsOf(fields)))).id,
    addBill: (fields, kind = 'Bill') => billOf(`add ${kind}`, addBill(company, kind, fieldsOf(fields))).id,
    payBill: (id, amount, more = {}) => payBill(company, id, amount, more),
    find: (kind, name) => findByFullName(company.file, [kind], name)?.id,
    edit: (id, fields) => edit(company, id, fields),
    rename: (id, name) => edit(company, id, { Name: name }),
    setActive: (id, active) => edit(company, id, { IsActive: String(active) }),
    remove: (id) => remove(company, id),
    merge: (id, into) => merge(company, id, into),
    open: (id) => void obstacles.openObjects.add(id),
    close: (id) => void obstacles.openObjects.delete(id),
    holdList: (kind) => void obstacles.busyLists.add(kind),
    releaseList: (kind) => void obstacles.busyLists.delete(kind),
    forbid: (message, statusCode) => void obstacles.forbidden.set(message, statusCode),
    allow: (message) => void obstacles.forbidden.delete(message),
    prefer: (change) => void Object.assign(preferences, change),
    stamp: (ownerId, fileId) => {
      const { stamps } = company.file;
      if (stamps.has(ownerId)) return stamps.get(ownerId) === fileId;
      stamps.set(ownerId, fileId);
      return true;
    },
  };
};
