import { type Contract, sameId } from './data.ts';
import { type Answer, type Call, type Endpoint, notFound, projectOf } from './endpoint.ts';
import { isDeleted, listPage } from './lists.ts';

/** The commitment that `project_id` and `contract_id` name, or the answer to who asks for another. */
const contractOf = (call: Call): Contract | Answer => {
  const project = projectOf(call, call.query.get('project_id'));
  if ('status' in project) return project;
  const id = call.query.get('contract_id');
  const contract = [...project.purchase_order_contracts, ...project.work_order_contracts].find(
    ({ record }) => sameId(record.id, id) && !isDeleted(record),
  );
  return contract ?? notFound('Contract');
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
];
