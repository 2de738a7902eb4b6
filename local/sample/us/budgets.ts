import type { BudgetRow } from '../expand-budget.ts';
import { ALDER, LAKEVIEW, NORTHGATE, PENA, VISTA } from './projects.ts';

/** Budgets of the US contractor; US_ESTIMATES says what becomes of those that go, US_PLANTED_DEALINGS why others do not. */
export const US_BUDGETS: readonly BudgetRow[] = [
  // Cost types of one code together; two that cancel each other out; changes, and an old modification that counts no more.
  {
    ...{ projectId: NORTHGATE, locked: true, firstId: '660101' },
    lines: [
      ['09-250', 'S', '48500.0'],
      ['03-300', 'M', '18605.38'],
      ['09-250', 'M', '6200.5'],
      ['03-300', 'S', '0.0'],
      ['01-100', 'S', '12000.0'],
      ['22', 'S', '2500.0'],
      ['26-510', 'S', '100.0'],
      ['26-510', 'M', '-100.0'],
    ],
    changes: [
      {
        ...{ number: 10, title: 'Late ceiling', status: 'approved' },
        lines: [['09-510', 'S', '800.0']],
      },
      {
        ...{ number: 1, title: 'Owner’s allowance moved', status: 'approved' },
        lines: [
          ['09-250', 'S', '-1500.0'],
          ['22-110', 'S', '1500.0'],
        ],
      },
      {
        ...{ number: 2, title: 'In discussion', status: 'draft' },
        lines: [['01-100', 'S', '999.0']],
      },
    ],
    modifications: [{ from: 1, to: 5, amount: '5000.0', created: '2026-01-20T18:00:00Z' }],
  },
  {
    ...{ projectId: ALDER, locked: true, firstId: '661101' },
    lines: [
      ['07-500', 'S', '143210.0'],
      ['23-740', 'S', '90000.0'],
      ['23-310', 'S', '31000.0'],
    ],
    modifications: [
      { to: 1, amount: '1000.0', created: '2026-02-12T21:39:40Z' },
      { from: 3, to: 2, amount: '6400.0', notes: 'Bigger units – RTU-2', created: '2026-02-11T21:39:40Z' },
    ],
  },
  {
    ...{ projectId: PENA, locked: false, firstId: '662101' },
    lines: [['09-650', 'S', '54599.6']],
  },
  {
    ...{ projectId: VISTA, locked: true, firstId: '663101' },
    lines: [
      ['09-250', 'S', '1000.0'],
      ['98-100', 'S', '2000.0'],
    ],
  },
  {
    ...{ projectId: LAKEVIEW, locked: true, firstId: '664101' },
    lines: [['09-250', 'S', '1000.0']],
  },
];
