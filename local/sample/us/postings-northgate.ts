import type { Posting } from '../posting.ts';

const NORTHGATE = 'Northgate Health Partners:Northgate Medical Office Building';

/** Purchase orders of the medical building, written by hand from the rules: no code of the connector made them. */
export const NORTHGATE_POSTINGS: readonly Posting[] = [
  {
    id: '786001',
    number: 'SC-101',
    vendor: 'Olympic Drywall LLC',
    job: NORTHGATE,
    date: '2026-02-02',
    memo: 'Drywall - levels 1 & 2',
    total: '48500.00',
    lines: [
      ['09-250', 'Framing and board, level 1', '1', '30000', '30000.00'],
      ['09-250', 'Framing and board, level 2', '1', '18500', '18500.00'],
    ],
  },
  {
    id: '512001',
    number: 'PO-26101-01',
    vendor: 'Cascade Ready-Mix',
    job: NORTHGATE,
    date: '2026-01-12',
    memo: 'Concrete supply',
    total: '30225.38',
    lines: [
      ['03-300', '4000 psi mix, footings', '125.5', '148.25', '18605.38'],
      ['Concrete:03-310', 'Slab mix', '80', '151.5', '12120.00'],
      ['03-300', 'Volume rebate', '1', '-500', '-500.00'],
    ],
  },
  {
    id: '786002',
    number: 'SC-102',
    vendor: 'Lukasz Nowak Façades',
    job: NORTHGATE,
    date: '2026-02-02',
    memo: 'Façade "Rainscreen" panels',
    total: '221240.75',
    lines: [
      [
        '07-420',
        'Panels "Type A" - 3 mm, Lódz finish\nincl. sub-frame\nand ½" gaskets',
        '1',
        '212500.5',
        '212500.50',
      ],
      ['07-920', 'Sealant at joints...', '1', '8740.25', '8740.25'],
    ],
  },
  {
    id: '786003',
    number: 'SC-103',
    vendor: "O'Brien & Sons Plumbing <Est. 1974>",
    job: NORTHGATE,
    date: '2026-02-09',
    memo: 'Plumbing',
    total: '91699.99',
    lines: [
      ['22-110', 'Copper & PEX <domestic> water', '1', '61200', '61200.00'],
      ['22-400', "Fixtures 'A' to 'F'", '1', '27999.99', '27999.99'],
      ['22', 'Allowance, coded to the division', '1', '2500', '2500.00'],
    ],
  },
  {
    id: '512002',
    number: 'PO-26101-02',
    vendor: 'Kestrel Doors & Hardware',
    job: NORTHGATE,
    date: '2026-02-11',
    memo: 'Doors & hardware',
    total: '180.58',
    lines: [
      ['08-110', 'Frames, in sets of three', '3', '', '100.00'],
      ['08-140', 'Veneer samples', '7', '14.2857', '100.00'],
      ['08-710', 'Screws', '2.5', '0.33', '0.83'],
      ['08-710', 'Returned closers', '-2', '10.125', '-20.25'],
    ],
  },
  {
    id: '786004',
    number: 'SC-104',
    vendor: 'Evergreen Earthworks',
    job: NORTHGATE,
    date: '2026-01-01',
    memo: 'Excavation',
    total: '88000.00',
    lines: [['31-230', 'Mass excavation', '1', '88000', '88000.00']],
  },
];
