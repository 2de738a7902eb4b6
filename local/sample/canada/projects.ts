import type { ProjectRow } from '../expand-project.ts';

export const ECOLE = '562949953425001';
export const TORONTO = '562949953425002';
export const LEVIS = '562949953425003';
export const GATINEAU = '562949953425004';

const EAST = { country: 'CA', timeZone: 'America/Toronto' };

/** The projects of the Canadian contractor. */
export const CA_PROJECTS: readonly ProjectRow[] = [
  {
    id: ECOLE,
    number: 'P-2601',
    name: 'Agrandissement – École Ste-Thérèse',
    displayName: 'École Ste-Thérèse, phase « 2 »',
    address: '45, rue de l’Église, bureau 200',
    city: 'Sainte-Thérèse',
    state: 'QC',
    zip: 'J7E 3L1',
    start: '2026-01-12',
    completion: '2026-12-18',
    created: '2025-10-20T14:00:00Z',
    firstCodeId: '562949953440001',
    ...EAST,
  },
  {
    id: TORONTO,
    number: 'P-2602',
    name: 'Toronto Yard Expansion',
    displayName: 'Toronto Yard',
    address: '500 Commissioners St',
    city: 'Toronto',
    state: 'ON',
    zip: 'M4M 3N7',
    start: '2026-02-01',
    completion: null,
    created: '2025-11-17T15:00:00Z',
    firstCodeId: '562949953450001',
    ...EAST,
  },
  {
    id: LEVIS,
    number: 'P-2603',
    name: 'Entrepôt Lévis',
    displayName: 'Entrepôt Lévis',
    address: '1 rue du Quai',
    city: 'Lévis',
    state: 'QC',
    zip: 'G6V 1A1',
    start: null,
    completion: null,
    created: '2026-01-06T15:00:00Z',
    inactive: true,
    firstCodeId: '562949953460001',
    ...EAST,
  },
  {
    id: GATINEAU,
    number: 'P-2604',
    name: 'Clinique Gatineau',
    displayName: 'Clinique Gatineau',
    address: '20 boul. Maloney',
    city: 'Gatineau',
    state: 'QC',
    zip: 'J8P 1A1',
    start: null,
    completion: null,
    created: '2026-01-07T15:00:00Z',
    firstCodeId: '562949953470001',
    ...EAST,
  },
];
