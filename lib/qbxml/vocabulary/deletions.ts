import { aggregate, id, type Message, must, oneOfValues } from './notation.ts';

const listTypes = oneOfValues('Customer', 'ItemService', 'Vendor');
const transactionTypes = oneOfValues(
  ...['Bill', 'BillPaymentCheck', 'BillPaymentCreditCard', 'Estimate', 'PurchaseOrder', 'VendorCredit'],
);

/** Deletes what we posted: of everything that QuickBooks can delete, only that. No EditSequence is asked for. */
export const deletionMessages: Message[] = [
  {
    name: 'ListDelRq',
    attributes: [],
    content: aggregate(must('ListDelType', listTypes), must('ListID', id)),
  },
  {
    name: 'TxnDelRq',
    attributes: [],
    content: aggregate(must('TxnDelType', transactionTypes), must('TxnID', id)),
  },
];
