import { type Contract, type ProcoreProject, type Row, sameId } from './data.ts';
import { type Answer, badRequest, type Call, type Endpoint, notFound, projectOf } from './endpoint.ts';
import { filtered, isDeleted, listPage, pick } from './lists.ts';

type ContractList = 'purchase_order_contracts' | 'work_order_contracts';

const STATUSES: Readonly<Record<ContractList, readonly string[]>> = {
  purchase_order_contracts: [
    'Draft',
    'Processing',
    'Submitted',
    'Partially Received',
    'Received',
    'Approved',
    'Closed',
  ],
  work_order_contracts: [
    'Draft',
    'Out For Bid',
    'Out For Signature',
    'Approved',
    'Complete',
    'Terminated',
    'Void',
  ],
};

/** The list leaves these to the show. */
const SHOW_ONLY = [
  'change_order_packages',
  'change_order_requests',
  'potential_change_orders',
  'payments_issued',
  'line_items',
];

/** List, show and lines of one kind of commitment. */
export const contractEndpoints = (list: ContractList): Endpoint[] => [
  { path: `/rest/v1.0/${list}`, required: ['project_id'], answer: (call) => listContracts(call, list) },
  {
    path: `/rest/v1.0/${list}/{id}`,
    required: ['project_id'],
    answer: (call) => withContract(call, list, showContract),
  },
  {
    path: `/rest/v1.0/${list}/{id}/line_items`,
    required: ['project_id'],
    answer: (call) =>
      withContract(call, list, ({ line_items }) => listPage(call, filtered(call, line_items))),
  },
];

const listContracts = (call: Call, list: ContractList): Answer => {
  const project = projectOf(call, call.query.get('project_id'));
  if ('status' in project) return project;
  const status = call.query.get('filters[status]');
  if (status !== null && !STATUSES[list].includes(status))
    return badRequest(`filters[status] does not have a valid value: ${status}`);
  const rows = filtered(
    call,
    project[list].map(({ record }) => record),
  );
  return listPage(
    call,
    rows.map((row) =>
      pick(
        row,
        Object.keys(row).filter((field) => !SHOW_ONLY.includes(field)),
      ),
    ),
  );
};

const withContract = (call: Call, list: ContractList, answer: (contract: Contract) => Answer): Answer => {
  const project: ProcoreProject | Answer = projectOf(call, call.query.get('project_id'));
  if ('status' in project) return project;
  const contract = project[list].find(({ record }) => sameId(record.id, call.params.id));
  return contract === undefined || isDeleted(contract.record) ? notFound('Contract') : answer(contract);
};

const showContract = ({ record, line_items }: Contract): Answer => {
  const body: Row = { ...record, line_items };
  return { status: 200, body };
};
