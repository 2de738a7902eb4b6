import {
  aggregate,
  amount,
  bool,
  date,
  float,
  guid,
  id,
  type Message,
  many,
  may,
  must,
  oneOfValues,
  type Part,
  price,
  quantity,
  text,
} from './notation.ts';
import {
  accountRef,
  address,
  classRef,
  customerRef,
  includeRetElement,
  itemRef,
  taxCodeRef,
  termsRef,
  vendorRef,
} from './shared.ts';

const billableStatus = oneOfValues('Billable', 'NotBillable', 'HasBeenBilled');

/** A line that is linked has no ItemRef: QuickBooks takes the order line's. */
const itemLineAdd = aggregate(
  may('ItemRef', itemRef),
  may('Desc', text(4095)),
  may('Quantity', quantity),
  may('UnitOfMeasure', text(31)),
  may('Cost', price),
  may('Amount', amount),
  may('CustomerRef', customerRef),
  may('ClassRef', classRef),
  may('SalesTaxCodeRef', taxCodeRef, 'CA'),
  may('BillableStatus', billableStatus),
  may('OverrideItemAccountRef', accountRef),
  may('LinkToTxn', aggregate(must('TxnID', id), must('TxnLineID', id))),
);

const tail: Part[] = [
  may('Memo', text(4095)),
  may('IsTaxIncluded', bool, 'CA'),
  may('SalesTaxCodeRef', taxCodeRef, 'CA'),
  may('ExchangeRate', float),
  may('ExternalGUID', guid),
  many('ItemLineAdd', itemLineAdd),
];

const billAdd = aggregate(
  must('VendorRef', vendorRef),
  may('VendorAddress', address),
  may('APAccountRef', accountRef),
  may('TxnDate', date),
  may('DueDate', date),
  may('RefNumber', text(20)),
  may('TermsRef', termsRef),
  ...tail,
);

const vendorCreditAdd = aggregate(
  must('VendorRef', vendorRef),
  may('APAccountRef', accountRef),
  may('TxnDate', date),
  may('RefNumber', text(20)),
  ...tail,
);

/** Bills link to purchase order lines when they are added, never afterwards: BillMod knows no link. */
export const billMessages: Message[] = [
  {
    name: 'BillAddRq',
    attributes: [],
    content: aggregate(must('BillAdd', billAdd), includeRetElement),
  },
  {
    name: 'VendorCreditAddRq',
    attributes: [],
    content: aggregate(must('VendorCreditAdd', vendorCreditAdd), includeRetElement),
  },
];
