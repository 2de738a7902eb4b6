import {
  aggregate,
  amount,
  atMostOneOf,
  bool,
  date,
  float,
  guid,
  id,
  type Message,
  many,
  manyOf,
  may,
  must,
  type Part,
  price,
  quantity,
  someOf,
  text,
} from './notation.ts';
import {
  accountRef,
  address,
  classRef,
  customerRef,
  includeRetElement,
  itemRef,
  ref,
  taxCodeRef,
  termsRef,
  vendorRef,
} from './shared.ts';

const headBeforeClosing: Part[] = [
  may('VendorRef', vendorRef),
  may('ClassRef', classRef),
  atMostOneOf([may('InventorySiteRef', ref(31))], [may('ShipToEntityRef', ref(209))]),
  may('TemplateRef', ref(31)),
  may('TxnDate', date),
  may('RefNumber', text(11)),
  may('VendorAddress', address),
  may('ShipAddress', address),
  may('TermsRef', termsRef),
  may('DueDate', date),
  may('ExpectedDate', date),
  may('ShipMethodRef', ref(15)),
  may('FOB', text(13)),
];

const headAfterClosing: Part[] = [
  may('Memo', text(4095)),
  may('VendorMsg', text(99)),
  may('IsToBePrinted', bool),
  may('IsToBeEmailed', bool),
  may('IsTaxIncluded', bool, 'CA'),
  may('SalesTaxCodeRef', taxCodeRef, 'CA'),
  may('Other1', text(25)),
  may('Other2', text(29)),
  may('ExchangeRate', float),
];

const lineStart: Part[] = [
  may('ItemRef', itemRef),
  may('ManufacturerPartNumber', text(31)),
  may('Desc', text(4095)),
  may('Quantity', quantity),
  may('UnitOfMeasure', text(31)),
];

const lineMiddle: Part[] = [
  may('Rate', price),
  may('ClassRef', classRef),
  may('Amount', amount),
  may('CustomerRef', customerRef),
  may('ServiceDate', date),
  may('SalesTaxCodeRef', taxCodeRef, 'CA'),
];

const lineEnd: Part[] = [
  may('OverrideItemAccountRef', accountRef),
  may('Other1', text(29)),
  may('Other2', text(29)),
];

const lineAdd = aggregate(...lineStart, ...lineMiddle, ...lineEnd);
const lineMod = aggregate(
  must('TxnLineID', id),
  ...lineStart,
  may('OverrideUOMSetRef', ref(31)),
  ...lineMiddle,
  may('IsManuallyClosed', bool),
  ...lineEnd,
);

const groupAdd = aggregate(
  must('ItemGroupRef', ref(31)),
  may('Quantity', quantity),
  may('UnitOfMeasure', text(31)),
);
const groupMod = aggregate(
  must('TxnLineID', id),
  may('ItemGroupRef', ref(31)),
  may('Quantity', quantity),
  may('UnitOfMeasure', text(31)),
  may('OverrideUOMSetRef', ref(31)),
  many('PurchaseOrderLineMod', lineMod),
);

const purchaseOrderAdd = aggregate(
  ...headBeforeClosing,
  ...headAfterClosing,
  may('ExternalGUID', guid),
  someOf([must('PurchaseOrderLineAdd', lineAdd)], [must('PurchaseOrderLineGroupAdd', groupAdd)]),
);

const purchaseOrderMod = aggregate(
  must('TxnID', id),
  must('EditSequence', text(16)),
  ...headBeforeClosing,
  may('IsManuallyClosed', bool),
  ...headAfterClosing,
  manyOf([must('PurchaseOrderLineMod', lineMod)], [must('PurchaseOrderLineGroupMod', groupMod)]),
);

export const purchaseOrderMessages: Message[] = [
  {
    name: 'PurchaseOrderAddRq',
    attributes: [],
    content: aggregate(must('PurchaseOrderAdd', purchaseOrderAdd), includeRetElement),
  },
  {
    name: 'PurchaseOrderModRq',
    attributes: [],
    content: aggregate(must('PurchaseOrderMod', purchaseOrderMod), includeRetElement),
  },
];
