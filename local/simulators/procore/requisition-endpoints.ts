import { type ProcoreProject, type Row, sameId } from './data.ts';
import { type Answer, badRequest, type Call, type Endpoint, notFound, projectOf } from './endpoint.ts';
import { filtered, listPage, pick } from './lists.ts';

const STATUSES = [
  ...['draft', 'under_review', 'revise_and_resubmit', 'approved', 'approved_as_noted'],
  'pending_owner_approval',
];

const VIEWS = ['default', 'extended', 'items', 'action_policy'];

const ITEM_FIELDS = ['items', 'item_packages'];

const itemsOf = (row: Row): Row[] => (Array.isArray(row.items) ? row.items : []);

const without = (row: Row, fields: readonly string[]): Row =>
  pick(
    row,
    Object.keys(row).filter((field) => !fields.includes(field)),
  );

/** v1.1 shows items in two of its views, and of a change order item not the package. */
const shown = ({ query }: Call, row: Row): Row => {
  if (!['extended', 'items'].includes(query.get('view') ?? 'default')) return without(row, ITEM_FIELDS);
  return { ...row, items: itemsOf(row).map((item) => without(item, ['change_order_package_id'])) };
};

/** What v1.1 refuses of the query; undefined: nothing. */
const refusedOf = ({ query }: Call): Answer | undefined => {
  const [status, view] = [query.get('filters[status]'), query.get('view')];
  if (status !== null && !STATUSES.includes(status))
    return badRequest(`filters[status] does not have a valid value: ${status}`);
  return view !== null && !VIEWS.includes(view)
    ? badRequest(`view does not have a valid value: ${view}`)
    : undefined;
};

const inProject = (call: Call, answer: (project: ProcoreProject) => Answer): Answer => {
  const project = projectOf(call, call.query.get('project_id'));
  return 'status' in project ? project : (refusedOf(call) ?? answer(project));
};

const withRow = (call: Call, id: string | undefined, answer: (row: Row) => Answer): Answer =>
  inProject(call, ({ requisitions = [] }) => {
    const row = requisitions.find((one) => sameId(one.id, id));
    return row === undefined ? notFound('Requisition') : answer(row);
  });

const ofCommitment = (call: Call, rows: readonly Row[]): Row[] => {
  const commitment = call.query.get('filters[commitment_id]');
  return rows.filter((row) => commitment === null || sameId(row.commitment_id, commitment));
};

/** Subcontractor invoices: list and show of v1.1, and the change order items of v1.0. */
export const requisitionEndpoints: readonly Endpoint[] = [
  {
    path: '/rest/v1.1/requisitions',
    required: ['project_id'],
    answer: (call) =>
      inProject(call, ({ requisitions = [] }) => {
        const rows = ofCommitment(call, filtered(call, requisitions));
        const page = { size: 30, max: 2_000 };
        return listPage(
          call,
          rows.map((row) => shown(call, row)),
          page,
        );
      }),
  },
  {
    path: '/rest/v1.1/requisitions/{id}',
    required: ['project_id'],
    answer: (call) => withRow(call, call.params.id, (row) => ({ status: 200, body: shown(call, row) })),
  },
  {
    path: '/rest/v1.0/requisitions/{requisition_id}/change_order_items',
    required: ['project_id'],
    answer: (call) =>
      withRow(call, call.params.requisition_id, (row) =>
        listPage(
          call,
          itemsOf(row).filter(({ item_type }) => item_type === 'change_order_item'),
        ),
      ),
  },
];
