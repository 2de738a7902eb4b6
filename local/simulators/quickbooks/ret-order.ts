import type { ListKind } from './company-file.ts';
import { customerAddFields } from './schema/customers.ts';
import { estimateHeader } from './schema/estimates.ts';
import type { Part } from './schema/grammar.ts';
import { itemServiceAddFields } from './schema/items.ts';
import { purchaseOrderHeader } from './schema/purchase-orders.ts';
import { vendorAddFields } from './schema/vendors.ts';

/** The elements that a sequence may hold, in order. */
export const namesOf = (parts: readonly Part[]): string[] =>
  parts.flatMap((part) => ('element' in part ? [part.element] : part.choice.flatMap(namesOf)));

/** A list with further names put in after some of its own. */
export const withAfter = (
  names: readonly string[],
  after: Readonly<Record<string, readonly string[]>>,
): string[] => names.flatMap((name) => [name, ...(after[name] ?? [])]);

const LIST_HEAD = ['ListID', 'TimeCreated', 'TimeModified', 'EditSequence'];
const TREE = ['Name', 'FullName', 'IsActive', 'ParentRef', 'Sublevel'];
const FLAT = ['Name', 'IsActive'];

const item = withAfter(namesOf(itemServiceAddFields), { Name: ['FullName'], ParentRef: ['Sublevel'] });

const customer = withAfter(namesOf(customerAddFields), {
  Name: ['FullName'],
  ParentRef: ['Sublevel'],
  SalesRepRef: ['Balance', 'TotalBalance'],
  JobStatus: [],
});

const vendor = withAfter(namesOf(vendorAddFields), { IsVendorEligibleFor1099: ['Balance'] });

const person = [
  ...FLAT,
  'CompanyName',
  'Salutation',
  'FirstName',
  'MiddleName',
  'LastName',
  'Phone',
  'Email',
];

const TREES: Readonly<Partial<Record<ListKind, readonly string[]>>> = {
  Account: [...TREE, 'AccountType', 'AccountNumber', 'BankNumber', 'Desc', 'Balance', 'TotalBalance'],
  Class: TREE,
  Customer: customer,
  CustomerType: TREE,
  Employee: person,
  ItemGroup: [...FLAT, 'ItemDesc', 'IsPrintItemsInGroup', 'ItemGroupLine'],
  ItemNonInventory: withAfter(item, { Sublevel: ['ManufacturerPartNumber'] }),
  ItemService: item,
  JobType: TREE,
  OtherName: person,
  SalesTaxCode: [...FLAT, 'IsTaxable', 'Desc'],
  StandardTerms: [...FLAT, 'StdDueDays', 'StdDiscountDays', 'DiscountPct'],
  Vendor: vendor,
  VendorType: TREE,
};

/** The elements of a list object's Ret in QuickBooks' order. */
export const listRetOrder = (kind: ListKind): readonly string[] => [...LIST_HEAD, ...(TREES[kind] ?? FLAT)];

const TOTAL = ['TotalAmount', 'CurrencyRef', 'ExchangeRate', 'TotalAmountInHomeCurrency'];

/** The header elements of a PurchaseOrderRet in QuickBooks' order; the lines follow. */
export const orderRetOrder: readonly string[] = [
  'TxnID',
  'TimeCreated',
  'TimeModified',
  'EditSequence',
  'TxnNumber',
  ...withAfter(
    namesOf(purchaseOrderHeader).filter((name) => name !== 'ExchangeRate'),
    { FOB: [...TOTAL, 'IsManuallyClosed', 'IsFullyReceived'] },
  ),
];

/** The elements of a PurchaseOrderLineGroupRet in QuickBooks' order; its lines follow. */
export const orderGroupRetOrder: readonly string[] = [
  'TxnLineID',
  'ItemGroupRef',
  'Desc',
  'Quantity',
  'UnitOfMeasure',
  'OverrideUOMSetRef',
  'IsPrintItemsInGroup',
  'TotalAmount',
];

/** The elements of a PurchaseOrderLineRet in QuickBooks' order. */
export const orderLineRetOrder: readonly string[] = [
  'TxnLineID',
  'ItemRef',
  'ManufacturerPartNumber',
  'Desc',
  'Quantity',
  'UnitOfMeasure',
  'OverrideUOMSetRef',
  'Rate',
  'ClassRef',
  'Amount',
  'InventorySiteLocationRef',
  'CustomerRef',
  'ServiceDate',
  'SalesTaxCodeRef',
  'ReceivedQuantity',
  'UnbilledQuantity',
  'IsBilled',
  'IsManuallyClosed',
  'Other1',
  'Other2',
];

/** The header elements of an EstimateRet in QuickBooks' order; the lines follow. */
export const estimateRetOrder: readonly string[] = [
  'TxnID',
  'TimeCreated',
  'TimeModified',
  'EditSequence',
  'TxnNumber',
  ...withAfter(
    namesOf(estimateHeader).filter((name) => name !== 'ExchangeRate'),
    {
      FOB: ['Subtotal'],
      ItemSalesTaxRef: ['SalesTaxPercentage', 'SalesTaxTotal', ...TOTAL],
    },
  ),
];

/** The elements of an EstimateLineRet in QuickBooks' order. */
export const estimateLineRetOrder: readonly string[] = [
  'TxnLineID',
  'ItemRef',
  'Desc',
  'Quantity',
  'UnitOfMeasure',
  'OverrideUOMSetRef',
  'Rate',
  'RatePercent',
  'ClassRef',
  'Amount',
  'InventorySiteRef',
  'InventorySiteLocationRef',
  'SalesTaxCodeRef',
  'MarkupRate',
  'MarkupRatePercent',
  'Other1',
  'Other2',
];
