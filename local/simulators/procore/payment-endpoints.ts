import { type Fields, isFields, isIdentifier, readBody, unpermitted } from './body.ts';
import { type Contract, isLocked, newId, type ProcoreCompany, type Row, sameId } from './data.ts';
import {
  type Answer,
  badRequest,
  type Call,
  type Endpoint,
  forbidden,
  notFound,
  projectOf,
  unprocessable,
} from './endpoint.ts';
import { isDeleted, listPage } from './lists.ts';
import { PAYMENT_FIELDS } from './patch-endpoints.ts';

/** The commitment that `project_id` and `contract_id` name, or the answer to who asks for another. */
const contractOf = (
  call: Call,
  { project_id, contract_id: id }: Readonly<Record<string, unknown>> = Object.fromEntries(call.query),
): Contract | Answer => {
  const project = projectOf(call, String(project_id));
  if ('status' in project) return project;
  const contract = [...project.purchase_order_contracts, ...project.work_order_contracts].find(
    ({ record }) => sameId(record.id, id) && !isDeleted(record),
  );
  return contract ?? notFound('Contract');
};

const METHODS = ['check', 'credit_card', 'electronic'];

const contractsOf = ({ projects }: ProcoreCompany): Contract[] =>
  projects.flatMap((one) => [...one.purchase_order_contracts, ...one.work_order_contracts]);

/** What a new payment breaks, by field. */
const faultsOf = (call: Call, project: unknown, news: Fields): Record<string, string[]> | undefined => {
  const { projects } = call.company;
  const { record, requisitions } = projects.find(({ record: one }) => sameId(one.id, project)) ?? {};
  if (record?.active === false) return { base: ['Project is inactive'] };
  if (!/^-?\d+(\.\d+)?$/.test(String(news.amount ?? ''))) return { amount: ['is not a number'] };
  if (news.payment_method !== undefined && !METHODS.includes(String(news.payment_method)))
    return { payment_method: ['is not included in the list'] };
  if (news.requisition_id !== undefined && !requisitions?.some(({ id }) => sameId(id, news.requisition_id)))
    return { requisition: ['must exist'] };
  const all = contractsOf(call.company).flatMap(({ payments = [] }) => payments);
  const isTaken = typeof news.origin_id === 'string' && all.some((row) => row.origin_id === news.origin_id);
  return isTaken ? { origin_id: ['has already been taken'] } : undefined;
};

const create = (call: Call): Answer => {
  const body = readBody(call);
  if ('status' in body) return body as unknown as Answer;
  const wrong = ['project_id', 'contract_id'].find((name) => !isIdentifier(body[name]));
  if (wrong !== undefined) return badRequest(`${wrong} must be an integer`);
  const news = body.contract_payment;
  if (!isFields(news)) return badRequest('param is missing or the value is empty: contract_payment');
  const odd = unpermitted(body, ['project_id', 'contract_id', 'contract_payment']);
  const unknown = odd ?? unpermitted(news, PAYMENT_FIELDS);
  if (unknown) return unknown;
  const contract = contractOf(call, body);
  if ('status' in contract) return contract;
  const faults = faultsOf(call, body.project_id, news);
  if (faults) return unprocessable(faults);
  const payments = contract.payments ?? [];
  contract.payments = payments;
  const { payment_method: _, ...shown } = news;
  const row: Row = {
    ...{ payment_number: payments.length + 1, notes: null, check_number: null, external_payment_id: null },
    ...{ origin_id: null, origin_code: null, origin_data: null, created_at: '2026-03-20T22:03:27Z' },
    ...shown,
    ...{ status: 'paid', id: newId(call.company) },
    ...{ contract_id: contract.record.id, project_id: body.project_id },
  };
  payments.push(row);
  const changed = { resource: 'Contract Payments', resourceId: row.id, event: 'create' };
  call.changed({ ...changed, projectId: body.project_id as number });
  return { status: 201, body: row };
};

const remove = (call: Call): Answer => {
  const contract = contractOf(call);
  if ('status' in contract) return contract;
  const row = contract.payments?.find(({ id }) => sameId(id, call.params.id));
  if (!row) return notFound('Contract Payment');
  if (isLocked('Contract Payments', row)) return forbidden('Contract Payment is synced with an ERP system');
  contract.payments?.splice(contract.payments.indexOf(row), 1);
  const projectId = call.query.get('project_id') ?? undefined;
  call.changed({ resource: 'Contract Payments', resourceId: row.id, event: 'delete', projectId });
  return { status: 200, body: '' };
};

/** Payments issued: listed for one commitment only, without filters. */
export const paymentEndpoints: readonly Endpoint[] = [
  {
    path: '/rest/v1.0/contract_payments',
    required: ['project_id', 'contract_id'],
    answer: (call) => {
      const contract = contractOf(call);
      return 'status' in contract ? contract : listPage(call, contract.payments ?? []);
    },
  },
  {
    path: '/rest/v1.0/contract_payments/{id}',
    required: ['project_id', 'contract_id'],
    answer: (call) => {
      const contract = contractOf(call);
      if ('status' in contract) return contract;
      const payment = contract.payments?.find(({ id }) => sameId(id, call.params.id));
      return payment ? { status: 200, body: payment } : notFound('Contract Payment');
    },
  },
  { method: 'POST', path: '/rest/v1.0/contract_payments', required: [], answer: create },
  {
    ...{ method: 'DELETE', path: '/rest/v1.0/contract_payments/{id}' },
    ...{ required: ['project_id', 'contract_id'], answer: remove },
  },
];
