import { billsOf, openAmount } from './bills.ts';
import type { Company } from './company.ts';
import type { Fields } from './company-file.ts';
import { currencyFields } from './currencies.ts';
import { localTime } from './local-time.ts';
import { transactionTotal } from './order-lines.ts';
import { referenceId, textField } from './request-fields.ts';
import { namesOf, withAfter } from './ret-order.ts';
import { inOrder, type Shown } from './rets.ts';
import { billHeader, vendorCreditHeader } from './schema/bills.ts';
import type { Part } from './schema/grammar.ts';
import type { Bill, BillLine, PurchaseOrder } from './transactions.ts';
import { branch, leaf, type Node } from './xml.ts';

const HEAD = ['TxnID', 'TimeCreated', 'TimeModified', 'EditSequence', 'TxnNumber'];

const withoutRate = (parts: readonly Part[]): string[] =>
  namesOf(parts).filter((name) => name !== 'ExchangeRate');

/** The header elements in QuickBooks' order; links and lines follow, then OpenAmount. */
const ORDERS = {
  Bill: [
    ...HEAD,
    ...withAfter(withoutRate(billHeader), {
      DueDate: ['AmountDue', 'CurrencyRef', 'ExchangeRate', 'AmountDueInHomeCurrency'],
      SalesTaxCodeRef: ['IsPaid'],
    }),
  ],
  VendorCredit: [
    ...HEAD,
    ...withAfter(withoutRate(vendorCreditHeader), {
      TxnDate: ['CreditAmount', 'CurrencyRef', 'ExchangeRate', 'CreditAmountInHomeCurrency'],
    }),
  ],
} as const;

const LINE_ORDER = [
  ...['TxnLineID', 'AccountRef', 'ItemRef', 'Desc', 'Quantity', 'UnitOfMeasure', 'Cost', 'Amount', 'Memo'],
  ...['CustomerRef', 'ClassRef', 'SalesTaxCodeRef', 'BillableStatus', 'SalesRepRef'],
];

/** An item or expense line as QuickBooks answers it. */
export const lineRet = ({ file }: Company, line: BillLine): Node =>
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

/** The purchase orders that lines draw from, as IncludeLinkedTxns tells of them. */
export const orderLinks = (company: Company, all: readonly BillLine[]): Node[] => {
  const ids = new Set(all.flatMap(({ link }) => (link ? [link.order] : [])));
  return [...ids].flatMap((id) => {
    const order = company.file.orders.get(id);
    if (!order) return [];
    const lines = all.filter(({ link }) => link?.order === id);
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
  ...orderLinks(company, bill.lines),
  ...bill.applied
    .filter(({ type }) => type !== 'Discount')
    .map(({ id, type, date, refNumber, amount }) =>
      linkedTxn(type, {
        ...{ TxnID: id, TxnDate: date, LinkType: 'AMTTYPE', Amount: `-${amount}` },
        ...(refNumber !== undefined && { RefNumber: refNumber }),
      }),
    ),
];

/** A bill or vendor credit as QuickBooks answers it. */
export const billRet = (company: Company, bill: Bill, shown: Shown): Node => {
  const total = transactionTotal(company, bill);
  const open = openAmount(company, bill);
  const money: Record<string, string> = bill.kind === 'Bill' ? { AmountDue: total } : { CreditAmount: total };
  const head = inOrder(company.file, ORDERS[bill.kind], {
    ...bill.fields,
    ...money,
    ...currencyFields(company, bill.fields, referenceId(bill.fields, 'VendorRef'), money),
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
