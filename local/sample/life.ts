import type { Bookkeeper, GivenFields } from '../simulators/quickbooks/quickbooks.ts';

/** A line: of an item, or of an account where it names none. In a journal, what is negative is a credit. */
export interface LifeLine {
  readonly item?: string;
  readonly account?: string;
  /** Full name of the job; absent: the line is nobody's. */
  readonly job?: string;
  readonly amount: string;
  readonly text?: string;
  /** Canada. */
  readonly taxCode?: string;
}

/** What a bookkeeper enters, under a key of ours. */
export interface LifeEntry {
  readonly key: string;
  readonly kind:
    | 'Bill'
    | 'VendorCredit'
    | 'Check'
    | 'CreditCardCharge'
    | 'CreditCardCredit'
    | 'Paycheck'
    | 'JournalEntry';
  readonly payee?: string;
  readonly number?: string;
  /** ISO date. */
  readonly date: string;
  readonly memo?: string;
  readonly lines: readonly LifeLine[];
  /** The order whose line (from 1) the only line of a bill draws down. */
  readonly draws?: { readonly order: string; readonly line: number };
}

/** A payment of bills that stand in the books, by their numbers. */
export interface LifePayment {
  readonly key: string;
  readonly kind: 'BillPaymentCheck' | 'BillPaymentCreditCard';
  readonly payee: string;
  readonly number: string;
  readonly date: string;
  readonly pays: readonly LifePaid[];
}

export type LifePaid = readonly [bill: string, amount: string, discount?: string];

/** What somebody does later with what was entered before. */
export type LifeChange =
  /** Line `at` (from 1) stays with what is said of it; those that are not named stay as they are. */
  | { readonly do: 'change-line'; readonly key: string; readonly at: number; readonly fields: GivenFields }
  /** The lines from `after` on go. */
  | { readonly do: 'cut-lines'; readonly key: string; readonly after: number }
  | { readonly do: 'pay-other'; readonly key: string; readonly pays: readonly LifePaid[] }
  | { readonly do: 'void' | 'delete' | 'open' | 'close'; readonly key: string };

/** The life of a company's books while the connector is at work. */
export interface Life {
  /** Full names; a customer before its jobs. */
  readonly accounts: readonly { readonly fullName: string; readonly type: string }[];
  readonly customers: readonly string[];
  readonly vendors: readonly { readonly name: string; readonly fields?: GivenFields }[];
  readonly otherNames: readonly string[];
  readonly bank: string;
  readonly card: string;
  readonly entries: readonly LifeEntry[];
  readonly payments: readonly LifePayment[];
  /** What comes later, once the first was read. */
  readonly changes: readonly LifeChange[];
  readonly later: readonly LifeEntry[];
}

/** Key → TxnID; full name → ListID of what people added to a list. */
export type Played = ReadonlyMap<string, string>;

const CARDS = ['CreditCardCharge', 'CreditCardCredit'];

const taxed = ({ taxCode }: LifeLine) => (taxCode ? { SalesTaxCodeRef: taxCode } : {});
const ofJob = ({ job }: LifeLine) => (job ? { CustomerRef: job, BillableStatus: 'NotBillable' } : {});

const itemLine = (line: LifeLine): GivenFields => ({
  ...{ ItemRef: line.item, Desc: line.text, Quantity: '1', Amount: line.amount },
  ...{ ...ofJob(line), ...taxed(line) },
});

const expenseLine = (line: LifeLine): GivenFields => ({
  ...{ AccountRef: line.account, Amount: line.amount, Memo: line.text },
  ...{ ...ofJob(line), ...taxed(line) },
});

const linesOf = (lines: readonly LifeLine[]): GivenFields => {
  const items = lines.filter(({ item }) => item);
  const expenses = lines.filter(({ item }) => !item);
  return {
    ...(expenses.length > 0 && { ExpenseLineAdd: expenses.map(expenseLine) }),
    ...(items.length > 0 && { ItemLineAdd: items.map(itemLine) }),
  };
};

const journalLines = (lines: readonly LifeLine[]): GivenFields => {
  const line = ({ account, amount, text, job }: LifeLine): GivenFields => ({
    ...{ AccountRef: account, Amount: amount.replace('-', ''), Memo: text },
    ...(job && { EntityRef: job }),
  });
  const isCredit = ({ amount }: LifeLine): boolean => amount.startsWith('-');
  return {
    JournalDebitLine: lines.filter((one) => !isCredit(one)).map(line),
    JournalCreditLine: lines.filter(isCredit).map(line),
  };
};

