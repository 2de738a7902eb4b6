import type { Added } from '../posting.ts';

/** What change orders add to purchase orders of the US contractor, written by hand. */
export const US_ADDED: readonly Added[] = [
  {
    id: '1708901',
    order: 'SC-101',
    total: '2250.00',
    lines: [['09-250', '001: Soffit framing, "level 1"', '1', '2250', '2250.00']],
  },
  // 1,000.00 with its markup of 50.00, and 500.00, are one line: they change the same.
  {
    id: '1708902',
    order: 'SC-101',
    total: '2159.60',
    lines: [
      ['09-250', '002: Shaft wall, type 1; Shaft wall, type 2', '1', '1550', '1550.00'],
      ['09-250', '002: Head-of-wall detail', '1', '320.4', '320.40'],
      ['09-900', '002: Prime and paint, corridor - level 2', '120.5', '2.4', '289.20'],
    ],
  },
  {
    id: '1708903',
    order: 'SC-101',
    total: '-750.25',
    lines: [['09-250', '003: Credit: level 2 ceiling left out', '1', '-750.25', '-750.25']],
  },
  // 10.5 × 148.25 is 1,556.625.
  {
    id: '1708904',
    order: 'PO-26101-01',
    total: '1556.63',
    lines: [['03-300', '1: Extra footing, grid C', '10.5', '148.25', '1556.63']],
  },
  {
    id: '1708920',
    order: 'SC-202',
    total: '2159.60',
    lines: [
      ['23-740', '1: Curb adapters', '1', '1550', '1550.00'],
      ['23-310', '1: Roof curbs & crane', '1', '320.4', '320.40'],
      ['23-050', '1: Rebalance', '1', '289.2', '289.20'],
    ],
  },
];
