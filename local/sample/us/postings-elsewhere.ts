import type { Posting } from '../posting.ts';

const ALDER = 'Alder School District No. 7:Alder Elementary Gym';
const PENA = 'Lodz Software Inc.:Peña Station - Tenant Fit-out';

const SENTENCE = 'Tear off, dispose, insulate, cover and seal each bay. ';

/** Purchase orders of the gym and of the fit-out, written by hand from the rules: no code of the connector made them. */
export const ELSEWHERE_POSTINGS: readonly Posting[] = [
  {
    id: '786010',
    number: 'SC-201',
    vendor: 'Peña Brothers Roofing',
    job: ALDER,
    date: '2026-02-16',
    memo: 'Gym roof',
    total: '143210.00',
    // 19 characters, 75 sentences of 54, 23 of the next and the three dots: 4,095.
    lines: [
      [
        '07-500',
        `Roofing, complete:\n${SENTENCE.repeat(75)}Tear off, dispose, insu...`,
        '1',
        '143210',
        '143210.00',
      ],
    ],
  },
  {
    id: '786011',
    number: 'SC-202',
    vendor: 'Pacific Northwest Mechanical Contractors.',
    job: ALDER,
    date: '2026-02-17',
    memo: 'HVAC',
    total: '126149.25',
    lines: [
      ['23-740', 'Rooftop units RTU-1 & RTU-2', '1', '96400', '96400.00'],
      ['23-310', 'Duct, 50 % reused', '1', '31000', '31000.00'],
      ['23-050', 'Credit: balancing by owner', '1', '-1250.75', '-1250.75'],
    ],
  },
  {
    id: '512010',
    number: '201',
    vendor: 'Redwood Millwork & Casework',
    job: ALDER,
    date: '2026-02-18',
    memo: 'Casework',
    total: '17680.40',
    lines: [
      ['06-410', 'Cabinets, classrooms 1-4', '1', '15480.4', '15480.40'],
      ['06-200', 'Trim', '1', '2200', '2200.00'],
    ],
  },
  {
    id: '512011',
    number: 'PO-202',
    vendor: 'ACME FENCING CO.',
    job: ALDER,
    date: '2026-02-20',
    memo: 'Fence & gates',
    total: '17739.60',
    lines: [
      ['32-310', 'Chain link, 6 ft', '412.75', '38.4', '15849.60'],
      ['32-310', 'Double gate', '1', '1890', '1890.00'],
    ],
  },
  {
    id: '36028797018963971',
    number: 'SC-203',
    vendor: 'Evergreen Earthworks',
    job: ALDER,
    date: '2026-02-23',
    memo: 'Site work',
    total: '8185.08',
    lines: [
      ['31-220', 'Grading', '1500', '4.12345', '6185.18'],
      ['31-250', 'Silt fence', '1', '2310', '2310.00'],
      ['33-400', 'Salvaged pipe', '1', '-310.1', '-310.10'],
    ],
  },
  {
    id: '512012',
    number: 'PO-203',
    vendor: 'Sound Painting Co',
    job: ALDER,
    date: '2026-02-24',
    memo: 'Fasad, paint',
    total: '7300.00',
    lines: [['09-900', 'Kraska, 2 coats', '1', '7300', '7300.00']],
  },
  {
    id: '786012',
    number: 'SC-204',
    vendor: 'Olympic Drywall LLC',
    job: ALDER,
    date: '2026-02-28',
    memo: 'Gym partitions',
    total: '20999.01',
    lines: [
      ['09-250', 'Partitions', '1', '19999.01', '19999.01'],
      ['26-050-33', 'Boxes in partitions', '1', '1000', '1000.00'],
    ],
  },
  {
    id: '512020',
    number: 'PO-26106-1',
    vendor: 'Tri-State Flooring',
    job: PENA,
    date: '2026-03-01',
    memo: 'Flooring, floors 2 and 3',
    total: '54599.60',
    lines: [
      ['09-650', 'LVT "Oak"', '4210.25', '3.99', '16798.90'],
      ['09-680', 'Carpet tile', '18000.333', '2.1', '37800.70'],
    ],
  },
  {
    id: '786020',
    number: 'SC-301',
    vendor: 'Zenith Insulation',
    job: PENA,
    date: '2026-03-04',
    memo: 'Insulation',
    total: '12550.00',
    lines: [
      ['07-210', 'Batts', '1', '12000', '12000.00'],
      ['01-100', 'Supervision share', '1', '400', '400.00'],
      ['01-520', 'Trailer share', '1', '150', '150.00'],
    ],
  },
  {
    id: '786021',
    number: 'SC-302',
    vendor: 'Smith / Jones "Signs" JV',
    job: PENA,
    date: '2026-03-05',
    memo: 'Specialties',
    total: '4950.51',
    lines: [
      ['10-280', 'Grab bars', '1', '3100', '3100.00'],
      ['10-440', 'Extinguishers & cabinets', '1', '1845.5', '1845.50'],
      ['26-050-19', 'Low-voltage for signs', '1', '5.01', '5.01'],
    ],
  },
];