const drawn = (people: Bookkeeper, { draws, lines: [line] }: LifeEntry): GivenFields => {
  const order = people.findTransaction('PurchaseOrder', { RefNumber: draws?.order ?? '' }) ?? '';
  const TxnLineID = people.linesOf(order)[(draws?.line ?? 1) - 1] ?? '';
  const own = { Quantity: '0.01', Amount: line?.amount, BillableStatus: 'NotBillable' };
  return { ItemLineAdd: { ...own, LinkToTxn: { TxnID: order, TxnLineID } } };
};

const enter = (people: Bookkeeper, { bank, card }: Life, entry: LifeEntry): string => {
  const { kind, payee, number, date, memo } = entry;
  const head = { TxnDate: date, RefNumber: number, Memo: memo };
  if (kind === 'JournalEntry')
    return people.addJournal({ ...head, Memo: undefined, ...journalLines(entry.lines) });
  const lines = entry.draws ? drawn(people, entry) : linesOf(entry.lines);
  if (kind === 'Bill' || kind === 'VendorCredit')
    return people.addBill({ ...head, VendorRef: payee, ...lines }, kind);
  const AccountRef = CARDS.includes(kind) ? card : bank;
  return people.addPurchase(kind, { ...head, AccountRef, PayeeEntityRef: payee, ...lines });
};

const applied = (people: Bookkeeper, pays: readonly LifePaid[]): GivenFields[] =>
  pays.map(([bill, PaymentAmount, DiscountAmount]) => ({
    ...{ TxnID: people.findTransaction('Bill', { RefNumber: bill }) ?? '', PaymentAmount, DiscountAmount },
  }));

const pay = (people: Bookkeeper, { bank, card }: Life, payment: LifePayment): string => {
  const { kind, payee, number, date, pays } = payment;
  const from = kind === 'BillPaymentCheck' ? { BankAccountRef: bank } : { CreditCardAccountRef: card };
  const head = { PayeeEntityRef: payee, RefNumber: number, TxnDate: date, ...from };
  return people.pay(kind, { ...head, AppliedToTxnAdd: applied(people, pays) });
};

const addLists = (people: Bookkeeper, life: Life): [string, string][] => {
  for (const { fullName, type } of life.accounts) people.add('Account', fullName, { AccountType: type });
  return [
    ...life.customers.map((name): [string, string] => [name, people.add('Customer', name)]),
    ...life.vendors.map(({ name, fields }): [string, string] => [name, people.add('Vendor', name, fields)]),
    ...life.otherNames.map((name): [string, string] => [name, people.add('OtherName', name)]),
  ];
};

/** The books' own life begins: customers, jobs and vendors are added, transactions entered, bills paid. */
export const beginLife = (people: Bookkeeper, life: Life): Played => {
  const lists = addLists(people, life);
  return new Map([
    ...lists,
    ...life.entries.map((entry): [string, string] => [entry.key, enter(people, life, entry)]),
    ...life.payments.map((payment): [string, string] => [payment.key, pay(people, life, payment)]),
  ]);
};

/** Item lines alone: those that are named by TxnLineID stay. */
const relined = (ids: readonly string[], at: number, fields: GivenFields): GivenFields[] =>
  ids.map((TxnLineID, n) => ({ TxnLineID, ...(n === at - 1 && fields) }));

const WITHOUT_FIELDS = {
  void: (people: Bookkeeper, id: string) => people.void(id),
  delete: (people: Bookkeeper, id: string) => people.remove(id),
  open: (people: Bookkeeper, id: string) => people.open(id),
  close: (people: Bookkeeper, id: string) => people.close(id),
} as const;

const change = (people: Bookkeeper, id: string, one: LifeChange, entry: LifeEntry | undefined): void => {
  const expenses = (entry?.lines ?? []).filter(({ item }) => !item).length;
  const ids = people.linesOf(id).slice(expenses);
  if (one.do === 'pay-other') people.edit(id, { AppliedToTxnAdd: applied(people, one.pays) });
  else if (one.do === 'cut-lines') people.edit(id, { ItemLineAdd: relined(ids.slice(0, one.after), 0, {}) });
  else if (one.do === 'change-line') people.edit(id, { ItemLineAdd: relined(ids, one.at, one.fields) });
  else WITHOUT_FIELDS[one.do](people, id);
};

/** It goes on: what was entered is changed, voided and deleted, and more is entered. */
export const continueLife = (people: Bookkeeper, life: Life, played: Played): Played => {
  for (const one of life.changes) {
    const entry = life.entries.find(({ key }) => key === one.key);
    change(people, played.get(one.key) ?? '', one, entry);
  }
  const later = life.later.map((entry): [string, string] => [entry.key, enter(people, life, entry)]);
  return new Map([...played, ...later]);
};
