import type { CodeBook } from './expand-commitment.ts';
import { COST_TYPES } from './expand-project.ts';
import { id, idAfter } from './ids.ts';

/** Full cost code, cost type and amount as Procore writes it. */
export type BudgetLineRow = readonly [code: string, type: 'S' | 'M', amount: string];

/** A budget change with its lines. */
export interface BudgetChangeRow {
  readonly number: number;
  readonly title: string;
  readonly status: 'approved' | 'draft';
  readonly lines: readonly BudgetLineRow[];
}

/** What moves from one line of the budget (from 1) to another, or changes the total. */
export interface ModificationRow {
  readonly from?: number;
  readonly to?: number;
  readonly amount: string;
  readonly notes?: string;
  /** UTC. */
  readonly created: string;
}

/** The budget of a project. */
export interface BudgetRow {
  readonly projectId: string;
  readonly locked: boolean;
  readonly firstId: string;
  readonly lines: readonly BudgetLineRow[];
  /** Absent: the company does not use budget changes in it. */
  readonly changes?: readonly BudgetChangeRow[];
  readonly modifications?: readonly ModificationRow[];
}

const wbsOf = ([code, type]: BudgetLineRow, { wbsCodes, project }: CodeBook) => {
  const found = wbsCodes.find(({ flat_code }) => flat_code === `${code}.${type}`);
  if (!found) throw new Error(`${project.name} has no budget code ${code}.${type}`);
  return found;
};

const expandLine = (row: BudgetRow, line: BudgetLineRow, index: number, book: CodeBook) => {
  const [code, type, amount] = line;
  const cost = book.costCodes.find((one) => one.full_code === code && one.biller_type === 'Project');
  const costType = COST_TYPES.find((one) => one.code === type);
  return {
    id: idAfter(row.firstId, index),
    deletable: false,
    project_id: book.project.id,
    wbs_code_id: wbsOf(line, book).id,
    biller_id: book.project.id,
    biller_type: 'Project',
    cost_code_id: cost?.id ?? null,
    category_id: costType?.id,
    cost_code: `${code} - ${cost?.name}`,
    category: costType?.name,
    budget_modifications: '0.0',
    original_budget_amount: amount,
    unbudgeted_reason: null,
  };
};

const expandChanges = (row: BudgetRow, book: CodeBook) => {
  const changes = row.changes ?? [];
  const idOf = (index: number) => idAfter(row.firstId, 500 + index);
  return {
    changes: changes.map(({ number, status, title }, index) => ({
      ...{ id: idOf(index), number, status, title, description: null },
    })),
    adjustments: changes.flatMap(({ lines }, index) =>
      lines.map((line, step) => ({
        id: idAfter(row.firstId, 600 + 10 * index + step),
        budget_change_id: idOf(index),
        adjustment_number: step + 1,
        wbs_code_id: String(wbsOf(line, book).id),
        amount: Number(line[2]),
        ...{ uom: null, quantity: null, description: '', type: 'budget_change' },
      })),
    ),
  };
};

/** A budget as Procore's views and lists show it. */
export const expandBudget = (row: BudgetRow, book: CodeBook) => {
  const lineId = (line: number | undefined) => (line === undefined ? null : idAfter(row.firstId, line - 1));
  return {
    locked: row.locked,
    rows: row.lines.map((line, index) => expandLine(row, line, index, book)),
    ...(row.changes && expandChanges(row, book)),
    modifications: (row.modifications ?? []).map(({ from, to, amount, notes, created }, index) => ({
      id: idAfter(row.firstId, 800 + index),
      created_at: created,
      from_budget_line_item_id: lineId(from),
      to_budget_line_item_id: lineId(to),
      notes: notes ?? null,
      origin_data: null,
      origin_id: null,
      transfer_amount: amount,
      updated_at: created,
    })),
  };
};

export type BudgetJson = ReturnType<typeof expandBudget>;

/** The budget of a project, where the rows have one for it. */
export const budgetOf = (rows: readonly BudgetRow[], book: CodeBook): { budget?: BudgetJson } => {
  const own = rows.find(({ projectId }) => id(projectId) === book.project.id);
  return own ? { budget: expandBudget(own, book) } : {};
};
