import { listIdOf } from './given.ts';

/** QuickBooks' answers about transactions, in the order of elements that it uses. */

export const TXN = '2C1-1772712000';

export const JOB = listIdOf('9001');
export const CONCRETE = listIdOf('102');
export const DRYWALL = listIdOf('103');
export const VENDOR = listIdOf('501');
/** Of the list, but nobody's. */
export const STRANGER = '80000099-1767263000';

const ref = (name: string, id: string, fullName: string): string =>
  id === '' ? '' : `<${name}><ListID>${id}</ListID><FullName>${fullName}</FullName></${name}>`;

interface Line {
  readonly item?: string;
  readonly account?: string;
  readonly job?: string;
  readonly memo?: string;
}

export const itemLine = (
  id: string,
  amount: string,
  { item = CONCRETE, job = JOB, memo = '' }: Line = {},
): string =>
  `<ItemLineRet><TxnLineID>${id}</TxnLineID>${ref('ItemRef', item, '03-300')}` +
  `${memo === '' ? '' : `<Desc>${memo}</Desc>`}<Quantity>1</Quantity><Amount>${amount}</Amount>` +
  `${ref('CustomerRef', job, 'Harbor Trust:Pier 9')}<BillableStatus>NotBillable</BillableStatus></ItemLineRet>`;

/** A group of items: what it is made of stands inside it. */
export const groupLine = (id: string, inner: string): string =>
  `<ItemGroupLineRet><TxnLineID>${id}</TxnLineID><ItemGroupRef><ListID>8-77</ListID></ItemGroupRef>` +
  `<TotalAmount>1.00</TotalAmount>${inner}</ItemGroupLineRet>`;

export const expenseLine = (
  id: string,
  amount: string,
  { account = 'Job Overhead', job = JOB }: Line = {},
): string =>
  `<ExpenseLineRet><TxnLineID>${id}</TxnLineID>${ref('AccountRef', '8-5', account)}<Amount>${amount}</Amount>` +
  `${ref('CustomerRef', job, 'Harbor Trust:Pier 9')}</ExpenseLineRet>`;

export const journalLine = (
  side: 'Debit' | 'Credit',
  id: string,
  amount: string,
  { account = 'Equipment Rental', job = JOB, memo = 'Lift, May' }: Line = {},
): string =>
  `<Journal${side}Line><TxnLineID>${id}</TxnLineID>${ref('AccountRef', '8-6', account)}<Amount>${amount}</Amount>` +
  `<Memo>${memo}</Memo>${ref('EntityRef', job, 'Harbor Trust:Pier 9')}</Journal${side}Line>`;

export const orderLink = (order: string, type = 'PurchaseOrder'): string =>
  `<LinkedTxn><TxnID>${order}</TxnID><TxnType>${type}</TxnType><TxnDate>2026-02-01</TxnDate>` +
  '<RefNumber>SC-001</RefNumber><LinkType>QUANTYPE</LinkType><Amount>-100.00</Amount></LinkedTxn>';

interface Head {
  readonly date?: string;
  /** Between the date and the lines. */
  readonly more?: string;
  readonly payee?: string;
  readonly number?: string;
}

/** Any transaction of costs, its payee named as that type names it. */
export const transaction = (
  type: string,
  lines: string,
  { date = '2026-05-02', more = '', payee = VENDOR, number = '' }: Head = {},
): string => {
  const payeeRef = type === 'Bill' || type === 'VendorCredit' ? 'VendorRef' : 'PayeeEntityRef';
  const dated = `<TxnDate>${date}</TxnDate>`;
  const numbered = number === '' ? '' : `<RefNumber>${number}</RefNumber>`;
  return (
    `<${type}Ret><TxnID>${TXN}</TxnID><EditSequence>1772712001</EditSequence><TxnNumber>412</TxnNumber>` +
    `${type === 'JournalEntry' ? '' : ref(payeeRef, payee, 'Ace Hardware')}` +
    `${type === 'Check' ? numbered + dated : dated + numbered}${more}${lines}</${type}Ret>`
  );
};
