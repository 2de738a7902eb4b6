import { aggregate, oneOf, type Part, sequence } from './grammar.ts';
import { includeRetElement } from './shared.ts';

const barCode = aggregate(
  'BarCode',
  sequence('BarCodeValue s50', 'AssignEvenIfUsed bool', 'AllowOverride bool'),
);

const priceOrPercent = oneOf('', sequence('Price! price'), sequence('PricePercent! percent'));

const identity = sequence(
  barCode,
  'IsActive bool',
  'ClassRef ref159',
  'ParentRef ref',
  'UnitOfMeasureSetRef ref31',
);

const tax = sequence('CA:IsTaxIncluded bool', 'SalesTaxCodeRef ref3');

const sales = sequence('SalesDesc s4095', 'SalesPrice price', 'IncomeAccountRef ref159');
const purchase = sequence(
  'PurchaseDesc s4095',
  'PurchaseCost price',
  'CA:PurchaseTaxCodeRef ref3',
  'ExpenseAccountRef ref159',
);
const preferredVendor = sequence('PrefVendorRef ref41');

/** The fields of ItemServiceAdd, in order. */
export const itemServiceAddFields: Part[] = [
  ...sequence('Name! s31'),
  ...identity,
  ...tax,
  oneOf(
    '!',
    [aggregate('SalesOrPurchase!', sequence('Desc s4095', priceOrPercent, 'AccountRef ref159'))],
    [aggregate('SalesAndPurchase!', [...sales, ...purchase, ...preferredVendor])],
  ),
  ...sequence('ExternalGUID guid'),
];

const itemServiceModFields: Part[] = [
  ...sequence('ListID! id', 'EditSequence! s16', 'Name s31'),
  ...identity,
  ...sequence('ForceUOMChange bool'),
  ...tax,
  oneOf(
    '',
    [
      aggregate(
        'SalesOrPurchaseMod!',
        sequence('Desc s4095', priceOrPercent, 'AccountRef ref159', 'ApplyAccountRefToExistingTxns bool'),
      ),
    ],
    [
      aggregate('SalesAndPurchaseMod!', [
        ...sales,
        ...sequence('ApplyIncomeAccountRefToExistingTxns bool'),
        ...purchase,
        ...sequence('ApplyExpenseAccountRefToExistingTxns bool'),
        ...preferredVendor,
      ]),
    ],
  ),
];

export const itemServiceAdd: Part[] = [
  aggregate('ItemServiceAdd!', itemServiceAddFields),
  ...includeRetElement,
];
export const itemServiceMod: Part[] = [
  aggregate('ItemServiceMod!', itemServiceModFields),
  ...includeRetElement,
];
