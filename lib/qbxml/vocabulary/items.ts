import {
  aggregate,
  atMostOneOf,
  bool,
  guid,
  type Message,
  may,
  must,
  oneOf,
  type Part,
  percent,
  price,
  text,
} from './notation.ts';
import {
  accountRef,
  classRef,
  includeRetElement,
  itemRef,
  listIdentity,
  ref,
  taxCodeRef,
  vendorRef,
} from './shared.ts';

const one: Part[] = [
  may('Desc', text(4095)),
  atMostOneOf([must('Price', price)], [must('PricePercent', percent)]),
  may('AccountRef', accountRef),
];

const both = (apply: (account: 'Income' | 'Expense') => Part[]): Part[] => [
  may('SalesDesc', text(4095)),
  may('SalesPrice', price),
  may('IncomeAccountRef', accountRef),
  ...apply('Income'),
  may('PurchaseDesc', text(4095)),
  may('PurchaseCost', price),
  may('PurchaseTaxCodeRef', taxCodeRef, 'CA'),
  may('ExpenseAccountRef', accountRef),
  ...apply('Expense'),
  may('PrefVendorRef', vendorRef),
];

const placing: Part[] = [
  may('IsActive', bool),
  may('ClassRef', classRef),
  may('ParentRef', itemRef),
  may('UnitOfMeasureSetRef', ref(31)),
];
const taxing: Part[] = [may('IsTaxIncluded', bool, 'CA'), may('SalesTaxCodeRef', taxCodeRef)];

const itemServiceAdd = aggregate(
  must('Name', text(31)),
  ...placing,
  ...taxing,
  oneOf(
    [must('SalesOrPurchase', aggregate(...one))],
    [must('SalesAndPurchase', aggregate(...both(() => [])))],
  ),
  may('ExternalGUID', guid),
);

const itemServiceMod = aggregate(
  ...listIdentity,
  may('Name', text(31)),
  ...placing,
  may('ForceUOMChange', bool),
  ...taxing,
  atMostOneOf(
    [must('SalesOrPurchaseMod', aggregate(...one, may('ApplyAccountRefToExistingTxns', bool)))],
    [
      must(
        'SalesAndPurchaseMod',
        aggregate(...both((account) => [may(`Apply${account}AccountRefToExistingTxns`, bool)])),
      ),
    ],
  ),
);

export const itemMessages: Message[] = [
  {
    name: 'ItemServiceAddRq',
    attributes: [],
    content: aggregate(must('ItemServiceAdd', itemServiceAdd), includeRetElement),
  },
  {
    name: 'ItemServiceModRq',
    attributes: [],
    content: aggregate(must('ItemServiceMod', itemServiceMod), includeRetElement),
  },
];
