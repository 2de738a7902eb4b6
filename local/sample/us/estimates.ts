import type { Estimate } from '../posting.ts';

const CHANGE = "Budget change 1: Owner's allowance moved";
const UNITS = 'Budget modification of 2026-02-11: Bigger units - RTU-2';

/** Estimates of the US contractor, written by hand from the rules. */
export const US_ESTIMATES: readonly Estimate[] = [
  {
    ...{ id: '225101', number: '26-101', total: '88605.88' },
    job: 'Northgate Health Partners:Northgate Medical Office Building',
    memo: 'Budget from Procore, at cost: Northgate Medical Office Building',
    lines: [
      ['09-250', 'Gypsum Board', '1', '54700.5', '54700.50', 'Non'],
      ['03-300', 'Cast-in-Place Concrete', '1', '18605.38', '18605.38', 'Non'],
      ['01-100', 'Supervision, as billed to owners', '1', '12000', '12000.00', 'Non'],
      ['22', 'Plumbing', '1', '2500', '2500.00', 'Non'],
      ['09-250', CHANGE, '1', '-1500', '-1500.00', 'Non'],
      ['22-110', CHANGE, '1', '1500', '1500.00', 'Non'],
      ['09-510', 'Budget change 10: Late ceiling', '1', '800', '800.00', 'Non'],
    ],
  },
  {
    ...{ id: '225102', number: '26-102', total: '265210.00' },
    job: 'Alder School District No. 7:Alder Elementary Gym',
    memo: 'Budget from Procore, at cost: Alder Elementary Gym',
    lines: [
      ['07-500', 'Membrane Roofing', '1', '143210', '143210.00', 'Non'],
      ['23-740', 'Rooftop Units', '1', '90000', '90000.00', 'Non'],
      ['23-310', 'Ductwork', '1', '31000', '31000.00', 'Non'],
      ['23-310', UNITS, '1', '-6400', '-6400.00', 'Non'],
      ['23-740', UNITS, '1', '6400', '6400.00', 'Non'],
      ['07-500', 'Budget modification of 2026-02-12', '1', '1000', '1000.00', 'Non'],
    ],
  },
];
