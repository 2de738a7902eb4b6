import { commitment, company } from '../planted.ts';
import type { Rivalry } from '../rivalry.ts';

const NORTHGATE = 'Northgate Health Partners:Northgate Medical Office Building';
const ALDER = 'Alder School District No. 7:Alder Elementary Gym';

/** Two vendors whose names differ only in case, and two orders with one number. */
export const US_RIVALRIES: readonly Rivalry[] = [
  {
    about: 'the vendor name Rainier Electric',
    sides: [
      {
        posting: {
          id: '786031',
          number: 'SC-401',
          vendor: 'Rainier Electric',
          job: NORTHGATE,
          date: '2026-02-03',
          memo: 'Electrical, core',
          total: '45000.00',
          lines: [['26-240', 'Switchboards', '1', '45000', '45000.00']],
        },
        vendor: { id: '161082', name: 'Rainier Electric' },
        whenLost: [
          company('161082', 'failed', 'name-taken', 'RAINIER ELECTRIC came first'),
          commitment('786031', 'blocked', 'blocked-by', 'its vendor has no name'),
        ],
      },
      {
        posting: {
          id: '786032',
          number: 'SC-402',
          vendor: 'RAINIER ELECTRIC',
          job: NORTHGATE,
          date: '2026-02-04',
          memo: 'Electrical, lighting',
          total: '38000.00',
          lines: [['26-510', 'Lighting', '1', '38000', '38000.00']],
        },
        vendor: { id: '161083', name: 'RAINIER ELECTRIC' },
        whenLost: [
          company('161083', 'failed', 'name-taken', 'Rainier Electric came first'),
          commitment('786032', 'blocked', 'blocked-by', 'its vendor has no name'),
        ],
      },
    ],
  },
  {
    about: 'the order number SC-777',
    sides: [
      {
        posting: {
          id: '786033',
          number: 'SC-777',
          vendor: 'Olympic Drywall LLC',
          job: NORTHGATE,
          date: '2026-02-05',
          memo: 'Ceilings',
          total: '22000.00',
          lines: [['09-510', 'Ceilings', '1', '22000', '22000.00']],
        },
        whenLost: [commitment('786033', 'failed', 'number-taken', 'the paint order came first')],
      },
      {
        posting: {
          id: '512033',
          number: 'SC-777',
          vendor: 'Sound Painting Co',
          job: ALDER,
          date: '2026-02-06',
          memo: 'Paint',
          total: '900.00',
          lines: [['09-900', 'Paint', '1', '900', '900.00']],
        },
        whenLost: [commitment('512033', 'failed', 'number-taken', 'the ceilings came first')],
      },
    ],
  },
];
