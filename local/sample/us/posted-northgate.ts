import { type CommitmentRow, lump, priced } from '../expand-commitment.ts';
import { NORTHGATE } from './projects.ts';

const sub = { kind: 'subcontract', created: '2026-01-30T21:10:04Z' } as const;
const po = { kind: 'purchase-order', created: '2026-01-30T21:10:04Z' } as const;

/** Commitments of the medical building that are posted, each with something awkward about it. */
export const NORTHGATE_POSTED: readonly CommitmentRow[] = [
  {
    ...sub,
    id: '786001',
    projectId: NORTHGATE,
    vendorId: '161072',
    number: 'SC-101',
    title: 'Drywall – levels 1 & 2',
    date: '2026-02-02',
    lines: [
      lump('09-250', 'Framing and board, level 1', '30000.0'),
      lump('09-250', 'Framing and board, level 2', '18500.0'),
    ],
  },
  {
    ...po,
    id: '512001',
    projectId: NORTHGATE,
    vendorId: '161073',
    number: 'PO-26101-01',
    title: 'Concrete supply',
    date: '2026-01-12',
    lines: [
      priced('03-300', '4000 psi mix, footings', '125.5', 'cy', '148.25', '18605.38'),
      priced('03-310', 'Slab mix', '80.0', 'cy', '151.5', '12120.0'),
      lump('03-200', 'Rebar by others', '0.0'),
      lump('03-300', 'Volume rebate', '-500.0'),
    ],
  },
  {
    ...sub,
    id: '786002',
    projectId: NORTHGATE,
    vendorId: '161074',
    number: 'SC-102',
    title: '  Façade “Rainscreen” panels ',
    created: '2026-02-03T05:30:00Z',
    lines: [
      lump('07-420', 'Panels “Type A” – 3 mm, Łódź finish\nincl. sub-frame\nand ½" gaskets', '212500.5'),
      lump('07-920', ' Sealant at joints… ', '8740.25'),
    ],
  },
  {
    ...sub,
    id: '786003',
    projectId: NORTHGATE,
    vendorId: '161075',
    number: 'SC-103',
    title: 'Plumbing',
    date: '2026-02-09',
    lines: [
      lump('22-110', 'Copper & PEX <domestic> water', '61200.0'),
      lump('22-400', "Fixtures 'A' to 'F'", '27999.99'),
      lump('22', 'Allowance, coded to the division', '2500.0'),
    ],
  },
  {
    ...po,
    id: '512002',
    projectId: NORTHGATE,
    vendorId: '161095',
    number: 'PO-26101-02',
    title: 'Doors & hardware',
    date: '2026-02-11',
    lines: [
      priced('08-110', 'Frames, in sets of three', '3.0', 'set', '33.33333333', '100.0'),
      priced('08-140', 'Veneer samples', '7.0', 'ea', '14.2857', '100.0'),
      priced('08-710', 'Screws', '2.5', 'box', '0.33', '0.83'),
      priced('08-710', 'Returned closers', '-2.0', 'ea', '10.125', '-20.25'),
    ],
  },
  {
    ...sub,
    id: '786004',
    projectId: NORTHGATE,
    vendorId: '36028797018963985',
    number: 'SC-104',
    title: 'Excavation',
    date: '2026-01-01',
    lines: [lump('31-230', 'Mass excavation', '88000.0')],
  },
];
