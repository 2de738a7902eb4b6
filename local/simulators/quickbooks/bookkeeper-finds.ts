import type { Company } from './company.ts';
import { allTransactions, type CompanyFile } from './company-file.ts';
import type { Bill, PaymentKind, PurchaseKind, Transaction } from './transactions.ts';

export type TransactionKind =
  | 'PurchaseOrder'
  | 'Estimate'
  | 'JournalEntry'
  | Bill['kind']
  | PaymentKind
  | PurchaseKind;

const ofKind = (file: CompanyFile, kind: TransactionKind): Transaction[] => {
  if (kind === 'PurchaseOrder') return [...file.orders.values()];
  if (kind === 'Estimate') return [...file.estimates.values()];
  if (kind === 'JournalEntry') return [...file.journals.values()];
  const others = [...file.bills.values(), ...file.payments.values(), ...file.purchases.values()];
  return others.filter((one) => one.kind === kind);
};

/** The transaction of a kind whose head has these very texts; of several the first that was entered. */
export const findTransaction = (
  { file }: Company,
  kind: TransactionKind,
  texts: Readonly<Record<string, string>>,
): string | undefined =>
  ofKind(file, kind).find(({ fields }) =>
    Object.entries(texts).every(([element, text]) => fields[element] === text),
  )?.id;

/** The TxnLineIDs of a transaction. */
export const linesOf = ({ file }: Company, id: string): readonly string[] => {
  const { lines = [] } = allTransactions(file).find((one) => one.id === id) ?? {};
  return lines.map((line) => line.id);
};
