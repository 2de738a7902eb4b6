import { aggregate, oneOf, type Part, sequence } from './grammar.ts';
import { objectFilter } from './shared.ts';

const DATE_MACRO =
  '=All|Today|ThisWeek|ThisWeekToDate|ThisMonth|ThisMonthToDate|ThisQuarter|ThisQuarterToDate|ThisYear|' +
  'ThisYearToDate|Yesterday|LastWeek|LastWeekToDate|LastMonth|LastMonthToDate|LastQuarter|LastQuarterToDate|' +
  'LastYear|LastYearToDate|NextWeek|NextFourWeeks|NextMonth|NextQuarter|NextYear';

const TXN_TYPE =
  '=All|ARRefundCreditCard|Bill|BillPaymentCheck|BillPaymentCreditCard|BuildAssembly|Charge|Check|' +
  'CreditCardCharge|CreditCardCredit|CreditMemo|Deposit|Estimate|InventoryAdjustment|Invoice|ItemReceipt|' +
  'JournalEntry|LiabilityAdjustment|Paycheck|PayrollLiabilityCheck|PurchaseOrder|ReceivePayment|SalesOrder|' +
  'SalesReceipt|SalesTaxPaymentCheck|Transfer|VendorCredit|YTDAdjustment';

const REPORT_TYPE =
  '=ItemEstimatesVsActuals|ItemProfitability|JobEstimatesVsActualsDetail|JobEstimatesVsActualsSummary|' +
  'JobProfitabilityDetail|JobProfitabilitySummary';

/** The filter of a report by objects; `typed` is the element that filters by their type instead. */
const reportFilter = (name: string, typed: string): Part =>
  aggregate(name, [
    oneOf(
      '!',
      sequence(typed),
      sequence('ListID+ id'),
      sequence('FullName+ string'),
      sequence('ListIDWithChildren! id'),
      sequence('FullNameWithChildren! string'),
    ),
  ]);

export const jobReportQuery: Part[] = [
  ...sequence(`JobReportType! ${REPORT_TYPE}`, 'DisplayReport bool'),
  oneOf(
    '',
    [aggregate('ReportPeriod!', sequence('FromReportDate date', 'ToReportDate date'))],
    sequence(`ReportDateMacro! ${DATE_MACRO}`),
  ),
  reportFilter('ReportEntityFilter', 'EntityTypeFilter! =Customer|Employee|OtherName|Vendor'),
  reportFilter('ReportItemFilter', 'ItemTypeFilter! =AllExceptFixedAsset|Inventory|NonInventory|Service'),
  objectFilter('ReportClassFilter'),
  aggregate('ReportTxnTypeFilter', sequence(`TxnTypeFilter+ ${TXN_TYPE}`)),
];
