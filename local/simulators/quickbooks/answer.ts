import { paymentRet } from './bill-payment-rets.ts';
import { addPayment } from './bill-payments.ts';
import { billRet } from './bill-rets.ts';
import { addBill } from './bills.ts';
import type { Company } from './company.ts';
import type { ListKind } from './company-file.ts';
import { deleteFromList, deleteTransaction } from './delete.ts';
import { queryDeleted } from './deleted.ts';
import { estimateRet } from './estimate-rets.ts';
import { addEstimate, estimateIn, modEstimate } from './estimates.ts';
import { queryCompany, queryHost, queryPreferences } from './host.ts';
import { keepOnly } from './iterators.ts';
import { queryJobReport } from './job-report.ts';
import { addObject, type ListChange, modObject } from './list-change.ts';
import { addOrder, modOrder, type OrderChange, orderIn } from './purchase-orders.ts';
import { LIST_QUERIES, queryLists } from './queries.ts';
import { fieldsOf } from './request-fields.ts';
import { listRet, orderRet, recoveryOf } from './rets.ts';
import type { Complaint } from './schema/check.ts';
import { type Answer, fieldNotInEdition, noPermission, ok, requestIdTooLong, tooLong } from './status.ts';
import {
  queryBills,
  queryEstimates,
  queryJournals,
  queryOrders,
  queryPayments,
  queryPurchases,
} from './transaction-queries.ts';
import type { Bill } from './transactions.ts';
import { branch, type Node, texts } from './xml.ts';

const listAnswer = (company: Company, request: Node, change: ListChange): Answer => {
  const only = texts(request, 'IncludeRetElement');
  if ('object' in change) {
    const rets = [keepOnly(listRet(company, change.object), only)];
    return { ...ok, rets, recovery: recoveryOf(change.object) };
  }
  return { ...change.refused, ...(change.stale ? { rets: [listRet(company, change.stale)] } : {}) };
};

const orderAnswer = (
  company: Company,
  request: Node,
  change: OrderChange,
  retOf: typeof orderRet = orderRet,
): Answer => {
  const only = texts(request, 'IncludeRetElement');
  if ('order' in change) {
    const rets = [keepOnly(retOf(company, change.order, true), only)];
    return { ...ok, rets, recovery: recoveryOf(change.order) };
  }
  return { ...change.refused, ...(change.stale ? { rets: [retOf(company, change.stale, true)] } : {}) };
};

const billAnswer = (company: Company, request: Node, kind: Bill['kind']): Answer => {
  const change = addBill(company, kind, fieldsOf(body(request)));
  if ('refused' in change) return change.refused;
  const ret = billRet(company, change.bill, { lines: true, links: true });
  const rets = [keepOnly(ret, texts(request, 'IncludeRetElement'))];
  return { ...(change.warning ?? ok), rets, recovery: recoveryOf(change.bill) };
};

const paymentAnswer = (company: Company, request: Node): Answer => {
  const change = addPayment(company, 'BillPaymentCheck', fieldsOf(body(request)));
  if ('refused' in change) return change.refused;
  const rets = [keepOnly(paymentRet(company, change.payment, true), texts(request, 'IncludeRetElement'))];
  return { ...ok, rets, recovery: recoveryOf(change.payment) };
};

type Handler = (company: Company, request: Node) => Answer;

const body = (request: Node): Node => request.children[0] ?? branch(request.name, []);

const adds =
  (kind: ListKind): Handler =>
  (company, request) =>
    listAnswer(company, request, addObject(company, kind, fieldsOf(body(request))));

const mods =
  (kind: ListKind): Handler =>
  (company, request) =>
    listAnswer(company, request, modObject(company, kind, fieldsOf(body(request))));

const HANDLERS: Readonly<Record<string, Handler>> = {
  HostQueryRq: queryHost,
  CompanyQueryRq: queryCompany,
  PreferencesQueryRq: queryPreferences,
  CustomerAddRq: adds('Customer'),
  CustomerModRq: mods('Customer'),
  VendorAddRq: adds('Vendor'),
  VendorModRq: mods('Vendor'),
  ItemServiceAddRq: adds('ItemService'),
  ItemServiceModRq: mods('ItemService'),
  PurchaseOrderAddRq: (company, request) =>
    orderAnswer(company, request, addOrder(company, orderIn(body(request)))),
  PurchaseOrderModRq: (company, request) =>
    orderAnswer(company, request, modOrder(company, orderIn(body(request)))),
  PurchaseOrderQueryRq: queryOrders,
  EstimateAddRq: (company, request) =>
    orderAnswer(company, request, addEstimate(company, estimateIn(body(request))), estimateRet),
  EstimateModRq: (company, request) =>
    orderAnswer(company, request, modEstimate(company, estimateIn(body(request))), estimateRet),
  EstimateQueryRq: queryEstimates,
  BillAddRq: (company, request) => billAnswer(company, request, 'Bill'),
  BillQueryRq: (company, request) => queryBills(company, request, 'Bill'),
  BillPaymentCheckAddRq: paymentAnswer,
  BillPaymentCheckQueryRq: (company, request) => queryPayments(company, request, 'BillPaymentCheck'),
  BillPaymentCreditCardQueryRq: (company, request) =>
    queryPayments(company, request, 'BillPaymentCreditCard'),
  CheckQueryRq: (company, request) => queryPurchases(company, request, 'Check'),
  CreditCardChargeQueryRq: (company, request) => queryPurchases(company, request, 'CreditCardCharge'),
  CreditCardCreditQueryRq: (company, request) => queryPurchases(company, request, 'CreditCardCredit'),
  JournalEntryQueryRq: queryJournals,
  JobReportQueryRq: queryJobReport,
  VendorCreditAddRq: (company, request) => billAnswer(company, request, 'VendorCredit'),
  VendorCreditQueryRq: (company, request) => queryBills(company, request, 'VendorCredit'),
  ListDeletedQueryRq: (company, request) => queryDeleted(company, request, 'list'),
  ListDelRq: deleteFromList,
  TxnDelRq: deleteTransaction,
  TxnDeletedQueryRq: (company, request) => queryDeleted(company, request, 'txn'),
};

// A field of another country's edition is dropped wherever it stands; the rest of the request is done.
const withoutFields = (node: Node, dropped: readonly string[]): Node => ({
  ...node,
  children: node.children
    .filter((each) => !dropped.includes(each.name))
    .map((each) => withoutFields(each, dropped)),
});

const execute = (company: Company, request: Node): Answer => {
  const lists = LIST_QUERIES[request.name];
  if (lists) return queryLists(company, request, lists);
  const handler = HANDLERS[request.name];
  if (!handler) throw new Error(`QuickBooks simulator: no handler for ${request.name}`);
  return handler(company, request);
};

/** Does one request that the parser has taken. */
export const answerRequest = (company: Company, request: Node, complaints: readonly Complaint[]): Answer => {
  if ((request.attributes.requestID ?? '').length > 50) return requestIdTooLong;
  const forbidden = company.obstacles.forbidden.get(request.name);
  if (forbidden) return noPermission(forbidden);
  const long = complaints.find((each) => each.is === 'too-long');
  if (long) return tooLong(long.value, long.field);
  const dropped = complaints.map((each) => each.field);
  if (dropped.length === 0) return execute(company, request);
  const answer = execute(company, withoutFields(request, dropped));
  return answer.statusCode === '0' ? { ...answer, ...fieldNotInEdition(dropped[0] ?? '') } : answer;
};
