import { aggregate, oneOf, type Part, sequence } from './grammar.ts';
import { transactionQuery } from './purchase-orders.ts';
import { address, includeRetElement } from './shared.ts';

const BILLABLE = '=Billable|NotBillable|HasBeenBilled';

const dataExt = aggregate('DataExt*', sequence('OwnerID! guid', 'DataExtName! s31', 'DataExtValue! string'));

const expenseLineAdd = aggregate(
  'ExpenseLineAdd*',
  sequence(
    'AccountRef ref159',
    'Amount amount',
    'Memo s4095',
    'CustomerRef ref209',
    'ClassRef ref159',
    'CA:SalesTaxCodeRef ref3',
    `BillableStatus ${BILLABLE}`,
    'SalesRepRef ref5',
    dataExt,
  ),
);

const itemLineAdd = aggregate('ItemLineAdd!', [
  ...sequence('ItemRef ref', 'InventorySiteRef ref31', 'InventorySiteLocationRef ref31'),
  oneOf('', sequence('SerialNumber s4095'), sequence('LotNumber s40')),
  ...sequence(
    'Desc s4095',
    'Quantity quantity',
    'UnitOfMeasure s31',
    'Cost price',
    'Amount amount',
    'CustomerRef ref209',
    'ClassRef ref159',
    'CA:SalesTaxCodeRef ref3',
    `BillableStatus ${BILLABLE}`,
    'OverrideItemAccountRef ref159',
    aggregate('LinkToTxn', sequence('TxnID! id', 'TxnLineID! id')),
    'SalesRepRef ref5',
    dataExt,
  ),
]);

const itemGroupLineAdd = aggregate(
  'ItemGroupLineAdd!',
  sequence(
    'ItemGroupRef! ref31',
    'Quantity quantity',
    'UnitOfMeasure s31',
    'InventorySiteRef ref31',
    'InventorySiteLocationRef ref31',
    dataExt,
  ),
);

const lines: Part[] = [expenseLineAdd, oneOf('*', [itemLineAdd], [itemGroupLineAdd])];

const afterNumber = (termed: boolean): Part[] =>
  sequence(
    ...(termed ? ['TermsRef ref31'] : []),
    'Memo s4095',
    'CA:IsTaxIncluded bool',
    'CA:SalesTaxCodeRef ref3',
    'ExchangeRate float',
    'ExternalGUID guid',
  );

/** The header fields of BillAdd, in order. */
export const billHeader: Part[] = [
  ...sequence('VendorRef! ref41', address('VendorAddress'), 'APAccountRef ref159'),
  ...sequence('TxnDate date', 'DueDate date', 'RefNumber s20'),
  ...afterNumber(true),
];

/** The header fields of VendorCreditAdd, in order. */
export const vendorCreditHeader: Part[] = [
  ...sequence('VendorRef! ref41', 'APAccountRef ref159', 'TxnDate date', 'RefNumber s20'),
  ...afterNumber(false),
];

export const billAdd: Part[] = [
  aggregate('BillAdd!', [...billHeader, ...sequence('LinkToTxnID* id'), ...lines]),
  ...includeRetElement,
];

export const vendorCreditAdd: Part[] = [
  aggregate('VendorCreditAdd!', [...vendorCreditHeader, ...lines]),
  ...includeRetElement,
];

export const billQuery = transactionQuery('PaidStatus =All|PaidOnly|NotPaidOnly');
export const vendorCreditQuery = transactionQuery();
