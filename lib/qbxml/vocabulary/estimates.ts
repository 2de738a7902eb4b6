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
  oneOfValues,
  type Part,
  percent,
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
} from './shared.ts';

const headStart: Part[] = [
  may('ClassRef', classRef),
  may('TemplateRef', ref(31)),
  may('TxnDate', date),
  may('RefNumber', text(11)),
  may('BillAddress', address),
  may('ShipAddress', address),
  may('IsActive', bool),
];

const headEnd: Part[] = [
  may('PONumber', text(25)),
  may('TermsRef', termsRef),
  may('DueDate', date),
  may('SalesRepRef', ref(5)),
  may('FOB', text(13)),
  may('ItemSalesTaxRef', ref(31)),
  may('Memo', text(4095)),
  may('CustomerMsgRef', ref(101)),
  may('IsToBeEmailed', bool),
  may('IsTaxIncluded', bool, 'CA'),
  may('CustomerSalesTaxCodeRef', taxCodeRef),
  may('Other', text(29)),
  may('ExchangeRate', float),
];

const lineStart: Part[] = [
  may('ItemRef', itemRef),
  may('Desc', text(4095)),
  may('Quantity', quantity),
  may('UnitOfMeasure', text(31)),
];

const linePrice: Part[] = [
  atMostOneOf([must('Rate', price)], [must('RatePercent', percent)]),
  may('ClassRef', classRef),
  may('Amount', amount),
  may('OptionForPriceRuleConflict', oneOfValues('Zero', 'BasePrice')),
  may('SalesTaxCodeRef', taxCodeRef),
  atMostOneOf(
    [must('MarkupRate', price)],
    [must('MarkupRatePercent', percent)],
    [must('PriceLevelRef', ref(31))],
  ),
];

const lineOthers: Part[] = [may('Other1', text(29)), may('Other2', text(29))];

const lineAdd = aggregate(
  ...lineStart,
  ...linePrice,
  may('OverrideItemAccountRef', accountRef),
  ...lineOthers,
);
const lineMod = aggregate(
  must('TxnLineID', id),
  ...lineStart,
  may('OverrideUOMSetRef', ref(31)),
  ...linePrice,
  ...lineOthers,
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
  many('EstimateLineMod', lineMod),
);

const estimateAdd = aggregate(
  must('CustomerRef', customerRef),
  ...headStart,
  ...headEnd,
  may('ExternalGUID', guid),
  someOf([must('EstimateLineAdd', lineAdd)], [must('EstimateLineGroupAdd', groupAdd)]),
);

const estimateMod = aggregate(
  must('TxnID', id),
  must('EditSequence', text(16)),
  may('CustomerRef', customerRef),
  ...headStart,
  // QuickBooks would write what differs into the estimate as a text of its own.
  may('CreateChangeOrder', bool),
  ...headEnd,
  manyOf([must('EstimateLineMod', lineMod)], [must('EstimateLineGroupMod', groupMod)]),
);

export const estimateMessages: Message[] = [
  {
    name: 'EstimateAddRq',
    attributes: [],
    content: aggregate(must('EstimateAdd', estimateAdd), includeRetElement),
  },
  {
    name: 'EstimateModRq',
    attributes: [],
    content: aggregate(must('EstimateMod', estimateMod), includeRetElement),
  },
];
