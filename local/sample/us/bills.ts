import type { Billing } from '../posting.ts';

const NORTHGATE = 'Northgate Health Partners:Northgate Medical Office Building';
const ALDER = 'Alder School District No. 7:Alder Elementary Gym';
const PENA = 'Lodz Software Inc.:Peña Station - Tenant Fit-out';

const DRYWALL = { vendor: 'Olympic Drywall LLC', order: 'SC-101', job: NORTHGATE };
const LEVEL_1 = 'Framing and board, level 1';
const LEVEL_2 = 'Framing and board, level 2';
const SOFFIT = '001: Soffit framing, "level 1"';
const SHAFT = '002: Shaft wall, type 1; Shaft wall, type 2';

/** SC-101 is 52,159.35; all but its credit of 750.25 is billed: 15,900.00 + 14,212.50 + 22,797.10 = 52,909.60. */
const DRYWALL_BILLS: readonly Billing[] = [
  {
    ...{ id: '1280701', number: 'OD-1041', ...DRYWALL, date: '2026-02-28', total: '15900.00' },
    memo: 'SC-101 - Drywall - levels 1 & 2, 2026-02-01 to 2026-02-28',
    lines: [
      // 10,000.00 of work and 1,500.00 stored, of 30,000.00.
      ['09-250', LEVEL_1, '0.38333', '11500.00', LEVEL_1],
      ['09-250', LEVEL_2, '0.33333', '6166.67', LEVEL_2],
      ['Retainage', 'Retainage held', '1', '-1766.67', ''],
    ],
  },
  {
    ...{ id: '1280702', number: 'OD-1052', ...DRYWALL, date: '2026-03-31', total: '14212.50' },
    memo: 'SC-101 - Drywall - levels 1 & 2, 2026-03-01 to 2026-03-31',
    lines: [
      // 8,000.00 of work and 1,500.00 moved, less the 1,500.00 that were stored.
      ['09-250', LEVEL_1, '0.26667', '8000.00', LEVEL_1],
      ['09-250', LEVEL_2, '0.33333', '6166.67', LEVEL_2],
      ['09-250', 'Soffit framing, "level 1"', '0.44444', '1000.00', SOFFIT],
      // 525.00 and 100.00 of one order line over 1,550.00.
      ['09-250', 'Shaft wall, type 1; Shaft wall, type 2', '0.40323', '625.00', SHAFT],
      ['Retainage', 'Retainage held', '1', '-1579.17', ''],
    ],
  },
  // The last one: each line takes what the two before it have left.
  {
    ...{ id: '1280703', number: 'OD-1066', ...DRYWALL, date: '2026-04-30', total: '22797.10' },
    memo: 'SC-101 - Drywall - levels 1 & 2, 2026-04-01 to 2026-04-30',
    lines: [
      ['09-250', LEVEL_1, '0.35', '10500.00', LEVEL_1],
      // A third of 18,500.00 is 0.33333, but 0.33334 are left.
      ['09-250', LEVEL_2, '0.33334', '6166.66', LEVEL_2],
      ['09-250', 'Soffit framing, "level 1"', '0.55556', '1250.00', SOFFIT],
      ['09-250', 'Shaft wall, type 1; Shaft wall, type 2', '0.59677', '925.00', SHAFT],
      ['09-250', 'Head-of-wall detail', '1', '320.40', '002: Head-of-wall detail'],
      [
        '09-900',
        'Prime and paint, corridor - level 2',
        '120.5',
        '289.20',
        '002: Prime and paint, corridor - level 2',
      ],
      ['Retainage', 'Retainage released', '1', '3345.84', ''],
    ],
  },
];

const PLUMBING = { vendor: "O'Brien & Sons Plumbing <Est. 1974>", order: 'SC-103', job: NORTHGATE };

const PLUMBING_BILLS: readonly Billing[] = [
  // Order number and requisition number; the end of the period.
  {
    ...{ id: '1280721', number: 'SC-103-1', ...PLUMBING, date: '2026-03-15', total: '20610.00' },
    memo: 'SC-103 - Plumbing, 2026-03-01 to 2026-03-15',
    lines: [
      ['22-110', 'Copper & PEX <domestic> water', '0.33333', '20400.00', 'Copper & PEX <domestic> water'],
      ['22', 'Allowance, coded to the division', '1', '2500.00', 'Allowance, coded to the division'],
      ['Retainage', 'Retainage held', '1', '-2290.00', ''],
    ],
  },
  {
    ...{ id: '1280722', number: 'OB-RET-1', ...PLUMBING, date: '2026-03-20', total: '1145.00' },
    memo: 'SC-103 - Plumbing',
    lines: [['Retainage', 'Retainage released', '1', '1145.00', '']],
  },
];

const HVAC = { vendor: 'Pacific Northwest Mechanical Contractors.', order: 'SC-202', job: ALDER };
const CURBS = 'Roof curbs & crane';
const UNITS = 'Rooftop units RTU-1 & RTU-2';

