import type { ProcoreBudget, ProcoreCompany, Row } from '../../local/simulators/procore/data.ts';
import { segment, wbsCode } from './company-data.ts';

/** A detail row of a budget view; `wbs` 0: without a budget code. */
export const budgetRow = (
  id: number,
  wbs: number,
  amount: string,
  more: Record<string, unknown> = {},
): Row => ({
  id,
  deletable: false,
  company_id: 77,
  company: 'Bluegum Builders',
  project_id: 9001,
  wbs_code_id: wbs === 0 ? null : wbs,
  biller_id: 9001,
  biller_type: 'Project',
  cost_code_id: 601,
  cost_code_origin_id: null,
  category_id: 31,
  cost_code: '16-100 - Wiring',
  category: 'Labor',
  budget_modifications: '0.0',
  original_budget_amount: amount,
  unbudgeted_reason: null,
  ...more,
});

/** A side of a budget change. */
export const adjustment = (id: number, change: number, wbs: number, amount: number) => ({
  id,
  budget_change_id: change,
  adjustment_number: 1,
  wbs_code_id: String(wbs),
  amount,
  uom: null,
  quantity: null,
  description: '',
  type: 'budget_change',
});

export const budgetChange = (id: number, number: number, status: string, title: string): Row => ({
  ...{ id, number, status, title },
  description: null,
});

export const modification = (
  id: number,
  from: number | null,
  to: number | null,
  amount: string,
  notes: string | null = null,
): Row => ({
  id,
  created_at: `2026-02-1${id % 10}T21:39:40Z`,
  from_budget_line_item_id: from,
  to_budget_line_item_id: to,
  notes,
  transfer_amount: amount,
  origin_data: null,
  origin_id: null,
  updated_at: '2026-02-20T21:39:40Z',
});

/** Two cost types of one code (100 and 50), and another code (25). */
export const smallBudget = (more: Partial<ProcoreBudget> = {}): ProcoreBudget => ({
  locked: true,
  rows: [
    budgetRow(1, 701, '100.0'),
    budgetRow(2, 702, '50.0', { category_id: 32 }),
    budgetRow(3, 703, '25.0', { cost_code_id: 602 }),
  ],
  modifications: [],
  ...more,
});

/** Gives the sample project a budget, and the budget codes that it is coded to. */
export const withBudget = (
  company: ProcoreCompany,
  budget: ProcoreBudget = smallBudget(),
): ProcoreCompany => {
  const [project] = company.projects;
  if (!project) throw new Error('the sample company has no project');
  const segments = (cost: number, type: number) => [
    segment(cost, 'cost_code'),
    segment(type, 'line_item_type'),
  ];
  project.wbs_codes.push(
    wbsCode(702, '16-100.M', segments(601, 32)),
    wbsCode(703, '04.S', segments(602, 31)),
    wbsCode(704, '99.S', segments(603, 31)),
    wbsCode(705, '16-100.S.N', [...segments(601, 31), segment(44, 'custom', 'Phase')]),
    wbsCode(706, 'A.16-100.S', [segment(9, 'sub_job'), ...segments(601, 31)]),
  );
  Object.assign(project, { budget });
  return company;
};
