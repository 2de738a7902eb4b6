import {
  aggregate,
  amount,
  atMostOneOf,
  bool,
  count,
  date,
  datetime,
  guid,
  id,
  type Message,
  many,
  may,
  must,
  oneOf,
  oneOfValues,
  type Part,
  some,
  text,
} from './notation.ts';
import { includeRetElement } from './shared.ts';

const counting = ['metaData'];
const paging = ['metaData', 'iterator', 'iteratorID'];
const matchCriterion = must('MatchCriterion', oneOfValues('StartsWith', 'Contains', 'EndsWith'));
const ownerID = many('OwnerID', guid);

/** By ListID or by FullName, several or a whole branch. */
const branchFilter = aggregate(
  oneOf(
    [some('ListID', id)],
    [some('FullName', text())],
    [must('ListIDWithChildren', id)],
    [must('FullNameWithChildren', text())],
  ),
);
const currencyFilter = aggregate(oneOf([some('ListID', id)], [some('FullName', text(64))]));

const modified: Part[] = [may('FromModifiedDate', datetime), may('ToModifiedDate', datetime)];

const listFilters: Part[] = [
  may('MaxReturned', count),
  may('ActiveStatus', oneOfValues('ActiveOnly', 'InactiveOnly', 'All')),
  ...modified,
  atMostOneOf(
    [must('NameFilter', aggregate(matchCriterion, must('Name', text())))],
    [must('NameRangeFilter', aggregate(may('FromName', text()), may('ToName', text())))],
  ),
];

const balanceOperator = oneOfValues('LessThan', 'LessThanEqual', 'Equal', 'GreaterThan', 'GreaterThanEqual');
const nameFilters: Part[] = [
  may('TotalBalanceFilter', aggregate(must('Operator', balanceOperator), must('Amount', amount))),
  may('CurrencyFilter', currencyFilter),
];
const classFilter = may('ClassFilter', branchFilter);

const listQuery = (name: string, filters: Part[], tail: Part[]): Message => ({
  name,
  attributes: paging,
  content: aggregate(
    atMostOneOf([some('ListID', id)], [some('FullName', text())], [...listFilters, ...filters]),
    includeRetElement,
    ...tail,
  ),
});

const transactionFilters: Part[] = [
  may('MaxReturned', count),
  atMostOneOf(
    [must('ModifiedDateRangeFilter', aggregate(...modified))],
    [must('TxnDateRangeFilter', aggregate(may('FromTxnDate', date), may('ToTxnDate', date)))],
  ),
  may('EntityFilter', branchFilter),
  may('AccountFilter', branchFilter),
  atMostOneOf(
    [must('RefNumberFilter', aggregate(matchCriterion, must('RefNumber', text())))],
    [must('RefNumberRangeFilter', aggregate(may('FromRefNumber', text()), may('ToRefNumber', text())))],
  ),
  may('CurrencyFilter', currencyFilter),
];

const linkedTxns = may('IncludeLinkedTxns', bool);

const transactionQuery = (name: string, filters: Part[] = [], links: Part[] = [linkedTxns]): Message => ({
  name,
  attributes: paging,
  content: aggregate(
    atMostOneOf(
      [some('TxnID', id)],
      [some('RefNumber', text())],
      [some('RefNumberCaseSensitive', text())],
      [...transactionFilters, ...filters],
    ),
    may('IncludeLineItems', bool),
    ...links,
    includeRetElement,
    ownerID,
  ),
});

const paidStatus = may('PaidStatus', oneOfValues('All', 'PaidOnly', 'NotPaidOnly'));

const deleted: Part[] = [
  may('DeletedDateRangeFilter', aggregate(may('FromDeletedDate', datetime), may('ToDeletedDate', datetime))),
  includeRetElement,
];

const listTypes = oneOfValues(
  ...['Account', 'Class', 'Customer', 'Employee', 'ItemDiscount', 'ItemFixedAsset', 'ItemGroup'],
  ...['ItemInventory', 'ItemInventoryAssembly', 'ItemNonInventory', 'ItemOtherCharge', 'ItemPayment'],
  ...['ItemSalesTax', 'ItemSalesTaxGroup', 'ItemService', 'ItemSubtotal', 'JobType', 'OtherName'],
  ...['SalesTaxCode', 'StandardTerms', 'Vendor'],
);
const transactionTypes = oneOfValues(
  ...['Bill', 'BillPaymentCheck', 'BillPaymentCreditCard', 'Check', 'CreditCardCharge', 'CreditCardCredit'],
  ...['Estimate', 'ItemReceipt', 'JournalEntry', 'PurchaseOrder', 'TimeTracking', 'VendorCredit'],
);

export const queryMessages: Message[] = [
  {
    name: 'HostQueryRq',
    attributes: [],
    content: aggregate(
      may('IncludeListMetaData', aggregate(must('IncludeMaxCapacity', bool))),
      includeRetElement,
    ),
  },
  { name: 'CompanyQueryRq', attributes: [], content: aggregate(includeRetElement, ownerID) },
  { name: 'PreferencesQueryRq', attributes: [], content: aggregate(includeRetElement) },
  listQuery('ItemServiceQueryRq', [classFilter], [ownerID]),
  listQuery('ItemQueryRq', [], [ownerID]),
  listQuery('CustomerQueryRq', [...nameFilters, classFilter], [ownerID]),
  listQuery('VendorQueryRq', [...nameFilters, classFilter], [ownerID]),
  // Searches customers, vendors, employees and other names at once; knows no OwnerID.
  listQuery('EntityQueryRq', [], []),
  transactionQuery('PurchaseOrderQueryRq'),
  transactionQuery('EstimateQueryRq'),
  transactionQuery('BillQueryRq', [paidStatus]),
  transactionQuery('VendorCreditQueryRq'),
  transactionQuery('CheckQueryRq'),
  // Cards and journals link to nothing; what a payment pays are its lines.
  ...[
    'CreditCardCharge',
    'CreditCardCredit',
    'JournalEntry',
    'BillPaymentCheck',
    'BillPaymentCreditCard',
  ].map((object) => transactionQuery(`${object}QueryRq`, [], [])),
  {
    name: 'ListDeletedQueryRq',
    attributes: counting,
    content: aggregate(some('ListDelType', listTypes), ...deleted),
  },
  {
    name: 'TxnDeletedQueryRq',
    attributes: counting,
    content: aggregate(some('TxnDelType', transactionTypes), ...deleted),
  },
];
