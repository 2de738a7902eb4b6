import type { Company } from './company.ts';
import type { CompanyFile, Fields, ListObject, Value } from './company-file.ts';
import { currencyFields } from './currencies.ts';
import { localTime } from './local-time.ts';
import { depth, fullName } from './names.ts';
import { isFullyReceived, transactionTotal, unbilledQuantity } from './order-lines.ts';
import { referenceId, textField } from './request-fields.ts';
import { listRetOrder, orderGroupRetOrder, orderLineRetOrder, orderRetOrder } from './ret-order.ts';
import type { OrderLine, PurchaseOrder, Transaction } from './transactions.ts';
import { branch, leaf, type Node } from './xml.ts';

const reference = (file: CompanyFile, element: string, id: string): Node | undefined => {
  const object = file.objects.get(id);
  return object ? branch(element, [leaf('ListID', id), leaf('FullName', fullName(file, object))]) : undefined;
};

const nodesOf = (file: CompanyFile, element: string, value: Value | undefined): Node[] => {
  if (value === undefined || value === '') return [];
  if (typeof value === 'string') return [leaf(element, value)];
  if (Array.isArray(value)) return value.flatMap((each) => nodesOf(file, element, each));
  const id = value.ListID;
  if (element.endsWith('Ref') && typeof id === 'string') {
    const node = reference(file, element, id);
    return node ? [node] : [];
  }
  const children = Object.entries(value).flatMap(([name, each]) => nodesOf(file, name, each));
  return children.length > 0 ? [branch(element, children)] : [];
};

/** Fields as elements, in the order of their names. */
export const inOrder = (file: CompanyFile, order: readonly string[], fields: Fields): Node[] =>
  order.flatMap((element) => nodesOf(file, element, fields[element]));

/** What of a transaction comes back: lines and links only where they are asked for. */
export interface Shown {
  readonly lines: boolean;
  readonly links: boolean;
}

const kindFields = (object: ListObject): Fields => {
  if (object.kind === 'Customer') return { Balance: '0.00', TotalBalance: '0.00', JobStatus: 'None' };
  return object.kind === 'Vendor' || object.kind === 'Account' ? { Balance: '0.00' } : {};
};

/** A list object as QuickBooks answers it, e.g. a VendorRet. */
export const listRet = (company: Company, object: ListObject): Node => {
  const { file } = company;
  return branch(
    `${object.kind}Ret`,
    inOrder(file, listRetOrder(object.kind), {
      ...kindFields(object),
      ...currencyFields(company, {}, object.id, {}),
      ...object.fields,
      ListID: object.id,
      TimeCreated: localTime(company, object.created),
      TimeModified: localTime(company, object.modified),
      EditSequence: object.editSequence,
      Name: object.name,
      FullName: fullName(file, object),
      IsActive: String(object.active),
      ...(object.parent ? { ParentRef: { ListID: object.parent } } : {}),
      Sublevel: String(depth(file, object)),
    }),
  );
};

const groupRet = (company: Company, group: OrderLine, members: readonly OrderLine[]): Node =>
  branch('PurchaseOrderLineGroupRet', [
    ...inOrder(company.file, orderGroupRetOrder, {
      ...group.fields,
      TxnLineID: group.id,
      IsPrintItemsInGroup: 'false',
      TotalAmount: transactionTotal(company, { lines: members }),
    }),
    ...members.map((line) => lineRet(company, line)),
  ]);

const lineRet = (company: Company, line: OrderLine): Node => {
  if (line.members) return groupRet(company, line, line.members);
  const { file } = company;
  const unbilled = unbilledQuantity(line);
  return branch(
    'PurchaseOrderLineRet',
    inOrder(file, orderLineRetOrder, {
      ReceivedQuantity: '0',
      ...(unbilled === undefined ? {} : { UnbilledQuantity: unbilled }),
      IsBilled: 'false',
      IsManuallyClosed: 'false',
      ...line.fields,
      TxnLineID: line.id,
    }),
  );
};

/** A purchase order as QuickBooks answers it; Adds and Mods always show the lines. */
export const orderRet = (company: Company, order: PurchaseOrder, withLines: boolean): Node => {
  const { file } = company;
  const TotalAmount = transactionTotal(company, order);
  const head = inOrder(file, orderRetOrder, {
    IsManuallyClosed: 'false',
    IsFullyReceived: String(isFullyReceived(order)),
    ...order.fields,
    TxnID: order.id,
    TimeCreated: localTime(company, order.created),
    TimeModified: localTime(company, order.modified),
    EditSequence: order.editSequence,
    TxnNumber: String(order.txnNumber),
    TotalAmount,
    ...currencyFields(company, order.fields, referenceId(order.fields, 'VendorRef'), { TotalAmount }),
  });
  return branch('PurchaseOrderRet', [
    ...head,
    ...(withLines ? order.lines.map((line) => lineRet(company, line)) : []),
  ]);
};

/** What message set recovery keeps of an Add or Mod. */
export const recoveryOf = (saved: ListObject | Transaction): Node =>
  branch('ErrorRecovery', [
    leaf('txnNumber' in saved ? 'TxnID' : 'ListID', saved.id),
    ...('txnNumber' in saved ? [leaf('TxnNumber', String(saved.txnNumber))] : []),
    leaf('EditSequence', saved.editSequence),
    ...nodesOfText('ExternalGUID', textField(saved.fields, 'ExternalGUID')),
  ]);

const nodesOfText = (element: string, value: string | undefined): Node[] =>
  value ? [leaf(element, value)] : [];
