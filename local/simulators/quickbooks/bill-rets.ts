import { billsOf, openAmount } from './bills.ts';
import { type Company, localTime } from './company.ts';
import type { Bill, BillLine, Fields, PurchaseOrder } from './company-file.ts';
import { transactionTotal } from './order-lines.ts';
import { textField } from './request-fields.ts';
import { namesOf, withAfter } from './ret-order.ts';
import { inOrder } from './rets.ts';
import { billHeader, vendorCreditHeader } from './schema/bills.ts';
import { branch, leaf, type Node } from './xml.ts';

const HEAD = ['TxnID', 'TimeCreated', 'TimeModified', 'EditSequence', 'TxnNumber'];

/** The header elements in QuickBooks' order; links and lines follow, then OpenAmount. */
const ORDERS = {
  Bill: [...HEAD, ...withAfter(namesOf(billHeader), { DueDate: ['AmountDue'], SalesTaxCodeRef: ['IsPaid'] })],
  VendorCredit: [...HEAD, ...withAfter(namesOf(vendorCreditHeader), { TxnDate: ['CreditAmount'] })],
} as const;

const LINE_ORDER = [
  ...['TxnLineID', 'AccountRef', 'ItemRef', 'Desc', 'Quantity', 'UnitOfMeasure', 'Cost', 'Amount', 'Memo'],
  ...['CustomerRef', 'ClassRef', 'SalesTaxCodeRef', 'BillableStatus', 'SalesRepRef'],
];

const lineRet = ({ file }: Company, line: BillLine): Node =>
  branch(
    line.of === 'item' ? 'ItemLineRet' : 'ExpenseLineRet',
    inOrder(file, LINE_ORDER, { ...line.fields, TxnLineID: line.id }),
  );

const linkedTxn = (type: string, fields: Fields): Node =>
  branch('LinkedTxn', [
    leaf('TxnID', textField(fields, 'TxnID') ?? ''),
    leaf('TxnType', type),
    ...['TxnDate', 'RefNumber', 'LinkType', 'Amount'].flatMap((name) => {
      const text = textField(fields, name);
      return text === undefined ? [] : [leaf(name, text)];
    }),
  ]);

const orderLinks = (company: Company, bill: Bill): Node[] => {
  const ids = new Set(bill.lines.flatMap(({ link }) => (link ? [link.order] : [])));
  return [...ids].flatMap((id) => {
    const order = company.file.orders.get(id);
    if (!order) return [];
    const lines = bill.lines.filter(({ link }) => link?.order === id);
    const { TxnDate = '', RefNumber } = order.fields;
    const Amount = transactionTotal(company, { lines });
    return [
      linkedTxn('PurchaseOrder', {
        ...{ TxnID: id, TxnDate, LinkType: 'QUANTYPE', Amount },
        ...(RefNumber !== undefined && { RefNumber }),
      }),
    ];
  });
};

/** The bills that were made from an order, as a query tells them with IncludeLinkedTxns. */
export const billLinks = (company: Company, order: PurchaseOrder): Node[] =>
  billsOf(company, order).map((bill) => {
    const lines = bill.lines.filter(({ link }) => link?.order === order.id);
    const { TxnDate = '', RefNumber } = bill.fields;
    return linkedTxn(bill.kind, {
      ...{ TxnID: bill.id, TxnDate, LinkType: 'QUANTYPE', Amount: transactionTotal(company, { lines }) },
      ...(RefNumber !== undefined && { RefNumber }),
    });
  });

const links = (company: Company, bill: Bill): Node[] => [
  ...orderLinks(company, bill),
  ...bill.applied.map(({ id, type, date, refNumber, amount }) =>
    linkedTxn(type, {
      ...{ TxnID: id, TxnDate: date, LinkType: 'AMTTYPE', Amount: `-${amount}` },
      ...(refNumber !== undefined && { RefNumber: refNumber }),
    }),
  ),
];

/** What of a bill comes back: lines and links only where they are asked for. */
export interface Shown {
  readonly lines: boolean;
  readonly links: boolean;
}

/** A bill or vendor credit as QuickBooks answers it. */
export const billRet = (company: Company, bill: Bill, shown: Shown): Node => {
  const total = transactionTotal(company, bill);
  const open = openAmount(company, bill);
  const money: Fields = bill.kind === 'Bill' ? { AmountDue: total } : { CreditAmount: total };
  const head = inOrder(company.file, ORDERS[bill.kind], {
    ...bill.fields,
    ...money,
    TxnID: bill.id,
    TimeCreated: localTime(company, bill.created),
    TimeModified: localTime(company, bill.modified),
    EditSequence: bill.editSequence,
    TxnNumber: String(bill.txnNumber),
    IsPaid: String(Number(open) === 0),
  });
  return branch(`${bill.kind}Ret`, [
    ...head,
    ...(shown.links ? links(company, bill) : []),
    ...(shown.lines ? bill.lines.map((line) => lineRet(company, line)) : []),
    leaf('OpenAmount', open),
  ]);
};
