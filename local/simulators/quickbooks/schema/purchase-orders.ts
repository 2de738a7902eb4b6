import { aggregate, oneOf, type Part, sequence } from './grammar.ts';
import { address, currencyFilter, includeRetElement, MATCH, objectFilter, ownerIds } from './shared.ts';

const head = [
  ...sequence('VendorRef ref41', 'ClassRef ref159'),
  oneOf('', sequence('InventorySiteRef ref31'), sequence('ShipToEntityRef ref209')),
  ...sequence('TemplateRef ref31', 'TxnDate date', 'RefNumber s11'),
  address('VendorAddress'),
  address('ShipAddress'),
  ...sequence('TermsRef ref31', 'DueDate date', 'ExpectedDate date', 'ShipMethodRef ref15', 'FOB s13'),
] as const;

const rest = sequence(
  'Memo s4095',
  'VendorMsg s99',
  'IsToBePrinted bool',
  'IsToBeEmailed bool',
  'CA:IsTaxIncluded bool',
  'CA:SalesTaxCodeRef ref3',
  'Other1 s25',
  'Other2 s29',
  'ExchangeRate float',
);

const lineStart = sequence(
  'ItemRef ref',
  'ManufacturerPartNumber s31',
  'Desc s4095',
  'Quantity quantity',
  'UnitOfMeasure s31',
);
const linePrice = sequence(
  'Rate price',
  'ClassRef ref159',
  'Amount amount',
  'InventorySiteLocationRef ref31',
  'CustomerRef ref209',
  'ServiceDate date',
  'CA:SalesTaxCodeRef ref3',
);
const lineOther = sequence('OverrideItemAccountRef ref159', 'Other1 s29', 'Other2 s29');

const dataExt = aggregate('DataExt*', sequence('OwnerID! guid', 'DataExtName! s31', 'DataExtValue! string'));

const lineAdd = aggregate('PurchaseOrderLineAdd!', [...lineStart, ...linePrice, ...lineOther, dataExt]);

const groupAdd = aggregate(
  'PurchaseOrderLineGroupAdd!',
  sequence(
    'ItemGroupRef! ref31',
    'Quantity quantity',
    'UnitOfMeasure s31',
    'InventorySiteLocationRef ref31',
    dataExt,
  ),
);

const lineModParts: Part[] = [
  ...sequence('TxnLineID! id'),
  ...lineStart,
  ...sequence('OverrideUOMSetRef ref31'),
  ...linePrice,
  ...sequence('IsManuallyClosed bool'),
  ...lineOther,
];

const groupMod = aggregate('PurchaseOrderLineGroupMod!', [
  ...sequence('TxnLineID! id', 'ItemGroupRef ref31', 'Quantity quantity', 'UnitOfMeasure s31'),
  ...sequence('OverrideUOMSetRef ref31', aggregate('PurchaseOrderLineMod*', lineModParts)),
]);

/** The header fields of PurchaseOrderAdd, in order. */
export const purchaseOrderHeader: Part[] = [...head, ...rest, ...sequence('ExternalGUID guid')];

export const purchaseOrderAdd: Part[] = [
  aggregate('PurchaseOrderAdd!', [...purchaseOrderHeader, oneOf('+', [lineAdd], [groupAdd])]),
  ...includeRetElement,
];

export const purchaseOrderMod: Part[] = [
  aggregate('PurchaseOrderMod!', [
    ...sequence('TxnID! id', 'EditSequence! s16'),
    ...head,
    ...sequence('IsManuallyClosed bool'),
    ...rest,
    oneOf('*', [aggregate('PurchaseOrderLineMod!', lineModParts)], [groupMod]),
  ]),
  ...includeRetElement,
];

const DATE_MACRO =
  '=All|Today|ThisWeek|ThisWeekToDate|ThisMonth|ThisMonthToDate|ThisCalendarQuarter|ThisCalendarQuarterToDate|' +
  'ThisFiscalQuarter|ThisFiscalQuarterToDate|ThisCalendarYear|ThisCalendarYearToDate|ThisFiscalYear|' +
  'ThisFiscalYearToDate|Yesterday|LastWeek|LastWeekToDate|LastMonth|LastMonthToDate|LastCalendarQuarter|' +
  'LastCalendarQuarterToDate|LastFiscalQuarter|LastFiscalQuarterToDate|LastCalendarYear|LastCalendarYearToDate|' +
  'LastFiscalYear|LastFiscalYearToDate|NextWeek|NextFourWeeks|NextMonth|NextCalendarQuarter|NextCalendarYear|' +
  'NextFiscalQuarter|NextFiscalYear';

const dateFilter = oneOf(
  '',
  [aggregate('ModifiedDateRangeFilter!', sequence('FromModifiedDate datetime', 'ToModifiedDate datetime'))],
  [
    aggregate('TxnDateRangeFilter!', [
      oneOf('', sequence('FromTxnDate date', 'ToTxnDate date'), sequence(`DateMacro! ${DATE_MACRO}`)),
    ]),
  ],
);

const refNumberFilter = oneOf(
  '',
  [aggregate('RefNumberFilter!', sequence(`MatchCriterion! ${MATCH}`, 'RefNumber! string'))],
  [aggregate('RefNumberRangeFilter!', sequence('FromRefNumber string', 'ToRefNumber string'))],
);

/** TxnIDs, numbers, or filters; `further` are those of one kind of transaction only. */
export const transactionQuery = (...further: string[]): Part[] => [
  oneOf(
    '',
    sequence('TxnID+ id'),
    sequence('RefNumber+ string'),
    sequence('RefNumberCaseSensitive+ string'),
    sequence(
      'MaxReturned positive',
      dateFilter,
      objectFilter('EntityFilter'),
      objectFilter('AccountFilter'),
      refNumberFilter,
      currencyFilter,
      ...further,
    ),
  ),
  ...sequence('IncludeLineItems bool', 'IncludeLinkedTxns bool'),
  ...includeRetElement,
  ...ownerIds,
];

/** The same of transactions that link to nothing: cards, journals, and payments, whose lines say what they pay. */
export const unlinkedQuery: Part[] = transactionQuery().filter(
  (part) => !('element' in part && part.element === 'IncludeLinkedTxns'),
);

export const purchaseOrderQuery = transactionQuery();
