import { changePayment, deletePayment, useCredit as setOff, voidPayment } from './bill-payments.ts';
import { changeBill, deleteBill, voidBill } from './bills.ts';
import type { Company } from './company.ts';
import { deleteObject, deleteOrder } from './delete.ts';
import { changeEstimate, estimateFrom } from './estimates.ts';
import { allowed, done, fieldsOf, type GivenFields } from './given-fields.ts';
import { changeJournal, deleteJournal, voidJournal } from './journals.ts';
import { changeObject } from './list-change.ts';
import { mergeObjects } from './merge.ts';
import { changeOrder, orderFrom } from './purchase-orders.ts';
import { changePurchase, deletePurchase, voidPurchase } from './purchases.ts';

/** Whatever has an id, in the list or among the transactions where it stands. */
const found = ({ file }: Company, id: string) => ({
  object: file.objects.get(id),
  order: file.orders.get(id),
  estimate: file.estimates.get(id),
  bill: file.bills.get(id),
  payment: file.payments.get(id),
  purchase: file.purchases.get(id),
  journal: file.journals.get(id),
});

/** Changes whatever has an id; throws when QuickBooks will not. */
export const edit = (company: Company, id: string, given: GivenFields): void => {
  const what = `edit ${id}`;
  const fields = fieldsOf(given);
  const { object, order, estimate, bill, payment, purchase, journal } = found(company, id);
  if (object) done(what, changeObject(company, object, fields));
  else if (order) done(what, changeOrder(company, order, orderFrom(fields)));
  else if (estimate) done(what, changeEstimate(company, estimate, estimateFrom(fields)));
  else if (bill) done(what, changeBill(company, bill, fields));
  else if (payment) done(what, changePayment(company, payment, fields));
  else if (purchase) done(what, changePurchase(company, purchase, fields));
  else if (journal) done(what, changeJournal(company, journal, fields));
  else throw new Error(`${what}: nothing has this id`);
};

/** Deletes whatever has an id; throws when QuickBooks will not. */
export const remove = (company: Company, id: string): void => {
  const what = `remove ${id}`;
  const { object, order, estimate, bill, payment, purchase, journal } = found(company, id);
  if (object) allowed(what, deleteObject(company, object));
  else if (order) deleteOrder(company, 'PurchaseOrder', order);
  else if (estimate) deleteOrder(company, 'Estimate', estimate);
  else if (bill) allowed(what, deleteBill(company, bill));
  else if (payment) allowed(what, deletePayment(company, payment));
  else if (purchase) allowed(what, deletePurchase(company, purchase));
  else if (journal) allowed(what, deleteJournal(company, journal));
  else throw new Error(`${what}: nothing has this id`);
};

/** Voids a transaction; orders and estimates cannot be. */
export const voidTransaction = (company: Company, id: string): void => {
  const what = `void ${id}`;
  const { bill, payment, purchase, journal } = found(company, id);
  if (bill) allowed(what, voidBill(company, bill));
  else if (payment) allowed(what, voidPayment(company, payment));
  else if (purchase) allowed(what, voidPurchase(company, purchase));
  else if (journal) allowed(what, voidJournal(company, journal));
  else throw new Error(`${what}: no transaction that can be voided has this id`);
};

/** Sets a vendor credit off against a bill. */
export const useCredit = (company: Company, creditId: string, billId: string, amount: string): void => {
  const what = `use ${creditId} for ${billId}`;
  const [credit, bill] = [creditId, billId].map((id) => company.file.bills.get(id));
  if (!credit || !bill) throw new Error(`${what}: one of them is not there`);
  allowed(what, setOff(company, credit, bill, amount));
};

/** Merges a list object into another of its kind. */
export const merge = (company: Company, id: string, into: string): void => {
  const { objects } = company.file;
  const [from, to] = [objects.get(id), objects.get(into)];
  if (!from || !to || from === to || from.kind !== to.kind)
    throw new Error(`merge ${id} into ${into}: they are not two of one kind`);
  mergeObjects(company, from, to);
};
