import { type Fields, isFields, readBody, unpermitted } from './body.ts';
import {
  closedFault,
  costsOf,
  type Faults,
  HEADER,
  headerFault,
  lineFault,
  money,
  reckoned,
} from './cost-rules.ts';
import { newId, type ProcoreProject, type Row, sameId } from './data.ts';
import { type Answer, badRequest, type Call } from './endpoint.ts';

const MOST_ROWS = 1_000;
const LINE = [
  ...['amount', 'wbs_code_id', 'cost_code_id', 'description', 'direct_cost_id', 'extended_type', 'quantity'],
  ...['line_item_type_id', 'origin_data', 'origin_id', 'unit_cost', 'uom', 'tax_code_id'],
];

type RowAnswer = { readonly entity: Row } | { readonly errors: Faults };

/** Answers 200 whatever becomes of the rows. */
const answerRows = (call: Call, fields: readonly string[], one: (update: Fields) => RowAnswer): Answer => {
  const body = readBody(call);
  if ('status' in body) return body as unknown as Answer;
  const { updates } = body;
  if (!Array.isArray(updates) || !updates.every(isFields))
    return badRequest('updates must be a list of objects');
  if (updates.length > MOST_ROWS) return { status: 413, body: { errors: 'Payload Too Large' } };
  const odd = updates.map((row) => unpermitted(row, ['id', ...fields])).find((fault) => fault);
  if (odd) return odd;
  const answers = updates.map((update) => ({ update, answer: one(update) }));
  return {
    status: 200,
    body: {
      entities: answers.flatMap(({ answer }) => ('entity' in answer ? [{ ...answer.entity }] : [])),
      errors: answers.flatMap(({ update, answer }) => ('errors' in answer ? [{ ...update, ...answer }] : [])),
    },
  };
};

const found = (rows: readonly Row[], { id, origin_id }: Fields): Row | undefined | 'unknown' => {
  if (id !== undefined) return rows.find((row) => sameId(row.id, id)) ?? 'unknown';
  return typeof origin_id === 'string' ? rows.find((row) => row.origin_id === origin_id) : undefined;
};

export const syncCosts = (call: Call, project: ProcoreProject): Answer =>
  answerRows(call, HEADER, (update) => {
    const own = found(
      costsOf(project).map(({ record }) => record),
      update,
    );
    if (own === 'unknown') return { errors: { id: ['not found'] } };
    const errors = closedFault(project) ?? headerFault(call, update, own);
    if (errors) return { errors };
    const record: Row = own ?? { id: newId(call.company), grand_total: '0.00', line_items_count: 0 };
    if (!own) costsOf(project).push({ record, line_items: [] });
    const { id: _, ...fields } = update;
    Object.assign(record, fields);
    const event = own ? 'update' : 'create';
    call.changed({ resource: 'Direct Costs', resourceId: record.id, event, projectId: project.record.id });
    return { entity: record };
  });

export const syncLines = (call: Call, project: ProcoreProject): Answer =>
  answerRows(call, LINE, (update) => {
    const costs = costsOf(project);
    const own = found(
      costs.flatMap(({ line_items }) => line_items),
      update,
    );
    if (own === 'unknown') return { errors: { id: ['not found'] } };
    const cost = own
      ? costs.find(({ line_items }) => line_items.includes(own))
      : costs.find(({ record }) => sameId(record.id, update.direct_cost_id));
    if (!cost) return { errors: { direct_cost_id: ["can't be blank"] } };
    const errors = closedFault(project) ?? lineFault(call, project, update, 'amount', own);
    if (errors) return { errors };
    const { id: _, ...fields } = update;
    const line: Row = own ?? { id: newId(call.company), origin_id: null };
    const wbs = project.wbs_codes.find(({ id }) => sameId(id, update.wbs_code_id));
    const coded = wbs && { wbs_code: { id: wbs.id, flat_code: wbs.flat_code, description: wbs.description } };
    Object.assign(line, fields, coded, update.amount !== undefined && { amount: money(update.amount) });
    if (!own) cost.line_items.push(line);
    reckoned(cost);
    return { entity: line };
  });
