import { type ProcoreProject, type Row, sameId } from './data.ts';
import {
  type Answer,
  badRequest,
  type Call,
  type Endpoint,
  forbidden,
  notFound,
  projectOf,
} from './endpoint.ts';
import { filtered, isDeleted, listPage, pick } from './lists.ts';

/** The list of packages leaves these to the show. */
const SHOW_ONLY = ['type', 'description', 'position', 'private', 'review_notes', 'line_items', 'creator'];

const inProject =
  (answer: (call: Call, project: ProcoreProject) => Answer) =>
  (call: Call): Answer => {
    const project = projectOf(call, call.params.project_id ?? call.query.get('project_id'));
    return 'status' in project ? project : answer(call, project);
  };

const listPackages = (call: Call, { change_order_packages = [] }: ProcoreProject): Answer => {
  const contract = call.query.get('contract_id');
  const rows = filtered(call, change_order_packages).filter(
    ({ contract_id }) => contract === null || sameId(contract_id, contract),
  );
  const shown = rows.map((row) =>
    pick(
      row,
      Object.keys(row).filter((field) => !SHOW_ONLY.includes(field)),
    ),
  );
  return listPage(call, shown);
};

const showPackage = (call: Call, { change_order_packages = [] }: ProcoreProject): Answer => {
  const row = change_order_packages.find(({ id }) => sameId(id, call.params.id));
  return row === undefined || isDeleted(row) ? notFound('Change Order Package') : { status: 200, body: row };
};

type Orders = NonNullable<ProcoreProject['commitment_change_orders']>;

/** A project of three tiers has packages only; which words Procore then finds is not known. */
const ofOneOrTwoTiers = (answer: (call: Call, orders: Orders) => Answer) =>
  inProject((call, { commitment_change_orders }) =>
    commitment_change_orders === undefined
      ? badRequest('This endpoint supports projects using 1 and 2 tier change order configurations')
      : answer(call, commitment_change_orders),
  );

const FILTERS = ['legacy_package_id', 'contract_id', 'status'];

const listOrders = (call: Call, orders: Orders): Answer => {
  const rows: Row[] = filtered(
    call,
    orders.map(({ record }) => record),
  );
  const data = rows.filter((row) =>
    FILTERS.every((field) => {
      const wanted = call.query.get(`filters[${field}]`);
      return wanted === null || sameId(row[field], wanted);
    }),
  );
  // Knows no pages.
  return { status: 200, body: { data } };
};

const orderIn = (orders: Orders, id: string | undefined) =>
  orders.find(({ record }) => sameId(record.id, id));

const ORDERS = '/rest/v1.0/projects/{project_id}/commitment_change_orders';
const V2 = '/rest/v2.0/companies/{company_id}/projects/{project_id}/commitment_change_orders';

/** Change order packages, and the commitment change orders that stand beside them in projects of one or two tiers. */
export const CHANGE_ORDER_ENDPOINTS: readonly Endpoint[] = [
  { path: '/rest/v1.0/change_order_packages', required: ['project_id'], answer: inProject(listPackages) },
  { path: '/rest/v1.0/change_order_packages/{id}', required: ['project_id'], answer: inProject(showPackage) },
  { path: ORDERS, required: [], answer: ofOneOrTwoTiers(listOrders) },
  {
    path: `${ORDERS}/{id}`,
    required: [],
    answer: ofOneOrTwoTiers((call, orders) => {
      const order = orderIn(orders, call.params.id);
      return order ? { status: 200, body: { data: order.record } } : notFound('Commitment Change Order');
    }),
  },
  {
    path: `${V2}/{id}/line_items`,
    required: [],
    answer: ofOneOrTwoTiers((call, orders) => {
      if (!sameId(call.params.company_id, call.company.id))
        return forbidden('You are not authorized to access this company');
      const order = orderIn(orders, call.params.id);
      if (!order) return notFound('Commitment Change Order');
      const page = listPage(call, order.line_items, { size: 10, max: 100 });
      return page.status === 200 ? { ...page, body: { data: page.body } } : page;
    }),
  },
];
