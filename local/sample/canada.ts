import { CA_BUDGETS } from './canada/budgets.ts';
import { CA_BULK, CA_BULK_INVOICES } from './canada/bulk.ts';
import { CA_CHANGE_ORDERS } from './canada/change-orders.ts';
import { CA_CODES, CA_LIST, CA_LISTS } from './canada/codes.ts';
import { CA_INVOICES } from './canada/invoices.ts';
import { CA_PAYMENTS } from './canada/payments.ts';
import { CA_POSTED } from './canada/posted.ts';
import { CA_PROJECTS } from './canada/projects.ts';
import { CA_REFUSED } from './canada/refused.ts';
import { CA_VENDORS } from './canada/vendors.ts';
import { expandCompany, type SampleProcore } from './company.ts';
import { id } from './ids.ts';

/** The Canadian contractor in Procore: projects become customers, ids of 15 and 17 digits, French names. */
export const canadaProcore = (): SampleProcore =>
  expandCompany({
    id: id('562949953421900'),
    name: 'Constructions Laurentides',
    home: 'CAD',
    listId: CA_LIST,
    lists: CA_LISTS,
    codes: CA_CODES,
    vendors: CA_VENDORS,
    projects: CA_PROJECTS,
    commitments: [...CA_POSTED, ...CA_REFUSED, ...CA_BULK],
    budgets: CA_BUDGETS,
    changeOrders: CA_CHANGE_ORDERS,
    invoices: [...CA_INVOICES, ...CA_BULK_INVOICES],
    payments: CA_PAYMENTS,
  });
