import { type ProcoreBudget, type ProcoreProject, type Row, sameId } from './data.ts';
import { type Answer, badRequest, type Call, type Endpoint, notFound, projectOf } from './endpoint.ts';
import { filtered, listPage } from './lists.ts';

const EMPTY: ProcoreBudget = { locked: false, rows: [], modifications: [] };

const STANDARD = {
  view: { id: 117_217, name: 'Procore Standard Budget', description: '', role: 'standard' },
  columns: ['original_budget_amount', 'budget_modifications'],
};

const ROW_TYPES = ['budgeted', 'unbudgeted', 'all'];

const viewsOf = ({ views }: ProcoreBudget) => views ?? [STANDARD];

/** The budget of the project that a call is about. */
const inBudget =
  (answer: (call: Call, budget: ProcoreBudget) => Answer) =>
  (call: Call): Answer => {
    const project: ProcoreProject | Answer = projectOf(
      call,
      call.params.project_id ?? call.query.get('project_id'),
    );
    return 'status' in project ? project : answer(call, project.budget ?? EMPTY);
  };

const listViews = (call: Call, budget: ProcoreBudget): Answer => {
  const sort = call.query.get('sort');
  if (sort !== null && !/^-?created_at$/.test(sort))
    return badRequest(`sort does not have a valid value: ${sort}`);
  const views = viewsOf(budget).map(({ view }) => view);
  const time = (view: Row): string => String(view.created_at ?? '');
  const oldestFirst = [...views].sort((a, b) => (time(a) < time(b) ? -1 : time(a) > time(b) ? 1 : 0));
  return listPage(call, sort?.startsWith('-') ? oldestFirst.reverse() : oldestFirst);
};

/** Rows that nobody budgeted have no id. */
const isBudgeted = (row: Row): boolean => row.id !== null;

const listRows = (call: Call, budget: ProcoreBudget): Answer => {
  const found = viewsOf(budget).find(({ view }) => sameId(view.id, call.params.budget_view_id));
  if (found === undefined) return notFound('Budget View');
  const kind = call.query.get('budget_row_type') ?? 'budgeted';
  if (!ROW_TYPES.includes(kind)) return badRequest(`budget_row_type does not have a valid value: ${kind}`);
  const rows = budget.rows.filter((row) => kind === 'all' || isBudgeted(row) === (kind === 'budgeted'));
  const hidden = STANDARD.columns.filter((column) => !found.columns.includes(column));
  const shown = rows.map(
    (row) => Object.fromEntries(Object.entries(row).filter(([key]) => !hidden.includes(key))) as Row,
  );
  return listPage(call, shown);
};

/** v2 wraps its lists, writes ids as strings and gives ten rows unless told otherwise. */
const listAdjustments = (call: Call, budget: ProcoreBudget): Answer => {
  if (!sameId(call.company.id, call.params.company_id)) return notFound('Company');
  if (budget.changes === undefined) return notFound('Budget Changes');
  const rows = (budget.adjustments ?? []).map(({ budget_change_id, ...row }) => {
    const change = budget.changes?.find(({ id }) => sameId(id, budget_change_id));
    return {
      ...row,
      id: String(row.id),
      budget_change_id: String(budget_change_id),
      budget_change_number: String(change?.number),
      budget_change_name: change?.title,
      budget_change_status: change?.status,
    };
  });
  const page = listPage(call, rows, { size: 10, max: 100 });
  return page.status === 200 ? { ...page, body: { data: page.body } } : page;
};

/** A project's budget, its views and rows, and what changed it. */
export const BUDGET_ENDPOINTS: readonly Endpoint[] = [
  {
    path: '/rest/v1.0/projects/{project_id}/budget',
    required: [],
    answer: inBudget((_, { locked }) => ({ status: 200, body: { locked } })),
  },
  { path: '/rest/v1.0/budget_views', required: [], answer: inBudget(listViews) },
  {
    path: '/rest/v1.0/budget_views/{budget_view_id}/detail_rows',
    required: ['project_id'],
    answer: inBudget(listRows),
  },
  {
    path: '/rest/v2.0/companies/{company_id}/projects/{project_id}/budget_changes/adjustment_line_items',
    required: [],
    answer: inBudget(listAdjustments),
  },
  {
    path: '/rest/v1.0/projects/{project_id}/budget_modifications',
    required: [],
    // Writing is refused everywhere (405), as Procore does once budget changes are used.
    answer: inBudget((call, { modifications }) => listPage(call, filtered(call, modifications))),
  },
];