/** The change order of 2,159.60 is billed as a whole: 1,000.00, then 1,159.60; its lines take 1,550.00, 320.40, 289.20. */
const HVAC_BILLS: readonly Billing[] = [
  {
    ...{ id: '1280741', number: 'PNM-5001', ...HVAC, date: '2026-03-31', total: '44280.00' },
    memo: 'SC-202 - HVAC, 2026-03-01 to 2026-03-31',
    lines: [
      ['23-740', UNITS, '0.5', '48200.00', UNITS],
      ['23-740', CURBS, '0.46305', '717.73', '1: Curb adapters'],
      ['23-310', CURBS, '0.46305', '148.36', '1: Roof curbs & crane'],
      ['23-050', CURBS, '0.46304', '133.91', '1: Rebalance'],
      ['Retainage', 'Retainage held', '1', '-4920.00', ''],
    ],
  },
  {
    ...{ id: '1280742', number: 'PNM-5002', ...HVAC, date: '2026-04-30', total: '85279.60' },
    memo: 'SC-202 - HVAC, 2026-04-01 to 2026-04-30',
    lines: [
      ['23-740', UNITS, '0.5', '48200.00', UNITS],
      ['23-310', 'Duct, 50 % reused', '1', '31000.00', 'Duct, 50 % reused'],
      ['23-740', CURBS, '0.53695', '832.27', '1: Curb adapters'],
      ['23-310', CURBS, '0.53695', '172.04', '1: Roof curbs & crane'],
      ['23-050', CURBS, '0.53696', '155.29', '1: Rebalance'],
      ['Retainage', 'Retainage released', '1', '4920.00', ''],
    ],
  },
];

/** Bills of the US contractor, written by hand from the rules: no code of the connector made them. */
export const US_BILLS: readonly Billing[] = [
  ...DRYWALL_BILLS,
  ...PLUMBING_BILLS,
  ...HVAC_BILLS,
  {
    ...{ id: '1280731', number: 'CRM-88', vendor: 'Cascade Ready-Mix', order: 'PO-26101-01', job: NORTHGATE },
    ...{ date: '2026-03-20', total: '25838.31' },
    memo: 'PO-26101-01 - Concrete supply, 2026-03-01 to 2026-03-31',
    lines: [
      // 19,000.00 where 18,605.38 were ordered: on a line of its own.
      ['03-300', '4000 psi mix, footings', '1', '19000.00', ''],
      ['Concrete:03-310', 'Slab mix', '40', '6060.00', 'Slab mix'],
      ['03-300', 'Extra footing, grid C', '5.24997', '778.31', '1: Extra footing, grid C'],
    ],
  },
  {
    ...{ id: '1280751', number: 'AF-311', vendor: 'ACME FENCING CO.', order: 'PO-202', job: ALDER },
    ...{ date: '2026-03-31', total: '7924.80' },
    memo: 'PO-202 - Fence & gates, 2026-03-01 to 2026-03-31',
    lines: [['32-310', 'Chain link, 6 ft', '206.375', '7924.80', 'Chain link, 6 ft']],
  },
  {
    ...{
      id: '1280761',
      number: 'SJ "Signs" 1',
      vendor: 'Smith / Jones "Signs" JV',
      order: 'SC-302',
      job: PENA,
    },
    ...{ date: '2026-04-01', total: '4950.51', memo: 'SC-302 - Specialties' },
    lines: [
      ['10-280', 'Grab bars', '1', '3100.00', 'Grab bars'],
      ['10-440', 'Extinguishers & cabinets', '1', '1845.50', 'Extinguishers & cabinets'],
      ['26-050-19', 'Low-voltage for signs', '1', '5.01', 'Low-voltage for signs'],
    ],
  },
  {
    ...{ id: '1280771', number: 'KD-9', vendor: 'Kestrel Doors & Hardware', order: 'PO-26101-02' },
    ...{ job: NORTHGATE, date: '2026-03-25', total: '34.16', memo: 'PO-26101-02 - Doors & hardware' },
    lines: [
      ['08-140', 'Veneer samples', '2.3331', '33.33', 'Veneer samples'],
      ['08-710', 'Screws', '2.5', '0.83', 'Screws'],
    ],
  },
  {
    ...{ id: '36028797018964501', number: 'EE-2210', vendor: 'Evergreen Earthworks', order: 'SC-203' },
    ...{ job: ALDER, date: '2026-03-31', total: '3476.33' },
    memo: 'SC-203 - Site work, 2026-03-01 to 2026-03-31',
    lines: [
      ['31-220', 'Grading', '750', '3092.59', 'Grading'],
      ['31-250', 'Silt fence', '0.33333', '770.00', 'Silt fence'],
      ['Retainage', 'Retainage held', '1', '-386.26', ''],
    ],
  },
];
