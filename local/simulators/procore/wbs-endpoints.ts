import { type Fields, isFields, isIdentifier, readBody } from './body.ts';
import { newId, type ProcoreCompany, type ProcoreProject, type Row, sameId } from './data.ts';
import { type Answer, badRequest, type Call, type Endpoint, projectOf } from './endpoint.ts';
import { listPage } from './lists.ts';

const COST_TYPES: readonly Row[] = [
  { id: 51, name: 'Commitment', code: 'S', base_type: 'commitment', origin_data: null, origin_id: null },
  { id: 52, name: 'Materials', code: 'M', base_type: 'materials', origin_data: null, origin_id: null },
  { id: 53, name: 'Labor', code: 'L', base_type: 'other', origin_data: null, origin_id: null },
  { id: 54, name: 'Other', code: 'O', base_type: 'other', origin_data: null, origin_id: null },
];

const segment = (id: number, name: string, type: string, position: number, required: boolean): Row => ({
  ...{ id, name, type, position, required },
  ...{ delimiter: '.', structure: type === 'cost_code' ? 'tiered' : 'flat' },
});

const COST_CODE = segment(447332, 'Cost Code', 'cost_code', 1, true);
const COST_TYPE = segment(447333, 'Cost Type', 'line_item_type', 2, true);
const SEGMENTS: readonly Row[] = [segment(447334, 'Sub Job', 'sub_job', 0, false), COST_CODE, COST_TYPE];

const typesOf = ({ line_item_types }: ProcoreCompany): Row[] => [...(line_item_types ?? COST_TYPES)];

const PATH = '/rest/v1.0/projects/{project_id}/work_breakdown_structure';

const itemOf = (of: Row, row: Row, code: unknown): Fields => ({
  ...{ id: row.id, code: row.code, name: row.name, path_code: code, status: 'active', segment: of },
});

/** The items that a wanted code names, or what is wrong with it. */
const itemsOf = (call: Call, project: ProcoreProject, wanted: unknown): readonly Fields[] | string => {
  if (!isFields(wanted) || !Array.isArray(wanted.segment_items)) return 'segment_items is missing';
  const named = wanted.segment_items as readonly Fields[];
  if (!named.every((one) => isIdentifier(one.segment_id) && isIdentifier(one.segment_item_id)))
    return 'segment_id and segment_item_id must be integers';
  const within = (of: Row, rows: readonly Row[]) => {
    const one = named.find(({ segment_id }) => sameId(segment_id, of.id));
    return rows.find(({ id }) => sameId(id, one?.segment_item_id));
  };
  const code = within(COST_CODE, project.cost_codes);
  const type = within(COST_TYPE, typesOf(call.company));
  if (!code || !type) return `${code ? 'Cost Type' : 'Cost Code'} is required`;
  return [itemOf(COST_CODE, code, code.full_code), itemOf(COST_TYPE, type, type.code)];
};

const idsOf = (items: unknown): string => (items as readonly Fields[]).map(({ id }) => String(id)).join(' ');

const codeOf = (call: Call, project: ProcoreProject, items: readonly Fields[]): Row => {
  const known = project.wbs_codes.find(({ segment_items }) => idsOf(segment_items) === idsOf(items));
  if (known) return known;
  const row: Row = {
    id: newId(call.company),
    flat_code: items.map(({ path_code }) => path_code).join('.'),
    flat_name: items.map(({ name }) => name).join('.'),
    description: items.map(({ name }) => name).join('.'),
    status: 'active',
    segment_items: items,
  };
  project.wbs_codes.push(row);
  return row;
};

const bulkCreate = (call: Call): Answer => {
  const project = projectOf(call, call.params.project_id ?? null);
  if ('status' in project) return project;
  const body = readBody(call);
  if ('status' in body) return body as unknown as Answer;
  if (!Array.isArray(body.bulk)) return badRequest('param is missing or the value is empty: bulk');
  const entities: Row[] = [];
  const errors: Fields[] = [];
  for (const wanted of body.bulk) {
    const items = itemsOf(call, project, wanted);
    if (typeof items === 'string') errors.push({ ...wanted, errors: { segment_items: [items] } });
    else entities.push(codeOf(call, project, items));
  }
  return { status: 201, body: { entities, errors } };
};

/** Cost types, segments, and new budget codes; a combination that is there already is answered as it is. */
export const WBS_ENDPOINTS: readonly Endpoint[] = [
  {
    path: '/rest/v1.0/line_item_types',
    required: ['company_id', 'project_id'],
    answer: (call) => {
      const project = projectOf(call, call.query.get('project_id'));
      return 'status' in project ? project : listPage(call, typesOf(call.company));
    },
  },
  {
    path: `${PATH}/segments`,
    required: [],
    answer: (call) => {
      const project = projectOf(call, call.params.project_id ?? null);
      return 'status' in project ? project : listPage(call, [...SEGMENTS]);
    },
  },
  { method: 'PATCH', path: `${PATH}/wbs_codes/bulk_create`, required: [], answer: bulkCreate },
];
