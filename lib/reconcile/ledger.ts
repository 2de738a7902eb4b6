import { grouped } from '../grouped.ts';
import { type Element, type Fields, textAt, type Value, valuesOf } from '../qbxml/message.ts';
import { amount, compare, isZero, negate, product, sum } from '../qbxml/money.ts';
import { linesOf, sentLinesOf } from './lines.ts';

/** What is reckoned per job. `cost`: direct costs; `waiting`: such as are not entered in Procore yet. */
export type Measure = 'budget' | 'committed' | 'invoiced' | 'retainage' | 'paid' | 'cost' | 'waiting';

/** An amount on one side, decimal. Ids are ListIDs; '' where nothing is said. */
export interface Post {
  readonly measure: Measure;
  readonly side: 'procore' | 'quickbooks';
  readonly job: string;
  readonly item: string;
  readonly vendor: string;
  /** It is dated before the start date. */
  readonly early?: true;
  /** TxnID of the bill that is paid. */
  readonly bill?: string;
  readonly amount: string;
}

const MEASURES: Readonly<Record<string, Measure>> = {
  Estimate: 'budget',
  PurchaseOrder: 'committed',
  Bill: 'invoiced',
  VendorCredit: 'invoiced',
};

const text = (value: Fields[string]): string => (typeof value === 'string' ? value : '');
const isFields = (value: Value): value is Fields => typeof value !== 'string';

const refOf = (value: Fields[string]): Fields => {
  const [ref] = valuesOf(value);
  return ref && isFields(ref) ? ref : {};
};

const isSame = (a: string | undefined, b: string | undefined): boolean =>
  a !== undefined && a !== '' && a.toLowerCase() === b?.toLowerCase();

interface Line {
  readonly item: string;
  readonly isRetainage: boolean;
  readonly job: string;
  readonly amount: string;
}

const sentLine = (line: Fields, header: Fields, retainage: string | undefined): Line => {
  const item = refOf(line.ItemRef);
  const given = text(line.Amount) || product(text(line.Quantity) || '1', text(line.Rate) || '0');
  return {
    item: text(item.ListID),
    isRetainage: isSame(text(item.FullName), retainage),
    job: text(refOf(line.CustomerRef).ListID) || text(refOf(header.CustomerRef).ListID),
    amount: amount(given),
  };
};

const standingLine = (line: Element, ret: Element, retainage: string | undefined): Line => ({
  item: textAt(line, 'ItemRef', 'ListID') ?? '',
  isRetainage: isSame(textAt(line, 'ItemRef', 'FullName'), retainage),
  job: textAt(line, 'CustomerRef', 'ListID') ?? textAt(ret, 'CustomerRef', 'ListID') ?? '',
  amount: amount(textAt(line, 'Amount') || '0'),
});

const posted = (
  type: string,
  side: Post['side'],
  vendor: string,
  { item, isRetainage, job, amount: own }: Line,
): Post[] => {
  const measure = MEASURES[type];
  if (!measure || job === '') return [];
  const signed = type === 'VendorCredit' ? negate(own) : own;
  return [
    isRetainage
      ? { measure: 'retainage', side, job, item: '', vendor, amount: signed }
      : { measure, side, job, item, vendor: '', amount: signed },
  ];
};

/** What was paid of a bill, credits and discounts aside; nothing, too: so the job of a bill is known. */
const paid = (ret: Element, job: string): Post[] => {
  const payments = ret.children.filter(
    (one) => one.name === 'LinkedTxn' && /^BillPayment/.test(textAt(one, 'TxnType') ?? ''),
  );
  const own = sum(payments.map((one) => negate(textAt(one, 'Amount') || '0')));
  const bill = textAt(ret, 'TxnID') ?? '';
  return [{ measure: 'paid', side: 'quickbooks', job, item: '', vendor: '', bill, amount: own }];
};

const dated = (posts: readonly Post[], date: string | undefined, startDate: string): readonly Post[] =>
  date && date < startDate ? posts.map((post) => ({ ...post, early: true as const })) : posts;

/** The amounts of an object as it stands in QuickBooks. */
export const standingPosts = (
  type: string,
  ret: Element,
  { retainageItem: retainage, startDate }: LedgerSettings,
): readonly Post[] => {
  const vendor = textAt(ret, 'VendorRef', 'ListID') ?? '';
  const lines = linesOf(ret).map((line) => standingLine(line, ret, retainage));
  const job = lines.find((line) => line.job !== '')?.job;
  const posts = [
    ...lines.flatMap((line) => posted(type, 'quickbooks', vendor, line)),
    ...(type === 'Bill' && job !== undefined ? paid(ret, job) : []),
  ];
  return dated(posts, textAt(ret, 'TxnDate'), startDate);
};

/** The amounts of a record as Procore has it: of the document that it would become. */
export const procorePosts = (
  type: string,
  document: Fields,
  { retainageItem: retainage, startDate }: LedgerSettings,
): readonly Post[] => {
  const vendor = text(refOf(document.VendorRef).ListID);
  const lines = sentLinesOf(document).map((line) => sentLine(line, document, retainage));
  const applied = valuesOf(document.AppliedToTxnAdd).flatMap((one) => (isFields(one) ? [one] : []));
  const posts = [
    ...lines.flatMap((line) => posted(type, 'procore', vendor, line)),
    ...applied.map(
      ({ TxnID, PaymentAmount }): Post => ({
        ...{ measure: 'paid', side: 'procore', job: '', item: '', vendor: '', bill: text(TxnID) },
        amount: amount(text(PaymentAmount) || '0'),
      }),
    ),
  ];
  return dated(posts, text(document.TxnDate), startDate);
};

const keyOf = ({ measure, side, job, item, vendor, bill = '', early }: Post): string =>
  [measure, side, job, item, vendor, bill, early].join(' ');

/** What is needed to read amounts: the full name of the retainage item, and the start date (ISO). */
export interface LedgerSettings {
  readonly retainageItem?: string;
  readonly startDate: string;
}

/** Amounts of the same kind become one. */
export const summedPosts = (posts: readonly Post[]): readonly Post[] =>
  [...grouped(posts, keyOf).values()].flatMap((group) =>
    group.slice(0, 1).map((first) => ({ ...first, amount: sum(group.map((one) => one.amount)) })),
  );

const isInvoiced = ({ measure }: Post): boolean => measure === 'invoiced';
const total = (posts: readonly Post[]): string => sum(posts.map((one) => one.amount));

/**
 * Procore bills a whole change order without saying its cost codes: they are the items that its bill has beside the
 * others. Where the bill comes to something else they are not known.
 */
export const withItems = (procore: readonly Post[], standing: readonly Post[]): readonly Post[] => {
  const itemless = procore.filter((one) => isInvoiced(one) && one.item === '');
  if (itemless.length === 0) return procore;
  const named = procore.filter((one) => !itemless.includes(one));
  const taken = named
    .filter(isInvoiced)
    .map((one): Post => ({ ...one, side: 'quickbooks', amount: negate(one.amount) }));
  const left = summedPosts([...standing.filter(isInvoiced), ...taken]).filter(
    ({ amount: own }) => !isZero(own),
  );
  if (compare(total(left), total(itemless)) !== 0) return procore;
  return [...named, ...left.map((one): Post => ({ ...one, side: 'procore' }))];
};
