import {
  budget,
  changeOrder,
  commitment,
  company,
  costCode,
  invoice,
  type Planted,
  payment,
  project,
  unseen,
} from '../planted.ts';
import { GATINEAU, LEVIS, TORONTO } from './projects.ts';
import { ASCENSEURS, COEUR, TREMBLAY } from './vendors.ts';

/** Every record of the Canadian contractor that must not reach QuickBooks, and why. */
export const CA_PLANTED: readonly Planted[] = [
  commitment('562949953499001', 'not-ready', 'not-approved', 'Draft'),
  commitment('562949953499002', 'not-ready', 'not-approved', 'Terminated'),
  unseen(commitment('562949953499003', 'skipped', 'project-not-selected', 'project inactive')),
  unseen(commitment('562949953499004', 'skipped', 'project-not-selected', 'project not chosen')),
  commitment('562949953499005', 'blocked', 'blocked-by', 'vendor name is an employee'),
  commitment('562949953499006', 'blocked', 'blocked-by', 'vendor inactive in QuickBooks'),
  commitment('562949953499007', 'blocked', 'blocked-by', 'vendor name too long once œ is oe'),
  commitment('562949953499008', 'skipped', 'currency', 'US dollars'),
  commitment('562949953499009', 'failed', 'number-too-long', 'number of 13 characters'),
  commitment('562949953499010', 'failed', 'negative-total', 'total -500.00'),
  company(TREMBLAY, 'failed', 'taken-by-other-list', 'an employee has the name'),
  company(ASCENSEURS, 'failed', 'inactive-in-quickbooks', 'inactive in QuickBooks'),
  company(COEUR, 'failed', 'name-too-long', '41 characters become 42'),
  unseen(company('562949953421308', 'skipped', 'not-referenced', 'nobody needs it')),
  unseen(company('562949953421315', 'skipped', 'not-referenced', 'nobody needs it')),
  unseen(project(LEVIS, 'skipped', 'project-not-selected', 'inactive')),
  unseen(project(GATINEAU, 'skipped', 'project-not-selected', 'not chosen in the settings')),
  costCode('14-200', 'failed', 'taken-by-other-item-type', 'exists as non-inventory part'),
  budget(TORONTO, 'not-ready', 'budget-not-locked', 'not locked'),
  changeOrder('562949953501003', 'skipped', 'currency', 'its commitment is in US dollars'),
  invoice('562949953503006', 'failed', 'name-not-representable', 'number in Chinese'),
  invoice('562949953503007', 'skipped', 'currency', 'US dollars'),
  invoice('562949953503008', 'not-ready', 'not-approved', 'draft'),
  payment('562949953504001', 'skipped', 'edition', 'Procore Pay in Canada'),
  payment('562949953504002', 'skipped', 'edition', 'noted in Canada'),
];
