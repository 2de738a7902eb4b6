import { paymentRet } from './bill-payment-rets.ts';
import { billLinks, billRet } from './bill-rets.ts';
import { openAmount } from './bills.ts';
import type { Company } from './company.ts';
import { type Fields, isObjectId, type ListKind } from './company-file.ts';
import { estimateRet } from './estimate-rets.ts';
import { answerFound, keepOnly } from './iterators.ts';
import { journalRet } from './journal-rets.ts';
import { ENTITY_KINDS, findByFullName } from './names.ts';
import { purchaseRet } from './purchase-rets.ts';
import { answerKeys, compare, nameFits, within } from './queries.ts';
import { referredIds } from './references.ts';
import { referenceId, textField } from './request-fields.ts';
import { orderRet, type Shown } from './rets.ts';
import { type Answer, invalidId, notEnabled } from './status.ts';
import type { Bill, PaymentKind, PurchaseKind, Transaction } from './transactions.ts';
import { child, type Node, text, texts } from './xml.ts';

/** A transaction as a query looks at it. */
type Found = Transaction & { readonly lines?: readonly { readonly fields: Fields }[] };

const filterIds = (
  company: Company,
  request: Node,
  element: string,
  kinds: readonly ListKind[],
): string[] => {
  const filter = child(request, element);
  const ids = [...texts(filter, 'ListID'), ...texts(filter, 'ListIDWithChildren')];
  const names = [...texts(filter, 'FullName'), ...texts(filter, 'FullNameWithChildren')];
  return [...ids, ...names.flatMap((name) => findByFullName(company.file, kinds, name)?.id ?? [])];
};

const entityFits = (company: Company, request: Node, { fields, lines = [] }: Found): boolean => {
  if (!child(request, 'EntityFilter')) return true;
  const entities = [fields, ...lines.map((line) => line.fields)].flatMap((each) =>
    ['VendorRef', 'PayeeEntityRef', 'EntityRef'].flatMap((element) => referenceId(each, element) ?? []),
  );
  const own = entities.length > 0 ? entities : [referenceId(fields, 'CustomerRef')];
  return filterIds(company, request, 'EntityFilter', ENTITY_KINDS).some((id) => own.includes(id));
};

const accountFits = (company: Company, request: Node, { fields, lines = [] }: Found): boolean => {
  if (!child(request, 'AccountFilter')) return true;
  const own = [fields, ...lines.map((line) => line.fields)].flatMap(referredIds);
  return filterIds(company, request, 'AccountFilter', ['Account']).some((id) => own.includes(id));
};

const dateFits = (request: Node, { fields }: Found): boolean => {
  const range = child(request, 'TxnDateRangeFilter');
  const date = textField(fields, 'TxnDate') ?? '';
  const from = text(range, 'FromTxnDate');
  const to = text(range, 'ToTxnDate');
  return (!from || date >= from) && (!to || date <= to);
};

const filteredIds = (company: Company, request: Node, all: readonly Found[]): string[] =>
  all
    .filter(
      (one) =>
        within(company, child(request, 'ModifiedDateRangeFilter'), 'Modified', one.modified) &&
        dateFits(request, one) &&
        entityFits(company, request, one) &&
        accountFits(company, request, one) &&
        nameFits(request, 'RefNumber', textField(one.fields, 'RefNumber') ?? ''),
    )
    .sort(
      (a, b) =>
        compare(textField(a.fields, 'TxnDate') ?? '', textField(b.fields, 'TxnDate') ?? '') ||
        a.txnNumber - b.txnNumber,
    )
    .map(({ id }) => id);

const asks = (request: Node, element: string): boolean =>
  ['true', '1'].includes(text(request, element) ?? '');

