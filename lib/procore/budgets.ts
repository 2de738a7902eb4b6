import { codeUseOfIds } from './code-use.ts';
import type { About } from './failure.ts';
import { type Fields, fieldsOf } from './fields.ts';
import type { Get } from './get.ts';
import { type ListRequest, listAll } from './paging.ts';
import { type Dated, type Found, ProcoreFailure } from './procore.ts';
import { createProjectCodes, type ProjectCodes } from './project-codes.ts';
import { currencyOf, type TextForm } from './record-parts.ts';
import type { Budget, BudgetChangeLine, BudgetRow, CostCodeUse } from './shapes.ts';

export interface BudgetReader {
  readonly get: Get;
  readonly text: TextForm;
  readonly companyId: string;
  readonly dated: <T>(read: () => Promise<T>) => Promise<Dated<T>>;
  readonly remember: <T>(key: string, list: () => Promise<T>) => Promise<T>;
}

/** What every part of one project's budget needs. */
interface Of {
  readonly get: Get;
  readonly text: TextForm;
  readonly companyId: string;
  readonly projectId: string;
  readonly codes: ProjectCodes;
}

const AMOUNT = 'original_budget_amount';

const about = (projectId: string, what: string): About => ({
  what: `${what} of project ${projectId}`,
  tool: 'Budget',
  projectId,
});

/**
 * A project's budget. One that is not locked has no rows: nobody may act on them yet, and asking for the lock
 * alone costs one call. `view`: id of the budget view to read; absent: the oldest that has original amounts.
 */
export const readBudget = async (
  reader: BudgetReader,
  projectId: string,
  view?: string,
): Promise<Found<Budget>> => {
  const { get, text, companyId, remember } = reader;
  const path = `rest/v1.0/projects/${encodeURIComponent(projectId)}/budget`;
  const { startedAt, value } = await reader.dated(() => get(path, {}, about(projectId, 'the budget')));
  if (value.is === 'missing') return { startedAt, gone: true };
  const base = { id: projectId, projectId };
  const locked = fieldsOf(value.body, `budget of project ${projectId}`).flag('locked');
  if (locked === undefined)
    throw new ProcoreFailure(
      'malformed',
      `Procore does not say whether the budget of project ${projectId} is locked.`,
    );
  if (!locked) return { startedAt, value: { ...base, locked, rows: [], changes: [] } };
  const of: Of = { get, text, companyId, projectId, codes: createProjectCodes(get, projectId, remember) };
  const found = await viewRows(of, view);
  const rows = await inTurn(found, (row) => toRow(of, row));
  const currency = found[0] && currencyOf(found[0]);
  return { startedAt, value: { ...base, locked, rows, changes: await changesOf(of, rows), currency } };
};

/** One after another: they share the lists of the project's codes. */
const inTurn = async <T, R>(all: readonly T[], make: (one: T) => Promise<R>): Promise<R[]> => {
  const made: R[] = [];
  for (const one of all) made.push(await make(one));
  return made;
};

const rowsRequest = ({ projectId }: Of, view: string): ListRequest => ({
  path: `rest/v1.0/budget_views/${encodeURIComponent(view)}/detail_rows`,
  query: { project_id: projectId, budget_row_type: 'budgeted' },
  about: about(projectId, `rows of budget view ${view}`),
  size: 1_000,
});

const viewsRequest = ({ projectId }: Of): ListRequest => ({
  path: 'rest/v1.0/budget_views',
  query: { project_id: projectId, sort: 'created_at' },
  about: about(projectId, 'budget views'),
  size: 300,
});

/** Views show columns of the same budget: any that has the original amounts will do, and none has rows if one has none. */
const viewRows = async (of: Of, named: string | undefined): Promise<readonly Fields[]> => {
  const views = named ? [named] : (await listAll(of.get, viewsRequest(of))).map((row) => row.id('id'));
  for (const view of views) {
    const rows = await listAll(of.get, rowsRequest(of, view));
    if (rows.length === 0 || rows.some((row) => row.has(AMOUNT))) return rows;
  }
  const which = named ? `Budget view ${named}` : 'No budget view';
  throw new ProcoreFailure(
    'refused',
    `${which} of project ${of.projectId} ${named ? 'does not show' : 'shows'} the original budget amounts. ` +
      'Add that column to a view, or name another one in the settings (budgetView).',
  );
};

const written = ({ text }: Of, use: CostCodeUse): CostCodeUse =>
  use.is === 'none' ? use : { ...use, fullCode: text.name(use.fullCode) };

