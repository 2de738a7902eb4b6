import { type Fields, isFields, isIdentifier, readBody, unpermitted } from './body.ts';
import { isLocked, type ProcoreProject, type Row, sameId } from './data.ts';
import { type Answer, badRequest, type Call, type Endpoint, notFound, projectOf } from './endpoint.ts';
import { isDeleted } from './lists.ts';

interface Patch {
  readonly path: string;
  /** What the record's fields stand under. */
  readonly under: string;
  /** Ids that must stand beside them. */
  readonly beside: readonly string[];
  /** Ids that may. */
  readonly perhaps?: readonly string[];
  readonly fields: readonly string[];
  readonly resource: string;
  readonly rows: (project: ProcoreProject, body: Fields) => readonly Row[];
}

const ORIGIN = ['origin_id', 'origin_data'];

/** What may be written of a payment issued. */
export const PAYMENT_FIELDS = [
  ...[...ORIGIN, 'date', 'amount', 'check_number', 'invoice_number', 'invoice_date', 'notes'],
  ...['payment_method', 'payment_number', 'draw_request_number', 'requisition_id'],
];

const PATCHES: readonly Patch[] = [
  {
    path: '/rest/v1.0/change_order_packages/{id}',
    ...{ under: 'change_order', beside: ['project_id'], perhaps: ['contract_id'] },
    fields: [...ORIGIN, 'origin_code', 'status', 'title', 'description'],
    resource: 'Change Order Packages',
    rows: ({ change_order_packages = [] }) => change_order_packages,
  },
  {
    path: '/rest/v1.1/requisitions/{id}',
    ...{ under: 'requisition', beside: ['project_id', 'commitment_id'] },
    fields: [...ORIGIN, 'status', 'invoice_number', 'billing_date', 'payment_date'],
    resource: 'Draw Requests',
    rows: ({ requisitions = [] }, { commitment_id }) =>
      requisitions.filter((row) => sameId(row.commitment_id, commitment_id)),
  },
  {
    path: '/rest/v1.0/contract_payments/{id}',
    ...{ under: 'contract_payment', beside: ['project_id', 'contract_id'] },
    fields: PAYMENT_FIELDS,
    resource: 'Contract Payments',
    rows: ({ purchase_order_contracts, work_order_contracts }, { contract_id }) =>
      [...purchase_order_contracts, ...work_order_contracts].flatMap(({ record, payments = [] }) =>
        sameId(record.id, contract_id) ? payments : [],
      ),
  },
];

const unfit = (body: Fields, { under, beside, perhaps = [], fields }: Patch): Answer | undefined => {
  const missing = [...beside, under].find((name) => body[name] === undefined);
  if (missing !== undefined) return badRequest(`param is missing or the value is empty: ${missing}`);
  const wrong = beside.find((name) => !isIdentifier(body[name]));
  if (wrong !== undefined) return badRequest(`${wrong} must be an integer`);
  const record = body[under];
  if (!isFields(record)) return badRequest(`${under} must be an object`);
  return unpermitted(body, [...beside, ...perhaps, under]) ?? unpermitted(record, fields);
};

const answerPatch = (call: Call, patch: Patch): Answer => {
  const body = readBody(call);
  if ('status' in body) return body as unknown as Answer;
  const fault = unfit(body, patch);
  if (fault) return fault;
  const project = projectOf(call, String(body.project_id));
  if ('status' in project) return project;
  const row = patch.rows(project, body).find(({ id }) => sameId(id, call.params.id));
  if (row === undefined || isDeleted(row)) return notFound('Record');
  // No answer shows it.
  const { payment_method: _, ...news } = body[patch.under] as Fields;
  if (isLocked(patch.resource, row) && Object.keys(news).some((name) => !ORIGIN.includes(name)))
    return { status: 422, body: { errors: { base: ['is locked by an ERP integration'] } } };
  const isAnother = Object.entries(news).some(([name, value]) => row[name] !== value);
  Object.assign(row, news);
  const changed = { resource: patch.resource, resourceId: row.id, projectId: project.record.id };
  if (isAnother) call.changed({ ...changed, event: 'update' });
  return { status: 200, body: row };
};

/** Changes of what has no sync endpoint, by Procore's reference. */
export const PATCH_ENDPOINTS: readonly Endpoint[] = PATCHES.map((patch) => ({
  ...{ method: 'PATCH', path: patch.path, required: [] },
  answer: (call) => answerPatch(call, patch),
}));
