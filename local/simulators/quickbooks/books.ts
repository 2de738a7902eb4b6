import { paymentTotal } from './bill-payment-rets.ts';
import { openAmount } from './bills.ts';
import type { Company } from './company.ts';
import type { CompanyFile, Fields, ListKind, Value } from './company-file.ts';
import { fullName } from './names.ts';
import { subtotal, transactionTotal } from './order-lines.ts';
import { textField } from './request-fields.ts';
import type {
  Bill,
  BillLine,
  BillPayment,
  Journal,
  JournalLine,
  OrderLine,
  PaymentKind,
  Purchase,
  PurchaseKind,
  PurchaseOrder,
} from './transactions.ts';

/** A field as a person reads it: references are full names. */
export type PlainValue = string | PlainFields | readonly (string | PlainFields)[];
export interface PlainFields {
  readonly [element: string]: PlainValue;
}

/** One object of a list. */
export interface BookObject {
  readonly kind: ListKind;
  readonly id: string;
  readonly fullName: string;
  readonly active: boolean;
  readonly editSequence: string;
  readonly fields: PlainFields;
}

/** One line of a purchase order, or a group of lines; absent fields are not in it. */
export interface BookLine {
  readonly id: string;
  readonly fields: PlainFields;
  readonly members?: readonly BookLine[];
}

/** One purchase order. */
export interface BookOrder {
  readonly id: string;
  readonly editSequence: string;
  readonly refNumber: string;
  readonly total: string;
  readonly fields: PlainFields;
  readonly lines: readonly BookLine[];
}

/** One estimate; its total is before tax. */
export type BookEstimate = BookOrder;

/** One bill or vendor credit. */
export interface BookBill {
  readonly kind: 'Bill' | 'VendorCredit';
  readonly id: string;
  readonly refNumber: string;
  /** In Canada with tax. */
  readonly total: string;
  readonly open: string;
  readonly fields: PlainFields;
  /** `order` and `orderLine`: what a line of it draws down. */
  readonly lines: readonly (BookLine & { readonly order?: string; readonly orderLine?: string })[];
}

/** One check, or one charge of a card, that pays bills. */
export interface BookPayment {
  readonly kind: PaymentKind;
  readonly id: string;
  readonly refNumber: string;
  readonly total: string;
  readonly fields: PlainFields;
  /** TxnID of each bill, and what is paid of it. */
  readonly paid: readonly { readonly bill: string; readonly amount: string }[];
}

/** A check, or a charge or credit of a card, that pays no bills; or a paycheck. */
export interface BookPurchase {
  readonly kind: PurchaseKind;
  readonly id: string;
  readonly refNumber: string;
  readonly fields: PlainFields;
  readonly lines: BookBill['lines'];
}

/** One journal entry; each of its lines is a debit or a credit. */
export interface BookJournal {
  readonly id: string;
  readonly refNumber: string;
  readonly fields: PlainFields;
  readonly lines: readonly (BookLine & Pick<JournalLine, 'of'>)[];
}

/** Everything in the company file, to compare with what should be there. */
export interface Books {
  readonly objects: readonly BookObject[];
  readonly purchaseOrders: readonly BookOrder[];
  readonly estimates: readonly BookEstimate[];
  readonly bills: readonly BookBill[];
  readonly payments: readonly BookPayment[];
  readonly purchases: readonly BookPurchase[];
  readonly journals: readonly BookJournal[];
}

const plainOne = (file: CompanyFile, element: string, value: string | Fields): string | PlainFields => {
  if (typeof value === 'string') return value;
  const id = value.ListID;
  if (!element.endsWith('Ref') || typeof id !== 'string') return plainFields(file, value);
  const object = file.objects.get(id);
  return object ? fullName(file, object) : '';
};

const plain = (file: CompanyFile, element: string, value: Value): PlainValue =>
  Array.isArray(value) ? value.map((each) => plainOne(file, element, each)) : plainOne(file, element, value);

const plainFields = (file: CompanyFile, fields: Fields): PlainFields =>
  Object.fromEntries(
    Object.entries(fields)
      .filter(([, value]) => value !== '')
      .map(([element, value]) => [element, plain(file, element, value)]),
  );

const plainLine = (file: CompanyFile, { id, fields, members }: OrderLine): BookLine => ({
  id,
  fields: plainFields(file, fields),
  ...(members && { members: members.map((line) => plainLine(file, line)) }),
});

const bookOrder = (file: CompanyFile, order: PurchaseOrder, total: string): BookOrder => ({
  id: order.id,
  editSequence: order.editSequence,
  refNumber: textField(order.fields, 'RefNumber') ?? '',
  total,
  fields: plainFields(file, order.fields),
  lines: order.lines.map((line) => plainLine(file, line)),
});

const drawingLines = (file: CompanyFile, lines: readonly BillLine[]): BookBill['lines'] =>
  lines.map(({ id, fields, link }) => ({
    ...{ id, fields: plainFields(file, fields) },
    ...(link && { order: link.order, orderLine: link.line }),
  }));

const bookBill = (company: Company, bill: Bill): BookBill => ({
  kind: bill.kind,
  id: bill.id,
  refNumber: textField(bill.fields, 'RefNumber') ?? '',
  total: transactionTotal(company, bill),
  open: openAmount(company, bill),
  fields: plainFields(company.file, bill.fields),
  lines: drawingLines(company.file, bill.lines),
});

const numbered = (file: CompanyFile, { id, fields }: BillPayment | Purchase | Journal) => ({
  id,
  refNumber: textField(fields, 'RefNumber') ?? '',
  fields: plainFields(file, fields),
});

/** The books as plain data, in the order in which things were entered. */
export const booksOf = (company: Company): Books => {
  const { file } = company;
  return {
    objects: [...file.objects.values()].map((object) => ({
      kind: object.kind,
      id: object.id,
      fullName: fullName(file, object),
      active: object.active,
      editSequence: object.editSequence,
      fields: plainFields(file, object.fields),
    })),
    purchaseOrders: [...file.orders.values()].map((order) =>
      bookOrder(file, order, transactionTotal(company, order)),
    ),
    estimates: [...file.estimates.values()].map((each) => bookOrder(file, each, subtotal(each))),
    bills: [...file.bills.values()].map((bill) => bookBill(company, bill)),
    payments: [...file.payments.values()].map((payment) => ({
      ...{ kind: payment.kind, total: paymentTotal(payment), paid: payment.paid },
      ...numbered(file, payment),
    })),
    purchases: [...file.purchases.values()].map((purchase) => ({
      ...{ kind: purchase.kind, lines: drawingLines(file, purchase.lines) },
      ...numbered(file, purchase),
    })),
    journals: [...file.journals.values()].map((journal) => ({
      ...numbered(file, journal),
      lines: journal.lines.map(({ id, of, fields }) => ({ id, of, fields: plainFields(file, fields) })),
    })),
  };
};
