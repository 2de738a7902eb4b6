import type { Company } from './company.ts';
import { currencyFields } from './currencies.ts';
import { localTime } from './local-time.ts';
import { inOrder } from './rets.ts';
import type { Journal } from './transactions.ts';
import { branch, type Node } from './xml.ts';

const ORDER = [
  ...['TxnID', 'TimeCreated', 'TimeModified', 'EditSequence', 'TxnNumber', 'TxnDate', 'RefNumber'],
  ...['IsAdjustment', 'IsHomeCurrencyAdjustment', 'IsAmountsEnteredInHomeCurrency', 'CurrencyRef'],
  ...['ExchangeRate', 'ExternalGUID'],
];

const LINE_ORDER = [
  ...[
    'TxnLineID',
    'AccountRef',
    'Amount',
    'Memo',
    'EntityRef',
    'ClassRef',
    'ItemSalesTaxRef',
    'BillableStatus',
  ],
];

/** A journal as QuickBooks answers it; its lines are no Rets, and it has no total. */
export const journalRet = (company: Company, journal: Journal, withLines: boolean): Node => {
  const head = inOrder(company.file, ORDER, {
    IsAdjustment: 'false',
    ...journal.fields,
    ...currencyFields(company, journal.fields, undefined, {}),
    TxnID: journal.id,
    TimeCreated: localTime(company, journal.created),
    TimeModified: localTime(company, journal.modified),
    EditSequence: journal.editSequence,
    TxnNumber: String(journal.txnNumber),
  });
  const lines = journal.lines.map(({ id, of, fields }) =>
    branch(of, inOrder(company.file, LINE_ORDER, { ...fields, TxnLineID: id })),
  );
  return branch('JournalEntryRet', [...head, ...(withLines ? lines : [])]);
};
