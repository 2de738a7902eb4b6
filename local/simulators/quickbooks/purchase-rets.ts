import { lineRet, orderLinks } from './bill-rets.ts';
import type { Company } from './company.ts';
import { currencyFields } from './currencies.ts';
import { localTime } from './local-time.ts';
import { transactionTotal } from './order-lines.ts';
import { referenceId } from './request-fields.ts';
import { inOrder, type Shown } from './rets.ts';
import type { Purchase } from './transactions.ts';
import { branch, type Node } from './xml.ts';

const HEAD = [
  'TxnID',
  'TimeCreated',
  'TimeModified',
  'EditSequence',
  'TxnNumber',
  'AccountRef',
  'PayeeEntityRef',
];
const MONEY = ['Amount', 'CurrencyRef', 'ExchangeRate', 'AmountInHomeCurrency'];
const TAIL = ['IsTaxIncluded', 'SalesTaxCodeRef', 'ExternalGUID'];

const CHECK = [
  ...HEAD,
  ...['RefNumber', 'TxnDate', ...MONEY, 'Memo', 'Address', 'AddressBlock', 'IsToBePrinted'],
  ...TAIL,
];
const CARD = [...HEAD, 'TxnDate', ...MONEY, 'RefNumber', 'Memo', ...TAIL];

/** A check, or a charge or credit of a card, as QuickBooks answers it; only checks tell of links. */
export const purchaseRet = (company: Company, purchase: Purchase, shown: Shown): Node => {
  const { kind, fields, lines } = purchase;
  const isCheck = kind === 'Check';
  const Amount = transactionTotal(company, purchase);
  const head = inOrder(company.file, isCheck ? CHECK : CARD, {
    ...(isCheck && { IsToBePrinted: 'false' }),
    ...fields,
    Amount,
    ...currencyFields(company, fields, referenceId(fields, 'PayeeEntityRef'), { Amount }),
    TxnID: purchase.id,
    TimeCreated: localTime(company, purchase.created),
    TimeModified: localTime(company, purchase.modified),
    EditSequence: purchase.editSequence,
    TxnNumber: String(purchase.txnNumber),
  });
  return branch(`${kind}Ret`, [
    ...head,
    ...(shown.links && isCheck ? orderLinks(company, lines) : []),
    ...(shown.lines ? lines.map((line) => lineRet(company, line)) : []),
  ]);
};
