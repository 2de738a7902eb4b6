import type { ChangeOrderRow } from '../expand-change-order.ts';
import { lump, priced } from '../expand-commitment.ts';
import { NORTHGATE } from './projects.ts';

/** Drywall: three at once. */
export const SOFFIT = '1708901';
export const SHAFT = '1708902';
export const CREDIT = '1708903';
/** HVAC: billed as a whole. */
export const CURBS = '1708920';

/** Change orders of the US contractor; US_ADDED says what becomes of those that go, US_PLANTED why the others do not. */
export const US_CHANGE_ORDERS: readonly ChangeOrderRow[] = [
  {
    id: SOFFIT,
    commitmentId: '786001',
    number: '001',
    title: 'Soffit framing',
    total: '2250.0',
    lines: [lump('09-250', 'Soffit framing, “level 1”', '2250.0')],
  },
  // Two lines of one code change one line of the commitment, and one of them has a markup.
  {
    id: SHAFT,
    orderId: '44102',
    commitmentId: '786001',
    number: '002',
    title: 'Shaft wall',
    total: '2159.6',
    lines: [
      { ...lump('09-250', 'Shaft wall, type 1', '1000.0'), changes: 1, markup: '50.0' },
      { ...lump('09-250', 'Shaft wall, type 2', '500.0'), changes: 1 },
      { ...lump('09-250', 'Head-of-wall detail', '320.4'), changes: 2 },
      priced('09-900', 'Prime and paint, corridor – level 2', '120.5', 'sf', '2.4', '289.2'),
      lump('09-510', 'Ceiling grid, to be agreed', '0.0'),
    ],
  },
  {
    id: CREDIT,
    commitmentId: '786001',
    number: '003',
    title: 'Credit, level 2',
    total: '-750.25',
    lines: [lump('09-250', 'Credit: level 2 ceiling left out', '-750.25')],
  },
  {
    id: '1708904',
    commitmentId: '512001',
    number: '1',
    title: 'Extra footing',
    total: '1556.63',
    lines: [priced('03-300', 'Extra footing, grid C', '10.5', 'cy', '148.25', '1556.63')],
  },
  {
    id: CURBS,
    commitmentId: '786011',
    number: '1',
    title: 'Roof curbs & crane',
    total: '2159.6',
    lines: [
      lump('23-740', 'Curb adapters', '1550.0'),
      lump('23-310', '', '320.4'),
      lump('23-050', 'Rebalance', '289.2'),
    ],
  },
  {
    id: '1708910',
    projectId: NORTHGATE,
    prime: true,
    commitmentId: '990001',
    number: 'PCO-1',
    title: 'Owner’s change',
    total: '9000.0',
    lines: [lump('09-250', 'Board', '9000.0')],
  },
  {
    id: '1708911',
    commitmentId: '786003',
    number: '001',
    title: 'A cent too much',
    total: '1000.01',
    lines: [lump('22-110', 'Reroute riser', '1000.0')],
  },
  {
    id: '1708912',
    commitmentId: '786003',
    number: '002',
    title: 'In negotiation',
    total: '400.0',
    status: 'draft',
    lines: [lump('22-110', 'Insulate riser', '400.0')],
  },
  {
    id: '1708913',
    commitmentId: '786920',
    number: '001',
    title: 'Of an uncoded subcontract',
    total: '100.0',
    lines: [lump('09-250', 'Board', '100.0')],
  },
  {
    id: '1708914',
    commitmentId: '786909',
    number: '001',
    title: 'Of a vendor that is inactive',
    total: '100.0',
    lines: [lump('09-250', 'Board', '100.0')],
  },
  {
    id: '1708915',
    commitmentId: '786003',
    number: '003',
    title: 'One line in a sub job',
    total: '300.0',
    lines: [lump('22-110', 'Riser', '100.0'), lump('SJ1.03-300', 'Pad', '200.0')],
  },
];
