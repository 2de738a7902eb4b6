import type { Flow } from '../flow.ts';
import { budgets } from './budgets.ts';
import { changeOrders } from './change-orders.ts';
import { commitments } from './commitments.ts';
import { companies } from './companies.ts';
import { costCodes } from './cost-codes.ts';
import { invoices } from './invoices.ts';
import { payments } from './payments.ts';
import { projects } from './projects.ts';

/** Every flow. Webhook triggers, dashboard rows, docs and the generic flow tests derive from this list. */
export const flows: readonly Flow<unknown>[] = [
  costCodes,
  companies,
  projects,
  budgets,
  commitments,
  changeOrders,
  invoices,
  payments,
];
