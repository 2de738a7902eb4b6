import { type Company, localTime } from './company.ts';
import { isObjectId, type ListObject, type PurchaseOrder } from './company-file.ts';
import { dropObject, fullName } from './names.ts';
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
import { branch, leaf, type Node, text } from './xml.ts';

const isUsed = ({ file }: Company, { id }: ListObject): boolean =>
  [...file.objects.values()].some(
    ({ parent, fields }) => parent === id || referredIds(fields).includes(id),
  ) ||
  [...file.orders.values()].some(
    ({ fields, lines }) =>
      referredIds(fields).includes(id) ||
      lines.some((line) =>
        referredIds([line, ...(line.members ?? [])].map((one) => one.fields)).includes(id),
      ),
  );

/** Takes an order out of the books; the deleted queries tell of it. */
export const deleteOrder = (company: Company, order: PurchaseOrder): void => {
  company.file.orders.delete(order.id);
  company.file.deletions.push({
    of: 'txn',
    kind: 'PurchaseOrder',
    id: order.id,
    created: order.created,
    deleted: company.seconds(),
    name: textField(order.fields, 'RefNumber') ?? '',
  });
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

/** TxnDel: whoever asks needs no EditSequence. */
export const deleteTransaction = (company: Company, request: Node): Answer => {
  const id = text(request, 'TxnID') ?? '';
  const type = text(request, 'TxnDelType') ?? '';
  if (!isObjectId(id)) return invalidId(id, 'txn id');
  const order = type === 'PurchaseOrder' ? company.file.orders.get(id) : undefined;
  if (!order) return objectNotFound(id);
  if (company.obstacles.openObjects.has(id)) return transactionLocked('a transaction');
  const { closingDate } = company.preferences;
  if (closingDate && (textField(order.fields, 'TxnDate') ?? '') <= closingDate) return deletePeriodClosed(id);
  deleteOrder(company, order);
  return {
    ...answerOf(
      company,
      [leaf('TxnDelType', type), leaf('TxnID', id)],
      leaf('RefNumber', textField(order.fields, 'RefNumber') ?? ''),
    ),
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
