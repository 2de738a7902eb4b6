import type { ProjectRow } from '../expand-project.ts';

const SEATTLE = { state: 'WA', country: 'US', timeZone: 'America/Los_Angeles' };

export const NORTHGATE = '225101';
export const ALDER = '225102';
export const LAKEVIEW = '225103';
export const HARBOR = '225104';
export const VISTA = '225105';
export const PENA = '36028797018964111';

/** The projects of the US contractor. */
export const US_PROJECTS: readonly ProjectRow[] = [
  {
    id: NORTHGATE,
    number: '26-101',
    name: 'Northgate Medical Office Building',
    displayName: 'Northgate MOB – “Phase 1”',
    address: '1210 Northgate Way, Suite 300',
    city: 'Seattle',
    zip: '98125',
    start: '2026-01-19',
    completion: '2026-11-30',
    created: '2025-11-03T17:20:41Z',
    firstCodeId: '80510000',
    ownCode: '99-100 Owner Allowance',
    subJobCode: '03-300',
    phasedCode: '09-250',
    ...SEATTLE,
  },
  {
    id: ALDER,
    number: '26-102',
    name: 'Alder Elementary Gym',
    displayName: 'Alder Elementary Gymnasium',
    address: '400 School Rd',
    city: 'Alder',
    zip: '98330',
    start: '2026-02-02',
    completion: '2026-08-21',
    created: '2025-12-01T18:00:00Z',
    firstCodeId: '80520000',
    ...SEATTLE,
  },
  {
    id: LAKEVIEW,
    number: '25-009',
    name: 'Lakeview Warehouse',
    displayName: 'Lakeview Warehouse',
    address: '3 Lake Rd',
    city: 'Sumner',
    zip: '98390',
    start: '2025-04-01',
    completion: '2026-03-31',
    created: '2025-03-14T16:02:55Z',
    firstCodeId: '80530000',
    ...SEATTLE,
  },
  {
    id: HARBOR,
    number: '26-104',
    name: 'Harbor Pier 9 Repairs',
    displayName: 'Harbor Pier 9',
    address: 'Pier 9',
    city: 'Tacoma',
    zip: '98421',
    start: null,
    completion: null,
    created: '2026-01-05T16:00:00Z',
    firstCodeId: '80540000',
    ...SEATTLE,
  },
  {
    id: VISTA,
    number: '26-105',
    name: 'Vista Ridge Townhomes',
    displayName: 'Vista Ridge',
    address: '90 Vista Ln',
    city: 'Issaquah',
    zip: '98027',
    start: '2026-03-02',
    completion: null,
    created: '2026-01-08T16:00:00Z',
    firstCodeId: '80550000',
    ownCode: '98-100 Model Home',
    ...SEATTLE,
  },
  {
    id: PENA,
    number: '26-106',
    name: 'Peña Station – Tenant Fit-out',
    displayName:
      'Peña Station, floors 2 and 3: Łódź Software’s offices, reception, “town hall”, roof decks & café (design–build)',
    address: '6201 Peña Blvd, Building C, Floors 2 and 3, Airport Gateway District',
    city: 'Denver',
    state: 'CO',
    zip: '80249',
    country: 'US',
    timeZone: 'America/Denver',
    start: '2026-02-16',
    completion: '2026-10-02',
    created: '2025-09-01T06:30:00Z',
    firstCodeId: '36028797018970000',
  },
];
