import { expandCompany, type SampleProcore } from './company.ts';
import { id } from './ids.ts';
import { US_BULK } from './us/bulk.ts';
import { US_CODES, US_LIST, US_LISTS } from './us/codes.ts';
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
  });
