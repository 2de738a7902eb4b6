import { BUDGET_ENDPOINTS } from './budget-endpoints.ts';
import { CHANGE_ORDER_ENDPOINTS } from './change-order-endpoints.ts';
import { contractEndpoints } from './contract-endpoints.ts';
import { COST_ENDPOINTS } from './cost-endpoints.ts';
import { type ProcoreProject, type Row, sameId } from './data.ts';
import { type Answer, type Call, type Endpoint, notFound, projectOf } from './endpoint.ts';
import { filtered, listPage, pick } from './lists.ts';
import { PATCH_ENDPOINTS } from './patch-endpoints.ts';
import { paymentEndpoints } from './payment-endpoints.ts';
import { requisitionEndpoints } from './requisition-endpoints.ts';
import { SYNC_ENDPOINTS } from './sync-endpoints.ts';
import { WBS_ENDPOINTS } from './wbs-endpoints.ts';
import { WEBHOOK_ENDPOINTS } from './webhook-endpoints.ts';

/** A list inside the project that `project_id` names. */
const projectList =
  (rowsOf: (project: ProcoreProject) => Row[]) =>
  (call: Call): Answer => {
    const project = projectOf(call, call.params.project_id ?? call.query.get('project_id'));
    return 'status' in project ? project : listPage(call, filtered(call, rowsOf(project)));
  };

const COST_CODE_VIEWS: Readonly<Record<string, readonly string[]>> = {
  default: ['id', 'standard_cost_code_list_id'],
  compact: ['id', 'standard_cost_code_list_id', 'origin_id'],
};

const costCodes: Endpoint = {
  path: '/rest/v1.0/standard_cost_codes',
  required: ['company_id', 'standard_cost_code_list_id'],
  answer: (call) => {
    const listId = call.query.get('standard_cost_code_list_id');
    if (!call.company.standard_cost_code_lists.some(({ id }) => sameId(id, listId)))
      return notFound('Standard Cost Code List');
    const view = COST_CODE_VIEWS[call.query.get('view') ?? 'default'];
    const rows = call.company.standard_cost_codes.filter((row) =>
      sameId(row.standard_cost_code_list_id, listId),
    );
    return listPage(
      call,
      filtered(call, rows).map((row) => (view === undefined ? row : pick(row, view))),
    );
  },
};

const VENDOR_VIEWS: Readonly<Record<string, readonly string[]>> = { compact: ['id', 'name'] };

const vendorView = (call: Call, row: Row): Row => {
  const view = VENDOR_VIEWS[call.query.get('view') ?? 'extended'];
  return view === undefined ? row : pick(row, view);
};

const vendors: Endpoint = {
  path: '/rest/v1.0/vendors',
  required: ['company_id'],
  answer: (call) =>
    listPage(
      call,
      filtered(call, call.company.vendors).map((row) => vendorView(call, row)),
    ),
};

const vendor: Endpoint = {
  path: '/rest/v1.0/vendors/{id}',
  required: ['company_id'],
  answer: (call) => {
    const row = call.company.vendors.find(({ id }) => sameId(id, call.params.id));
    return row === undefined ? notFound('Vendor') : { status: 200, body: vendorView(call, row) };
  },
};

const PROJECT_VIEWS: Readonly<Record<string, readonly string[]>> = {
  ids: ['id'],
  compact: ['id', 'name'],
};
/** Show knows these, the list does not. */
const SHOW_ONLY = ['is_erp_integrated', 'template', 'tz_name', 'standard_cost_code_list_id'];

const projects: Endpoint = {
  path: '/rest/v1.1/projects',
  required: ['company_id'],
  answer: (call) => {
    const status = call.query.get('filters[by_status]') ?? 'Active';
    const seen = call.company.projects
      .filter(({ permitted }) => permitted !== false)
      .map(({ record }) => record);
    const rows = filtered(call, seen).filter(
      ({ active }) => status === 'All' || (status === 'Active') === (active !== false),
    );
    const view = PROJECT_VIEWS[call.query.get('view') ?? 'normal'];
    const shown = rows.map((row) =>
      pick(row, view ?? Object.keys(row).filter((field) => !SHOW_ONLY.includes(field))),
    );
    return listPage(call, shown, { size: 100, max: 300 });
  },
};

const project: Endpoint = {
  path: '/rest/v1.0/projects/{id}',
  required: ['company_id'],
  answer: (call) => {
    const found = projectOf(call, call.params.id ?? null);
    return 'status' in found ? found : { status: 200, body: found.record };
  },
};

/** The operations that Plumbline uses, as Procore's reference describes them. */
export const ENDPOINTS: readonly Endpoint[] = [
  {
    path: '/rest/v1.0/standard_cost_code_lists',
    required: ['company_id'],
    answer: (call) => listPage(call, call.company.standard_cost_code_lists),
  },
  costCodes,
  vendors,
  vendor,
  projects,
  project,
  {
    path: '/rest/v1.0/cost_codes',
    required: ['project_id'],
    answer: projectList(({ cost_codes }) => cost_codes),
  },
  {
    path: '/rest/v1.0/projects/{project_id}/work_breakdown_structure/wbs_codes',
    required: [],
    answer: projectList(({ wbs_codes }) => wbs_codes),
  },
  ...contractEndpoints('purchase_order_contracts'),
  ...contractEndpoints('work_order_contracts'),
  ...BUDGET_ENDPOINTS,
  ...SYNC_ENDPOINTS,
  ...PATCH_ENDPOINTS,
  ...CHANGE_ORDER_ENDPOINTS,
  ...paymentEndpoints,
  ...requisitionEndpoints,
  ...COST_ENDPOINTS,
  ...WBS_ENDPOINTS,
  ...WEBHOOK_ENDPOINTS,
];