/** A transaction query: by TxnIDs, by numbers, or by filters. */
const queryTransactions = <T extends Found>(
  company: Company,
  request: Node,
  all: ReadonlyMap<string, T>,
  ret: (found: T) => Node,
): Answer => {
  const only = texts(request, 'IncludeRetElement');
  const render = (found: T): Node => keepOnly(ret(found), only);
  const byId = (id: string): T[] => [all.get(id) ?? []].flat() as T[];
  const ids = texts(request, 'TxnID');
  const malformed = ids.find((id) => !isObjectId(id));
  if (malformed !== undefined) return invalidId(malformed, 'txn id');
  if (ids.length > 0) return answerKeys(ids, byId, render);
  const numbered = (exact: boolean) => (number: string) =>
    [...all.values()].filter(({ fields }) => {
      const own = textField(fields, 'RefNumber') ?? '';
      return exact ? own === number : own.toLowerCase() === number.toLowerCase();
    });
  for (const element of ['RefNumber', 'RefNumberCaseSensitive']) {
    const numbers = texts(request, element);
    if (numbers.length > 0) return answerKeys(numbers, numbered(element !== 'RefNumber'), render);
  }
  return answerFound(
    company,
    request,
    () => filteredIds(company, request, [...all.values()]),
    (id) => byId(id).map(render)[0],
  );
};

/** PurchaseOrderQuery. Lines come only with IncludeLineItems. */
export const queryOrders = (company: Company, request: Node): Answer => {
  if (!company.preferences.usesPurchaseOrders) return notEnabled;
  const lines = asks(request, 'IncludeLineItems');
  const links = asks(request, 'IncludeLinkedTxns');
  return queryTransactions(company, request, company.file.orders, (order) => {
    const ret = orderRet(company, order, lines);
    if (!links) return ret;
    const isLine = ({ name }: Node): boolean => name.startsWith('PurchaseOrderLine');
    const head = ret.children.filter((each) => !isLine(each));
    return { ...ret, children: [...head, ...billLinks(company, order), ...ret.children.filter(isLine)] };
  });
};

/** EstimateQuery. Lines come only with IncludeLineItems. */
export const queryEstimates = (company: Company, request: Node): Answer => {
  if (!company.preferences.usesEstimates) return notEnabled;
  const lines = asks(request, 'IncludeLineItems');
  return queryTransactions(company, request, company.file.estimates, (one) =>
    estimateRet(company, one, lines),
  );
};

const ofKind = <T extends { readonly kind: string }>(
  all: ReadonlyMap<string, T>,
  kind: T['kind'],
): ReadonlyMap<string, T> => new Map([...all].filter(([, one]) => one.kind === kind));

const shownIn = (request: Node): Shown => ({
  lines: asks(request, 'IncludeLineItems'),
  links: asks(request, 'IncludeLinkedTxns'),
});

/** BillPaymentCheckQuery and BillPaymentCreditCardQuery. What is paid comes only with IncludeLineItems. */
export const queryPayments = (company: Company, request: Node, kind: PaymentKind): Answer => {
  const { lines } = shownIn(request);
  return queryTransactions(company, request, ofKind(company.file.payments, kind), (one) =>
    paymentRet(company, one, lines),
  );
};

/** CheckQuery, CreditCardChargeQuery and CreditCardCreditQuery. Nobody is told of paychecks. */
export const queryPurchases = (company: Company, request: Node, kind: PurchaseKind): Answer =>
  queryTransactions(company, request, ofKind(company.file.purchases, kind), (one) =>
    purchaseRet(company, one, shownIn(request)),
  );

/** JournalEntryQuery. */
export const queryJournals = (company: Company, request: Node): Answer =>
  queryTransactions(company, request, company.file.journals, (one) =>
    journalRet(company, one, asks(request, 'IncludeLineItems')),
  );

const paidFits = (company: Company, request: Node, bill: Bill): boolean => {
  const wanted = text(request, 'PaidStatus') ?? 'All';
  return wanted === 'All' || (wanted === 'PaidOnly') === (Number(openAmount(company, bill)) === 0);
};

/** BillQuery and VendorCreditQuery. Lines and links come only when they are asked for. */
export const queryBills = (company: Company, request: Node, kind: Bill['kind']): Answer => {
  const own = [...ofKind(company.file.bills, kind)].filter(([, bill]) => paidFits(company, request, bill));
  return queryTransactions(company, request, new Map(own), (bill) =>
    billRet(company, bill, shownIn(request)),
  );
};
