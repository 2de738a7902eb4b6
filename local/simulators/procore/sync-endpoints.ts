import { type Fields, isFields, isIdentifier, readBody, unpermitted } from './body.ts';
import { type Id, type Row, sameId } from './data.ts';
import { type Answer, badRequest, type Call, type Endpoint, notFound, projectOf } from './endpoint.ts';
import { isDeleted } from './lists.ts';
import { newProject, newVendor } from './new-records.ts';

/** The records that one sync call may touch, and all of their kind in the company. */
interface Scope {
  readonly rows: readonly Row[];
  /** `origin_id` is unique among these. */
  readonly all: readonly Row[];
  readonly projectId?: Id;
  /** Absent: Procore creates such records too, but nobody does that here. */
  readonly create?: (fields: Fields, copiesCodes: boolean) => Row;
}

interface Sync {
  readonly path: string;
  /** Ids that stand beside the rows in the body. */
  readonly scope: readonly string[];
  /** Of a row, beside its id. */
  readonly fields: readonly string[];
  /** Webhook resource name of what is changed. */
  readonly resource: string;
  readonly within: (call: Call, body: Fields) => Scope | Answer;
}

const MOST_ROWS = 1_000;
const ORIGIN = ['origin_id', 'origin_data'];
/** A new project gets the company's standard cost codes. */
const COPIES_CODES = 'enable_copy_of_standard_cost_codes';
const PLACE = ['address', 'city', 'state_code', 'zip', 'country_code'];
const CONTACT = ['business_phone', 'fax_number', 'email_address'];

const contracts = (list: 'purchase_order_contracts' | 'work_order_contracts', resource: string): Sync => ({
  path: `/rest/v1.0/${list}/sync`,
  scope: ['project_id'],
  fields: [...ORIGIN, 'origin_code', 'number', 'status', 'title', 'description'],
  resource,
  within: (call, { project_id }) => {
    const project = projectOf(call, String(project_id));
    if ('status' in project) return project;
    const all = call.company.projects.flatMap((one) => one[list].map(({ record }) => record));
    return { rows: project[list].map(({ record }) => record), all, projectId: project.record.id };
  },
});

const SYNCS: readonly Sync[] = [
  {
    path: '/rest/v1.0/vendors/sync',
    scope: ['company_id'],
    fields: [...ORIGIN, ...PLACE, ...CONTACT, 'origin_code', 'name', 'is_active'],
    resource: 'Company Vendors',
    within: ({ company }) => ({
      ...{ rows: company.vendors, all: company.vendors },
      create: (fields) => newVendor(company, fields),
    }),
  },
  {
    path: '/rest/v1.0/projects/sync',
    scope: ['company_id'],
    fields: [...ORIGIN, ...PLACE, 'name', 'active', COPIES_CODES],
    resource: 'Projects',
    within: ({ company }) => {
      const seen = company.projects.filter(({ permitted }) => permitted !== false);
      return {
        rows: seen.map(({ record }) => record),
        all: company.projects.map(({ record }) => record),
        create: (fields, copiesCodes) => newProject(company, fields, copiesCodes),
      };
    },
  },
  {
    path: '/rest/v1.0/standard_cost_codes/sync',
    scope: ['company_id', 'standard_cost_code_list_id'],
    fields: [...ORIGIN, 'name', 'code', 'parent_id'],
    resource: 'Standard Cost Codes',
    within: ({ company }, { standard_cost_code_list_id: list }) => {
      if (!company.standard_cost_code_lists.some(({ id }) => sameId(id, list)))
        return notFound('Standard Cost Code List');
      const all = company.standard_cost_codes;
      return { rows: all.filter((row) => sameId(row.standard_cost_code_list_id, list)), all };
    },
  },
  contracts('purchase_order_contracts', 'Purchase Order Contracts'),
  contracts('work_order_contracts', 'Work Order Contracts'),
];

/** By its id, else by its origin_id; undefined: it is a new one. */
const rowOf = ({ rows }: Scope, { id, origin_id }: Fields): Row | undefined | 'unknown' => {
  const row =
    id === undefined
      ? rows.find((one) => one.origin_id === origin_id)
      : rows.find((one) => sameId(one.id, id));
  return row && !isDeleted(row) ? row : id === undefined ? undefined : 'unknown';
};

/** Why a row is not taken, by field, as Procore says it; undefined: it is. */
const faultOf = (
  { all }: Scope,
  row: Row | undefined,
  update: Fields,
): Record<string, string[]> | undefined => {
  const { origin_id: origin } = update;
  if (!row && !update.name) return { name: ["can't be blank"] };
  const taken =
    typeof origin === 'string' && all.some((other) => other !== row && other.origin_id === origin);
  return taken ? { origin_id: ['has already been taken'] } : undefined;
};

/** A sync call answers 200 whatever becomes of its rows. */
const answerRows = (call: Call, { resource }: Sync, scope: Scope, updates: readonly Fields[]): Answer => {
  const entities: Row[] = [];
  const errors: Fields[] = [];
  for (const update of updates) {
    const known = rowOf(scope, update);
    const fault = known === 'unknown' ? { id: ['not found'] } : faultOf(scope, known, update);
    if (known === 'unknown' || fault) {
      errors.push({ ...update, errors: fault });
      continue;
    }
    const { id: _, [COPIES_CODES]: copies, ...patch } = update;
    const row = known ?? (scope.create?.(patch, copies === true) as Row);
    if (!known) call.changed({ resource, resourceId: row.id, event: 'create' });
    const isAnother = Object.entries(patch).some(([name, value]) => row[name] !== value);
    Object.assign(row, patch);
    entities.push({ ...row });
    if (isAnother)
      call.changed({ resource, resourceId: row.id, event: 'update', projectId: scope.projectId });
  }
  return { status: 200, body: { entities, errors } };
};

const answerSync = (call: Call, sync: Sync): Answer => {
  const body = readBody(call);
  if ('status' in body) return body as unknown as Answer;
  const missing = [...sync.scope, 'updates'].find((name) => body[name] === undefined);
  if (missing !== undefined) return badRequest(`param is missing or the value is empty: ${missing}`);
  const unknown = unpermitted(body, [...sync.scope, 'updates']);
  if (unknown) return unknown;
  const wrong = sync.scope.find((name) => !isIdentifier(body[name]));
  if (wrong !== undefined) return badRequest(`${wrong} must be an integer`);
  if (body.company_id !== undefined && !sameId(body.company_id, call.company.id))
    return { status: 403, body: { errors: 'You are not authorized to access this company' } };
  const { updates } = body;
  if (!Array.isArray(updates) || !updates.every(isFields))
    return badRequest('updates must be a list of objects');
  if (updates.length > MOST_ROWS) return { status: 413, body: { errors: 'Payload Too Large' } };
  const odd = updates.map((row) => unpermitted(row, ['id', ...sync.fields])).find((fault) => fault);
  if (odd) return odd;
  if (!updates.every(({ id }) => id === undefined || isIdentifier(id)))
    return badRequest('id must be an integer');
  const scope = sync.within(call, body);
  if (!('status' in scope) && !scope.create && !updates.every(({ id }) => isIdentifier(id)))
    return badRequest('id must be an integer');
  return 'status' in scope ? scope : answerRows(call, sync, scope, updates);
};

/** The sync endpoints that Plumbline uses, by Procore's reference. */
export const SYNC_ENDPOINTS: readonly Endpoint[] = SYNCS.map((sync) => ({
  method: 'PATCH',
  path: sync.path,
  required: [],
  answer: (call) => answerSync(call, sync),
}));
