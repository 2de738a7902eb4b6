import { aggregate, oneOf, type Part, sequence } from './grammar.ts';
import { address, includeRetElement } from './shared.ts';

const headBefore = sequence(
  'ClassRef ref159',
  'TemplateRef ref31',
  'TxnDate date',
  'RefNumber s11',
  address('BillAddress'),
  address('ShipAddress'),
  'IsActive bool',
);

const headAfter = sequence(
  'PONumber s25',
  'TermsRef ref31',
  'DueDate date',
  'SalesRepRef ref5',
  'FOB s13',
  'ItemSalesTaxRef ref31',
  'Memo s4095',
  'CustomerMsgRef ref101',
  'IsToBeEmailed bool',
  'CA:IsTaxIncluded bool',
  'CustomerSalesTaxCodeRef ref3',
  'Other s29',
  'ExchangeRate float',
);

const lineStart = sequence('ItemRef ref', 'Desc s4095', 'Quantity quantity', 'UnitOfMeasure s31');

const linePrice: Part[] = [
  oneOf('', sequence('Rate! price'), sequence('RatePercent! percent')),
  ...sequence('ClassRef ref159', 'Amount amount', 'OptionForPriceRuleConflict =Zero|BasePrice'),
  ...sequence('InventorySiteRef ref31', 'InventorySiteLocationRef ref31', 'SalesTaxCodeRef ref3'),
  oneOf(
    '',
    sequence('MarkupRate! price'),
    sequence('MarkupRatePercent! percent'),
    sequence('PriceLevelRef! ref31'),
  ),
];

const lineOthers = sequence('Other1 s29', 'Other2 s29');

const dataExt = aggregate('DataExt*', sequence('OwnerID! guid', 'DataExtName! s31', 'DataExtValue! string'));

const lineAdd = aggregate('EstimateLineAdd!', [
  ...lineStart,
  ...linePrice,
  ...sequence('OverrideItemAccountRef ref159'),
  ...lineOthers,
  dataExt,
]);

const groupAdd = aggregate(
  'EstimateLineGroupAdd!',
  sequence(
    'ItemGroupRef! ref31',
    'Quantity quantity',
    'UnitOfMeasure s31',
    'InventorySiteRef ref31',
    'InventorySiteLocationRef ref31',
    dataExt,
  ),
);

const lineModParts: Part[] = [
  ...sequence('TxnLineID! id'),
  ...lineStart,
  ...sequence('OverrideUOMSetRef ref31'),
  ...linePrice,
  ...lineOthers,
];

const groupMod = aggregate('EstimateLineGroupMod!', [
  ...sequence('TxnLineID! id', 'ItemGroupRef ref31', 'Quantity quantity', 'UnitOfMeasure s31'),
  ...sequence('OverrideUOMSetRef ref31', aggregate('EstimateLineMod*', lineModParts)),
]);

/** The header fields of EstimateAdd, in order. */
export const estimateHeader: Part[] = [
  ...sequence('CustomerRef! ref209'),
  ...headBefore,
  ...headAfter,
  ...sequence('ExternalGUID guid'),
];

export const estimateAdd: Part[] = [
  aggregate('EstimateAdd!', [...estimateHeader, oneOf('+', [lineAdd], [groupAdd])]),
  ...includeRetElement,
];

export const estimateMod: Part[] = [
  aggregate('EstimateMod!', [
    ...sequence('TxnID! id', 'EditSequence! s16', 'CustomerRef ref209'),
    ...headBefore,
    ...sequence('CreateChangeOrder bool'),
    ...headAfter,
    oneOf('*', [aggregate('EstimateLineMod!', lineModParts)], [groupMod]),
  ]),
  ...includeRetElement,
];
