import type { BudgetRow } from '../expand-budget.ts';
import { ECOLE, TORONTO } from './projects.ts';

/** Budgets of the Canadian contractor. */
export const CA_BUDGETS: readonly BudgetRow[] = [
  {
    ...{ projectId: ECOLE, locked: true, firstId: '562949953506001' },
    lines: [
      ['26-050', 'S', '41000.0'],
      ['09-900', 'M', '6400.01'],
    ],
    changes: [
      {
        ...{ number: 1, title: 'Avenant – fenêtres', status: 'approved' },
        lines: [['08-410', 'S', '2500.0']],
      },
    ],
  },
  {
    ...{ projectId: TORONTO, locked: false, firstId: '562949953507001' },
    lines: [['26-510', 'S', '33333.33']],
  },
];
