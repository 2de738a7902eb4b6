import { billPaymentAdd } from './bill-payments.ts';
import { billAdd, billQuery, vendorCreditAdd, vendorCreditQuery } from './bills.ts';
import { customerAdd, customerMod } from './customers.ts';
import { estimateAdd, estimateMod } from './estimates.ts';
import { aggregate, type Part, sequence } from './grammar.ts';
import { itemServiceAdd, itemServiceMod } from './items.ts';
import { jobReportQuery } from './job-reports.ts';
import {
  purchaseOrderAdd,
  purchaseOrderMod,
  purchaseOrderQuery,
  transactionQuery,
  unlinkedQuery,
} from './purchase-orders.ts';
import {
  currencyFilter,
  includeRetElement,
  listQuery,
  objectFilter,
  ownerIds,
  totalBalanceFilter,
} from './shared.ts';
import { vendorAdd, vendorMod } from './vendors.ts';

/** What QuickBooks takes as one request. */
export interface Message {
  readonly parts: readonly Part[];
  readonly attributes: readonly string[];
}

const plain = (parts: readonly Part[]): Message => ({ parts, attributes: ['requestID'] });
const counted = (parts: readonly Part[]): Message => ({ parts, attributes: ['requestID', 'metaData'] });
const iterable = (parts: readonly Part[]): Message => ({
  parts,
  attributes: ['requestID', 'metaData', 'iterator', 'iteratorID'],
});

const entities = listQuery(totalBalanceFilter, currencyFilter, objectFilter('ClassFilter'));
const deletedDates = aggregate(
  'DeletedDateRangeFilter',
  sequence('FromDeletedDate datetime', 'ToDeletedDate datetime'),
);

const ACCOUNT_TYPE =
  '=AccountsPayable|AccountsReceivable|Bank|CostOfGoodsSold|CreditCard|Equity|Expense|FixedAsset|Income|' +
  'LongTermLiability|NonPosting|OtherAsset|OtherCurrentAsset|OtherCurrentLiability|OtherExpense|OtherIncome';
const LIST_DEL_TYPE =
  '=Account|BillingRate|Class|Currency|Customer|CustomerMsg|CustomerType|DateDrivenTerms|Employee|InventorySite|' +
  'ItemDiscount|ItemFixedAsset|ItemGroup|ItemInventory|ItemInventoryAssembly|ItemNonInventory|ItemOtherCharge|' +
  'ItemPayment|ItemSalesTax|ItemSalesTaxGroup|ItemService|ItemSubtotal|JobType|OtherName|PaymentMethod|' +
  'PayrollItemNonWage|PayrollItemWage|PriceLevel|SalesRep|SalesTaxCode|ShipMethod|StandardTerms|ToDo|' +
  'UnitOfMeasureSet|Vehicle|Vendor|VendorType|WorkersCompCode';
const TXN_DEL_TYPE =
  '=ARRefundCreditCard|Bill|BillPaymentCheck|BillPaymentCreditCard|BuildAssembly|Charge|Check|CreditCardCharge|' +
  'CreditCardCredit|CreditMemo|Deposit|Estimate|InventoryAdjustment|Invoice|ItemReceipt|JournalEntry|' +
  'PurchaseOrder|ReceivePayment|SalesOrder|SalesReceipt|SalesTaxPaymentCheck|TimeTracking|TransferInventory|' +
  'VehicleMileage|VendorCredit';

/** The requests that the simulator knows; any other is refused as an unknown element. */
export const MESSAGES: Readonly<Record<string, Message>> = {
  HostQueryRq: plain([
    aggregate('IncludeListMetaData', sequence('IncludeMaxCapacity! bool')),
    ...includeRetElement,
  ]),
  CompanyQueryRq: plain([...includeRetElement, ...ownerIds]),
  PreferencesQueryRq: plain(includeRetElement),
  ItemServiceAddRq: plain(itemServiceAdd),
  ItemServiceModRq: plain(itemServiceMod),
  ItemServiceQueryRq: iterable([...listQuery(objectFilter('ClassFilter')), ...ownerIds]),
  ItemQueryRq: iterable([...listQuery(), ...ownerIds]),
  CustomerAddRq: plain(customerAdd),
  CustomerModRq: plain(customerMod),
  CustomerQueryRq: iterable([...entities, ...ownerIds]),
  VendorAddRq: plain(vendorAdd),
  VendorModRq: plain(vendorMod),
  VendorQueryRq: iterable([...entities, ...ownerIds]),
  EntityQueryRq: iterable(listQuery()),
  PurchaseOrderAddRq: plain(purchaseOrderAdd),
  PurchaseOrderModRq: plain(purchaseOrderMod),
  PurchaseOrderQueryRq: iterable(purchaseOrderQuery),
  EstimateAddRq: plain(estimateAdd),
  EstimateModRq: plain(estimateMod),
  // The same filters as for purchase orders.
  EstimateQueryRq: iterable(purchaseOrderQuery),
  BillAddRq: plain(billAdd),
  BillQueryRq: iterable(billQuery),
  BillPaymentCheckAddRq: plain(billPaymentAdd),
  BillPaymentCheckQueryRq: iterable(unlinkedQuery),
  BillPaymentCreditCardQueryRq: iterable(unlinkedQuery),
  VendorCreditAddRq: plain(vendorCreditAdd),
  VendorCreditQueryRq: iterable(vendorCreditQuery),
  CheckQueryRq: iterable(transactionQuery()),
  CreditCardChargeQueryRq: iterable(unlinkedQuery),
  CreditCardCreditQueryRq: iterable(unlinkedQuery),
  JournalEntryQueryRq: iterable(unlinkedQuery),
  JobReportQueryRq: plain(jobReportQuery),
  AccountQueryRq: counted([...listQuery(`AccountType* ${ACCOUNT_TYPE}`, currencyFilter), ...ownerIds]),
  ClassQueryRq: counted(listQuery()),
  TermsQueryRq: counted(listQuery()),
  SalesTaxCodeQueryRq: counted(listQuery()),
  ListDelRq: plain(sequence(`ListDelType! ${LIST_DEL_TYPE}`, 'ListID! id')),
  TxnDelRq: plain(sequence(`TxnDelType! ${TXN_DEL_TYPE}`, 'TxnID! id')),
  ListDeletedQueryRq: counted([
    ...sequence(`ListDelType+ ${LIST_DEL_TYPE}`, deletedDates),
    ...includeRetElement,
  ]),
  TxnDeletedQueryRq: counted([
    ...sequence(`TxnDelType+ ${TXN_DEL_TYPE}`, deletedDates),
    ...includeRetElement,
  ]),
};
