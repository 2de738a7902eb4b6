import { isList } from '../engine/existence.ts';
import type { QbRequest } from '../qbxml/message.ts';
import type { Subject } from './ports.ts';

const LIST = ['ListID', 'EditSequence', 'TimeModified', 'Name', 'FullName', 'IsActive'];
const TXN = ['TxnID', 'EditSequence', 'TimeModified', 'TxnDate', 'RefNumber', 'Memo', 'ClassRef'];
const BILL = ['VendorRef', 'APAccountRef', 'ItemLineRet', 'ItemGroupLineRet', 'ExpenseLineRet'];

/** What of an object is asked for: all that we send of it, and how it stands. */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  Vendor: [...LIST, 'CompanyName', 'VendorAddress', 'Phone', 'Fax', 'Email', 'Contact'],
  Customer: [...LIST, 'ParentRef', 'ShipAddress', 'JobStartDate', 'JobProjectedEndDate', 'JobDesc'],
  ItemService: [...LIST, 'SalesTaxCodeRef', 'SalesAndPurchase'],
  Estimate: [...TXN, 'CustomerRef', 'TotalAmount', 'EstimateLineRet', 'EstimateLineGroupRet'],
  PurchaseOrder: [
    ...[...TXN, 'VendorRef', 'TermsRef', 'TotalAmount', 'IsManuallyClosed'],
    ...['PurchaseOrderLineRet', 'PurchaseOrderLineGroupRet'],
  ],
  Bill: [...TXN, ...BILL, 'AmountDue', 'LinkedTxn'],
  VendorCredit: [...TXN, ...BILL, 'CreditAmount'],
  BillPaymentCheck: [...TXN, 'PayeeEntityRef', 'APAccountRef', 'BankAccountRef', 'Amount', 'AppliedToTxnRet'],
};

/** Types in the order in which they are read back. */
export const READ_TYPES: readonly string[] = Object.keys(FIELDS);

/** How much of an answer an object takes: its lines are known of orders alone. */
const WEIGHTS: Readonly<Record<string, number>> = {
  Estimate: 20,
  PurchaseOrder: 1,
  Bill: 3,
  VendorCredit: 3,
};

/** In about 2 KB of an answer. */
const weightOf = ({ type, lines }: Subject): number => (WEIGHTS[type] ?? 1) + Math.ceil(lines / 3);

/** The first of some objects that come to no more than a size; one at least. */
export const fittingSubjects = (subjects: readonly Subject[], size: number): readonly Subject[] => {
  let left = size;
  const fitting = subjects.findIndex((subject, n) => {
    left -= weightOf(subject);
    return n > 0 && left < 0;
  });
  return fitting < 0 ? subjects : subjects.slice(0, fitting);
};

/** One query for each type among some objects; its requestID is the type. */
export const readRequests = (
  subjects: readonly Subject[],
): readonly { readonly requestID: string; readonly request: QbRequest }[] =>
  READ_TYPES.flatMap((type) => {
    const ids = subjects.filter((one) => one.type === type).map(({ id }) => id);
    if (ids.length === 0) return [];
    const links = type === 'Bill' ? { IncludeLinkedTxns: 'true' } : {};
    const fields = isList(type) ? { ListID: ids } : { TxnID: ids, IncludeLineItems: 'true', ...links };
    const IncludeRetElement = FIELDS[type] ?? [];
    return [
      { requestID: type, request: { message: `${type}QueryRq`, fields: { ...fields, IncludeRetElement } } },
    ];
  });
