import { expandCompany, type SampleProcore } from './company.ts';
import { id } from './ids.ts';
import { US_BUDGETS } from './us/budgets.ts';
import { US_BULK, US_BULK_INVOICES, US_BULK_PAYMENTS } from './us/bulk.ts';
import { US_CHANGE_ORDERS } from './us/change-orders.ts';
import { US_CODES, US_LIST, US_LISTS } from './us/codes.ts';
import { US_INVOICES } from './us/invoices.ts';
import { US_INVOICES_REFUSED } from './us/invoices-refused.ts';
import { US_PAYMENTS } from './us/payments.ts';
import { ELSEWHERE_POSTED } from './us/posted-elsewhere.ts';
import { NORTHGATE_POSTED } from './us/posted-northgate.ts';
import { US_PROJECTS } from './us/projects.ts';
import { US_REFUSED } from './us/refused.ts';
import { US_RIVALS } from './us/rivals.ts';
import { US_VENDORS } from './us/vendors.ts';

/** The US contractor in Procore: jobs under customers, unit prices, and most of the planted refusals. */
export const usProcore = (): SampleProcore =>
  expandCompany({
    id: id('4418'),
    name: 'Cedar Summit Builders',
    home: 'USD',
    listId: US_LIST,
    lists: US_LISTS,
    codes: US_CODES,
    vendors: US_VENDORS,
    projects: US_PROJECTS,
    commitments: [...NORTHGATE_POSTED, ...ELSEWHERE_POSTED, ...US_RIVALS, ...US_REFUSED, ...US_BULK],
    budgets: US_BUDGETS,
    changeOrders: US_CHANGE_ORDERS,
    invoices: [...US_INVOICES, ...US_INVOICES_REFUSED, ...US_BULK_INVOICES],
    payments: [...US_PAYMENTS, ...US_BULK_PAYMENTS],
  });
