import { deletePayment } from './bill-payments.ts';
import { billsOf, deleteBill } from './bills.ts';
import type { Company } from './company.ts';
import { allTransactions, type Fields, isObjectId, type ListObject } from './company-file.ts';
import { deleteJournal } from './journals.ts';
import { localTime } from './local-time.ts';
import { dropObject, fullName } from './names.ts';
import { deletePurchase } from './purchases.ts';
import { referredIds } from './references.ts';
import { textField } from './request-fields.ts';
import {
  type Answer,
  deletePeriodClosed,
  invalidId,
  modifiedElsewhere,
  objectInUse,
  objectNotFound,
  ok,
  type Status,
  transactionLocked,
} from './status.ts';
import { noteDeletion } from './transaction-entry.ts';
import type { PurchaseOrder } from './transactions.ts';
import { branch, leaf, type Node, text } from './xml.ts';

const isUsed = ({ file }: Company, { id }: ListObject): boolean =>
  [...file.objects.values()].some(
    ({ parent, fields }) => parent === id || referredIds(fields).includes(id),
  ) ||
  allTransactions(file).some(({ fields, lines = [] }) =>
    [fields, ...lines.flatMap((line) => [line, ...(line.members ?? [])].map((one) => one.fields))].some(
      (each) => referredIds(each).includes(id),
    ),
  );

/** Takes an order or estimate out of the books; the deleted queries tell of it. */
export const deleteOrder = (
  company: Company,
  kind: 'PurchaseOrder' | 'Estimate',
  order: PurchaseOrder,
): undefined => {
  company.file[kind === 'Estimate' ? 'estimates' : 'orders'].delete(order.id);
  noteDeletion(company, kind, order);
};

/** The same of a list object, or why QuickBooks will not. */
export const deleteObject = (company: Company, object: ListObject): Status | undefined => {
  if (isUsed(company, object)) return objectInUse(object.name);
  company.file.deletions.push({
    of: 'list',
    kind: object.kind,
    id: object.id,
    created: object.created,
    deleted: company.seconds(),
    name: fullName(company.file, object),
  });
  dropObject(company.file, object);
  return undefined;
};

const answerOf = (company: Company, what: readonly Node[], name: Node): Answer => ({
  ...ok,
  rets: [...what, leaf('TimeDeleted', localTime(company, company.seconds())), name],
});

interface Transaction {
  readonly fields: Fields;
  /** Why it stays; undefined once it is gone. */
  remove(): Status | undefined;
}

const orderIn = (company: Company, id: string): Transaction | undefined => {
  const order = company.file.orders.get(id);
  if (!order) return undefined;
  const name = textField(order.fields, 'RefNumber') ?? id;
  const remove = () =>
    billsOf(company, order).length > 0 ? objectInUse(name) : deleteOrder(company, 'PurchaseOrder', order);
  return { fields: order.fields, remove };
};

const transactionIn = (company: Company, type: string, id: string): Transaction | undefined => {
  if (type === 'PurchaseOrder') return orderIn(company, id);
  const estimate = type === 'Estimate' ? company.file.estimates.get(id) : undefined;
  if (estimate) return { fields: estimate.fields, remove: () => deleteOrder(company, 'Estimate', estimate) };
  const bill = company.file.bills.get(id);
  if (bill?.kind === type) return { fields: bill.fields, remove: () => deleteBill(company, bill) };
  const payment = company.file.payments.get(id);
  if (payment?.kind === type)
    return { fields: payment.fields, remove: () => deletePayment(company, payment) };
  const purchase = company.file.purchases.get(id);
  if (purchase?.kind === type)
    return { fields: purchase.fields, remove: () => deletePurchase(company, purchase) };
  const journal = type === 'JournalEntry' ? company.file.journals.get(id) : undefined;
  return journal && { fields: journal.fields, remove: () => deleteJournal(company, journal) };
};

/** TxnDel: whoever asks needs no EditSequence. */
export const deleteTransaction = (company: Company, request: Node): Answer => {
  const id = text(request, 'TxnID') ?? '';
  const type = text(request, 'TxnDelType') ?? '';
  if (!isObjectId(id)) return invalidId(id, 'txn id');
  const found = transactionIn(company, type, id);
  if (!found) return objectNotFound(id);
  if (company.obstacles.openObjects.has(id)) return transactionLocked('a transaction');
  const { closingDate } = company.preferences;
  if (closingDate && (textField(found.fields, 'TxnDate') ?? '') <= closingDate) return deletePeriodClosed(id);
  const refused = found.remove();
  if (refused) return refused;
  const name = leaf('RefNumber', textField(found.fields, 'RefNumber') ?? '');
  return {
    ...answerOf(company, [leaf('TxnDelType', type), leaf('TxnID', id)], name),
    recovery: branch('ErrorRecovery', [leaf('TxnID', id)]),
  };
};

/** ListDel: what something refers to stays. */
export const deleteFromList = (company: Company, request: Node): Answer => {
  const id = text(request, 'ListID') ?? '';
  const type = text(request, 'ListDelType') ?? '';
  if (!isObjectId(id)) return invalidId(id, 'list id');
  const object = company.file.objects.get(id);
  if (object?.kind !== type) return objectNotFound(id);
  if (company.obstacles.openObjects.has(id)) return modifiedElsewhere(type);
  const name = fullName(company.file, object);
  const refused = deleteObject(company, object);
  return (
    refused ?? answerOf(company, [leaf('ListDelType', type), leaf('ListID', id)], leaf('FullName', name))
  );
};
