import { type Fields, isFields, readBody, unpermitted } from './body.ts';
import {
  closedFault,
  conflictIn,
  costsOf,
  HEADER,
  headerFault,
  lineFault,
  money,
  reckoned,
} from './cost-rules.ts';
import { syncCosts, syncLines } from './cost-sync.ts';
import { type DirectCost, newId, type ProcoreProject, type Row, sameId } from './data.ts';
import {
  type Answer,
  badRequest,
  type Call,
  type Endpoint,
  notFound,
  projectOf,
  unprocessable,
} from './endpoint.ts';
import { filtered, listPage } from './lists.ts';

const MOST_LINES = 100;
const LINE = [
  ...['manual_amount', 'wbs_code_id', 'description', 'direct_cost_id', 'origin_data', 'origin_id'],
  ...['quantity', 'ref', 'unit_cost', 'uom'],
];

type Answered = (call: Call, project: ProcoreProject) => Answer;

const inProject =
  (answer: Answered) =>
  (call: Call): Answer => {
    const project = projectOf(call, call.params.project_id ?? null);
    return 'status' in project ? project : answer(call, project);
  };

/** A write: none while another is under way. */
const writing = (answer: Answered) =>
  inProject((call, project) => conflictIn(project) ?? answer(call, project));

const costIn = (project: ProcoreProject, id: string | undefined): DirectCost | undefined =>
  costsOf(project).find(({ record }) => sameId(record.id, id));

const newLine = (call: Call, project: ProcoreProject, { manual_amount, ref: _, ...line }: Fields): Row => {
  const { id, flat_code, description } = project.wbs_codes.find((one) =>
    sameId(one.id, line.wbs_code_id),
  ) as Row;
  const amount = money(manual_amount ?? Number(line.quantity ?? 0) * Number(line.unit_cost ?? 0));
  return {
    ...{ id: newId(call.company), origin_id: null, origin_data: null, description: null },
    ...line,
    ...{ amount, extended_type: 'manual', wbs_code: { id, flat_code, description } },
  };
};

const unfit = (
  call: Call,
  project: ProcoreProject,
  header: Fields,
  lines: readonly Fields[],
): Answer | undefined => {
  const odd =
    unpermitted(header, [...HEADER, 'line_items']) ??
    lines.map((line) => unpermitted(line, LINE)).find((fault) => fault);
  if (odd) return odd;
  if (lines.length > MOST_LINES) return unprocessable({ line_items: ['is limited to 100 line items'] });
  const faults =
    closedFault(project) ??
    headerFault(call, header) ??
    lines.map((line) => lineFault(call, project, line, 'manual_amount')).find((fault) => fault);
  return faults && unprocessable(faults);
};

const create = writing((call, project) => {
  const body = readBody(call);
  if ('status' in body) return body as unknown as Answer;
  const { direct_cost: header } = body;
  if (!isFields(header)) return badRequest('param is missing or the value is empty: direct_cost');
  const { line_items: lines = [], ...fields } = header;
  if (!Array.isArray(lines) || !lines.every(isFields))
    return badRequest('line_items must be a list of objects');
  const fault = unfit(call, project, header, lines);
  if (fault) return fault;
  const empty = { origin_id: null, origin_data: null, description: null, vendor_id: null };
  const record: Row = { ...empty, ...fields, id: newId(call.company) };
  const cost = { record, line_items: lines.map((line) => newLine(call, project, line)) };
  costsOf(project).push(cost);
  reckoned(cost);
  call.changed({
    resource: 'Direct Costs',
    resourceId: record.id,
    event: 'create',
    projectId: project.record.id,
  });
  return { status: 201, body: { ...record, line_items: cost.line_items } };
});

const remove = writing((call, project) => {
  const cost = costIn(project, call.params.id);
  if (!cost) return notFound('Direct Cost');
  costsOf(project).splice(costsOf(project).indexOf(cost), 1);
  const { id } = cost.record;
  call.changed({ resource: 'Direct Costs', resourceId: id, event: 'delete', projectId: project.record.id });
  return { status: 200, body: { id } };
});

const removeLine = writing((call, project) => {
  const cost = costIn(project, call.params.direct_cost_id);
  const line = cost?.line_items.find(({ id }) => sameId(id, call.params.id));
  if (!cost || !line) return notFound('Direct Cost Line Item');
  cost.line_items.splice(cost.line_items.indexOf(line), 1);
  reckoned(cost);
  return { status: 200, body: '' };
});

const V10 = '/rest/v1.0/projects/{project_id}/direct_costs';
const V11 = '/rest/v1.1/projects/{project_id}/direct_costs';

/** Direct costs and their lines, by Procore's reference. */
export const COST_ENDPOINTS: readonly Endpoint[] = [
  {
    path: V11,
    required: [],
    answer: inProject((call, project) =>
      listPage(
        call,
        filtered(
          call,
          costsOf(project).map(({ record }) => record),
        ),
      ),
    ),
  },
  { method: 'POST', path: V11, required: [], answer: create },
  { method: 'DELETE', path: `${V11}/{id}`, required: [], answer: remove },
  { method: 'PATCH', path: `${V10}/sync`, required: [], answer: writing(syncCosts) },
  { method: 'PATCH', path: `${V10}/line_items/sync`, required: [], answer: writing(syncLines) },
  {
    path: `${V10}/{direct_cost_id}/line_items`,
    required: [],
    answer: inProject((call, project) => {
      const cost = costIn(project, call.params.direct_cost_id);
      return cost ? listPage(call, cost.line_items) : notFound('Direct Cost');
    }),
  },
  { method: 'DELETE', path: `${V10}/{direct_cost_id}/line_items/{id}`, required: [], answer: removeLine },
];
