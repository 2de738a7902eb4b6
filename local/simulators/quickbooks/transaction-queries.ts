import { paymentRet } from './bill-payment-rets.ts';
import { billLinks, billRet } from './bill-rets.ts';
import { openAmount } from './bills.ts';
import type { Company } from './company.ts';
import { type Bill, type Fields, isObjectId } from './company-file.ts';
import { estimateRet } from './estimate-rets.ts';
import { answerFound, keepOnly } from './iterators.ts';
import { ENTITY_KINDS, findByFullName } from './names.ts';
import { answerKeys, compare, nameFits, within } from './queries.ts';
import { referenceId, textField } from './request-fields.ts';
import { orderRet } from './rets.ts';
import { type Answer, invalidId, notEnabled } from './status.ts';
import { child, type Node, text, texts } from './xml.ts';

/** What every transaction has that a query looks at. */
interface Transaction {
  readonly id: string;
  readonly txnNumber: number;
  readonly modified: number;
  readonly fields: Fields;
}

const entityFits = (company: Company, request: Node, { fields }: Transaction): boolean => {
  const filter = child(request, 'EntityFilter');
  if (!filter) return true;
  const ids = [...texts(filter, 'ListID'), ...texts(filter, 'ListIDWithChildren')];
  const names = [...texts(filter, 'FullName'), ...texts(filter, 'FullNameWithChildren')];
  const named = names.flatMap((name) => findByFullName(company.file, ENTITY_KINDS, name)?.id ?? []);
  return [...ids, ...named].includes(
    referenceId(fields, 'VendorRef') ??
      referenceId(fields, 'PayeeEntityRef') ??
      referenceId(fields, 'CustomerRef') ??
      '',
  );
};

const dateFits = (request: Node, { fields }: Transaction): boolean => {
  const range = child(request, 'TxnDateRangeFilter');
  const date = textField(fields, 'TxnDate') ?? '';
  const from = text(range, 'FromTxnDate');
  const to = text(range, 'ToTxnDate');
  return (!from || date >= from) && (!to || date <= to);
};

const filteredIds = (company: Company, request: Node, all: readonly Transaction[]): string[] =>
  all
    .filter(
      (one) =>
        within(company, child(request, 'ModifiedDateRangeFilter'), 'Modified', one.modified) &&
        dateFits(request, one) &&
        entityFits(company, request, one) &&
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
const queryTransactions = <T extends Transaction>(
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

/** BillPaymentCheckQuery. What a check pays comes only with IncludeLineItems. */
export const queryPayments = (company: Company, request: Node): Answer => {
  const lines = asks(request, 'IncludeLineItems');
  return queryTransactions(company, request, company.file.payments, (one) => paymentRet(company, one, lines));
};

const paidFits = (company: Company, request: Node, bill: Bill): boolean => {
  const wanted = text(request, 'PaidStatus') ?? 'All';
  return wanted === 'All' || (wanted === 'PaidOnly') === (Number(openAmount(company, bill)) === 0);
};

/** BillQuery and VendorCreditQuery. Lines and links come only when they are asked for. */
export const queryBills = (company: Company, request: Node, kind: Bill['kind']): Answer => {
  const own = [...company.file.bills.values()].filter((bill) => bill.kind === kind);
  const found = new Map(
    own.filter((bill) => paidFits(company, request, bill)).map((bill) => [bill.id, bill]),
  );
  const shown = { lines: asks(request, 'IncludeLineItems'), links: asks(request, 'IncludeLinkedTxns') };
  return queryTransactions(company, request, found, (bill) => billRet(company, bill, shown));
};