const toRow = async (of: Of, row: Fields): Promise<BudgetRow> => {
  const id = row.id('id');
  const ids = {
    what: `budget line item ${id}`,
    costCodeId: row.optionalId('cost_code_id'),
    wbsCodeId: row.optionalId('wbs_code_id'),
    typeId: row.optionalId('category_id'),
  };
  const use: CostCodeUse =
    row.text('biller_type') === 'SubJob'
      ? { is: 'sub-job', fullCode: row.text('cost_code') }
      : await codeUseOfIds(ids, of.codes);
  return { id, costCode: written(of, use), amount: row.decimal(AMOUNT).toFixed(2) };
};

/**
 * Changes or modifications, never both: where there is any change, approved or not, the company has moved on to them,
 * and modifications, which Procore goes on listing, would count twice.
 */
const changesOf = async (of: Of, rows: readonly BudgetRow[]): Promise<readonly BudgetChangeLine[]> => {
  const adjustments = await adjustmentsOf(of);
  if (adjustments.length > 0) return approved(of, adjustments);
  const modifications = await listAll(of.get, {
    path: `rest/v1.0/projects/${encodeURIComponent(of.projectId)}/budget_modifications`,
    query: {},
    about: about(of.projectId, 'budget modifications'),
    size: 1_000,
  });
  const useOf = new Map(rows.map(({ id, costCode }) => [id, costCode]));
  return [...modifications].sort(byTime).flatMap((row) => sidesOf(of, row, useOf));
};

/** Empty, too, where Procore has no such list: the company does not use budget changes. */
const adjustmentsOf = async ({ get, companyId, projectId }: Of): Promise<readonly Fields[]> => {
  const project = `companies/${encodeURIComponent(companyId)}/projects/${encodeURIComponent(projectId)}`;
  const request: ListRequest = {
    path: `rest/v2.0/${project}/budget_changes/adjustment_line_items`,
    query: {},
    about: about(projectId, 'budget changes'),
    size: 100,
  };
  try {
    return await listAll(get, request);
  } catch (error) {
    if (error instanceof ProcoreFailure && error.status === 404) return [];
    throw error;
  }
};

const byNumber = (a: string, b: string): number => a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);

const byTime = (a: Fields, b: Fields): number =>
  byNumber(a.text('created_at'), b.text('created_at')) || byNumber(a.id('id'), b.id('id'));

const approved = (of: Of, adjustments: readonly Fields[]): Promise<BudgetChangeLine[]> => {
  const counting = adjustments.filter((row) => row.requiredText('budget_change_status') === 'approved');
  const ordered = counting.sort(
    (a, b) =>
      byNumber(a.text('budget_change_number'), b.text('budget_change_number')) ||
      byNumber(a.text('adjustment_number'), b.text('adjustment_number')) ||
      byNumber(a.id('id'), b.id('id')),
  );
  return inTurn(ordered, async (row) => ({
    id: row.id('id'),
    name: named(of, `Budget change ${row.text('budget_change_number')}`, row.text('budget_change_name')),
    costCode: written(of, await useOfAdjustment(of, row)),
    amount: row.decimal('amount').toFixed(2),
  }));
};

const useOfAdjustment = ({ codes }: Of, row: Fields): Promise<CostCodeUse> =>
  codeUseOfIds(
    { what: `budget change line ${row.id('id')}`, wbsCodeId: row.optionalId('wbs_code_id') },
    codes,
  );

const named = ({ text }: Of, what: string, own: string): string =>
  text.prose([what.trim(), own].filter((part) => part !== '').join(': '));

/** What a modification takes from one line and gives to another; one that changes the total has one side. */
const sidesOf = (
  of: Of,
  row: Fields,
  useOf: ReadonlyMap<string, CostCodeUse>,
): readonly BudgetChangeLine[] => {
  const amount = row.decimal('transfer_amount');
  const day = row.date('created_at');
  const name = named(of, `Budget modification${day ? ` of ${day}` : ''}`, row.text('notes'));
  const side = (end: 'from' | 'to', value: string): BudgetChangeLine[] => {
    const line = row.optionalId(`${end}_budget_line_item_id`);
    if (line === undefined) return [];
    const costCode = useOf.get(line);
    if (costCode) return [{ id: `${row.id('id')}-${end}`, name, costCode, amount: value }];
    throw new ProcoreFailure(
      'malformed',
      `Budget modification ${row.id('id')} of project ${of.projectId} names the budget line item ${line}, ` +
        'which the budget view does not list.',
    );
  };
  return [...side('from', amount.times(-1).toFixed(2)), ...side('to', amount.toFixed(2))];
};
